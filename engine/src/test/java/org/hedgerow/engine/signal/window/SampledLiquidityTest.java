package org.hedgerow.engine.signal.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.engine.signal.depth.DepthBook;
import org.hedgerow.engine.signal.rule.SubjectView;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.state.MarketState;
import org.hedgerow.schema.state.SampleBlock;
import org.junit.jupiter.api.Test;

/** A book of one level a side, a mid of 100: figures and their means worked out by hand. */
class SampledLiquidityTest {
  private static final double EXACT = 1e-12;

  private final MemoryTables memory = new MemoryTables();
  private final DepthBook book = new DepthBook(memory.table("d", SampleBlock.class), 1, false);
  private final SubjectView view =
      new SubjectView("V:A", null, memory.table("m", MarketState.class), book, List.of());

  private void book(String bids, String asks) {
    book.apply(
        BookDelta.newBuilder()
            .setInstrument("V:A")
            .setSnapshot(true)
            .setFirstUpdateId(1L)
            .setLastUpdateId(1L)
            .setBids(List.of(level("99.9", bids), level("90", "1")))
            .setAsks(List.of(level("100.1", asks), level("110", "1")))
            .build());
  }

  private static Level level(String price, String quantity) {
    return new Level(Decimals.parse(price), Decimals.parse(quantity));
  }

  @Test
  void depthAndImpactNowAndOnAverage() {
    SampledLiquidity liquidity = new SampledLiquidity(2, 20, 500);
    assertFalse(liquidity.sample(view, 0), "no book yet");
    book("10", "6");
    assertTrue(liquidity.sample(view, 0));
    book("20", "8");
    assertTrue(liquidity.sample(view, 0));
    Map<String, Double> numbers = new TreeMap<>();
    liquidity.numbers(numbers);
    assertEquals(20 * 99.9, numbers.get("bidDepth"), 1e-9);
    assertEquals(15 * 99.9, numbers.get("bidDepthMean"), 1e-9);
    assertEquals(7 * 100.1, numbers.get("askDepthMean"), 1e-9);
    assertEquals(0.001, numbers.get("buyImpact"), EXACT);
    assertEquals(0.001, numbers.get("sellImpactMean"), EXACT);
    SampledLiquidity again = new SampledLiquidity(2, 20, 500);
    again.restore(liquidity.state());
    Map<String, Double> restored = new TreeMap<>();
    again.numbers(restored);
    assertEquals(numbers, restored);
  }

  /** 2 at 100.1 are 200.2: a clip of 500 does not fit, since 110 lies beyond what is kept. */
  @Test
  void aClipThatHasNoRoomHasNoImpact() {
    SampledLiquidity liquidity = new SampledLiquidity(2, 20, 500);
    book("10", "2");
    assertTrue(liquidity.sample(view, 0));
    Map<String, Double> numbers = new TreeMap<>();
    liquidity.numbers(numbers);
    assertTrue(Double.isNaN(numbers.get("buyImpact")));
    assertEquals(0.001, numbers.get("sellImpact"), EXACT);
  }
}
