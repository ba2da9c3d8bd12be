package org.hedgerow.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * After ten million updates a rolling figure is as good as one made of the window's values alone,
 * in exact arithmetic: also just after a value has left that was a billion times larger.
 */
class RollingAccuracyTest {
  private static final int UPDATES = 10_000_000;
  private static final int LENGTH = 300;
  private static final MathContext EXACT = new MathContext(60);

  @Test
  void momentsOfPricesWithSpikes() {
    SplittableRandom random = new SplittableRandom(7);
    RollingMoments rolling = new RollingMoments(LENGTH);
    double[] ring = new double[LENGTH];
    for (int i = 1; i <= UPDATES; i++) {
      double price = 61_234.5 + random.nextInt(2_000) / 100.0;
      // A bad tick now and then; at the checks the last one has just left.
      double value = i % 1_000_000 == 1_000_000 - LENGTH ? 6.1e13 : price;
      ring[i % LENGTH] = value;
      rolling.add(value);
      if (i % 1_000_000 == 0) {
        checkMoments(ring, rolling);
      }
    }
  }

  private static void checkMoments(double[] window, RollingMoments rolling) {
    BigDecimal mean = exactMean(window);
    assertRelative(mean.doubleValue(), rolling.mean(), 1e-15);
    for (int power = 2; power <= 4; power++) {
      BigDecimal sum = BigDecimal.ZERO;
      for (double value : window) {
        sum = sum.add(new BigDecimal(value).subtract(mean).pow(power));
      }
      // Odd powers cancel: their error is one of the size of what is summed.
      double size =
          power == 3
              ? Math.pow(rolling.populationStandardDeviation(), 3) * LENGTH
              : sum.doubleValue();
      assertEquals(sum.doubleValue(), rolling.centralSum(power), 1e-12 * size, "power " + power);
    }
  }

  @Test
  void covarianceOfReturnsWithSpikes() {
    SplittableRandom random = new SplittableRandom(11);
    RollingCovariance rolling = new RollingCovariance(LENGTH, 2);
    double[] spot = new double[LENGTH];
    double[] future = new double[LENGTH];
    for (int i = 1; i <= UPDATES; i++) {
      double x = (random.nextDouble() - 0.5) * 1e-4;
      double y = x + (random.nextDouble() - 0.5) * 1e-5;
      if (i % 1_000_000 == 1_000_000 - LENGTH) {
        x = 1e5;
        y = -1e5;
      }
      spot[i % LENGTH] = x;
      future[i % LENGTH] = y;
      rolling.add(x, y);
      if (i % 1_000_000 == 0) {
        double[][] both = {spot, future};
        for (int a = 0; a < 2; a++) {
          for (int b = 0; b < 2; b++) {
            assertRelative(exactCovariance(both[a], both[b]), rolling.covariance(a, b), 1e-13);
          }
        }
        double slope = exactCovariance(spot, future) / exactCovariance(future, future);
        assertRelative(slope, rolling.beta(0, 1), 1e-13);
        assertTrue(rolling.rSquared(0, 1) > 0.9 && rolling.rSquared(0, 1) < 1);
      }
    }
  }

  /** What it is held against: the shortcut by subtraction is wrong in the first digit here. */
  @Test
  void subtractionWouldNotDo() {
    SplittableRandom random = new SplittableRandom(7);
    double[] ring = new double[LENGTH];
    double sum = 0;
    double squares = 0;
    for (int i = 1; i <= 100_000; i++) {
      double value = 61_234.5 + random.nextInt(2_000) / 100.0;
      if (i == 100_000 - LENGTH) {
        value = 6.1e13;
      }
      double leaving = ring[i % LENGTH];
      sum += value - leaving;
      squares += value * value - leaving * leaving;
      ring[i % LENGTH] = value;
    }
    double variance = (squares - sum * sum / LENGTH) / (LENGTH - 1);
    double exact = exactCovariance(ring, ring);
    assertTrue(Math.abs(variance / exact - 1) > 0.5, variance + " against " + exact);
  }

  private static double exactCovariance(double[] a, double[] b) {
    BigDecimal meanA = exactMean(a);
    BigDecimal meanB = exactMean(b);
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < a.length; i++) {
      sum =
          sum.add(
              new BigDecimal(a[i]).subtract(meanA).multiply(new BigDecimal(b[i]).subtract(meanB)));
    }
    return sum.divide(BigDecimal.valueOf(a.length - 1L), EXACT).doubleValue();
  }

  private static BigDecimal exactMean(double[] values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (double value : values) {
      sum = sum.add(new BigDecimal(value));
    }
    return sum.divide(BigDecimal.valueOf(values.length), EXACT);
  }

  private static void assertRelative(double expected, double actual, double tolerance) {
    assertEquals(expected, actual, tolerance * Math.abs(expected));
  }
}
