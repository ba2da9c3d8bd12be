package org.hedgerow.exchanges.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hedgerow.engine.configuration.SpikeRule;
import org.junit.jupiter.api.Test;

/**
 * Paths by hand. Of 98 99 100 101 102 the median is 100 and the median absolute deviation 1, so
 * that 3 deviations are 3 * 1.4826 = 4.4478.
 */
class TrailingHampelFilterTest {
  private static final SpikeRule RULE = new SpikeRule(5, 3, 0.001, 3);

  private final SpikeFilter filter = filled(RULE, 98, 99, 100, 101, 102);

  @Test
  void theLimitIsThreeScaledDeviations() {
    assertTrue(filled(RULE, 98, 99, 100, 101, 102).isSpike(104.45));
    assertFalse(filled(RULE, 98, 99, 100, 101, 102).isSpike(104.44));
    assertTrue(filled(RULE, 98, 99, 100, 101, 102).isSpike(95.55));
    assertFalse(filled(RULE, 98, 99, 100, 101, 102).isSpike(95.56));
  }

  @Test
  void nothingIsJudgedBeforeTheWindowIsFull() {
    SpikeFilter empty = filled(RULE, 98, 99, 100, 101);
    assertFalse(empty.isSpike(1_000));
  }

  @Test
  void aSpikeLeavesNoTrace() {
    assertTrue(filter.isSpike(1_000));
    assertFalse(filter.isSpike(100));
    assertTrue(filter.isSpike(104.9), "1000 is not in the window");
  }

  /**
   * All equal: the deviation is 0, and without the least move every other price would be a spike.
   */
  @Test
  void aQuietMarketMayMove() {
    SpikeFilter quiet = filled(RULE, 100, 100, 100, 100, 100);
    assertFalse(quiet.isSpike(100.1), "one thousandth");
    assertTrue(quiet.isSpike(100.11));
    assertFalse(quiet.isSpike(99.9));
    SpikeFilter strict = filled(new SpikeRule(5, 3, 0, 3), 100, 100, 100, 100, 100);
    assertTrue(strict.isSpike(100.01));
  }

  @Test
  void aLevelThatStaysIsAccepted() {
    assertTrue(filter.isSpike(110));
    assertTrue(filter.isSpike(111));
    assertFalse(filter.isSpike(109), "the third on one side");
    // Three of the new level are in the window: two more, and it judges by it.
    assertFalse(filter.isSpike(110));
    assertFalse(filter.isSpike(110));
    assertTrue(filter.isSpike(100), "the old level is far away now");
    assertFalse(filter.isSpike(110));
  }

  @Test
  void spikesOnBothSidesAreNoLevel() {
    for (int i = 0; i < 10; i++) {
      assertTrue(filter.isSpike(110));
      assertTrue(filter.isSpike(111));
      assertTrue(filter.isSpike(90));
    }
  }

  @Test
  void anOrdinaryPriceEndsTheRow() {
    for (int i = 0; i < 10; i++) {
      assertTrue(filter.isSpike(110));
      assertTrue(filter.isSpike(110));
      assertFalse(filter.isSpike(98 + i % 5), "the window stays 98 to 102");
    }
  }

  @Test
  void saysWhatItHeldThePriceAgainst() {
    assertTrue(filter.isSpike(110));
    assertEquals("110.0 is more than 4.4478 off the median 100.0 of the 5 before", filter.reason());
  }

  @Test
  void goesOnFromItsState() {
    assertTrue(filter.isSpike(110));
    assertTrue(filter.isSpike(111));
    SpikeFilter restored = new TrailingHampelFilter(RULE);
    StateBytes.read(StateBytes.of(filter::save), restored::restore);
    assertFalse(restored.isSpike(109), "the third");
    SpikeFilter other = new TrailingHampelFilter(new SpikeRule(6, 3, 0.001, 2));
    StateBytes.read(StateBytes.of(filter::save), other::restore);
    assertFalse(other.isSpike(1_000), "another window begins anew");
  }

  private static SpikeFilter filled(SpikeRule rule, double... prices) {
    SpikeFilter filter = new TrailingHampelFilter(rule);
    for (double price : prices) {
      assertFalse(filter.isSpike(price));
    }
    return filter;
  }
}
