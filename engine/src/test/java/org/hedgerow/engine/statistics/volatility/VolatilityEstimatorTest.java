package org.hedgerow.engine.statistics.volatility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hedgerow.engine.statistics.volatility.CloseToClose.MeanReturn;
import org.hedgerow.engine.statistics.volatility.RangeVolatility.Measure;
import org.junit.jupiter.api.Test;

/** By hand, from bars whose logarithms are round, and at the limits. */
class VolatilityEstimatorTest {
  private static final double LN_2 = Math.log(2);

  /** The price that is that far from 100 in logarithms. */
  private static double at(double log) {
    return 100 * Math.exp(log);
  }

  /** Log returns 0.01 and 0.03. */
  @Test
  void closeToClose() {
    assertCloseToClose(0.0002, MeanReturn.OF_SAMPLE);
    assertCloseToClose(0.0005, MeanReturn.ZERO);
    assertCloseToClose(0.001, MeanReturn.ZERO_AS_TTR);
  }

  private static void assertCloseToClose(double expected, MeanReturn mean) {
    CloseToClose byReturns = CloseToClose.overReturns(2, mean);
    CloseToClose byPrices = CloseToClose.overPrices(3, mean);
    for (CloseToClose estimator : new CloseToClose[] {byReturns, byPrices}) {
      estimator.price(at(0));
      estimator.price(at(0.01));
      assertTrue(Double.isNaN(estimator.volatility()));
      estimator.price(at(0.04));
      assertEquals(expected, estimator.variance(), 1e-16);
      assertEquals(Math.sqrt(365 * expected), estimator.annualised(365), 1e-14);
      assertEquals(Math.sqrt(expected) / 2, estimator.standardError(), 1e-14);
    }
  }

  @Test
  void weighted() {
    EwmaVolatility ewma = new EwmaVolatility(0.9);
    ewma.price(at(0));
    assertTrue(Double.isNaN(ewma.variance()));
    ewma.price(at(0.01));
    assertEquals(0.0001, ewma.variance(), 1e-17);
    ewma.price(at(-0.01));
    assertEquals(0.00013, ewma.variance(), 1e-17);
  }

  /** Open 0, high 0.02, low -0.01, close 0.005, after a close at -0.003. */
  @Test
  void ranges() {
    double gap = 0.003 * 0.003;
    double garmanKlass = 0.5 * 0.0009 - (2 * LN_2 - 1) * 0.000025;
    assertMeasure(0.0009 / (4 * LN_2), Measure.PARKINSON);
    assertMeasure(garmanKlass, Measure.GARMAN_KLASS);
    assertMeasure(0.02 * 0.015 + 0.01 * 0.015, Measure.ROGERS_SATCHELL);
    assertMeasure(gap + garmanKlass, Measure.GARMAN_KLASS_WITH_GAPS);
  }

  private static void assertMeasure(double expected, Measure measure) {
    RangeVolatility estimator = new RangeVolatility(measure, 1);
    estimator.bar(at(-0.003), at(-0.003), at(-0.003), at(-0.003));
    estimator.bar(at(0), at(0.02), at(-0.01), at(0.005));
    assertEquals(expected, estimator.variance(), 1e-16, measure.name());
  }

  /**
   * Two bars, k = 0.34 / 4.34: gaps 0.002 and -0.004 have variance 18e-6, bodies 0.01 and 0.004
   * too, and Rogers and Satchell's terms are 0.02 x 0.01 + 0.01 x 0.02 and 0.01 x 0.006 + 0.
   */
  @Test
  void yangZhang() {
    YangZhang estimator = new YangZhang(2);
    estimator.bar(at(0), at(0), at(0), at(0));
    estimator.bar(at(0.002), at(0.022), at(-0.008), at(0.012));
    assertTrue(Double.isNaN(estimator.variance()));
    estimator.bar(at(0.008), at(0.018), at(0.008), at(0.012));
    double k = 0.34 / 4.34;
    double expected = 18e-6 + k * 18e-6 + (1 - k) * (0.0004 + 0.00006) / 2;
    assertEquals(expected, estimator.variance(), 1e-16);
  }

  /** The variance expected far ahead is the long-run one; the next period's is the estimate. */
  @Test
  void garchReturnsToItsLongRun() {
    Garch garch = new Garch(2e-6, 0.13, 0.86, 4e-4);
    assertEquals(4e-4, garch.expectedVariance(0), 1e-18);
    assertEquals(2e-6 + 0.99 * 4e-4, garch.expectedVariance(1), 1e-18);
    assertEquals(2e-4, garch.expectedVariance(5000), 1e-18);
    assertThrows(IllegalArgumentException.class, () -> new Garch(1e-6, 0.2, 0.8, 1e-4));
  }

  @Test
  void refusesWhatIsNoBarAndStaysAsItWas() {
    YangZhang yangZhang = new YangZhang(2);
    RangeVolatility range = new RangeVolatility(Measure.PARKINSON, 1);
    CloseToClose close = CloseToClose.overReturns(2, MeanReturn.ZERO);
    EwmaVolatility ewma = new EwmaVolatility(0.9);
    double[][] bad = {
      {0, 2, 1, 1}, {1, 2, -1, 1}, {1, 0.9, 0.8, 0.9}, {1, 2, 1.5, 1.7}, {1, 2, 0.5, Double.NaN}
    };
    for (double[] bar : bad) {
      assertThrows(IllegalArgumentException.class, () -> range.bar(bar[0], bar[1], bar[2], bar[3]));
      assertThrows(
          IllegalArgumentException.class, () -> yangZhang.bar(bar[0], bar[1], bar[2], bar[3]));
    }
    assertThrows(IllegalArgumentException.class, () -> close.price(0));
    assertThrows(IllegalArgumentException.class, () -> ewma.price(Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> ewma.logReturn(1e200));
    assertThrows(IllegalArgumentException.class, () -> range.annualised(0));
    assertThrows(IllegalArgumentException.class, () -> CloseToClose.overPrices(2, MeanReturn.ZERO));
    assertEquals(0, close.count());
    assertTrue(Double.isNaN(range.variance()));
    assertTrue(Double.isNaN(ewma.variance()));
  }
}
