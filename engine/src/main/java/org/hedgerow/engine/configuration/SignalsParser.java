package org.hedgerow.engine.configuration;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hedgerow.engine.signal.SignalDefinition;
import org.hedgerow.engine.signal.SignalPlan;
import org.hedgerow.engine.signal.Subject;
import org.hedgerow.engine.signal.bar.BarLength;
import org.hedgerow.engine.signal.pattern.PatternKind;
import org.hedgerow.engine.signal.pattern.PatternLimits;
import org.hedgerow.engine.signal.rule.RuleKinds;
import org.hedgerow.engine.signal.window.StatisticKinds;
import org.hedgerow.engine.strategy.Parameters;

/**
 * Reads the section {@code signals}:
 *
 * <pre>
 * signals:
 *   lateness: 2s
 *   history: 6h
 *   bars: [1s, 1m, 5m, 1h, 1d]
 *   rules:
 *     - rule: wide
 *       kind: spread
 *       instruments: ["BINANCE_SPOT:BTCUSDT"]
 *       parameters: {enter: 0.001, leave: 0.0005, for: 2s}
 *     - rule: basis
 *       kind: basis
 *       instruments: ["BINANCE_USDM:BTCUSDT"]
 *       against: "BINANCE_SPOT:BTCUSDT"
 *       parameters: {enter: 0.002}
 *   statistics:
 *     - statistic: volatility
 *       kind: volatility
 *       instruments: ["BINANCE_SPOT:BTCUSDT"]
 *       parameters: {bars: 1m, window: 60}
 *   patterns:
 *     - pattern: crash
 *       kind: flash_crash
 *       instruments: ["BINANCE_SPOT:BTCUSDT"]
 *       parameters: {bars: 1m, drop: 0.05, within: 30m, hold: 15m}
 * </pre>
 */
final class SignalsParser {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,40}");
  private static final String NAME_FORM =
      "a name of letters, digits and ._- of at most 40 characters";

  static final Kinds RULES = new RuleNames();
  static final Kinds STATISTICS = new StatisticNames();
  static final Kinds PATTERNS = new PatternNames();

  private SignalsParser() {}

  static Signals read(YamlSection yaml) {
    Duration lateness = yaml.has("lateness") ? yaml.duration("lateness") : Signals.USUAL.lateness();
    List<BarLength> bars = Signals.USUAL.bars();
    if (yaml.has("bars")) {
      Set<BarLength> lengths = new LinkedHashSet<>();
      for (String text : yaml.texts("bars")) {
        BarLength.of(text)
            .ifPresentOrElse(
                lengths::add,
                () ->
                    yaml.error(
                        yaml.at("bars"),
                        text,
                        "one of "
                            + Arrays.stream(BarLength.values()).map(BarLength::text).toList()));
      }
      bars = List.copyOf(lengths);
    }
    List<SignalDefinition> rules =
        yaml.has("rules")
            ? yaml.sections("rules", one -> definition(one, "rule", RULES))
            : List.of();
    List<SignalDefinition> statistics =
        yaml.has("statistics")
            ? yaml.sections("statistics", one -> definition(one, "statistic", STATISTICS))
            : List.of();
    List<SignalDefinition> patterns =
        yaml.has("patterns")
            ? yaml.sections("patterns", one -> definition(one, "pattern", PATTERNS))
            : List.of();
    Optional<Duration> history =
        yaml.has("history") ? Optional.of(yaml.duration("history")) : Optional.empty();
    yaml.refuseUnknownKeys();
    return new Signals(lateness, bars, rules, statistics, patterns, history);
  }

  private static SignalDefinition definition(YamlSection yaml, String key, Kinds kinds) {
    String name = yaml.text(key, NAME, NAME_FORM);
    String kind = yaml.text("kind");
    Optional<String> against = yaml.optionalText("against");
    if (!kind.isEmpty() && !kinds.names().contains(kind)) {
      yaml.error(yaml.at("kind"), kind, "one of " + kinds.names());
    } else if (kinds.names().contains(kind) && kinds.needsPair(kind) && against.isEmpty()) {
      yaml.error(yaml.at("against"), null, "an instrument");
    } else if (kinds.names().contains(kind) && kinds.refusesPair(kind) && against.isPresent()) {
      yaml.error(yaml.at("against"), against.get(), "nothing, of that kind");
    }
    List<String> instruments = yaml.texts("instruments");
    if (instruments.isEmpty()) {
      yaml.error(yaml.at("instruments"), null, "at least one instrument");
    }
    Map<String, String> parameters = yaml.textMap("parameters");
    return new SignalDefinition(name, kind, instruments, against, parameters);
  }

  /** Checks what can only be once all instruments and groups are known. */
  static void check(Configuration configuration, List<String> errors) {
    check(configuration, "rule", configuration.signals().rules(), RULES, errors);
    check(configuration, "statistic", configuration.signals().statistics(), STATISTICS, errors);
    check(configuration, "pattern", configuration.signals().patterns(), PATTERNS, errors);
  }

  private static void check(
      Configuration configuration,
      String key,
      List<SignalDefinition> definitions,
      Kinds kinds,
      List<String> errors) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < definitions.size(); i++) {
      SignalDefinition one = definitions.get(i);
      String at = "signals." + key + "s[" + i + "]";
      if (!names.add(one.name())) {
        errors.add(at + "." + key + ": '" + one.name() + "' twice; expected each once");
      }
      check(configuration, at, one, kinds, errors);
    }
  }

  /** Checks one definition against the instruments and groups that there are. */
  static void check(
      Configuration configuration,
      String at,
      SignalDefinition one,
      Kinds kinds,
      List<String> errors) {
    Map<String, List<String>> routes = SignalPlan.routes(configuration);
    List<String> missing =
        one.subjects().stream()
            .filter(subject -> SignalPlan.home(subject, routes).isEmpty())
            .map(Subject::name)
            .toList();
    if (!missing.isEmpty()) {
      errors.add(
          at
              + ".instruments: "
              + missing
              + "; expected configured instruments that "
              + (one.against().isPresent() ? "one group gets together" : "a group gets"));
    }
    if (!kinds.names().contains(one.kind())) {
      return;
    }
    for (String instrument : one.instruments()) {
      if (!kinds.allows(one.kind(), SignalPlan.isChain(instrument))) {
        errors.add(
            at
                + ".instruments: '"
                + instrument
                + "'; expected "
                + (SignalPlan.isChain(instrument) ? "an instrument" : "a chain VENUE:ASSET-OPTIONS")
                + ", of that kind");
      }
    }
    Parameters parameters = Parameters.of(at + ".parameters", one.parameters());
    kinds.read(one, parameters);
    errors.addAll(parameters.errors());
  }

  /** What rules and statistics differ in. */
  interface Kinds {
    Collection<String> names();

    boolean needsPair(String kind);

    boolean refusesPair(String kind);

    /** Whether it may be of a chain of options, or of anything else. */
    boolean allows(String kind, boolean chain);

    void read(SignalDefinition definition, Parameters parameters);
  }

  private static final class RuleNames implements Kinds {
    @Override
    public Collection<String> names() {
      return RuleKinds.names();
    }

    @Override
    public boolean needsPair(String kind) {
      return RuleKinds.isOfPairs(kind);
    }

    @Override
    public boolean refusesPair(String kind) {
      return !RuleKinds.isOfPairs(kind) && !RuleKinds.isOfEither(kind);
    }

    @Override
    public boolean allows(String kind, boolean chain) {
      return !chain || RuleKinds.isOfEither(kind);
    }

    @Override
    public void read(SignalDefinition definition, Parameters parameters) {
      RuleKinds.rule(definition.kind(), definition.name(), definition.version(), "", parameters);
    }
  }

  private static final class StatisticNames implements Kinds {
    @Override
    public Collection<String> names() {
      return StatisticKinds.names();
    }

    @Override
    public boolean needsPair(String kind) {
      return StatisticKinds.isOfPairs(kind);
    }

    @Override
    public boolean refusesPair(String kind) {
      return !StatisticKinds.isOfPairs(kind);
    }

    @Override
    public boolean allows(String kind, boolean chain) {
      return chain == StatisticKinds.isOfChains(kind);
    }

    @Override
    public void read(SignalDefinition definition, Parameters parameters) {
      StatisticKinds.statistic(definition, "", parameters, null);
    }
  }

  private static final class PatternNames implements Kinds {
    @Override
    public Collection<String> names() {
      return PatternKind.names();
    }

    @Override
    public boolean needsPair(String kind) {
      return PatternKind.of(kind).orElseThrow().isOfPairs();
    }

    @Override
    public boolean refusesPair(String kind) {
      // A regime is of a statistic, which may be of two.
      PatternKind known = PatternKind.of(kind).orElseThrow();
      return !known.isOfPairs() && known != PatternKind.VOLATILITY_REGIME;
    }

    @Override
    public boolean allows(String kind, boolean chain) {
      return !chain || PatternKind.of(kind).orElseThrow() == PatternKind.VOLATILITY_REGIME;
    }

    @Override
    public void read(SignalDefinition definition, Parameters parameters) {
      PatternLimits.read(definition, parameters);
    }
  }
}
