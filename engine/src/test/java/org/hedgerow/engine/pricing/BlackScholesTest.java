package org.hedgerow.engine.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What must hold whatever the numbers: parity, differences, homogeneity, the equation, limits. */
class BlackScholesTest {
  private static final double S = 100;
  private static final double R = 0.05;
  private static final double B = 0.02;

  private final OptionGreeks greeks = new OptionGreeks();
  private final OptionGreeks other = new OptionGreeks();

  private interface Case {
    void at(PutOrCall right, double strike, double years, double volatility);
  }

  private static void everywhere(Case one) {
    for (PutOrCall right : PutOrCall.values()) {
      for (double strike : new double[] {60, 85, 100, 101, 130, 180}) {
        for (double years : new double[] {0.02, 0.25, 1.5}) {
          for (double volatility : new double[] {0.15, 0.6, 1.4}) {
            one.at(right, strike, years, volatility);
          }
        }
      }
    }
  }

  /** Hull, Options, Futures and Other Derivatives, example of the Black-Scholes chapter. */
  @Test
  void agreesWithTheTextbook() {
    assertEquals(4.76, BlackScholes.value(PutOrCall.CALL, 42, 40, 0.5, 0.2, 0.1, 0.1), 0.005);
    assertEquals(0.81, BlackScholes.value(PutOrCall.PUT, 42, 40, 0.5, 0.2, 0.1, 0.1), 0.005);
  }

  @Test
  void callLessPutIsTheForward() {
    everywhere(
        (right, strike, years, volatility) -> {
          double call = BlackScholes.value(PutOrCall.CALL, S, strike, years, volatility, R, B);
          double put = BlackScholes.value(PutOrCall.PUT, S, strike, years, volatility, R, B);
          double forward = (S * Math.exp(B * years) - strike) * Math.exp(-R * years);
          assertEquals(forward, call - put, 1e-13 * S);
        });
  }

  @Test
  void greeksAreTheDerivatives() {
    everywhere(
        (right, k, t, v) -> {
          BlackScholes.evaluate(right, S, k, t, v, R, B, greeks);
          double ds = 1e-3 * S * Math.min(1, v * Math.sqrt(t));
          double dv = 1e-4 * v;
          double dt = 1e-4 * t;
          double dr = 1e-4;
          double scale = S * Math.sqrt(t);
          evaluate(right, S + ds, k, t, v, R, B);
          double delta = other.value();
          double gamma = other.delta();
          double speed = other.gamma();
          evaluate(right, S - ds, k, t, v, R, B);
          assertEquals((delta - other.value()) / (2 * ds), greeks.delta(), 2e-6);
          assertEquals(
              (gamma - other.delta()) / (2 * ds), greeks.gamma(), 2e-5 * greeks.gamma() + 1e-7);
          double largest = 1 / (S * v * Math.sqrt(t)) / (S * v * Math.sqrt(t));
          assertEquals((speed - other.gamma()) / (2 * ds), greeks.speed(), 1e-5 * largest);
          evaluate(right, S, k, t, v + dv, R, B);
          double value = other.value();
          double withDelta = other.delta();
          double withVega = other.vega();
          evaluate(right, S, k, t, v - dv, R, B);
          assertEquals((value - other.value()) / (2 * dv), greeks.vega(), 1e-6 * scale);
          assertEquals((withDelta - other.delta()) / (2 * dv), greeks.vanna(), 1e-5 / v);
          assertEquals((withVega - other.vega()) / (2 * dv), greeks.volga(), 1e-5 * scale / v);
          evaluate(right, S, k, t - dt, v, R, B);
          value = other.value();
          withDelta = other.delta();
          evaluate(right, S, k, t + dt, v, R, B);
          assertEquals((value - other.value()) / (2 * dt), greeks.theta(), 1e-5 * S / t);
          assertEquals((withDelta - other.delta()) / (2 * dt), greeks.charm(), 1e-5 / t);
          evaluate(right, S, k, t, v, R + dr, B + dr);
          value = other.value();
          evaluate(right, S, k, t, v, R - dr, B - dr);
          assertEquals((value - other.value()) / (2 * dr), greeks.rho(), 1e-4 * S * t);
        });
  }

  private void evaluate(
      PutOrCall right, double spot, double k, double t, double v, double rate, double carry) {
    BlackScholes.evaluate(right, spot, k, t, v, rate, carry, other);
  }

  @Test
  void greeksObeyTheEquationAndEuler() {
    everywhere(
        (right, k, t, v) -> {
          BlackScholes.evaluate(right, S, k, t, v, R, B, greeks);
          double drift =
              greeks.theta()
                  + 0.5 * v * v * S * S * greeks.gamma()
                  + B * S * greeks.delta()
                  - R * greeks.value();
          assertEquals(0.0, drift, 1e-11 * S);
          // Homogeneous of degree one in S and K, and dV/dK is -rho/T.
          assertEquals(greeks.value(), S * greeks.delta() - greeks.rho() / t, 1e-12 * S);
          BlackScholes.evaluate(right, 7 * S, 7 * k, t, v, R, B, other);
          assertEquals(7 * greeks.value(), other.value(), 2e-11 * greeks.value() + 1e-300);
          assertEquals(greeks.delta(), other.delta(), 1e-13);
          assertEquals(greeks.gamma() / 7, other.gamma(), 1e-11 * greeks.gamma());
        });
  }

  @Test
  void black76IsTheFormulaWithoutCarry() {
    everywhere(
        (right, k, t, v) -> {
          Black76.evaluate(right, S, k, t, v, R, greeks);
          BlackScholes.evaluate(right, S, k, t, v, R, 0, other);
          assertEquals(other.value(), greeks.value());
          assertEquals(Black76.value(right, S, k, t, v, R), greeks.value());
          double up = Black76.value(right, S, k, t, v, R + 1e-5);
          double down = Black76.value(right, S, k, t, v, R - 1e-5);
          assertEquals((up - down) / 2e-5, greeks.rho(), 1e-7 * S);
        });
  }

  @Test
  void withoutTimeOrVolatilityOnlyTheIntrinsicValueIsLeft() {
    BlackScholes.evaluate(PutOrCall.CALL, 110, 100, 0, 0.5, R, B, greeks);
    assertEquals(10, greeks.value());
    assertEquals(1, greeks.delta());
    assertNoCurvature();
    assertEquals(0, greeks.rho());
    BlackScholes.evaluate(PutOrCall.PUT, 110, 100, 0, 0.5, R, B, greeks);
    assertEquals(0, greeks.value());
    assertEquals(0, greeks.delta(), 0.0);
    assertNoCurvature();
    Black76.evaluate(PutOrCall.PUT, 90, 100, 1, 0, R, greeks);
    assertEquals(10 * Math.exp(-R), greeks.value(), 1e-14);
    assertEquals(-Math.exp(-R), greeks.delta(), 1e-15);
    assertEquals(R * greeks.value(), greeks.theta(), 1e-14);
    assertNoCurvature();
  }

  private void assertNoCurvature() {
    assertEquals(0, greeks.gamma());
    assertEquals(0, greeks.vega());
    assertEquals(0, greeks.vanna());
    assertEquals(0, greeks.volga());
    assertEquals(0, greeks.speed());
  }

  @Test
  void atTheStrikeTheLimitsAreFiniteOrZero() {
    Black76.evaluate(PutOrCall.CALL, 100, 100, 0, 0.5, 0, greeks);
    assertEquals(0, greeks.value());
    assertEquals(0.5, greeks.delta());
    assertNoCurvature();
    Black76.evaluate(PutOrCall.PUT, 100, 100, 0.25, 0, 0, greeks);
    assertEquals(-0.5, greeks.delta());
    assertEquals(100 * 0.5 / Math.sqrt(2 * Math.PI), greeks.vega(), 1e-13, "F sqrt(T) n(0)");
    assertEquals(0, greeks.gamma());
    // The same from a volatility that is nearly none.
    Black76.evaluate(PutOrCall.PUT, 100, 100, 0.25, 1e-9, 0, other);
    assertEquals(other.vega(), greeks.vega(), 1e-9);
    assertEquals(other.vanna(), greeks.vanna(), 1e-9);
    assertEquals(other.volga(), greeks.volga(), 1e-6);
  }

  @Test
  void pricesFarApartAreHandled() {
    for (double f : new double[] {0, 1e-300, 1e-5, 1, 1e300}) {
      for (double k : new double[] {0, 1e-300, 1e-5, 1, 1e300}) {
        for (double v : new double[] {0, 1e-9, 0.5, 50}) {
          for (PutOrCall right : PutOrCall.values()) {
            Black76.evaluate(right, f, k, 0.7, v, 0.01, greeks);
            double[] all = {
              greeks.value(), greeks.delta(), greeks.vega(), greeks.theta(), greeks.rho(),
              greeks.gamma(), greeks.vanna(), greeks.volga(), greeks.charm(), greeks.speed()
            };
            for (int i = 0; i < all.length; i++) {
              String at = "greek " + i + " of " + right + " " + f + " " + k + " " + v;
              assertTrue(!Double.isNaN(all[i]), at);
              assertTrue(i > 4 || Double.isFinite(all[i]), at);
            }
            double bound = right == PutOrCall.CALL ? f : k;
            double discount = Math.exp(-0.007);
            assertTrue(greeks.value() <= bound * discount * (1 + 1e-15));
            assertTrue(
                greeks.value() >= right.intrinsic(f, k) * discount * (1 - 1e-15), "intrinsic");
          }
        }
      }
    }
    assertEquals(1e300, Black76.value(PutOrCall.CALL, 1e300, 1e-300, 1, 0.5, 0));
  }

  @Test
  void refusesWhatIsNoOption() {
    assertThrows(
        IllegalArgumentException.class, () -> Black76.value(PutOrCall.CALL, -1, 1, 1, 1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> Black76.value(PutOrCall.CALL, 1, Double.NaN, 1, 1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> Black76.value(PutOrCall.CALL, 1, 1, -1e-9, 1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> Black76.value(PutOrCall.CALL, 1, 1, 1, Double.POSITIVE_INFINITY, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> Black76.value(PutOrCall.CALL, 1, 1, 1, 1, Double.NaN));
  }
}
