package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    LongAdder packages = new LongAdder();
    LongAdder options = new LongAdder();
    Queue<AssertionError> broken = new ConcurrentLinkedQueue<>();
    LongStream.range(FIRST, FIRST + HISTORIES)
        .parallel()
        .forEach(
            seed -> {
              GeneratedHistory history = lived(seed, broken);
              placed.add(history.judged.laws.placed);
              resting.add(history.judged.laws.resting);
              valuations.add(history.judged.valuations.judged);
              packages.add(history.judged.laws.measure.packages);
              options.add(history.judged.laws.measure.options);
            });
    System.out.printf(
        "%d histories from seed %d: %d orders, %d post-only, %d in options, %d packages, %d"
            + " valuations%n",
        HISTORIES,
        FIRST,
        placed.sum(),
        resting.sum(),
        options.sum(),
        packages.sum(),
        valuations.sum());
    if (!broken.isEmpty()) {
      AssertionError all = new AssertionError(broken.size() + " histories break a law");
      broken.forEach(all::addSuppressed);
      throw all;
    }
    assertTrue(placed.sum() > 5L * HISTORIES, placed + " orders");
    assertTrue(resting.sum() > HISTORIES, resting + " orders that stand");
    assertTrue(valuations.sum() > HISTORIES, valuations + " valuations");
    assertTrue(packages.sum() > HISTORIES / 5, packages + " packages");
    assertTrue(options.sum() > HISTORIES / 2, options + " orders in options");
  }

  /** Lives on to the next seed after one that fails: all that fail are named. */
  private static GeneratedHistory lived(long seed, Queue<AssertionError> broken) {
    GeneratedHistory history = new GeneratedHistory(seed);
    try {
      for (int i = 0; i < STEPS; i++) {
        history.step();
      }
      history.comeToRest();
      if (seed % 20 == 0) {
        restartedAtEachEntry(history.judged.scenario);
      }
    } catch (AssertionError | RuntimeException e) {
      AssertionError named =
          new AssertionError("seed " + seed + ", " + history + ": " + e.getMessage(), e);
      System.out.println(named.getMessage());
      broken.add(named);
    }
    return history;
  }

  /** An engine that is restarted before every entry does the same, to the byte. */
  private static void restartedAtEachEntry(Scenario lived) {
    Scenario again = lived.livedAgain();
    assertEquals(lived.decisions, again.decisions, "decisions of an engine that was restarted");
    assertEquals(lived.valuations, again.valuations, "valuations of an engine that was restarted");
  }
}
