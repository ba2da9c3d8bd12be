package org.hedgerow.engine.hedging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HedgeSplitTest {
  private static final double MUCH = 1e9;

  @Test
  void withoutDepthOrRiskTheCheapestTakesAll() {
    HedgeSplit split =
        new HedgeSplit(
            new double[] {0.0004, 0.0003, 0.0005},
            new double[] {0.0001, 0.0001, 0.0001},
            new double[] {MUCH, MUCH, MUCH},
            0,
            null);
    assertArrayEquals(
        new double[] {0, 1, 0}, split.solve(new double[3], new double[] {1, 1, 1}, 100), 1e-12);
  }

  /**
   * By hand: the first costs 1 bp and shows 0.4 of the trade at a half spread of 2 bp, the second 4
   * bp and shows plenty. Beyond 0.4 a part x in the first costs x (1 + 2 (x / 0.4 - 1)) bp, whose
   * derivative -1 + 10 x meets the second's 4 at x = 0.5.
   */
  @Test
  void theNextTakesWhatTheCheapestDoesNotShow() {
    HedgeSplit split =
        new HedgeSplit(
            new double[] {1e-4, 4e-4},
            new double[] {2e-4, 1e-4},
            new double[] {0.4, MUCH},
            0,
            null);
    assertArrayEquals(
        new double[] {0.5, 0.5}, split.solve(new double[2], new double[] {1, 1}, 100), 1e-9);
    // At 0.5 the first costs 0.5 (1 + 2 * 0.25) bp and the second 0.5 * 4.
    assertEquals(0.75e-4 + 2e-4, split.total(new double[] {0.5, 0.5}), 1e-15);
  }

  /**
   * Two instruments with the same cost whose basis moves independently: each alone leaves its own
   * variance, half of each half of it (variances of the basis 1e-6, so 5e-7).
   */
  @Test
  void independentBasesShareTheHedge() {
    double s = 1e-4;
    double b = 1e-6;
    HedgeSplit split =
        new HedgeSplit(
            new double[] {3e-4, 3e-4},
            new double[] {0, 0},
            new double[] {MUCH, MUCH},
            0.1,
            new double[][] {{s, s, s}, {s, s + b, s}, {s, s, s + b}});
    double[] parts = split.solve(new double[2], new double[] {1, 1}, 100);
    assertArrayEquals(new double[] {0.5, 0.5}, parts, 1e-9);
    assertEquals(0.1 * Math.sqrt(b / 2), split.risk(parts), 1e-12);
  }

  @Test
  void boundsAreKept() {
    HedgeSplit split =
        new HedgeSplit(
            new double[] {1e-4, 2e-4, 3e-4},
            new double[3],
            new double[] {MUCH, MUCH, MUCH},
            0,
            null);
    assertArrayEquals(
        new double[] {0.3, 0.5, 0.2},
        split.solve(new double[] {0, 0, 0.2}, new double[] {0.3, 0.5, 1}, 100),
        1e-9);
    assertNull(split.solve(new double[3], new double[] {0.3, 0.5, 0.1}, 100), "not enough room");
    assertArrayEquals(
        new double[] {0, 1, 0},
        split.solve(new double[] {0, 1, 0}, new double[] {0, 1, 0}, 100),
        1e-12);
  }

  /** Against all divisions into twentieths, which the steps are too. */
  @Test
  void nothingOnTheSameGridIsCheaper() {
    Random random = new Random(11);
    for (int problem = 0; problem < 300; problem++) {
      double[] unit = new double[3];
      double[] half = new double[3];
      double[] shown = new double[3];
      double[][] factors = new double[4][4];
      for (int i = 0; i < 3; i++) {
        unit[i] = (random.nextDouble() - 0.3) * 1e-3;
        half[i] = random.nextDouble() * 1e-3;
        shown[i] = 0.05 + random.nextDouble() * 2;
      }
      for (double[] row : factors) {
        row[0] = 0.01;
        for (int j = 1; j < 4; j++) {
          row[j] = random.nextGaussian() * 0.003;
        }
      }
      double[][] covariances = new double[4][4];
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          for (int k = 0; k < 4; k++) {
            covariances[i][j] += factors[i][k] * factors[j][k];
          }
        }
      }
      HedgeSplit split = new HedgeSplit(unit, half, shown, random.nextDouble(), covariances);
      double found = split.total(split.solve(new double[3], new double[] {1, 1, 1}, 20));
      double best = Double.POSITIVE_INFINITY;
      for (int a = 0; a <= 20; a++) {
        for (int b = 0; a + b <= 20; b++) {
          double[] parts = {a / 20.0, b / 20.0, (20 - a - b) / 20.0};
          best = Math.min(best, split.total(parts));
        }
      }
      // Moves of one step between two reach the best but for what a grid of a convex sum can hide.
      assertTrue(found <= best + 0.02 * Math.abs(best) + 1e-9, problem + ": " + found + " " + best);
    }
  }
}
