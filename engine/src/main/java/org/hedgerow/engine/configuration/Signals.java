package org.hedgerow.engine.configuration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.signal.SignalDefinition;
import org.hedgerow.engine.signal.bar.BarLength;

/**
 * What the signals job works out.
 *
 * @param lateness how long after its end, by the venue's clock, a bar is written for the first time
 * @param bars of every instrument that a group gets
 * @param rules events, by definition
 * @param statistics figures over windows, by definition
 * @param patterns events that are made over a while, by definition
 * @param history how far before its submission a job without a savepoint begins to read, to fill
 *     its windows; it tells no event of that time. Empty: from the journal's beginning, and all
 */
public record Signals(
    Duration lateness,
    List<BarLength> bars,
    List<SignalDefinition> rules,
    List<SignalDefinition> statistics,
    List<SignalDefinition> patterns,
    Optional<Duration> history) {
  /** Of a configuration that says nothing about it: all bars, no rules, no statistics. */
  public static final Signals USUAL =
      new Signals(
          Duration.ofSeconds(2),
          List.of(BarLength.values()),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty());
}
