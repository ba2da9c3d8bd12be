package org.hedgerow.jobs.signals.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.hedgerow.engine.signal.SignalDefinition;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Statistic;
import org.junit.jupiter.api.Test;

/** A statistic that was configured anew is another one, and no change of the market. */
class FigureObserverTest {
  private static final WatchedPattern REGIME =
      WatchedPattern.of(
          new SignalDefinition(
              "regime",
              "volatility_regime",
              List.of("V:A"),
              Optional.empty(),
              Map.of(
                  "statistic",
                  "vol",
                  "number",
                  "ewma",
                  "factor",
                  "2",
                  "times",
                  "2",
                  "memory",
                  "3")));

  private static Statistic figure(String version, int second, double number) {
    return Statistic.newBuilder()
        .setName("vol")
        .setDefinitionVersion(version)
        .setInstrument("V:A")
        .setTimeMicros(second * 1_000_000L)
        .setSamples(2L)
        .setSamplesWanted(2L)
        .setNumbers(Map.of("ewma", number))
        .setCause(new Coordinate(0, (long) second))
        .build();
  }

  private static List<Boolean> edges(String after) throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, Statistic, Observation> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new FigureObserver(List.of(REGIME))),
            Statistic::getInstrument,
            Types.STRING)) {
      harness.open();
      for (int second = 1; second <= 5; second++) {
        harness.processElement(new StreamRecord<>(figure("a", second, 1)));
      }
      harness.processElement(new StreamRecord<>(figure(after, 6, 10)));
      return harness.extractOutputValues().stream().map(Observation::edge).toList();
    }
  }

  @Test
  void tenTimesTheAverageIsAnEdge() throws Exception {
    assertEquals(List.of(false, false, false, false, false, true), edges("a"));
  }

  @Test
  void ofAnotherDefinitionItIsTheFirstFigure() throws Exception {
    assertEquals(List.of(false, false, false, false, false, false), edges("b"));
  }
}
