package org.hedgerow.engine.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Smiles of quotes that are good, bad and missing. */
class VolatilitySmileTest {
  private static final double F = 90_000;
  private static final double T = 0.1;

  private static double[] strikes() {
    double[] strikes = new double[31];
    for (int i = 0; i < strikes.length; i++) {
      strikes[i] = 45_000 + 4_000 * i;
    }
    return strikes;
  }

  /** A parabola in ln(K/F), of a slope and bend as recorded chains have them: no arbitrage. */
  private static double parabola(double strike) {
    double k = Math.log(strike / F);
    return Math.sqrt((0.0160 - 0.004 * k + 0.05 * k * k) / T);
  }

  private static double[] volatilities(double[] strikes) {
    return Arrays.stream(strikes).map(VolatilitySmileTest::parabola).toArray();
  }

  private static double call(VolatilitySmile smile, double strike) {
    return Black76.value(
        PutOrCall.CALL, smile.forward(), strike, smile.years(), smile.volatility(strike), 0);
  }

  private static double put(VolatilitySmile smile, double strike) {
    return Black76.value(
        PutOrCall.PUT, smile.forward(), strike, smile.years(), smile.volatility(strike), 0);
  }

  /** Prices at the nodes: puts rise, calls fall, both are convex; from 0 at strike 0. */
  static void assertFreeOfArbitrageAtItsNodes(VolatilitySmile smile) {
    int n = smile.size();
    double[] strike = new double[n + 1];
    double[] put = new double[n + 1];
    double[] call = new double[n + 1];
    call[0] = smile.forward();
    for (int i = 1; i <= n; i++) {
      strike[i] = smile.forward() * Math.exp(smile.logMoneyness(i - 1));
      put[i] = put(smile, strike[i]);
      call[i] = call(smile, strike[i]);
      assertTrue(put[i] >= put[i - 1] * (1 - 1e-11), "puts rise to " + strike[i]);
      assertTrue(call[i] <= call[i - 1] * (1 + 1e-11), "calls fall to " + strike[i]);
    }
    for (int i = 1; i < n; i++) {
      double share = (strike[i] - strike[i - 1]) / (strike[i + 1] - strike[i - 1]);
      boolean puts = strike[i] < smile.forward();
      double[] price = puts ? put : call;
      double chord = price[i - 1] * (1 - share) + price[i + 1] * share;
      assertTrue(price[i] <= chord * (1 + 1e-11), "convex at " + strike[i]);
    }
  }

  @Test
  void goesThroughGoodQuotesAndTheParabolaBetween() {
    double[] strikes = strikes();
    VolatilitySmile smile = new VolatilitySmile(F, T, strikes, volatilities(strikes));
    assertEquals(0, smile.removed());
    assertEquals(strikes.length, smile.size());
    for (double strike : strikes) {
      assertEquals(parabola(strike), smile.volatility(strike), 1e-13);
    }
    // Away from the ends, where the slope is the wing's, the interpolation is exact.
    for (double strike = strikes[1]; strike < strikes[29]; strike += 333) {
      assertEquals(parabola(strike), smile.volatility(strike), 1e-13);
      assertTrue(smile.density(Math.log(strike / F)) > 0);
    }
    assertFreeOfArbitrageAtItsNodes(smile);
  }

  @Test
  void oneBadQuoteGoesAndTheOthersStay() {
    double[] strikes = strikes();
    for (int bad = 0; bad < strikes.length; bad++) {
      for (double factor : new double[] {0.6, 1.6}) {
        double[] volatilities = volatilities(strikes);
        volatilities[bad] *= factor;
        VolatilitySmile smile = new VolatilitySmile(F, T, strikes, volatilities);
        assertFreeOfArbitrageAtItsNodes(smile);
        boolean atAnEnd = bad == 0 || bad == strikes.length - 1;
        if (!atAnEnd) {
          assertEquals(1, smile.removed(), strikes[bad] + " x " + factor);
          assertEquals(parabola(strikes[bad]), smile.volatility(strikes[bad]), 0.004);
        }
      }
    }
  }

  @Test
  void anyQuotesGiveASmileWithoutArbitrageAtItsNodes() {
    Random random = new Random(20260101);
    for (int round = 0; round < 300; round++) {
      int n = 1 + random.nextInt(30);
      double[] strikes = new double[n];
      double[] volatilities = new double[n];
      double strike = 20_000 * (1 + random.nextDouble());
      for (int i = 0; i < n; i++) {
        strike *= 1.01 + 0.1 * random.nextDouble();
        strikes[i] = strike;
        volatilities[i] = 0.2 + random.nextDouble() * (round % 3 == 0 ? 1.5 : 0.05);
      }
      VolatilitySmile smile =
          new VolatilitySmile(F, 0.003 + random.nextDouble(), strikes, volatilities);
      assertTrue(smile.size() >= 1);
      assertEquals(n, smile.size() + smile.removed());
      assertFreeOfArbitrageAtItsNodes(smile);
      for (double k = -3; k < 3; k += 0.01) {
        assertTrue(smile.totalVariance(k) > 0, "positive at " + k);
      }
      // The wings have a density, and no step in value or slope where they begin.
      double left = smile.logMoneyness(0);
      double right = smile.logMoneyness(smile.size() - 1);
      for (double out = 1e-9; out < 4; out += 0.1) {
        assertTrue(smile.density(left - out) >= 0);
        assertTrue(smile.density(right + out) >= 0);
      }
      for (double end : new double[] {left, right}) {
        double w = smile.totalVariance(end);
        double step = 1e-7;
        double before = (w - smile.totalVariance(end - step)) / step;
        double after = (smile.totalVariance(end + step) - w) / step;
        assertEquals(before, after, 1e-3 * (1 + Math.abs(before)));
      }
    }
  }

  @Test
  void densityIsTheSecondDerivativeOfTheCall() {
    double[] strikes = strikes();
    VolatilitySmile smile = new VolatilitySmile(F, T, strikes, volatilities(strikes));
    for (double strike : new double[] {40_000, 62_500, 90_100, 118_000, 180_000}) {
      double h = strike * 1e-3;
      double second =
          (call(smile, strike - h) - 2 * call(smile, strike) + call(smile, strike + h)) / (h * h);
      double sd = smile.volatility(strike) * Math.sqrt(T);
      double d2 = Math.log(F / strike) / sd - sd / 2;
      double lognormal = NormalDistribution.density(d2) / (strike * sd);
      double k = Math.log(strike / F);
      assertEquals(second, smile.density(k) * lognormal, 2e-3 * second + 1e-12);
    }
  }

  @Test
  void oneQuoteIsAFlatSmile() {
    VolatilitySmile smile = new VolatilitySmile(F, T, new double[] {F}, new double[] {0.5});
    assertEquals(0.5, smile.volatility(1_000), 1e-15);
    assertEquals(0.5, smile.volatility(900_000), 1e-15);
    assertEquals(1.0, smile.density(0.3));
  }

  @Test
  void refusesWhatIsNoSmile() {
    double[] two = {1, 2};
    double[] falling = {2, 1};
    assertThrows(IllegalArgumentException.class, () -> new VolatilitySmile(F, T, falling, two));
    assertThrows(
        IllegalArgumentException.class, () -> new VolatilitySmile(F, T, two, new double[] {1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> new VolatilitySmile(F, T, new double[0], new double[0]));
    assertThrows(IllegalArgumentException.class, () -> new VolatilitySmile(F, 0, two, two));
    assertThrows(
        IllegalArgumentException.class, () -> new VolatilitySmile(Double.NaN, T, two, two));
    assertThrows(
        IllegalArgumentException.class,
        () -> new VolatilitySmile(F, T, two, new double[] {0.4, 0}));
  }

  @Test
  void theSurfaceNeverFallsWithTimeAndStaysConvex() {
    double[] strikes = strikes();
    double[] near = volatilities(strikes);
    double[] far = new double[near.length];
    // At twice the time less variance, from the forward up to half as much again.
    for (int i = 0; i < far.length; i++) {
      double k = Math.log(strikes[i] / (F * 1.01));
      far[i] = Math.sqrt((0.0150 - 0.010 * k + 0.07 * k * k) / (2 * T));
    }
    VolatilitySmile first = new VolatilitySmile(F, T, strikes, near);
    VolatilitySmile second = new VolatilitySmile(F * 1.01, 2 * T, strikes, far);
    VolatilitySmile third = new VolatilitySmile(F * 1.03, 6 * T, strikes, near);
    VolatilitySurface surface = new VolatilitySurface(first, second, third);
    assertTrue(surface.raisedNodes() > 5, "nodes raised: " + surface.raisedNodes());
    for (double k = -1.2; k < 1.2; k += 0.013) {
      double before = 0;
      for (double years = 0.01; years < 1; years += 0.007) {
        double w = surface.totalVariance(k, years);
        assertTrue(w >= before, "falls at " + k + " " + years);
        assertEquals(Math.sqrt(w / years), surface.volatility(k, years), 1e-15);
        before = w;
      }
      assertEquals(first.totalVariance(k), surface.totalVariance(k, T), 1e-15);
      assertTrue(surface.totalVariance(k, 2 * T) >= second.totalVariance(k));
    }
    // At the second expiry, prices on a grid that both smiles' nodes are part of.
    double[] price = new double[strikes.length];
    for (int i = 0; i < strikes.length; i++) {
      double volatility = surface.volatility(Math.log(strikes[i] / F), 2 * T);
      price[i] = Black76.value(PutOrCall.CALL, F, strikes[i], 2 * T, volatility, 0);
    }
    for (int i = 1; i + 1 < strikes.length; i++) {
      assertTrue(price[i] < price[i - 1], "calls fall");
      assertTrue(2 * price[i] <= price[i - 1] + price[i + 1] + 1e-9, "calls are convex");
    }
    assertEquals(0, new VolatilitySurface(first, third).raisedNodes());
    assertThrows(IllegalArgumentException.class, () -> new VolatilitySurface(second, first));
    assertThrows(IllegalArgumentException.class, VolatilitySurface::new);
  }
}
