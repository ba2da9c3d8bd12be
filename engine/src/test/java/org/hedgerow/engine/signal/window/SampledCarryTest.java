package org.hedgerow.engine.signal.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.engine.signal.SignalDefinition;
import org.hedgerow.engine.signal.rule.SubjectView;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
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

/** Carry by hand, and by an example of Hull's. */
class SampledCarryTest {
  private static final long SECOND = 1_000_000;
  private static final long BEGIN = 1_700_000_000 * SECOND;
  private static final long DAY = 86_400 * SECOND;

  private final MemoryTables memory = new MemoryTables();
  private final SubjectView view =
      new SubjectView("V:F", "V:S", memory.table("market", MarketState.class));

  private RunningStatistic carry(CarryTerms terms, String window) {
    Map<String, String> map = Map.of("interval", "10s", "window", window);
    Parameters read = Parameters.of("statistic", map);
    RunningStatistic statistic =
        StatisticKinds.statistic(
            new SignalDefinition("s", "carry", List.of("V:F"), Optional.of("V:S"), map),
            "V:F|V:S",
            terms,
            read,
            new WindowTables(
                memory.table("windows", SeriesState.class),
                memory.table("figures", SampleBlock.class)));
    assertEquals(List.of(), read.errors());
    return statistic;
  }

  /** Settled so many days after the first sample, which is at 10 s. */
  private static CarryTerms dated(double days, boolean againstPerpetual) {
    return new CarryTerms(BEGIN + 10 * SECOND + Math.round(days * DAY), false, againstPerpetual);
  }

  private void take(double seconds, SpecificRecord payload) {
    long micros = BEGIN + Math.round(seconds * SECOND);
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

  private void quote(double seconds, String instrument, String bid, String ask) {
    Decimal one = Decimals.parse("1");
    take(seconds, new Quote(instrument, Decimals.parse(bid), one, Decimals.parse(ask), one, null));
  }

  private Statistic tick(RunningStatistic statistic, double seconds) {
    take(seconds, new Tick(1L, 1L, BEGIN + Math.round(seconds * SECOND)));
    return statistic.on(view);
  }

  /** 5 % in 73 days, a fifth of a year. */
  @Test
  void basisOverTheTimeThatIsLeft() {
    RunningStatistic carry = carry(dated(73, false), "2");
    quote(9, "V:F", "104.9", "105.1");
    quote(9, "V:S", "99.9", "100.1");
    Map<String, Double> told = tick(carry, 10).getNumbers();
    assertEquals(0.05, told.get("basis"), 1e-12);
    assertEquals(0.2, told.get("years"), 1e-12);
    assertEquals(0.25, told.get("annualised"), 1e-12);
    assertEquals(0.25, told.get("net"), 1e-12);
    assertEquals(Math.log(1.05) / 0.2, told.get("continuous"), 1e-12);
    // Sold at the bid of the one, bought at the ask of the other.
    assertEquals((104.9 / 100.1 - 1) / 0.2, told.get("executable"), 1e-12);
    assertFalse(told.containsKey("funding"));
    assertFalse(told.containsKey("mean"));
    quote(19, "V:F", "102.9", "103.1");
    quote(19, "V:S", "99.9", "100.1");
    Map<String, Double> next = tick(carry, 20).getNumbers();
    double left = (73 * 86_400 - 10) / (365 * 86_400.0);
    assertEquals(0.03 / left, next.get("net"), 1e-12);
    assertEquals((0.25 + 0.03 / left) / 2, next.get("mean"), 1e-12);
  }

  /**
   * Hull, Options, Futures, and Other Derivatives, 5.4: a stock at 40, no income, three months, 5 %
   * a year: the forward is 40.50, which is to the cent.
   */
  @Test
  void continuousRateOfHullsForward() {
    RunningStatistic carry = carry(dated(365 / 4.0, false), "2");
    quote(9, "V:F", "40.50", "40.50");
    quote(9, "V:S", "40", "40");
    double cent = 0.005 / 40 / 0.25;
    assertEquals(0.05, tick(carry, 10).getNumbers().get("continuous"), cent);
  }

  /** Long of a perpetual instead of spot: its holders pay 0.0001 three times a day. */
  @Test
  void fundingOfTheOtherIsPaid() {
    RunningStatistic carry = carry(dated(73, true), "2");
    quote(9, "V:F", "105", "105");
    quote(9, "V:S", "100", "100");
    assertNull(tick(carry, 10), "its rate is not known");
    take(15, new Funding("V:S", Decimals.parse("0.0001"), null));
    quote(19, "V:F", "105", "105");
    quote(19, "V:S", "100", "100");
    Map<String, Double> told = tick(carry, 20).getNumbers();
    assertEquals(-0.1095, told.get("funding"), 1e-12);
    assertEquals(told.get("annualised") - 0.1095, told.get("net"), 1e-12);
  }

  /** A perpetual is never settled: what it brings is funding alone. */
  @Test
  void fundingOfAPerpetualIsReceived() {
    RunningStatistic carry = carry(new CarryTerms(Long.MAX_VALUE, true, false), "2");
    quote(9, "V:F", "105", "105");
    quote(9, "V:S", "100", "100");
    take(9.5, new Funding("V:F", Decimals.parse("-0.0002"), null));
    Map<String, Double> told = tick(carry, 10).getNumbers();
    assertEquals(-0.219, told.get("net"), 1e-12);
    assertEquals(0.05, told.get("basis"), 1e-12);
    assertFalse(told.containsKey("annualised"));
  }

  @Test
  void afterExpiryAndOfOldQuotesNothing() {
    RunningStatistic carry = carry(dated(10 / 86_400.0, false), "2");
    quote(9, "V:F", "105", "105");
    quote(9, "V:S", "100", "100");
    assertEquals(1, tick(carry, 10).getSamples());
    quote(19, "V:F", "105", "105");
    quote(19, "V:S", "100", "100");
    assertNull(tick(carry, 20), "this is when it is settled");
    RunningStatistic other = carry(dated(73, false), "3");
    assertNull(tick(other, 40), "21 s old");
  }
}
