package org.hedgerow.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By hand, and at the limits. */
class MomentsTest {
  private static final double[] VALUES = {2, 4, 4, 4, 5, 5, 7, 9};

  /**
   * Mean 5, distances -3 -1 -1 -1 0 0 2 4: squares sum to 32, cubes to 42, fourth powers to 356, so
   * skewness = (42 / 8) / 2^3 and excess kurtosis = (356 / 8) / 2^4 - 3.
   */
  @Test
  void byHand() {
    Moments moments = new Moments();
    RollingMoments rolling = new RollingMoments(VALUES.length);
    rolling.add(1e9);
    for (double value : VALUES) {
      moments.add(value);
      rolling.add(value);
    }
    for (CentralMoments m : new CentralMoments[] {moments, rolling}) {
      assertEquals(8, m.count());
      assertEquals(5, m.mean());
      assertEquals(2, m.populationStandardDeviation(), 1e-15);
      assertEquals(32.0 / 7, m.variance(), 1e-14);
      assertEquals(0.65625, m.skewness(), 1e-14);
      assertEquals(-0.21875, m.excessKurtosis(), 1e-14);
    }
  }

  @Test
  void aWindowThatIsNotFullHoldsWhatCame() {
    RollingMoments rolling = new RollingMoments(10);
    for (double value : VALUES) {
      rolling.add(value);
    }
    assertEquals(8, rolling.count());
    assertEquals(5, rolling.mean());
    assertTrue(!rolling.isFull());
  }

  @Test
  void saysNothingOfTooLittle() {
    for (CentralMoments none : new CentralMoments[] {new Moments(), new RollingMoments(3)}) {
      assertEquals(0, none.count());
      assertTrue(Double.isNaN(none.mean()));
      assertTrue(Double.isNaN(none.variance()));
      assertTrue(Double.isNaN(none.populationVariance()));
      assertTrue(Double.isNaN(none.skewness()));
    }
    Moments one = new Moments();
    one.add(3);
    assertEquals(3, one.mean());
    assertTrue(Double.isNaN(one.variance()));
    assertEquals(0, one.populationVariance());
    RollingMoments window = new RollingMoments(1);
    window.add(3);
    window.add(4);
    assertEquals(4, window.mean());
    assertTrue(Double.isNaN(window.variance()));
  }

  /** 0.1 is no exact double, and sums of it are not either: the spread is 0 all the same. */
  @Test
  void equalValuesHaveNoSpread() {
    Moments moments = new Moments();
    RollingMoments rolling = new RollingMoments(7);
    for (int i = 0; i < 1000; i++) {
      moments.add(0.1);
      rolling.add(0.1);
    }
    Moments twice = new Moments();
    twice.merge(moments);
    twice.merge(moments);
    for (CentralMoments m : new CentralMoments[] {moments, rolling, twice}) {
      assertEquals(0.1, m.mean());
      assertEquals(0, m.variance());
      assertTrue(Double.isNaN(m.skewness()));
      assertTrue(Double.isNaN(m.excessKurtosis()));
    }
    assertEquals(2000, twice.count());
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e76, -1e76})
  void refusesWhatIsNoFigureAndStaysAsItWas(double bad) {
    Moments moments = new Moments();
    RollingMoments rolling = new RollingMoments(3);
    for (double value : VALUES) {
      moments.add(value);
      rolling.add(value);
    }
    double[] before = moments.state();
    assertThrows(IllegalArgumentException.class, () -> moments.add(bad));
    assertArrayEquals(before, moments.state());
    assertThrows(IllegalArgumentException.class, () -> rolling.add(bad));
    assertEquals(7, rolling.mean());
  }

  /** 1e75 and -1e75 in turn: m2 = 1e150, m4 = 1e300, excess kurtosis 1 - 3. */
  @Test
  void hugeValuesStayInRange() {
    Moments moments = new Moments();
    for (int i = 0; i < 1_000_000; i++) {
      moments.add(i % 2 == 0 ? 1e75 : -1e75);
    }
    assertEquals(0, moments.mean(), 1e60);
    assertEquals(1e150, moments.populationVariance(), 1e138);
    assertEquals(-2, moments.excessKurtosis(), 1e-10);
    assertEquals(0, moments.skewness(), 1e-10);
  }

  /** In any split, also with empty parts, and the other is left as it is. */
  @Test
  void mergingIsAdding() {
    Random random = new Random(3);
    double[] values = random.doubles(100, 99, 101).toArray();
    Moments all = new Moments();
    for (double value : values) {
      all.add(value);
    }
    for (int split = 0; split <= values.length; split++) {
      Moments left = new Moments();
      Moments right = new Moments();
      for (int i = 0; i < values.length; i++) {
        (i < split ? left : right).add(values[i]);
      }
      double[] before = right.state();
      left.merge(right);
      assertArrayEquals(before, right.state());
      assertEquals(all.count(), left.count());
      assertEquals(all.mean(), left.mean(), 1e-13);
      assertEquals(all.variance(), left.variance(), 1e-14);
      assertEquals(all.skewness(), left.skewness(), 1e-13);
      assertEquals(all.excessKurtosis(), left.excessKurtosis(), 1e-12);
    }
  }

  @Test
  void refusesWindowsOfNothing() {
    assertThrows(IllegalArgumentException.class, () -> new RollingMoments(0));
    assertThrows(IllegalArgumentException.class, () -> new Moments().centralSum(5));
  }

  /** By hand, of 1 2 4: mean 7/3; (-4/3)(-1/3) + (-1/3)(5/3) = -1/9, over 42/9. */
  @Test
  void autocorrelationByHand() {
    LagOneAutocorrelation autocorrelation = new LagOneAutocorrelation();
    autocorrelation.add(1);
    autocorrelation.add(2);
    assertTrue(Double.isNaN(autocorrelation.value()));
    autocorrelation.add(4);
    assertEquals(-1.0 / 42, autocorrelation.value(), 1e-15);
  }
}
