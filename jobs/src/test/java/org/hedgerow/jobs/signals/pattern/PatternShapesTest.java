package org.hedgerow.jobs.signals.pattern;

import static org.hedgerow.jobs.signals.pattern.Matching.BEGIN;
import static org.hedgerow.jobs.signals.pattern.Matching.BTC;
import static org.hedgerow.jobs.signals.pattern.Matching.HOUR;
import static org.hedgerow.jobs.signals.pattern.Matching.MINUTE;
import static org.hedgerow.jobs.signals.pattern.Matching.PERPETUAL;
import static org.hedgerow.jobs.signals.pattern.Matching.SECOND;
import static org.hedgerow.jobs.signals.pattern.Matching.bar;
import static org.hedgerow.jobs.signals.pattern.Matching.decimal;
import static org.hedgerow.jobs.signals.pattern.Matching.entry;
import static org.hedgerow.jobs.signals.pattern.Matching.hours;
import static org.hedgerow.jobs.signals.pattern.Matching.pattern;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.hedgerow.jobs.signals.SubjectEntry;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Liquidation;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.Statistic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Each pattern by a path that just matches, one that just does not, and one whose time runs out.
 * The paths are made by hand from the definitions in docs/signals.md.
 */
@Timeout(240)
class PatternShapesTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  /** Phase, hours or seconds since the beginning from and to, events. */
  private static List<String> told(List<Signal> signals, long unit) {
    return signals.stream()
        .map(
            signal ->
                signal.getPhase()
                    + " "
                    + (signal.getFromMicros() - BEGIN) / unit
                    + " "
                    + (signal.getToMicros() - BEGIN) / unit
                    + " "
                    + signal.getNumbers().get("events").intValue())
        .toList();
  }

  private static final WatchedPattern CRASH =
      pattern(
          "flash_crash",
          Map.of("bars", "1h", "drop", "0.1", "within", "2h", "hold", "2h", "patience", "2h"));

  /** 90 is a tenth under 100; 94.99 is under half of the way back, which is 95. */
  @Test
  void crashThatHolds() throws Exception {
    assertEquals(
        List.of("MATCHED 3 5 2"),
        told(Matching.ofBars(CRASH, hours(100, 100, 90, 94.99, 94.99, 94.99)), HOUR));
  }

  /** A fall of less; one that takes three hours; and one of which half is made good in time. */
  @Test
  void noCrash() throws Exception {
    assertEquals(List.of(), Matching.ofBars(CRASH, hours(100, 100, 90.1, 90.1, 90.1, 90.1)));
    assertEquals(List.of(), Matching.ofBars(CRASH, hours(100, 97, 94, 89.9, 89.9, 89.9)));
    assertEquals(List.of(), Matching.ofBars(CRASH, hours(100, 100, 90, 95, 90, 90, 90)));
  }

  /** The venue falls silent after the fall: nobody knows whether it recovered. */
  @Test
  void crashAndThenNoBars() throws Exception {
    List<Bar> bars = new ArrayList<>(hours(100, 100, 90));
    bars.add(bar(BEGIN + 10 * HOUR, HOUR, 91, 91, 91));
    assertEquals(List.of("TIMED_OUT 3 7 1"), told(Matching.ofBars(CRASH, bars), HOUR));
  }

  private static final WatchedPattern EXHAUSTION =
      pattern("trend_exhaustion", Map.of("bars", "1h", "times", "3", "within", "4h"));

  private static List<Bar> rising(long lastVolume, double... after) {
    List<Bar> bars = new ArrayList<>();
    double[] closes = {100, 101, 102, 103};
    long[] volumes = {9, 9, 8, lastVolume};
    for (int i = 0; i < closes.length; i++) {
      bars.add(bar(BEGIN + i * HOUR, HOUR, closes[i], closes[i] - 0.5, closes[i], volumes[i]));
    }
    for (int i = 0; i < after.length; i++) {
      bars.add(bar(BEGIN + (4 + i) * HOUR, HOUR, after[i], after[i], after[i], 20));
    }
    return bars;
  }

  /** 101, 102, 103 on 9, 8, 7; then a close under the last low, 102.5. */
  @Test
  void risesOnLessAndLessAndTurns() throws Exception {
    assertEquals(
        List.of("MATCHED 2 5 4"), told(Matching.ofBars(EXHAUSTION, rising(7, 102.4)), HOUR));
  }

  /** The third rise is on as much as the second. */
  @Test
  void risesOnAsMuch() throws Exception {
    assertEquals(List.of(), Matching.ofBars(EXHAUSTION, rising(8, 102.4)));
  }

  /** From 2 h on four hours: the turn at the end of the sixth bar would be in time, at 6 not. */
  @Test
  void turnsTooLate() throws Exception {
    assertEquals(
        List.of("TIMED_OUT 2 6 3"),
        told(Matching.ofBars(EXHAUSTION, rising(7, 102.5, 102.5, 102.4)), HOUR));
  }

  private static final WatchedPattern BREAKOUT =
      pattern(
          "breakout_retrace", Map.of("bars", "1h", "range", "3", "beyond", "0.01", "within", "3h"));

  /** Range top 100; 101.1 is 1.1 % beyond; back at 100. */
  @Test
  void breaksOutAndComesBack() throws Exception {
    assertEquals(
        List.of("MATCHED 4 6 2"),
        told(Matching.ofBars(BREAKOUT, hours(99, 100, 98, 101.1, 101, 100)), HOUR));
    assertEquals(
        List.of("TIMED_OUT 4 7 1"),
        told(Matching.ofBars(BREAKOUT, hours(99, 100, 98, 101.1, 101, 100.1, 100.1, 100.1)), HOUR));
  }

  /** 101 is not beyond 1 %, and of a range of two bars nothing breaks out. */
  @Test
  void doesNotBreakOut() throws Exception {
    assertEquals(List.of(), Matching.ofBars(BREAKOUT, hours(99, 100, 98, 101, 99, 99)));
    assertEquals(List.of(), Matching.ofBars(BREAKOUT, hours(99, 100, 105, 99, 99)));
  }

  private static final WatchedPattern CASCADE =
      pattern("cascade", Map.of("times", "4", "within", "10s", "distance", "0.01"));

  private static SubjectEntry liquidation(long seconds, double price, Side side) {
    return entry(
        BTC, BEGIN + seconds * SECOND, new Liquidation(BTC, side, decimal(price), decimal(2)));
  }

  /** Four sells within ten seconds and a hundredth of the first's price. */
  @Test
  void liquidationsInABunch() throws Exception {
    List<SubjectEntry> entries =
        List.of(
            liquidation(0, 100, Side.SELL),
            liquidation(2, 99.5, Side.SELL),
            liquidation(3, 100, Side.BUY),
            liquidation(5, 99.2, Side.SELL),
            liquidation(9, 99, Side.SELL));
    assertEquals(List.of("MATCHED 0 9 4"), told(Matching.ofEntries(CASCADE, entries), SECOND));
  }

  /** Too slow, too far apart in price, of both sides: half of a bunch is told when time is up. */
  @Test
  void liquidationsInNoBunch() throws Exception {
    assertEquals(
        List.of("TIMED_OUT 0 10 3"),
        told(
            Matching.ofEntries(
                CASCADE,
                List.of(
                    liquidation(0, 100, Side.SELL),
                    liquidation(2, 99.5, Side.SELL),
                    liquidation(5, 99.2, Side.SELL),
                    liquidation(10, 99, Side.SELL))),
            SECOND));
    assertEquals(
        List.of("TIMED_OUT 0 10 3"),
        told(
            Matching.ofEntries(
                CASCADE,
                List.of(
                    liquidation(0, 100, Side.SELL),
                    liquidation(2, 99.5, Side.SELL),
                    liquidation(5, 99.2, Side.SELL),
                    liquidation(9, 98.9, Side.SELL))),
            SECOND));
    assertEquals(
        List.of(),
        Matching.ofEntries(
            CASCADE,
            List.of(
                liquidation(0, 100, Side.SELL),
                liquidation(2, 100, Side.BUY),
                liquidation(20, 100, Side.SELL),
                liquidation(22, 100, Side.BUY))));
  }

  private static final WatchedPattern SQUEEZE =
      pattern("squeeze", Map.of("times", "3", "sample", "1h", "within", "6h"));

  /** At each hour the quotes of both and then the rate; the basis is mid / 100 - 1. */
  private static List<SubjectEntry> squeeze(double[] rates, double[] perpetual) {
    String pair = PERPETUAL + "|" + BTC;
    List<SubjectEntry> entries = new ArrayList<>();
    for (int i = 0; i < rates.length; i++) {
      long at = BEGIN + i * HOUR;
      entries.add(entry(pair, at, quote(BTC, 100, 100, 1)));
      entries.add(entry(pair, at + 1_000, quote(PERPETUAL, perpetual[i], perpetual[i], 1)));
      entries.add(entry(pair, at + 2_000, new Funding(PERPETUAL, decimal(rates[i]), null)));
      // Later in the hour counts for nothing.
      entries.add(entry(pair, at + MINUTE, new Funding(PERPETUAL, decimal(0.5), null)));
    }
    return entries;
  }

  private static Quote quote(String instrument, double bid, double ask, double quantity) {
    return new Quote(
        instrument, decimal(bid), decimal(quantity), decimal(ask), decimal(quantity), null);
  }

  /** Up at 1 h, 2 h and 4 h, both; at 3 h the basis pauses. */
  @Test
  void fundingAndBasisRise() throws Exception {
    assertEquals(
        List.of("MATCHED 1 4 3"),
        told(
            Matching.ofEntries(
                SQUEEZE,
                squeeze(
                    new double[] {0.0001, 0.0002, 0.0003, 0.0004, 0.0005, 0.0001},
                    new double[] {100.1, 100.2, 100.3, 100.3, 100.4, 100})),
            HOUR));
  }

  /** The funding rises, the basis does so only twice. */
  @Test
  void fundingRisesAlone() throws Exception {
    assertEquals(
        List.of("TIMED_OUT 1 7 2"),
        told(
            Matching.ofEntries(
                SQUEEZE,
                squeeze(
                    new double[] {
                      0.0001, 0.0002, 0.0003, 0.0004, 0.0005, 0.0006, 0.0007, 0.0008, 0.0009
                    },
                    new double[] {100.1, 100.2, 100.3, 100.3, 100.3, 100.3, 100.3, 100.3, 100.3})),
            HOUR));
  }

  private static final WatchedPattern DROUGHT =
      pattern(
          "liquidity_drought",
          Map.of("times", "3", "within", "10s", "widening", "0.1", "thinning", "0.1"));

  private static List<SubjectEntry> quotes(double[] halfSpreads, double[] quantities) {
    List<SubjectEntry> entries = new ArrayList<>();
    for (int i = 0; i < halfSpreads.length; i++) {
      entries.add(
          entry(
              BTC,
              BEGIN + i * SECOND,
              quote(BTC, 100 - halfSpreads[i], 100 + halfSpreads[i], quantities[i])));
    }
    return entries;
  }

  /** Each time a quarter wider and a fifth thinner. */
  @Test
  void spreadWidensAsDepthFalls() throws Exception {
    assertEquals(
        List.of("MATCHED 1 3 3"),
        told(
            Matching.ofEntries(
                DROUGHT,
                quotes(new double[] {0.16, 0.2, 0.25, 0.3125}, new double[] {10, 8, 6.4, 5})),
            SECOND));
  }

  /** The last step thins by less than a tenth. */
  @Test
  void spreadWidensAndDepthStays() throws Exception {
    assertEquals(
        List.of("TIMED_OUT 1 11 2"),
        told(
            Matching.ofEntries(
                DROUGHT,
                quotes(new double[] {0.16, 0.2, 0.25, 0.3125}, new double[] {10, 8, 6.4, 5.8})),
            SECOND));
  }

  private static final WatchedPattern REGIME =
      pattern(
          "volatility_regime",
          Map.of(
              "statistic",
              "vol",
              "number",
              "ewma",
              "factor",
              "2",
              "times",
              "3",
              "within",
              "5m",
              "memory",
              "3"));

  private static List<Statistic> figures(double... values) {
    List<Statistic> figures = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      figures.add(
          Statistic.newBuilder()
              .setName("vol")
              .setDefinitionVersion("v")
              .setInstrument(BTC)
              .setTimeMicros(BEGIN + i * MINUTE)
              .setSamples(60)
              .setSamplesWanted(60)
              .setNumbers(Map.of("ewma", values[i]))
              .setCause(new Coordinate(0, (long) i))
              .build());
    }
    return figures;
  }

  /** Twice the average of 0.5 three times within five minutes, with one pause. */
  @Test
  void volatilityDoubles() throws Exception {
    assertEquals(
        List.of("MATCHED 4 7 3"),
        told(Matching.ofFigures(REGIME, figures(0.5, 0.5, 0.5, 0.5, 1, 0.9, 1, 1)), MINUTE));
  }

  @Test
  void volatilityDoublesForAMoment() throws Exception {
    assertEquals(
        List.of("TIMED_OUT 4 9 2"),
        told(
            Matching.ofFigures(REGIME, figures(0.5, 0.5, 0.5, 0.5, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5)),
            MINUTE));
    assertEquals(
        List.of(), Matching.ofFigures(REGIME, figures(0.5, 0.5, 0.5, 0.5, 0.99, 0.99, 0.99)));
  }
}
