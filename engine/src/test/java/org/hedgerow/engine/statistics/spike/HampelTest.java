package org.hedgerow.engine.statistics.spike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.hedgerow.engine.statistics.spike.HampelFilter.Edges;
import org.junit.jupiter.api.Test;

/** By hand, and the limits. */
class HampelTest {
  private static final double[] QUIET = {1, 1, 1, 1, 5, 1, 1, 1, 1};

  /** The scale is 0 in a quiet market: what is off at all is a spike, unless a floor allows it. */
  @Test
  void aFloorKeepsMovesOfItsSize() {
    HampelFilter strict = new HampelFilter(2, new SpikeThreshold(3, 0), Edges.UNCHANGED);
    assertArrayEquals(new int[] {4}, strict.filter(QUIET).spikes());
    assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, strict.filter(QUIET).values());
    HampelFilter tolerant = new HampelFilter(2, new SpikeThreshold(3, 2), Edges.UNCHANGED);
    assertEquals(0, tolerant.filter(QUIET).spikes().length);
    assertArrayEquals(QUIET, tolerant.filter(QUIET).values());
  }

  /** Half windows at the ends see the 50, whole ones do not. */
  @Test
  void edges() {
    double[] series = {1, 2, 1, 2, 1, 2, 50};
    SpikeThreshold threshold = new SpikeThreshold(3, 0);
    assertEquals(0, new HampelFilter(2, threshold, Edges.UNCHANGED).filter(series).spikes().length);
    assertArrayEquals(
        new int[] {6},
        new HampelFilter(2, threshold, Edges.SHORTER_WINDOWS).filter(series).spikes());
    assertEquals(
        0, new HampelFilter(2, threshold, Edges.UNCHANGED).filter(new double[0]).values().length);
  }

  @Test
  void atTheLimitItIsNoSpike() {
    SpikeThreshold threshold = new SpikeThreshold(2, 1);
    assertFalse(threshold.isSpike(12, 10, 0));
    assertTrue(threshold.isSpike(Math.nextUp(12.0), 10, 0));
    assertFalse(threshold.isSpike(12, 10, 5));
    assertThrows(IllegalArgumentException.class, () -> new SpikeThreshold(0, 0));
    assertThrows(IllegalArgumentException.class, () -> new SpikeThreshold(3, -1));
    assertThrows(IllegalArgumentException.class, () -> new SpikeThreshold(3, Double.NaN));
  }

  /** Before it 10 11 12: median 11, deviation 1, limit 3 x 1.4826 = 4.4478. */
  @Test
  void trailing() {
    TrailingHampel filter = new TrailingHampel(3, new SpikeThreshold(3, 0));
    assertFalse(filter.add(10));
    assertFalse(filter.add(11));
    assertFalse(filter.add(12));
    assertTrue(Double.isNaN(filter.median()));
    assertTrue(filter.add(15.5));
    assertEquals(11, filter.median());
    // Now before it 11 12 15.5: median 12, deviation 1.
    assertFalse(filter.add(16.4));
    assertEquals(12, filter.median());
  }

  /** A level that stays is believed once half of the window is of it. */
  @Test
  void trailingBelievesANewLevel() {
    TrailingHampel filter = new TrailingHampel(21, new SpikeThreshold(3, 0.5));
    for (int i = 0; i < 50; i++) {
      filter.add(100 + i % 2);
    }
    int spikes = 0;
    for (int i = 0; i < 50; i++) {
      spikes += filter.add(200 + i % 2) ? 1 : 0;
    }
    assertTrue(spikes > 5 && spikes <= 11, spikes + " spikes");
  }

  /** Stream and series say the same of any data, ties and flat stretches included. */
  @Test
  void streamAndSeriesAgree() {
    Random random = new Random(4);
    for (int k : new int[] {1, 2, 7, 50}) {
      double[] series = new double[400];
      for (int i = 0; i < series.length; i++) {
        series[i] = i % 100 < 30 ? 5 : random.nextInt(10) + (random.nextInt(20) == 0 ? 100 : 0);
      }
      SpikeThreshold threshold = new SpikeThreshold(3, 0.1);
      double[] expected = new HampelFilter(k, threshold, Edges.UNCHANGED).filter(series).values();
      CentredHampel stream = new CentredHampel(k, threshold);
      for (int i = 0; i < series.length; i++) {
        assertEquals(i >= k, stream.add(series[i]));
        if (i >= k) {
          assertEquals(expected[i - k], stream.cleaned());
          assertEquals(series[i - k], stream.value());
          assertEquals(expected[i - k] != series[i - k], stream.isSpike());
        }
      }
    }
  }

  @Test
  void refuseWhatIsNoFigureAndStayAsTheyWere() {
    SpikeThreshold threshold = new SpikeThreshold(3, 0);
    CentredHampel centred = new CentredHampel(1, threshold);
    TrailingHampel trailing = new TrailingHampel(2, threshold);
    centred.add(1);
    trailing.add(1);
    double[] before = centred.state();
    double[] beforeTrailing = trailing.state();
    assertThrows(IllegalArgumentException.class, () -> centred.add(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> trailing.add(Double.NaN));
    assertArrayEquals(before, centred.state());
    assertArrayEquals(beforeTrailing, trailing.state());
    HampelFilter filter = new HampelFilter(1, threshold, Edges.UNCHANGED);
    assertThrows(
        IllegalArgumentException.class, () -> filter.filter(new double[] {1, Double.NaN, 1}));
    assertThrows(
        IllegalArgumentException.class, () -> new HampelFilter(0, threshold, Edges.UNCHANGED));
  }
}
