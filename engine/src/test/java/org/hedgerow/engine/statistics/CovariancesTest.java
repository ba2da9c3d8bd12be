package org.hedgerow.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** By hand, and at the limits. */
class CovariancesTest {
  /**
   * x = 1 2 3, y = 2 4 7: means 2 and 13/3, sum of products of distances 5, of squares 2 and 38/3.
   */
  @Test
  void byHand() {
    JointMoments all = new JointMoments(2);
    RollingCovariance rolling = new RollingCovariance(3, 2);
    rolling.add(1e9, -5);
    rolling.add(-7, 1e9);
    double[][] observations = {{1, 2}, {2, 4}, {3, 7}};
    for (double[] observation : observations) {
      all.add(observation);
      rolling.add(observation);
    }
    for (Covariances c : new Covariances[] {all, rolling}) {
      assertEquals(3, c.count());
      assertEquals(2, c.mean(0), 1e-15);
      assertEquals(13.0 / 3, c.mean(1), 1e-15);
      assertEquals(2.5, c.covariance(0, 1), 1e-14);
      assertEquals(2.5, c.covariance(1, 0), 1e-14);
      assertEquals(1, c.variance(0), 1e-14);
      assertEquals(19.0 / 3, c.variance(1), 1e-14);
      assertEquals(2.5, c.beta(1, 0), 1e-14);
      assertEquals(13.0 / 3 - 5, c.intercept(1, 0), 1e-14);
      assertEquals(31.0 / 14, c.slopeThroughOrigin(1, 0), 1e-14);
      assertEquals(6.25 * 3 / 19, c.rSquared(1, 0), 1e-14);
      HedgeRatio hedge = c.hedgeRatio(0, 1);
      assertEquals(7.5 / 19, hedge.ratio(), 1e-15);
      assertEquals(6.25 * 3 / 19, hedge.rSquared(), 1e-14);
      assertEquals(3, hedge.samples());
    }
  }

  /** 0.9 of the first product and 0.1 of the second. */
  @Test
  void weightedByHand() {
    EwmaCovariance ewma = new EwmaCovariance(2, 0.9);
    EwmaCovariance byArray = new EwmaCovariance(2, 0.9);
    ewma.add(0.01, 0.02);
    ewma.add(0.03, -0.01);
    byArray.add(new double[] {0.01, 0.02});
    byArray.add(new double[] {0.03, -0.01});
    for (Covariances c : new Covariances[] {ewma, byArray}) {
      assertEquals(0.00015, c.covariance(0, 1), 1e-18);
      assertEquals(0.00018, c.variance(0), 1e-18);
      assertEquals(0.00037, c.variance(1), 1e-18);
      assertEquals(15.0 / 37, c.beta(0, 1), 1e-14);
      assertEquals(15.0 / 37, c.slopeThroughOrigin(0, 1), 1e-14);
      assertEquals(0, c.mean(1));
      assertEquals(2, c.count());
    }
  }

  @Test
  void saysNothingOfTooLittle() {
    Covariances[] all = {
      new JointMoments(2), new RollingCovariance(5, 2), new EwmaCovariance(2, 0.5)
    };
    for (Covariances none : all) {
      assertTrue(Double.isNaN(none.covariance(0, 1)));
      assertTrue(Double.isNaN(none.beta(0, 1)));
      assertTrue(Double.isNaN(none.correlation(0, 1)));
      assertTrue(Double.isNaN(none.hedgeRatio(0, 1).ratio()));
      assertEquals(0, none.hedgeRatio(0, 1).samples());
    }
    JointMoments one = new JointMoments(2);
    one.add(1, 2);
    assertTrue(Double.isNaN(one.beta(0, 1)));
    assertTrue(Double.isNaN(one.slopeThroughOrigin(0, 1)));
  }

  @Test
  void aHedgeThatDoesNotMoveHasNoRatio() {
    JointMoments flat = new JointMoments(2);
    for (int i = 0; i < 10; i++) {
      flat.add(i, 0.1);
    }
    assertTrue(Double.isNaN(flat.beta(0, 1)));
    assertTrue(Double.isNaN(flat.rSquared(0, 1)));
    assertEquals(0, flat.beta(1, 0));
    assertFalse(new BasketRegression(0, 1).fit(flat));
  }

  @Test
  void correlationStaysWithinOneForTheSameSeries() {
    Random random = new Random(5);
    RollingCovariance rolling = new RollingCovariance(20, 2);
    for (int i = 0; i < 500; i++) {
      double x = random.nextGaussian();
      rolling.add(x * 1e-70, -3 * x * 1e70);
      if (rolling.count() > 1) {
        assertEquals(-1, rolling.correlation(0, 1), 1e-12);
        assertTrue(rolling.correlation(0, 1) >= -1);
      }
    }
  }

  @Test
  void refusesWhatIsNoFigureAndStaysAsItWas() {
    RollingCovariance rolling = new RollingCovariance(3, 2);
    EwmaCovariance ewma = new EwmaCovariance(2, 0.5);
    JointMoments all = new JointMoments(2);
    rolling.add(1, 2);
    ewma.add(1, 2);
    all.add(1, 2);
    double[] before = rolling.state();
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e76}) {
      assertThrows(IllegalArgumentException.class, () -> rolling.add(3, bad));
      assertThrows(IllegalArgumentException.class, () -> rolling.add(new double[] {bad, 3}));
      assertThrows(IllegalArgumentException.class, () -> ewma.add(3, bad));
      assertThrows(IllegalArgumentException.class, () -> all.add(bad, 3));
    }
    assertThrows(IllegalArgumentException.class, () -> rolling.add(new double[3]));
    assertThrows(IllegalArgumentException.class, () -> rolling.covariance(0, 2));
    assertThrows(IllegalArgumentException.class, () -> ewma.covariance(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> new EwmaCovariance(2, 1));
    assertThrows(IllegalArgumentException.class, () -> all.merge(new JointMoments(3)));
    assertArrayEquals(before, rolling.state());
    assertEquals(1, ewma.count());
    assertEquals(1, all.count());
  }

  @Test
  void mergingIsAdding() {
    Random random = new Random(9);
    JointMoments all = new JointMoments(3);
    JointMoments left = new JointMoments(3);
    JointMoments right = new JointMoments(3);
    for (int i = 0; i < 60; i++) {
      double[] row = {random.nextGaussian(), 50 + random.nextGaussian(), random.nextDouble()};
      all.add(row);
      (i < 23 ? left : right).add(row);
    }
    left.merge(right);
    for (int i = 0; i < 3; i++) {
      assertEquals(all.mean(i), left.mean(i), 1e-14);
      for (int j = 0; j < 3; j++) {
        assertEquals(all.covariance(i, j), left.covariance(i, j), 1e-14);
      }
    }
  }

  /** y = 2 + 3 a - b / 2 without noise, in units that differ by ten powers of ten. */
  @Test
  void aBasketFindsTheLineThatDataLieOn() {
    Random random = new Random(1);
    RollingCovariance rolling = new RollingCovariance(30, 3);
    double[][] rows = new double[30][2];
    double[] y = new double[30];
    for (int i = 0; i < 30; i++) {
      double a = random.nextGaussian() * 1e-5;
      double b = 1e5 * random.nextGaussian();
      rows[i] = new double[] {a, b};
      y[i] = 2 + 3 * a - 0.5 * b;
      rolling.add(new double[] {y[i], a, b});
    }
    BasketRegression basket = new BasketRegression(0, 2, 1);
    assertTrue(basket.fit(rolling));
    assertEquals(-0.5, basket.coefficient(0), 1e-14);
    // y's own rounding, 1e-11, over the size of a.
    assertEquals(3, basket.coefficient(1), 1e-5);
    assertEquals(1, basket.rSquared(), 1e-14);
    assertEquals(30, basket.samples());
    LeastSquares fit = LeastSquares.fit(y, rows, LeastSquares.Intercept.FITTED);
    assertArrayEquals(new double[] {2, 3, -0.5}, fit.coefficients(), 1e-5);
    assertEquals(1, fit.rSquared(), 1e-14);
  }

  @Test
  void aBasketRefusesHedgesThatRepeatEachOther() {
    Random random = new Random(1);
    JointMoments all = new JointMoments(3);
    double[][] rows = new double[50][];
    double[] y = new double[50];
    for (int i = 0; i < 50; i++) {
      double a = random.nextGaussian();
      y[i] = random.nextGaussian();
      rows[i] = new double[] {a, 7 * a};
      all.add(new double[] {y[i], a, 7 * a});
    }
    BasketRegression basket = new BasketRegression(0, 1, 2);
    assertFalse(basket.fit(all));
    assertTrue(Double.isNaN(basket.coefficient(0)));
    assertTrue(Double.isNaN(basket.rSquared()));
    assertTrue(basket.tolerance() < 1e-9);
    assertThrows(
        IllegalArgumentException.class,
        () -> LeastSquares.fit(y, rows, LeastSquares.Intercept.FITTED));
  }

  @Test
  void aBasketWaitsForMoreSamplesThanUnknowns() {
    Random random = new Random(2);
    JointMoments all = new JointMoments(3);
    BasketRegression basket = new BasketRegression(0, 1, 2);
    for (int i = 0; i < 6; i++) {
      assertEquals(i >= 4, basket.fit(all));
      all.add(new double[] {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()});
    }
    assertThrows(IllegalArgumentException.class, () -> new BasketRegression(0));
  }

  @Test
  void leastSquaresRefuseWhatTheyCannotFit() {
    double[][] two = {{1}, {2}};
    assertThrows(
        IllegalArgumentException.class,
        () -> LeastSquares.fit(new double[] {1, 2}, two, LeastSquares.Intercept.FITTED));
    assertThrows(
        IllegalArgumentException.class,
        () -> LeastSquares.fit(new double[] {1}, two, LeastSquares.Intercept.NONE));
    assertThrows(
        IllegalArgumentException.class,
        () -> LeastSquares.fit(new double[0], new double[0][], LeastSquares.Intercept.NONE));
    double[][] constant = {{3}, {3}, {3}};
    assertThrows(
        IllegalArgumentException.class,
        () -> LeastSquares.fit(new double[] {1, 2, 4}, constant, LeastSquares.Intercept.FITTED));
    double[][] three = {{1}, {2}, {3}};
    LeastSquares flat =
        LeastSquares.fit(new double[] {5, 5, 5}, three, LeastSquares.Intercept.FITTED);
    assertEquals(5, flat.coefficients()[0], 1e-14);
    assertEquals(0, flat.coefficients()[1], 1e-14);
    assertTrue(Double.isNaN(flat.rSquared()));
  }
}
