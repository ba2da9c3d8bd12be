package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Laws that hold whatever the market, the venue and the machine do. {@code
 * -Dhedgerow.histories=100000} (the profile {@code long}) for more, {@code -Dhedgerow.seed=N} to
 * begin elsewhere; a failure names its seed.
 */
class GeneratedHistoriesTest {
  private static final int HISTORIES = Integer.getInteger("hedgerow.histories", 2_000);
  private static final long FIRST = Long.getLong("hedgerow.seed", 1);
  private static final int STEPS = 200;

  @Test
  void inEveryHistoryTheLawsHold() {
    LongAdder placed = new LongAdder();
    LongAdder resting = new LongAdder();
    LongAdder valuations = new LongAdder();
    LongStream.range(FIRST, FIRST + HISTORIES)
        .parallel()
        .forEach(
            seed -> {
              GeneratedHistory history = lived(seed);
              placed.add(history.laws.placed);
              resting.add(history.laws.resting);
              valuations.add(history.judgedValuations);
            });
    System.out.printf(
        "%d histories from seed %d: %d orders, %d of them post-only, %d valuations%n",
        HISTORIES, FIRST, placed.sum(), resting.sum(), valuations.sum());
    assertTrue(placed.sum() > 5L * HISTORIES, placed + " orders");
    assertTrue(resting.sum() > HISTORIES, resting + " orders that stand");
    assertTrue(valuations.sum() > HISTORIES, valuations + " valuations");
  }

  /**
   * A fill after the order was said to be canceled: while the child that was placed for the same
   * quantity is being canceled, the hedge's other leg may not count it as gone.
   */
  @Test
  void whatStandsIsCountedThoughItsParentHasLessLeft() {
    assertTrue(lived(1_000_243).laws.placed > 0);
  }

  private static GeneratedHistory lived(long seed) {
    GeneratedHistory history = new GeneratedHistory(seed);
    try {
      for (int i = 0; i < STEPS; i++) {
        history.step();
      }
      history.comeToRest();
      if (seed % 20 == 0) {
        restartedAtEachEntry(history.scenario);
      }
      return history;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ", " + history + ": " + e.getMessage(), e);
    }
  }

  /** An engine that is restarted before every entry does the same, to the byte. */
  private static void restartedAtEachEntry(Scenario lived) {
    Scenario again = lived.livedAgain();
    assertEquals(lived.decisions, again.decisions, "decisions of an engine that was restarted");
    assertEquals(lived.valuations, again.valuations, "valuations of an engine that was restarted");
  }
}
