package org.hedgerow.engine.signal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.Signals;
import org.hedgerow.engine.configuration.SignalsSnapshot;
import org.hedgerow.engine.signal.bar.BarBuilder;
import org.hedgerow.engine.signal.depth.DepthBook;
import org.hedgerow.engine.signal.rule.Rule;
import org.hedgerow.engine.signal.rule.RuleKinds;
import org.hedgerow.engine.signal.window.CarryTerms;
import org.hedgerow.engine.signal.window.RunningStatistic;
import org.hedgerow.engine.signal.window.StatisticKinds;
import org.hedgerow.engine.signal.window.WindowTables;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.state.DefinitionsState;

/**
 * Who works out what: the subjects of a configuration, the one hedge group that each is read from,
 * and its state machine.
 *
 * <p>A subject is read from one group only, although entries are copied to several: so its entries
 * have the one order of that group's partition, and what comes of them does not depend on how fast
 * another partition is read. Of an instrument it is the group of its base asset, else the first
 * that asks for it; of a pair the first group of the instrument that gets the other one too.
 */
public final class SignalPlan {
  private static final String CHAIN = "-OPTIONS";
  private static final String ONLY_ROW = "";

  private final Signals signals;
  private final Map<String, Subject> subjects = new LinkedHashMap<>();
  private final Map<String, Instrument> instruments = new LinkedHashMap<>();
  private final Map<String, List<Instrument>> chains = new LinkedHashMap<>();
  private final Map<String, String> homes = new LinkedHashMap<>();
  private final Map<String, List<String>> routes;

  /** Of what the configuration says itself. */
  public SignalPlan(Configuration configuration) {
    this(configuration, configuration.signals());
  }

  /**
   * Of the instruments and groups of a configuration, with other signals.
   *
   * @param signals definitions of subjects that no group gets are passed over
   */
  public SignalPlan(Configuration configuration, Signals signals) {
    this.signals = signals;
    routes = routes(configuration);
    for (Instrument instrument : configuration.instruments()) {
      instruments.put(instrument.instrument(), instrument);
      add(Subject.of(instrument.instrument()));
      if (instrument.kind() == InstrumentKind.OPTION) {
        chains.computeIfAbsent(chain(instrument), added -> new ArrayList<>()).add(instrument);
      }
    }
    signals.rules().forEach(rule -> rule.subjects().forEach(this::add));
    signals.statistics().forEach(one -> one.subjects().forEach(this::add));
    signals.patterns().forEach(one -> one.subjects().forEach(this::add));
  }

  /**
   * The groups that get the entries of each instrument, its own first, and of each chain those that
   * get all of its options.
   */
  public static Map<String, List<String>> routes(Configuration configuration) {
    Map<String, List<String>> routes = new LinkedHashMap<>(configuration.routes());
    for (Instrument instrument : configuration.instruments()) {
      if (instrument.kind() == InstrumentKind.OPTION) {
        List<String> own = routes.get(instrument.instrument());
        routes.merge(
            chain(instrument), own, (all, added) -> all.stream().filter(added::contains).toList());
      }
    }
    return routes;
  }

  /** The name that all options of an asset at a venue have together. */
  private static String chain(Instrument option) {
    return option.venue() + ":" + option.base() + CHAIN;
  }

  /** Whether a subject's instrument is a chain of options. */
  public static boolean isChain(String instrument) {
    return instrument.endsWith(CHAIN);
  }

  private void add(Subject subject) {
    home(subject, routes)
        .ifPresent(
            group -> {
              subjects.put(subject.name(), subject);
              homes.put(subject.name(), group);
            });
  }

  /** The group that a subject is read from; empty: no group gets it. */
  public static Optional<String> home(Subject subject, Map<String, List<String>> routes) {
    List<String> groups = routes.getOrDefault(subject.instrument(), List.of());
    return subject
        .against()
        .map(
            other ->
                groups.stream()
                    .filter(group -> routes.getOrDefault(other, List.of()).contains(group))
                    .findFirst())
        .orElseGet(() -> groups.stream().findFirst());
  }

  /** All subjects, by name. */
  public Map<String, Subject> subjects() {
    return subjects;
  }

  /** The names of the subjects that are read from that group. */
  public List<String> subjectsOf(String group) {
    return subjects.keySet().stream().filter(name -> homes.get(name).equals(group)).toList();
  }

  /** The names of the subjects that get an instrument's entries from that group. */
  public List<String> subjects(String group, String instrument) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Subject> one : subjects.entrySet()) {
      boolean concerned =
          one.getValue().instrument().equals(instrument)
              || one.getValue().against().filter(instrument::equals).isPresent()
              || isOption(one.getKey(), instrument);
      if (concerned && homes.get(one.getKey()).equals(group)) {
        names.add(one.getKey());
      }
    }
    return List.copyOf(names);
  }

  private boolean isOption(String subject, String instrument) {
    return chains.getOrDefault(subject, List.of()).stream()
        .anyMatch(option -> option.instrument().equals(instrument));
  }

  /**
   * The groups that are told the signals of a subject: its own first. Also of subjects that are
   * only in other signals than these.
   */
  public List<String> told(String name) {
    Subject subject = Subject.named(name);
    String home = home(subject, routes).orElseThrow();
    List<String> groups = new ArrayList<>(List.of(home));
    for (String group : routes.get(subject.instrument())) {
      if (!group.equals(home)) {
        groups.add(group);
      }
    }
    return groups;
  }

  /**
   * The state machine of a subject, by what the journal configured for it, and by these signals
   * where the journal did not.
   */
  public SubjectSignals machine(String name, SubjectTables tables) {
    DefinitionsState configured = tables.definitions().get(ONLY_ROW);
    return machine(
        Subject.named(name),
        configured == null ? signals : SignalsSnapshot.read(configured.getSignals()),
        tables);
  }

  /**
   * Takes a configuration out of the journal: what did not change goes on where it was, what is new
   * begins, and what is gone tells so and is forgotten.
   *
   * @param entry brings a ConfigChange whose signals are those about the subject
   * @param before the machine until then
   * @return the machine from then on
   */
  public SubjectSignals changed(
      String name,
      SubjectSignals before,
      JournalEntry entry,
      int partition,
      long offset,
      SubjectTables tables,
      SignalOutput out) {
    ConfigChange change = (ConfigChange) entry.getPayload();
    tables
        .definitions()
        .put(ONLY_ROW, new DefinitionsState(change.getVersion(), change.getSignals()));
    SubjectSignals after = machine(name, tables);
    before.end(after, entry, partition, offset, out);
    return after;
  }

  private SubjectSignals machine(Subject subject, Signals of, SubjectTables tables) {
    Signals own = SignalsSnapshot.about(of, subject);
    List<Rule> rules = new ArrayList<>();
    for (SignalDefinition rule : own.rules()) {
      rules.add(
          RuleKinds.rule(
              rule.kind(),
              rule.name(),
              rule.version(),
              subject.name(),
              Parameters.of("signals.rules." + rule.name(), rule.parameters())));
    }
    List<RunningStatistic> statistics = new ArrayList<>();
    for (SignalDefinition one : own.statistics()) {
      statistics.add(
          StatisticKinds.statistic(
              one,
              subject.name(),
              CarryTerms.of(
                  instruments.get(subject.instrument()),
                  subject.against().map(instruments::get).orElse(null)),
              Parameters.of("signals.statistics." + one.name(), one.parameters()),
              new WindowTables(tables.windows(), tables.figures())));
    }
    return new SubjectSignals(
        subject,
        bars(subject, own, tables),
        statistics,
        rules,
        depth(subject, own, tables),
        chains.getOrDefault(subject.name(), List.of()),
        tables);
  }

  private BarBuilder bars(Subject subject, Signals own, SubjectTables tables) {
    if (subject.against().isPresent() || isChain(subject.instrument())) {
      return null;
    }
    Instrument instrument = instruments.get(subject.instrument());
    return new BarBuilder(
        instrument.instrument(),
        own.bars(),
        own.lateness().toNanos() / 1_000,
        isInverse(instrument),
        Decimals.of(instrument.contractValue()),
        tables.openBars(),
        tables.bars());
  }

  private static boolean isInverse(Instrument instrument) {
    return instrument.kind() == InstrumentKind.INVERSE_PERPETUAL
        || instrument.kind() == InstrumentKind.INVERSE_FUTURE;
  }

  /** The subject's book, where something looks into it; else null. */
  private DepthBook depth(Subject subject, Signals own, SubjectTables tables) {
    boolean asked =
        own.rules().stream().anyMatch(RuleKinds::looksIntoBook)
            || own.statistics().stream().anyMatch(one -> StatisticKinds.looksIntoBook(one.kind()));
    if (!asked) {
      return null;
    }
    Instrument instrument = instruments.get(subject.instrument());
    return new DepthBook(
        tables.depth(), instrument.contractValue().doubleValue(), isInverse(instrument));
  }
}
