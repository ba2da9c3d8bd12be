package org.hedgerow.engine.statistics.indicator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.hedgerow.engine.statistics.indicator.AverageTrueRange.FirstBar;
import org.hedgerow.engine.statistics.indicator.Macd.Seeding;
import org.hedgerow.engine.statistics.indicator.Macd.Unit;
import org.junit.jupiter.api.Test;

/** Short series by hand, and the limits. */
class IndicatorTest {
  private static final double NONE = Double.NaN;

  private static void assertFigures(
      double[] expected, DoubleUnaryOperator indicator, double... values) {
    assertArrayEquals(expected, Arrays.stream(values).map(indicator).toArray(), 1e-12);
  }

  @Test
  void averages() {
    double[] values = {1, 2, 3, 5};
    assertFigures(new double[] {NONE, NONE, 2, 10.0 / 3}, new SimpleMovingAverage(3)::add, values);
    assertFigures(new double[] {NONE, NONE, 2, 3.5}, ExponentialMovingAverage.of(3)::add, values);
    assertFigures(new double[] {NONE, NONE, 2, 3}, ExponentialMovingAverage.wilder(3)::add, values);
    assertFigures(
        new double[] {1, 1.5, 2.25, 3.625},
        ExponentialMovingAverage.fromFirstValue(3)::add,
        values);
    assertFigures(
        new double[] {NONE, NONE, 14.0 / 6, 23.0 / 6}, new WeightedMovingAverage(3)::add, values);
  }

  /** EMA 2 of 1 2 4 is 1.5, 19/6; its own starts from their mean, 7/3. */
  @Test
  void doubleAverage() {
    assertFigures(
        new double[] {NONE, NONE, 4}, new DoubleExponentialMovingAverage(2)::add, 1, 2, 4);
  }

  /** Changes 1, -0.5, 1: averages 0.5 and 0.25, then 0.75 and 0.125. */
  @Test
  void relativeStrength() {
    assertFigures(
        new double[] {NONE, NONE, 200.0 / 3, 600.0 / 7},
        new RelativeStrengthIndex(2)::add,
        10,
        11,
        10.5,
        11.5);
    assertFigures(new double[] {NONE, NONE, NONE}, new RelativeStrengthIndex(2)::add, 10, 10, 10);
    assertFigures(new double[] {NONE, 100, 0}, new RelativeStrengthIndex(1)::add, 1, 2, 1);
  }

  /** Slow: 7/3, 14/3. Fast from 2 and 4: 3, 17/3; from 1 and 2: 3/2, 19/6, 103/18... */
  @Test
  void convergenceAndDivergence() {
    Macd macd = new Macd(2, 3, 2);
    assertFigures(new double[] {NONE, NONE, 2.0 / 3, 1}, macd::add, 1, 2, 4, 7);
    assertEquals(5.0 / 6, macd.signal(), 1e-14);
    assertEquals(1.0 / 6, macd.histogram(), 1e-14);
    Macd ownSeeds = new Macd(2, 3, 2, Seeding.EACH_ITS_OWN, Unit.PRICE);
    assertFigures(new double[] {NONE, NONE, 19.0 / 6 - 7.0 / 3}, ownSeeds::add, 1, 2, 4);
    Macd percent = new Macd(2, 3, 2, Seeding.TA_LIB, Unit.PERCENT);
    assertFigures(new double[] {NONE, NONE, 200.0 / 7}, percent::add, 1, 2, 4);
    assertTrue(Double.isNaN(percent.signal()));
    assertThrows(IllegalArgumentException.class, () -> new Macd(3, 3, 2));
  }

  @Test
  void bands() {
    BollingerBands bands = new BollingerBands(2, 2);
    bands.add(1);
    assertTrue(Double.isNaN(bands.upper()));
    bands.add(3);
    assertEquals(2, bands.middle());
    assertEquals(4, bands.upper());
    assertEquals(0, bands.lower());
    assertEquals(0.75, bands.percentB());
    bands.add(3);
    assertEquals(3, bands.upper());
    assertEquals(3, bands.lower());
    assertTrue(Double.isNaN(bands.percentB()));
  }

  /** True ranges (2), 2, 3, 1. */
  @Test
  void trueRange() {
    double[][] bars = {{10, 8, 9}, {11, 9, 10}, {10, 7, 8}, {9, 8, 8.5}};
    AverageTrueRange leftOut = new AverageTrueRange(2);
    AverageTrueRange counted = new AverageTrueRange(2, FirstBar.COUNTED);
    double[] without = {NONE, NONE, 2.5, 1.75};
    double[] with = {NONE, 2, 2.5, 1.75};
    for (int i = 0; i < bars.length; i++) {
      assertEquals(without[i], leftOut.bar(bars[i][0], bars[i][1], bars[i][2]));
      assertEquals(with[i], counted.bar(bars[i][0], bars[i][1], bars[i][2]));
    }
    assertEquals(1.75 / 8.5 * 100, leftOut.normalised(), 1e-12);
    assertEquals(1, leftOut.trueRange());
    assertThrows(IllegalArgumentException.class, () -> leftOut.bar(1, 2, 1.5));
  }

  @Test
  void refuseWhatIsNoFigureAndStayAsTheyWere() {
    RelativeStrengthIndex index = new RelativeStrengthIndex(1);
    ExponentialMovingAverage average = ExponentialMovingAverage.of(1);
    WeightedMovingAverage weighted = new WeightedMovingAverage(1);
    BollingerBands bands = new BollingerBands(1, 2);
    Macd macd = new Macd(1, 2, 1);
    index.add(1);
    average.add(7);
    weighted.add(7);
    bands.add(7);
    double[] before = macd.state();
    for (double bad : new double[] {NONE, Double.NEGATIVE_INFINITY, 1e76}) {
      assertThrows(IllegalArgumentException.class, () -> index.add(bad));
      assertThrows(IllegalArgumentException.class, () -> average.add(bad));
      assertThrows(IllegalArgumentException.class, () -> weighted.add(bad));
      assertThrows(IllegalArgumentException.class, () -> bands.add(bad));
      assertThrows(IllegalArgumentException.class, () -> macd.add(bad));
    }
    assertArrayEquals(before, macd.state());
    assertEquals(100, index.add(2));
    assertEquals(7, average.value());
    assertEquals(7, weighted.value());
    assertEquals(7, bands.middle());
    assertThrows(IllegalArgumentException.class, () -> ExponentialMovingAverage.wilder(0));
  }
}
