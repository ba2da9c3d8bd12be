package org.hedgerow.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SortedWindowTest {
  /** Against sorting the window's values each time; few different values, so that they repeat. */
  @Test
  void isWhatSortingGives() {
    for (int length : new int[] {1, 2, 3, 8, 41, 200}) {
      Random random = new Random(length);
      SortedWindow window = new SortedWindow(length);
      double[] all = new double[4 * length + 50];
      for (int i = 0; i < all.length; i++) {
        all[i] = random.nextInt(20) - 10 + (random.nextInt(4) == 0 ? random.nextDouble() : 0);
        window.add(all[i]);
        double[] sorted = Arrays.copyOfRange(all, Math.max(0, i + 1 - length), i + 1);
        Arrays.sort(sorted);
        assertEquals(middle(sorted), window.median());
        double[] distances = sorted.clone();
        for (int j = 0; j < distances.length; j++) {
          distances[j] = Math.abs(distances[j] - middle(sorted));
        }
        Arrays.sort(distances);
        assertEquals(middle(distances), window.medianAbsoluteDeviation());
        assertEquals(sorted[0], window.quantile(0));
        assertEquals(sorted[sorted.length - 1], window.quantile(1));
        assertEquals(all[i], window.back(0));
        assertEquals(all[Math.max(0, i + 1 - length)], window.back(window.count() - 1));
      }
    }
  }

  private static double middle(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** By hand: of 10, 20, 30, 40 at (4 - 1) x 0.4 = 1.2 it is 20 + 0.2 x 10. */
  @Test
  void quantileIsOfTypeSeven() {
    SortedWindow window = window(30, 10, 40, 20);
    assertEquals(22, window.quantile(0.4), 1e-12);
    assertEquals(15, window.meanUpTo(window.quantile(0.4)), 1e-12);
  }

  @Test
  void zerosOfBothSignsAreOneValue() {
    SortedWindow window = new SortedWindow(2);
    for (double value : new double[] {0.0, -0.0, 1, -0.0, 0.0, -1, 5, 5}) {
      window.add(value);
    }
    assertEquals(5, window.median());
  }

  @Test
  void saysNothingOfNothing() {
    SortedWindow empty = new SortedWindow(3);
    assertTrue(Double.isNaN(empty.median()));
    assertTrue(Double.isNaN(empty.medianAbsoluteDeviation()));
    assertTrue(Double.isNaN(empty.quantile(0.5)));
    assertTrue(Double.isNaN(empty.meanUpTo(1)));
    assertThrows(IllegalArgumentException.class, () -> empty.back(0));
    assertThrows(IllegalArgumentException.class, () -> empty.quantile(1.1));
    assertThrows(IllegalArgumentException.class, () -> empty.add(Double.NaN));
    assertEquals(0, empty.count());
  }

  private static SortedWindow window(double... values) {
    SortedWindow window = new SortedWindow(values.length);
    for (double value : values) {
      window.add(value);
    }
    return window;
  }
}
