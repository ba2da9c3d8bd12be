package org.hedgerow.engine.signal.depth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.state.SampleBlock;
import org.junit.jupiter.api.Test;

/** Books made by hand around a mid of 100; what is expected is worked out beside each. */
class DepthBookTest {
  private static final double EXACT = 1e-9;

  private final Table<SampleBlock> rows = new MemoryTables().table("depth", SampleBlock.class);
  private DepthBook book = new DepthBook(rows, 1, false);

  /** Prices and quantities in turn. */
  private static List<Level> levels(String... numbers) {
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < numbers.length; i += 2) {
      levels.add(new Level(Decimals.parse(numbers[i]), Decimals.parse(numbers[i + 1])));
    }
    return levels;
  }

  private void delta(boolean snapshot, List<Level> bids, List<Level> asks) {
    book.apply(
        BookDelta.newBuilder()
            .setInstrument("V:A")
            .setSnapshot(snapshot)
            .setFirstUpdateId(1L)
            .setLastUpdateId(1L)
            .setBids(bids)
            .setAsks(asks)
            .build());
  }

  private void snapshot() {
    delta(
        true,
        levels("99.99", "1", "99.95", "2", "99.90", "3", "99.00", "10"),
        levels("100.01", "1", "100.05", "4", "100.10", "5", "101.00", "10"));
  }

  /** 5 basis points of 100 reach 99.95 and 100.05, both included; 10 reach the next. */
  @Test
  void depthIsWhatLiesWithin() {
    assertEquals(Double.NaN, book.within(true, 5), "nothing before a snapshot");
    snapshot();
    assertEquals(100, book.mid(), EXACT);
    assertEquals(99.99 + 2 * 99.95, book.within(true, 5.001), EXACT);
    assertEquals(99.99, book.within(true, 4.9), EXACT);
    assertEquals(100.01 + 4 * 100.05 + 5 * 100.10, book.within(false, 10.001), EXACT);
    assertEquals(0, book.within(false, 0.5), EXACT);
  }

  @Test
  void levelsChangeComeAndGo() {
    snapshot();
    delta(false, levels("99.99", "0", "99.97", "7"), levels("100.01", "0", "100.03", "2"));
    assertEquals(100, book.mid(), EXACT);
    assertEquals(7 * 99.97 + 2 * 99.95, book.within(true, 5.001), EXACT);
    assertEquals(2 * 100.03 + 4 * 100.05, book.within(false, 5.001), EXACT);
    // A venue may name a level that we do not have.
    delta(false, levels("98.5", "0"), levels());
    assertEquals(7 * 99.97 + 2 * 99.95, book.within(true, 5.001), EXACT);
  }

  /** The snapshot showed bids down to 99: 100 basis points are known, and no more. */
  @Test
  void saysNothingOfWhatWasNotShown() {
    snapshot();
    assertEquals(99.99 + 2 * 99.95 + 3 * 99.90, book.within(true, 99.9999), EXACT);
    assertEquals(Double.NaN, book.within(true, 101));
    book.invalidate();
    assertEquals(Double.NaN, book.within(true, 5));
    delta(false, levels("99.99", "5"), levels());
    assertEquals(Double.NaN, book.within(true, 5), "a gap is healed by a snapshot alone");
    snapshot();
    assertEquals(99.99, book.within(true, 4.9), EXACT);
  }

  /**
   * 500.41 quote units of asks: all of 100.01 (100.01) and all of 100.05 (400.2), and 0.2 of
   * 100.10, that is 5 base units and 0.2 / 100.10 of one.
   */
  @Test
  void impactIsTheAveragePriceAgainstTheMid() {
    snapshot();
    double base = 5 + 0.2 / 100.10;
    assertEquals(500.41 / base / 100 - 1, book.impact(true, 500.41), EXACT);
    assertEquals(1 - 99.99 / 100, book.impact(false, 50), EXACT);
    assertEquals(Double.NaN, book.impact(true, 1e6), "not that much is known to be there");
  }

  /** Contracts of 100 quote units: depth is their number, base units are 100 / price of each. */
  @Test
  void inverseContractsAreWorthTheSameAtEachPrice() {
    book = new DepthBook(rows, 100, true);
    snapshot();
    assertEquals(300, book.within(true, 5.001), EXACT);
    double base = 100 / 100.01 + 100 / 100.05;
    assertEquals(200 / base / 100 - 1, book.impact(true, 200), EXACT);
  }

  /** Against a plain map; the object is made anew from its rows again and again. */
  @Test
  void aBookThatWasReadBackIsTheSame() {
    Random random = new Random(11);
    Map<Integer, Integer> bids = new TreeMap<>();
    Map<Integer, Integer> asks = new TreeMap<>();
    List<Level> bidLevels = new ArrayList<>();
    List<Level> askLevels = new ArrayList<>();
    for (int tick = 1; tick <= 400; tick++) {
      put(bids, bidLevels, 10_000 - tick, 1 + random.nextInt(9));
      put(asks, askLevels, 10_000 + tick, 1 + random.nextInt(9));
    }
    delta(true, bidLevels, askLevels);
    for (int round = 0; round < 300; round++) {
      bidLevels.clear();
      askLevels.clear();
      for (int i = 0; i < 10; i++) {
        put(bids, bidLevels, 9_999 - random.nextInt(400), random.nextInt(5));
        put(asks, askLevels, 10_001 + random.nextInt(400), random.nextInt(5));
      }
      delta(false, bidLevels, askLevels);
      if (round % 7 == 0) {
        book = new DepthBook(rows, 1, false);
      }
      double bid = best(bids, true);
      double ask = best(asks, false);
      assertEquals((bid + ask) / 2, book.mid(), EXACT);
      double limit = (bid + ask) / 2 * (1 - 0.0050005);
      double expected = 0;
      for (Map.Entry<Integer, Integer> level : bids.entrySet()) {
        double price = level.getKey() / 100.0;
        expected += price >= limit ? price * level.getValue() : 0;
      }
      assertEquals(expected, book.within(true, 50.005), 1e-6);
    }
  }

  private static void put(Map<Integer, Integer> side, List<Level> levels, int cents, int quantity) {
    side.put(cents, quantity);
    levels.add(
        new Level(
            Decimals.parse(cents / 100 + "." + cents % 100 / 10 + cents % 10),
            Decimals.parse(Integer.toString(quantity))));
  }

  private static double best(Map<Integer, Integer> side, boolean bids) {
    double best = Double.NaN;
    for (Map.Entry<Integer, Integer> level : side.entrySet()) {
      double price = level.getKey() / 100.0;
      if (level.getValue() > 0 && !(bids ? best >= price : best <= price)) {
        best = price;
      }
    }
    return best;
  }
}
