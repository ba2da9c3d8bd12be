package org.hedgerow.engine.pricing;

/**
 * The standard normal distribution, accurate relative to its value in both tails down to where a
 * double underflows. N(-x) is had from the Mills ratio as n(x) M(x), never as 1 - N(x).
 */
public final class NormalDistribution {
  private static final double SQRT_TWO_PI = NormalisedBlack.SQRT_TWO_PI;
  private static final int MOST_STEPS = 12;

  private NormalDistribution() {}

  /** The density n(x) = exp(-x*x/2) / sqrt(2 pi). */
  public static double density(double x) {
    return scaledDensity(x, 1.0);
  }

  /** N(x), the probability of a value of at most x. */
  public static double cumulative(double x) {
    return x > 0.0 ? 1.0 - scaledDensity(x, MillsRatio.of(x)) : tail(-x);
  }

  private static double tail(double x) {
    return x == Double.POSITIVE_INFINITY ? 0.0 : scaledDensity(x, MillsRatio.of(x));
  }

  /**
   * factor * n(x). The square is split into that of a short number, which is exact, and a rest:
   * rounded whole it would cost x*x/2 units in the last place.
   */
  private static double scaledDensity(double x, double factor) {
    double size = Math.abs(x);
    if (size > 40.0) {
      return 0.0;
    }
    double head = Math.rint(size * 16.0) / 16.0;
    double rest = 0.5 * (size - head) * (size + head);
    return StrictMath.exp(-0.5 * head * head) * (StrictMath.exp(-rest) * factor / SQRT_TWO_PI);
  }

  /**
   * The x with N(x) = p.
   *
   * @param p from 0 (minus infinity) to 1 (infinity); its own rounding limits what can be told of x
   *     near 1, so ask for -inverse(1 - p) where 1 - p is known better
   * @return NaN if p is no probability
   */
  public static double inverse(double p) {
    if (!(p >= 0.0 && p <= 1.0)) {
      return Double.NaN;
    }
    if (p == 0.0 || p == 1.0) {
      return p == 0.0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (p > 0.25 && p < 0.75) {
      return central(p - 0.5);
    }
    return p <= 0.25 ? -upperTail(p) : upperTail(1.0 - p);
  }

  /** The z with N(-z) = p, for p of at most a quarter: Householder's steps on ln N(-z). */
  private static double upperTail(double p) {
    double target = StrictMath.log(p);
    double w = -2.0 * target - 2.0 * NormalisedBlack.LOG_SQRT_TWO_PI;
    // n(z)/z < N(-z) would give w = z*z + 2 ln z; that w stays above 0.9 here.
    double z = StrictMath.sqrt(Math.max(0.3, w - StrictMath.log(Math.max(w, 1.0))));
    for (int step = 0; step < MOST_STEPS; step++) {
      double mills = MillsRatio.of(z);
      double value = NormalisedBlack.logVega(z, 0.0) + StrictMath.log(mills) - target;
      double hazard = 1.0 / mills;
      double second = hazard - z;
      double third = second * second + second * hazard - 1.0;
      double change = householder(value * mills, second, third);
      z += change;
      if (Math.abs(change) < 1e-5 * z) {
        break;
      }
    }
    return z;
  }

  /** The x with N(x) - 1/2 = q, for |q| below a quarter; keeps the digits of a small q. */
  private static double central(double q) {
    double x = q * SQRT_TWO_PI;
    for (int step = 0; step < MOST_STEPS; step++) {
      double density = density(x);
      double change = householder((q - density * halfIntegral(x)) / density, -x, x * x - 1.0);
      x += change;
      if (Math.abs(change) <= 1e-5 * Math.abs(x)) {
        break;
      }
    }
    return x;
  }

  /** (N(x) - 1/2) / n(x) = x + x^3/3 + x^5/(3 5) + ..., all of one sign. */
  private static double halfIntegral(double x) {
    double square = x * x;
    double term = x;
    double sum = x;
    for (int odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
      term *= square / odd;
      sum += term;
    }
    return sum;
  }

  /**
   * Householder's third-order step for f = 0.
   *
   * @param newton -f/f'
   * @param second f''/f'
   * @param third f'''/f'
   */
  static double householder(double newton, double second, double third) {
    return newton
        * (1.0 + 0.5 * second * newton)
        / (1.0 + newton * (second + third * newton / 6.0));
  }
}
