package org.hedgerow.engine.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.series.SeriesDefinition.Kind;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Quote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiveSeriesTest {
  private static final String SPOT = "V:SPOT";
  private static final String PERPETUAL = "V:PERPETUAL";
  private static final List<String> BOTH = List.of(SPOT, PERPETUAL);
  private static final long SECOND = 1_000_000;
  private static final long STALE = 3 * SECOND;

  private final MemoryTables memory = new MemoryTables();
  private final GroupTables tables = GroupTables.of(memory);
  private final MarketView market = new MarketView(tables.market());

  static List<SeriesDefinition> definitions() {
    return List.of(
        SeriesDefinition.rolling(Kind.RETURNS, BOTH, SECOND, 10),
        SeriesDefinition.rolling(Kind.PRICE_CHANGES, BOTH, SECOND, 150),
        SeriesDefinition.weighted(Kind.RETURNS, BOTH, SECOND, 0.9),
        SeriesDefinition.rolling(Kind.PRICES, BOTH, SECOND, 70),
        SeriesDefinition.rolling(Kind.SPREADS, BOTH, SECOND, 64));
  }

  /** As after a restart at each place: the same bits as the one that never stopped. */
  @ParameterizedTest
  @MethodSource("definitions")
  void goesOnBitForBitFromItsRows(SeriesDefinition definition) {
    LiveSeries undisturbed = new LiveSeries(definition, GroupTables.of(new MemoryTables()));
    Random random = new Random(1);
    for (int second = 1; second < 400; second++) {
      LiveSeries restarted = new LiveSeries(definition, tables);
      assertSame(undisturbed, restarted, "before " + second);
      if (random.nextInt(20) > 0) {
        quote(SPOT, second, 10_000 + random.nextInt(500));
        quote(PERPETUAL, second, 10_000 + random.nextInt(500));
      }
      long clock = second * SECOND + random.nextInt(1_000_000);
      if (random.nextInt(30) > 0) {
        assertEquals(
            undisturbed.tick(clock, market, SECOND), restarted.tick(clock, market, SECOND));
      }
      assertSame(undisturbed, restarted, "after " + second);
    }
  }

  private static void assertSame(LiveSeries one, LiveSeries other, String when) {
    assertEquals(one.samples(), other.samples(), when);
    for (int i = 0; i < 2; i++) {
      assertEquals(one.level(i), other.level(i), when);
      assertEquals(one.belowHighest(i), other.belowHighest(i), when);
      for (int j = 0; j < 2; j++) {
        assertEquals(
            one.covariances().covariance(i, j), other.covariances().covariance(i, j), when);
      }
    }
  }

  @Test
  void takesOneSampleAnIntervalHoweverManyTicks() {
    LiveSeries series =
        new LiveSeries(SeriesDefinition.rolling(Kind.PRICE_CHANGES, BOTH, SECOND, 10), tables);
    quote(SPOT, 1, 100);
    quote(PERPETUAL, 1, 200);
    assertTrue(series.tick(SECOND, market, STALE));
    assertFalse(series.tick(SECOND + 500_000, market, STALE));
    assertEquals(0, series.samples(), "a level is no change yet");
    quote(SPOT, 2, 103);
    quote(PERPETUAL, 2, 206);
    assertTrue(series.tick(2 * SECOND, market, STALE));
    quote(SPOT, 3, 102);
    quote(PERPETUAL, 3, 204);
    assertTrue(series.tick(3 * SECOND + 1, market, STALE));
    // Changes 3, -1 and 6, -2, with n - 1: variances 8 and 32, covariance 16.
    assertEquals(2, series.samples());
    assertEquals(8, series.covariances().variance(0), 1e-12);
    assertEquals(32, series.covariances().variance(1), 1e-12);
    assertEquals(16, series.covariances().covariance(0, 1), 1e-12);
    assertEquals(204, series.level(1));
  }

  /** A change over a hole would be one of another length. */
  @Test
  void anIntervalWithoutAFreshPriceBreaksTheChain() {
    LiveSeries series =
        new LiveSeries(SeriesDefinition.rolling(Kind.RETURNS, BOTH, SECOND, 10), tables);
    both(1, 100);
    series.tick(SECOND, market, STALE);
    assertTrue(series.tick(9 * SECOND, market, STALE), "it learns that there is none");
    assertEquals(Double.NaN, series.level(0));
    both(10, 110);
    series.tick(10 * SECOND, market, STALE);
    assertEquals(0, series.samples());
    both(11, 121);
    series.tick(11 * SECOND, market, STALE);
    assertEquals(1, series.samples());
    assertEquals(0.1, series.covariances().mean(0), 1e-12);
    both(13, 121);
    series.tick(13 * SECOND, market, STALE);
    assertEquals(1, series.samples(), "an interval was left out");
  }

  @Test
  void standsBelowItsHighest() {
    LiveSeries series =
        new LiveSeries(SeriesDefinition.rolling(Kind.PRICES, BOTH, SECOND, 3), tables);
    long[] prices = {100, 200, 150, 120, 120};
    double[] below = {0, 0, 0.25, 0.4, 0.2};
    for (int i = 0; i < prices.length; i++) {
      both(i + 1, prices[i]);
      series.tick((i + 1) * SECOND, market, STALE);
      assertEquals(below[i], series.belowHighest(0), 1e-12, "sample " + i);
    }
  }

  @Test
  void itsRowsAreBoundedAndGoWithIt() {
    GroupSeries all = new GroupSeries(tables);
    SeriesDefinition definition = SeriesDefinition.rolling(Kind.RETURNS, BOTH, SECOND, 130);
    all.configure(List.of(definition, definition));
    for (int second = 1; second < 500; second++) {
      both(second, 100 + second);
      all.tick(second * SECOND, market, STALE, sampled -> assertEquals(definition, sampled));
    }
    assertEquals(1, memory.size("series"));
    assertEquals(3, memory.size("samples"), "130 samples, 64 a row");
    all.configure(List.of());
    assertEquals(0, memory.size("series"));
    assertEquals(0, memory.size("samples"));
  }

  private void both(long second, long price) {
    quote(SPOT, second, price);
    quote(PERPETUAL, second, price);
  }

  /** A bid and an ask half a unit around the price. */
  private void quote(String instrument, long second, long price) {
    market.apply(
        new Quote(
            instrument,
            new Decimal(10 * price - 5, 1),
            new Decimal(1L, 0),
            new Decimal(10 * price + 5, 1),
            new Decimal(1L, 0),
            null),
        second * SECOND);
  }
}
