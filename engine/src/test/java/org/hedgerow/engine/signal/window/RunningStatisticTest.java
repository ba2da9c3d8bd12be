package org.hedgerow.engine.signal.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.signal.SignalDefinition;
import org.hedgerow.engine.signal.rule.SubjectView;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExactSum;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Statistic;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.state.MarketState;
import org.hedgerow.schema.state.SampleBlock;
import org.hedgerow.schema.state.SeriesState;
import org.junit.jupiter.api.Test;

/**
 * Expected figures are worked out here from the formulas; the calculators have references of their
 * own.
 */
class RunningStatisticTest {
  private static final long MINUTE = 60_000_000;
  private static final long BEGIN = 28_000_000 * MINUTE;
  private static final double MINUTES_A_YEAR = 365 * 1_440;

  private final MemoryTables memory = new MemoryTables();
  private final WindowTables tables =
      new WindowTables(
          memory.table("windows", SeriesState.class), memory.table("figures", SampleBlock.class));
  private final SubjectView view =
      new SubjectView("V:A", "V:B", memory.table("market", MarketState.class));

  private RunningStatistic statistic(String kind, String... parameters) {
    Map<String, String> map = new java.util.LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(parameters[i], parameters[i + 1]);
    }
    Parameters read = Parameters.of("statistic", map);
    RunningStatistic statistic =
        StatisticKinds.statistic(
            new SignalDefinition("s", kind, List.of("V:A"), Optional.empty(), map),
            "V:A",
            read,
            tables);
    assertEquals(List.of(), read.errors());
    return statistic;
  }

  private static Bar bar(int minute, double open, double high, double low, double close) {
    return Bar.newBuilder()
        .setInstrument("V:A")
        .setLengthMicros(MINUTE)
        .setStartMicros(BEGIN + minute * MINUTE)
        .setPart(1L)
        .setTrades(1L)
        .setOpen(Decimals.parse("" + open))
        .setHigh(Decimals.parse("" + high))
        .setLow(Decimals.parse("" + low))
        .setClose(Decimals.parse("" + close))
        .setOpenTimeMicros(0L)
        .setOpenTradeId("1")
        .setCloseTimeMicros(0L)
        .setCloseTradeId("1")
        .setBaseVolume(new ExactSum(0L, 0, null))
        .setQuoteVolume(new ExactSum(0L, 0, null))
        .setBuyBaseVolume(new ExactSum(0L, 0, null))
        .setBuyQuoteVolume(new ExactSum(0L, 0, null))
        .setCause(new Coordinate(0, (long) minute))
        .build();
  }

  /** Closes 100, 110, 99: returns ln 1.1 and ln 0.9, whose sample variance has one degree. */
  @Test
  void volatilityIsAYearsAndWarmsUp() {
    RunningStatistic volatility = statistic("volatility", "bars", "1m", "window", "2");
    Statistic first = volatility.on(bar(0, 100, 100, 100, 100));
    assertEquals(1, first.getSamples());
    assertEquals(3, first.getSamplesWanted());
    assertFalse(first.getNumbers().containsKey("closeToClose"));
    volatility.on(bar(1, 100, 112, 99, 110));
    Statistic full = volatility.on(bar(2, 110, 110, 95, 99));
    assertEquals(3, full.getSamples());
    assertEquals(BEGIN + 3 * MINUTE, full.getTimeMicros());
    double up = Math.log(1.1);
    double down = Math.log(0.9);
    double variance = (up - down) * (up - down) / 2;
    assertEquals(
        Math.sqrt(variance * MINUTES_A_YEAR), full.getNumbers().get("closeToClose"), 1e-10);
    double ranges = Math.pow(Math.log(112.0 / 99), 2) + Math.pow(Math.log(110.0 / 95), 2);
    assertEquals(
        Math.sqrt(ranges / 2 / (4 * Math.log(2)) * MINUTES_A_YEAR),
        full.getNumbers().get("parkinson"),
        1e-10);
    assertEquals(7, full.getNumbers().size());
  }

  @Test
  void whatIsNotInOrderIsNoSample() {
    RunningStatistic volatility = statistic("volatility", "window", "2");
    volatility.on(bar(5, 1, 1, 1, 1));
    Bar correction = bar(6, 1, 1, 1, 1);
    correction.setCorrection(true);
    assertNull(volatility.on(correction));
    assertNull(volatility.on(bar(4, 1, 1, 1, 1)));
    Bar ofAnotherLength = bar(7, 1, 1, 1, 1);
    ofAnotherLength.setLengthMicros(MINUTE * 5);
    assertNull(volatility.on(ofAnotherLength));
  }

  /** Two minutes without trades are two bars at 110: the window of three returns has two zeros. */
  @Test
  void aMinuteWithoutTradesIsABarAtTheLastClose() {
    RunningStatistic risk = statistic("risk", "window", "3", "confidence", "0.5");
    risk.on(bar(0, 100, 110, 100, 110));
    Statistic told = risk.on(bar(3, 110, 110, 99, 99));
    assertEquals(4, told.getSamples());
    assertEquals(0, told.getNumbers().get("historicalVar"), 1e-15);
    assertEquals(-0.1 / 3, told.getNumbers().get("historicalShortfall"), 1e-12);
    assertEquals(-0.1, told.getNumbers().get("drawdown"), 1e-12);
  }

  @Test
  void afterALongPauseItBeginsAnew() {
    RunningStatistic risk = statistic("risk", "window", "3");
    risk.on(bar(0, 100, 110, 100, 110));
    Statistic told = risk.on(bar(9, 50, 50, 50, 50));
    assertEquals(1, told.getSamples());
    assertEquals(0, told.getNumbers().get("drawdown"), 0);
  }

  /** Made anew after each bar, as after a restart, it says the same to the bit. */
  @Test
  void whatIsRestoredGoesOnToTheBit() {
    RunningStatistic whole = statistic("volatility", "window", "40", "lambda", "0.9");
    RunningStatisticTest other = new RunningStatisticTest();
    java.util.Random random = new java.util.Random(2);
    double price = 100;
    for (int minute = 0; minute < 130; minute++) {
      double next = Math.round(price * Math.exp(random.nextGaussian() / 100) * 100) / 100.0;
      Bar bar = bar(minute, price, Math.max(price, next) + 1, Math.min(price, next) - 1, next);
      price = next;
      assertEquals(
          whole.on(bar), other.statistic("volatility", "window", "40", "lambda", "0.9").on(bar));
    }
  }

  private void quote(double seconds, String instrument, String price) {
    Quote quote =
        new Quote(
            instrument,
            Decimals.parse(price),
            Decimals.parse("1"),
            Decimals.parse(price),
            Decimals.parse("1"),
            null);
    take(seconds, quote);
  }

  private void take(double seconds, org.apache.avro.specific.SpecificRecord payload) {
    long micros = BEGIN + (long) (seconds * 1_000_000);
    view.take(
        JournalEntry.newBuilder()
            .setGroup("G")
            .setOrigin(new Origin("s", 0L, -1L, null))
            .setReceiveTimeMicros(micros)
            .setPayload(payload)
            .build(),
        new Coordinate(0, 7L),
        micros);
  }

  private Statistic tick(RunningStatistic statistic, double seconds) {
    take(seconds, new Tick(1L, 1L, BEGIN + (long) (seconds * 1_000_000)));
    return statistic.on(view);
  }

  /** Returns 1 %, -1 %, 2 % against half of each: correlation 1, ratio 2, beta a half. */
  @Test
  void aPairIsSampledByTheClock() {
    RunningStatistic pair = statistic("covariance", "interval", "10s", "window", "3");
    String[] prices = {"100", "101", "99.99", "101.9898"};
    String[] others = {"100", "100.5", "99.9975", "100.997475"};
    Statistic told = null;
    for (int i = 0; i < prices.length; i++) {
      quote(10 * i + 5, "V:A", prices[i]);
      quote(10 * i + 5, "V:B", others[i]);
      told = tick(pair, 10 * i + 10);
      assertNull(tick(pair, 10 * i + 11), "one sample an interval");
    }
    assertEquals(1, told.getNumbers().get("correlation"), 1e-9);
    assertEquals(2, told.getNumbers().get("hedgeRatio"), 1e-9);
    assertEquals(0.5, told.getNumbers().get("beta"), 1e-9);
    assertEquals(3, told.getSamples());
  }

  @Test
  void anOldQuoteIsNoSampleAndTheNextHasNoReturn() {
    RunningStatistic pair = statistic("covariance", "interval", "10s", "window", "3");
    quote(5, "V:A", "100");
    quote(5, "V:B", "100");
    assertNull(tick(pair, 10));
    quote(15, "V:A", "101");
    quote(15, "V:B", "101");
    assertEquals(1, tick(pair, 20).getSamples());
    assertNull(tick(pair, 30), "15 s old");
    quote(35, "V:A", "150");
    quote(35, "V:B", "150");
    assertNull(tick(pair, 40), "nothing to be a return from");
  }

  /** Levels 1 %, 2 %, 3 % against 100: mean 2 %, deviation 1 %, the last one deviation above. */
  @Test
  void aBasisIsHeldAgainstItsLastOnes() {
    RunningStatistic basis = statistic("basis", "interval", "10s", "window", "3");
    Statistic told = null;
    for (int i = 0; i < 3; i++) {
      quote(10 * i + 5, "V:A", "" + (101 + i));
      quote(10 * i + 5, "V:B", "100");
      told = tick(basis, 10 * i + 10);
    }
    assertEquals(0.03, told.getNumbers().get("level"), 1e-12);
    assertEquals(0.02, told.getNumbers().get("mean"), 1e-12);
    assertEquals(0.01, told.getNumbers().get("deviation"), 1e-12);
    assertEquals(1, told.getNumbers().get("zScore"), 1e-9);
    assertFalse(told.getNumbers().containsKey("annualised"));
  }

  /** 0.0001 each eight hours, 1,095 times a year. */
  @Test
  void fundingIsAveragedAndMadeAYears() {
    RunningStatistic funding = statistic("funding", "interval", "1s", "window", "2");
    take(0.5, new Funding("V:A", Decimals.parse("0.0001"), null));
    tick(funding, 1);
    take(1.5, new Funding("V:A", Decimals.parse("0.0003"), null));
    Statistic told = tick(funding, 2);
    assertEquals(0.0002, told.getNumbers().get("mean"), 1e-15);
    assertEquals(0.0002 * 1_095, told.getNumbers().get("meanAnnualised"), 1e-12);
    assertEquals(0.0003 * 1_095, told.getNumbers().get("annualised"), 1e-12);
  }
}
