package org.hedgerow.engine.signal.bar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExactSum;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.state.BarState;
import org.hedgerow.schema.state.OpenBars;
import org.junit.jupiter.api.Test;

/** Expected values are worked out by hand from the trades in each test. */
class BarBuilderTest {
  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long LATENESS = 2 * SECOND;

  private final MemoryTables memory = new MemoryTables();
  private final List<Bar> written = new ArrayList<>();
  private final List<Boolean> corrections = new ArrayList<>();
  private BarBuilder bars = builder(false, "1", BarLength.MINUTE);
  private long clock;
  private long offset;

  private BarBuilder builder(boolean inverse, String contractValue, BarLength... lengths) {
    return new BarBuilder(
        "V:X",
        List.of(lengths),
        LATENESS,
        inverse,
        Decimals.parse(contractValue),
        memory.table("open-bars", OpenBars.class),
        memory.table("bars", BarState.class));
  }

  private void trade(long micros, String id, String price, String quantity, Side side) {
    clock = Math.max(clock, micros);
    Coordinate place = new Coordinate(0, offset++);
    bars.trade(
        new Trade("V:X", id, Decimals.parse(price), Decimals.parse(quantity), side),
        micros,
        clock,
        place,
        this::take);
    bars.advance(clock, place, this::take);
  }

  private void time(long micros) {
    clock = Math.max(clock, micros);
    bars.advance(clock, new Coordinate(0, offset++), this::take);
  }

  private void take(Bar bar) {
    written.add(bar);
    corrections.add(bar.getCorrection());
  }

  private static String text(Bar bar) {
    return String.join(
        " ",
        Long.toString(bar.getStartMicros() / MINUTE),
        Long.toString(bar.getTrades()),
        Decimals.toString(bar.getOpen()),
        Decimals.toString(bar.getHigh()),
        Decimals.toString(bar.getLow()),
        Decimals.toString(bar.getClose()),
        number(bar.getBaseVolume()),
        number(bar.getQuoteVolume()),
        number(bar.getBuyBaseVolume()),
        number(bar.getBuyQuoteVolume()));
  }

  private static String number(ExactSum sum) {
    BigDecimal number = ExactSums.toBigDecimal(sum);
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  @Test
  void aBarSaysWhatItsTradesDid() {
    trade(5 * SECOND, "9", "10", "1", Side.BUY);
    trade(7 * SECOND, "10", "12.5", "0.5", Side.SELL);
    trade(7 * SECOND, "11", "8", "0.25", Side.BUY);
    time(61 * SECOND);
    assertEquals(List.of(), written, "the lateness is not over");
    time(62 * SECOND);
    // 10 + 6.25 + 2; buyers 10 + 2
    assertEquals("0 3 10 12.5 8 8 1.75 18.25 1.25 12", text(written.get(0)));
    assertEquals(List.of(false), corrections);
  }

  @Test
  void firstAndLastAreByTimeAndThenById() {
    trade(7 * SECOND, "100", "3", "1", Side.BUY);
    trade(7 * SECOND, "99", "2", "1", Side.BUY);
    trade(7 * SECOND, "101", "4", "1", Side.BUY);
    trade(6 * SECOND, "200", "1", "1", Side.BUY);
    time(62 * SECOND);
    assertEquals("0 4 1 4 1 4 4 10 4 10", text(written.get(0)));
  }

  @Test
  void theEndOfAnIntervalIsTheNextOnes() {
    trade(MINUTE - 1, "1", "1", "1", Side.BUY);
    trade(MINUTE, "2", "2", "1", Side.BUY);
    time(2 * MINUTE + LATENESS);
    assertEquals(
        List.of("0 1 1 1 1 1 1 1 1 1", "1 1 2 2 2 2 1 2 1 2"),
        written.stream().map(BarBuilderTest::text).toList());
  }

  @Test
  void lateTradesAreAddedAndTheBarIsWrittenOnceMore() {
    trade(5 * SECOND, "5", "10", "1", Side.BUY);
    time(70 * SECOND);
    trade(4 * SECOND, "4", "9", "1", Side.SELL);
    trade(6 * SECOND, "6", "11", "1", Side.BUY);
    time(71 * SECOND);
    assertEquals(1, written.size(), "not once a trade");
    time(72 * SECOND);
    assertEquals("0 3 9 11 9 11 3 30 2 21", text(written.get(1)));
    assertEquals(written.get(0).getPart(), written.get(1).getPart());
    assertEquals(List.of(false, true), corrections);
  }

  /** The bar is forgotten ten minutes after its end; the part says only what came then. */
  @Test
  void whatComesAfterABarWasForgottenIsAnotherPart() {
    trade(5 * SECOND, "5", "10", "1", Side.BUY);
    time(12 * MINUTE);
    assertEquals(0, memory.size("bars"));
    trade(6 * SECOND, "6", "20", "2", Side.SELL);
    time(13 * MINUTE);
    assertEquals(
        List.of("0 1 10 10 10 10 1 10 1 10", "0 1 20 20 20 20 2 40 0 0"),
        written.stream().map(BarBuilderTest::text).toList());
    assertTrue(written.get(0).getPart() < written.get(1).getPart());
    assertEquals(List.of(false, true), corrections);
  }

  /** 3 contracts of 100 at 60,000 are 300 USD and 0.005 coins; at 3 they are 100 coins. */
  @Test
  void anInverseContractIsCountedInItsUnits() {
    bars = builder(true, "100", BarLength.MINUTE);
    trade(SECOND, "1", "60000", "3", Side.BUY);
    trade(SECOND, "2", "3", "3", Side.SELL);
    trade(SECOND, "3", "7", "1", Side.SELL);
    time(2 * MINUTE);
    // A hundred sevenths: 14.285714285714.
    assertEquals("0 3 60000 60000 3 7 114.290714285714 700 0.005 300", text(written.get(0)));
  }

  @Test
  void sumsBeyondALongAreExact() {
    for (int i = 0; i < 3; i++) {
      trade(SECOND, "" + i, "9000000.00000001", "9000000.00000001", Side.BUY);
    }
    time(2 * MINUTE);
    BigDecimal one = new BigDecimal("9000000.00000001");
    assertEquals(
        0,
        one.multiply(one)
            .multiply(BigDecimal.valueOf(3))
            .compareTo(ExactSums.toBigDecimal(written.get(0).getQuoteVolume())));
  }

  /** A back-fill of more seconds than are remembered: each trade is in some part. */
  @Test
  void stateIsBoundedAndNothingIsDropped() {
    bars = builder(false, "1", BarLength.SECOND);
    trade(3_600 * SECOND, "0", "1", "1", Side.BUY);
    for (int i = 0; i < 1_000; i++) {
      trade(i * SECOND, "" + i, "1", "1", Side.BUY);
      assertTrue(memory.size("bars") <= BarBuilder.MOST);
    }
    time(4_000 * SECOND);
    assertEquals(1_001, merged(written).values().stream().mapToLong(Bar::getTrades).sum());
    assertEquals(0, memory.size("bars"));
  }

  /** However they come, what holds in the end is the same: prices, counts and sums to the digit. */
  @Test
  void theOrderOfArrivalDoesNotMatter() {
    Random random = new Random(11);
    List<long[]> trades = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      trades.add(new long[] {i * 90_000L, i, 1_000 + random.nextInt(50), 1 + random.nextInt(9)});
    }
    Map<String, String> straight = run(trades);
    for (int seed = 0; seed < 5; seed++) {
      Random shuffle = new Random(seed);
      Map<Long, long[]> moved = new java.util.TreeMap<>();
      List<long[]> all = new ArrayList<>(trades);
      Collections.shuffle(all, shuffle);
      for (long[] trade : all) {
        // Each up to ten seconds late, which is more than the lateness.
        moved.put(
            trade[0] * 1_000 + shuffle.nextInt(10_000_000) * 1_000L + trade[1] % 1_000, trade);
      }
      assertEquals(straight, run(List.copyOf(moved.values())));
    }
  }

  private Map<String, String> run(List<long[]> trades) {
    written.clear();
    clock = 0;
    offset = 0;
    bars = builder(false, "0.001", BarLength.SECOND, BarLength.MINUTE);
    for (long[] trade : trades) {
      trade(
          trade[0],
          Long.toString(trade[1]),
          trade[2] + ".5",
          Long.toString(trade[3]),
          trade[3] % 2 == 0 ? Side.BUY : Side.SELL);
    }
    time(clock + 100 * MINUTE);
    Map<String, String> texts = new LinkedHashMap<>();
    new java.util.TreeMap<>(merged(written)).forEach((key, bar) -> texts.put(key, text(bar)));
    return texts;
  }

  /**
   * Of each part the newest; no test here has two parts of a bar that differ in more than trades.
   */
  private static Map<String, Bar> merged(List<Bar> bars) {
    Map<String, Bar> newest = new LinkedHashMap<>();
    for (Bar bar : bars) {
      newest.merge(
          bar.getLengthMicros() + "/" + bar.getStartMicros() + "/" + part(bar, bars),
          bar,
          (left, right) -> left.getTrades() > right.getTrades() ? left : right);
    }
    return newest;
  }

  /** Counts the parts of a bar from 0: which entry began it is not the same in another order. */
  private static long part(Bar bar, List<Bar> bars) {
    return bars.stream()
        .filter(
            one ->
                one.getLengthMicros() == bar.getLengthMicros()
                    && one.getStartMicros() == bar.getStartMicros()
                    && one.getPart() < bar.getPart())
        .mapToLong(Bar::getPart)
        .distinct()
        .count();
  }
}
