package org.hedgerow.exchanges.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PriceWindowTest {
  /** The example of the Wikipedia page "Median absolute deviation": median 2, deviation 1. */
  @Test
  void thePublishedExample() {
    PriceWindow window = window(7, 1, 1, 2, 2, 4, 6, 9);
    assertEquals(2, window.median());
    assertEquals(1, window.medianAbsoluteDeviation());
  }

  /** By hand: median (3 + 5) / 2 = 4; distances 3 1 1 5, sorted 1 1 3 5, their middle 2. */
  @Test
  void anEvenNumberHasTheMeanOfTheTwoInTheMiddle() {
    PriceWindow window = window(4, 5, 1, 9, 3);
    assertEquals(4, window.median());
    assertEquals(2, window.medianAbsoluteDeviation());
  }

  @Test
  void fewValues() {
    assertTrue(Double.isNaN(new PriceWindow(5).median()));
    assertTrue(Double.isNaN(new PriceWindow(5).medianAbsoluteDeviation()));
    assertEquals(0, window(5, 7).medianAbsoluteDeviation());
    assertEquals(1, window(5, 7, 9).medianAbsoluteDeviation());
    assertFalse(window(5, 7, 9).isFull());
  }

  /** The definition, by sorting: slow, and another way. */
  @Test
  void agreesWithTheDefinitionWhileItSlides() {
    for (int size : new int[] {1, 2, 5, 50, 51}) {
      Random random = new Random(size);
      PriceWindow window = new PriceWindow(size);
      Deque<Double> values = new ArrayDeque<>();
      for (int i = 0; i < 2_000; i++) {
        double value = random.nextInt(40) / 4.0;
        window.add(value);
        values.add(value);
        if (values.size() > size) {
          values.remove();
        }
        double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
        double median = middle(all);
        assertEquals(median, window.median(), "size " + size);
        double[] distances = Arrays.stream(all).map(one -> Math.abs(one - median)).toArray();
        assertEquals(middle(distances), window.medianAbsoluteDeviation(), "size " + size);
      }
    }
  }

  @Test
  void goesOnFromItsState() {
    PriceWindow window = window(3, 1, 2, 3, 4);
    PriceWindow restored = new PriceWindow(3);
    StateBytes.read(StateBytes.of(window::save), restored::restore);
    restored.add(10);
    assertEquals(4, restored.median(), "of 3 4 10: 2 was the oldest");
    PriceWindow other = new PriceWindow(4);
    StateBytes.read(StateBytes.of(window::save), other::restore);
    assertTrue(Double.isNaN(other.median()), "of another size: it begins anew");
  }

  private static double middle(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static PriceWindow window(int size, double... values) {
    PriceWindow window = new PriceWindow(size);
    for (double value : values) {
      window.add(value);
    }
    return window;
  }
}
