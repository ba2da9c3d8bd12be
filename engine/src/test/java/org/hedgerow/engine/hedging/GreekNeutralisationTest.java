package org.hedgerow.engine.hedging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GreekNeutralisationTest {
  /**
   * Hull, chapter on the greek letters: a delta-neutral book of gamma -3,000; a traded option of
   * delta 0.62 and gamma 1.50. 2,000 of it, and 1,240 of the asset sold.
   */
  @Test
  void hullsGamma() {
    double[] quantities =
        GreekNeutralisation.quantities(
                new double[] {0, -3000}, new double[][] {{1, 0.62}, {0, 1.5}})
            .orElseThrow();
    assertEquals(-1240, quantities[0], 1e-12);
    assertEquals(2000, quantities[1], 1e-12);
  }

  /**
   * The same chapter: gamma -5,000, vega -8,000; options of gamma 0.5 and 0.8, vega 2.0 and 1.2,
   * delta 0.6 and 0.5: 400 and 6,000 of them, and -3,240 of the asset.
   */
  @Test
  void hullsGammaAndVega() {
    double[] quantities =
        GreekNeutralisation.quantities(
                new double[] {0, -5000, -8000},
                new double[][] {{1, 0.6, 0.5}, {0, 0.5, 0.8}, {0, 2.0, 1.2}})
            .orElseThrow();
    assertEquals(-3240, quantities[0], 1e-11);
    assertEquals(400, quantities[1], 1e-11);
    assertEquals(6000, quantities[2], 1e-11);
  }

  @Test
  void deltaAlone() {
    assertEquals(-2.5, GreekNeutralisation.deltaNeutral(2.5, 1));
    assertEquals(50, GreekNeutralisation.deltaNeutral(5, -0.1));
    assertEquals(0, GreekNeutralisation.deltaNeutral(-0.0, 1));
    assertThrows(IllegalArgumentException.class, () -> GreekNeutralisation.deltaNeutral(1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> GreekNeutralisation.deltaNeutral(1, Double.NaN));
  }

  /** Gammas of coin at 100,000 are 1e-5 and vegas 100: units must not decide what is singular. */
  @Test
  void unitsDoNotMatter() {
    Random random = new Random(11);
    for (int round = 0; round < 2000; round++) {
      int n = 1 + random.nextInt(3);
      double[] wanted = new double[n];
      double[][] greeks = new double[n][n];
      double[] book = new double[n];
      for (int j = 0; j < n; j++) {
        wanted[j] = random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4);
      }
      for (int i = 0; i < n; i++) {
        double unit = Math.pow(10, random.nextInt(25) - 12);
        for (int j = 0; j < n; j++) {
          greeks[i][j] = unit * (i == j ? 2 + random.nextDouble() : random.nextDouble() - 0.5);
          book[i] -= greeks[i][j] * wanted[j];
        }
      }
      double[] got = GreekNeutralisation.quantities(book, greeks).orElseThrow();
      double size = 0;
      for (double each : wanted) {
        size = Math.max(size, Math.abs(each));
      }
      for (int j = 0; j < n; j++) {
        assertEquals(wanted[j], got[j], 1e-13 * size);
      }
    }
  }

  @Test
  void whatCannotBeDoneIsTold() {
    double[] two = {1, 2};
    assertTrue(
        GreekNeutralisation.quantities(two, new double[][] {{1, 1}, {0, 0}}).isEmpty(),
        "no hedge has gamma");
    assertTrue(
        GreekNeutralisation.quantities(two, new double[][] {{1, 0}, {1, 0}}).isEmpty(),
        "a hedge without greeks");
    assertTrue(
        GreekNeutralisation.quantities(two, new double[][] {{0.5, 0.25}, {1e-5, 5e-6}}).isEmpty(),
        "two hedges alike");
    assertTrue(
        GreekNeutralisation.quantities(
                two, new double[][] {{0.5, 0.25}, {1e-5, 5e-6 * (1 + 1e-13)}})
            .isEmpty(),
        "alike but for rounding");
    assertThrows(
        IllegalArgumentException.class,
        () -> GreekNeutralisation.quantities(two, new double[][] {{1, 2}}));
    assertThrows(
        IllegalArgumentException.class,
        () -> GreekNeutralisation.quantities(two, new double[][] {{1, Double.NaN}, {1, 2}}));
    assertEquals(
        0,
        GreekNeutralisation.quantities(new double[] {0, 0}, new double[][] {{1, 2}, {3, 4}})
            .orElseThrow()[1]);
  }
}
