package org.hedgerow.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.hedgerow.schema.NamedDefinition;
import org.hedgerow.schema.SignalsDefinition;
import org.junit.jupiter.api.Test;

/** What {@code config apply} says of signals: nothing that waits for a submission goes unsaid. */
class SignalsDifferenceTest {
  private static NamedDefinition definition(String name, String parameter) {
    return new NamedDefinition(
        name, "spread", List.of("BINANCE_SPOT:BTCUSDT"), null, Map.of("enter", parameter));
  }

  private static SignalsDefinition signals(
      List<NamedDefinition> rules, List<NamedDefinition> patterns) {
    return SignalsDefinition.newBuilder()
        .setLatenessMicros(2_000_000L)
        .setBars(List.of("1s"))
        .setRules(rules)
        .setStatistics(List.of())
        .setPatterns(patterns)
        .build();
  }

  @Test
  void saysNothingWhereNothingChanges() {
    SignalsDefinition one = signals(List.of(definition("a", "1")), List.of(definition("p", "1")));
    SignalsDefinition same = signals(List.of(definition("a", "1")), List.of(definition("p", "1")));
    assertEquals(List.of(), SignalsDifference.lines(one, same));
  }

  @Test
  void rulesAreTakenOverAtOnce() {
    List<String> lines =
        SignalsDifference.lines(
            signals(List.of(definition("a", "1"), definition("b", "1")), List.of()),
            signals(List.of(definition("a", "2"), definition("c", "1")), List.of()));
    assertEquals(
        List.of(
            "Signals takes these over at this entry, each new one from its beginning: rule a"
                + " changed, rule c added, rule b gone."),
        lines);
  }

  @Test
  void otherInstrumentsAreAChange() {
    NamedDefinition more = definition("a", "1");
    more.setInstruments(List.of("BINANCE_SPOT:BTCUSDT", "BINANCE_SPOT:ETHUSDT"));
    assertTrue(
        SignalsDifference.lines(
                signals(List.of(definition("a", "1")), List.of()),
                signals(List.of(more), List.of()))
            .get(0)
            .contains("rule a changed"));
  }

  /** They wait for the command that is named; it lets go of state only where some is lost. */
  @Test
  void patternsAreNot() {
    SignalsDefinition none = signals(List.of(), List.of());
    SignalsDefinition one = signals(List.of(), List.of(definition("p", "1")));
    SignalsDefinition other = signals(List.of(), List.of(definition("p", "2")));
    assertEquals(
        List.of(
            "NOT in force by this: pattern p added. Patterns are part of the job's graph. After"
                + " this: ./hedgerow submit signals --restart --configuration FILE"),
        SignalsDifference.lines(none, one));
    assertEquals(
        List.of(
            "NOT in force by this: pattern p changed. Patterns are part of the job's graph. After"
                + " this: ./hedgerow submit signals --restart --forget-patterns --configuration"
                + " FILE"),
        SignalsDifference.lines(one, other));
    assertTrue(SignalsDifference.lines(one, none).get(0).contains("--forget-patterns"));
  }

  @Test
  void neitherIsHistory() {
    SignalsDefinition with = signals(List.of(), List.of());
    with.setHistoryMicros(1L);
    assertEquals(
        List.of("NOT in force by this: history. It counts when signals is submitted anew."),
        SignalsDifference.lines(signals(List.of(), List.of()), with));
  }

  /** Journals of earlier releases say nothing of signals. */
  @Test
  void silenceKeepsWhatHolds() {
    SignalsDefinition some = signals(List.of(), List.of());
    assertEquals(List.of(), SignalsDifference.lines(null, null));
    assertTrue(SignalsDifference.lines(some, null).get(0).contains("those in force stay"));
    assertTrue(SignalsDifference.lines(null, some).get(0).contains("from this entry on"));
  }
}
