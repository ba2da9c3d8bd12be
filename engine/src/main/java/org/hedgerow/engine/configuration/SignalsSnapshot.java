package org.hedgerow.engine.configuration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.hedgerow.engine.signal.SignalDefinition;
import org.hedgerow.engine.signal.Subject;
import org.hedgerow.engine.signal.bar.BarLength;
import org.hedgerow.schema.NamedDefinition;
import org.hedgerow.schema.SignalsDefinition;

/** The section {@code signals} as it stands in the journal, and back. */
public final class SignalsSnapshot {
  private static final long NANOS_A_MICRO = 1_000;

  private SignalsSnapshot() {}

  /** For the journal. */
  public static SignalsDefinition of(Signals signals) {
    return SignalsDefinition.newBuilder()
        .setLatenessMicros(signals.lateness().toNanos() / NANOS_A_MICRO)
        .setBars(signals.bars().stream().map(BarLength::text).toList())
        .setRules(named(signals.rules()))
        .setStatistics(named(signals.statistics()))
        .setPatterns(named(signals.patterns()))
        .setHistoryMicros(signals.history().map(one -> one.toNanos() / NANOS_A_MICRO).orElse(null))
        .build();
  }

  private static List<NamedDefinition> named(List<SignalDefinition> definitions) {
    return definitions.stream()
        .map(
            one ->
                new NamedDefinition(
                    one.name(),
                    one.kind(),
                    one.instruments(),
                    one.against().orElse(null),
                    // Sorted, so that two readers of the same file write the same bytes.
                    new TreeMap<>(one.parameters())))
        .toList();
  }

  /** Out of the journal, as it stands there. */
  public static Signals read(SignalsDefinition written) {
    return new Signals(
        Duration.ofNanos(written.getLatenessMicros() * NANOS_A_MICRO),
        written.getBars().stream().map(BarLength::of).flatMap(Optional::stream).toList(),
        definitions(written.getRules()),
        definitions(written.getStatistics()),
        definitions(written.getPatterns()),
        Optional.ofNullable(written.getHistoryMicros())
            .map(micros -> Duration.ofNanos(micros * NANOS_A_MICRO)));
  }

  /** Definitions out of the journal. */
  public static List<SignalDefinition> definitions(List<NamedDefinition> written) {
    return written.stream()
        .map(
            one ->
                new SignalDefinition(
                    one.getName(),
                    one.getKind(),
                    List.copyOf(one.getInstruments()),
                    Optional.ofNullable(one.getAgainst()),
                    new TreeMap<>(one.getParameters())))
        .toList();
  }

  /**
   * Without the definitions that a job of this configuration cannot work out: of a kind that this
   * release does not have, or of instruments that the configuration has not.
   *
   * @param errors each that was left out, and why, is added
   */
  public static Signals known(Signals signals, Configuration configuration, List<String> errors) {
    return new Signals(
        signals.lateness(),
        signals.bars(),
        known(signals.rules(), SignalsParser.RULES, configuration, errors),
        known(signals.statistics(), SignalsParser.STATISTICS, configuration, errors),
        known(signals.patterns(), SignalsParser.PATTERNS, configuration, errors),
        signals.history());
  }

  private static List<SignalDefinition> known(
      List<SignalDefinition> definitions,
      SignalsParser.Kinds kinds,
      Configuration configuration,
      List<String> errors) {
    List<SignalDefinition> known = new ArrayList<>();
    for (SignalDefinition one : definitions) {
      String at = "signals." + one.name();
      List<String> wrong = new ArrayList<>();
      if (!kinds.names().contains(one.kind())) {
        wrong.add(at + ".kind: '" + one.kind() + "'; expected one of " + kinds.names());
      }
      SignalsParser.check(configuration, at, one, kinds, wrong);
      if (wrong.isEmpty()) {
        known.add(one);
      }
      errors.addAll(wrong);
    }
    return List.copyOf(known);
  }

  /** What of it is about one subject; patterns are no subject's own. */
  public static Signals about(Signals signals, Subject subject) {
    return new Signals(
        signals.lateness(),
        signals.bars(),
        signals.rules().stream().filter(one -> one.subjects().contains(subject)).toList(),
        signals.statistics().stream().filter(one -> one.subjects().contains(subject)).toList(),
        List.of(),
        Optional.empty());
  }
}
