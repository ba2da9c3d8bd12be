package org.hedgerow.engine.pricing;

/**
 * Black's formula without units. With x = ln(F/K), s = sigma * sqrt(T), z = |x|/s and t = s/2, the
 * undiscounted value of the out-of-the-money option over sqrt(F K) is
 *
 * <pre>
 * b = exp(-|x|/2) N(t - z) - exp(|x|/2) N(-t - z) = v (M(z - t) - M(z + t))
 * v = db/ds = exp(-(z*z + t*t)/2) / sqrt(2 pi)
 * </pre>
 *
 * with M the Mills ratio; what it lacks to its bound exp(-|x|/2) is c = v (M(t - z) + M(t + z)).
 * Both forms are taken where they subtract nothing that matters, so the wings keep their digits:
 * the relative error is about (1 + z*z) times that of x and s.
 */
final class NormalisedBlack {
  static final double SQRT_TWO_PI = 2.5066282746310002;
  static final double LOG_SQRT_TWO_PI = 0.9189385332046728;

  private NormalisedBlack() {}

  /** ln(F/K), exact to the last digits at the money as well, where F/K - 1 is what counts. */
  static double logMoneyness(double forward, double strike) {
    double ratio = forward / strike;
    if (ratio > 0.5 && ratio < 2.0) {
      return StrictMath.log1p((forward - strike) / strike);
    }
    return ratio >= Double.MIN_NORMAL && ratio <= Double.MAX_VALUE
        ? StrictMath.log(ratio)
        : StrictMath.log(forward) - StrictMath.log(strike);
  }

  /** v, the derivative of b by s. */
  static double vega(double z, double t) {
    return StrictMath.exp(-0.5 * (z * z + t * t)) / SQRT_TWO_PI;
  }

  /** ln v, which does not underflow. */
  static double logVega(double z, double t) {
    return -0.5 * (z * z + t * t) - LOG_SQRT_TWO_PI;
  }

  /** b / v. Wanted where t - z is below {@link #UPPER}; grows like exp((t-z)^2/2) beyond. */
  static double valueOverVega(double z, double t) {
    return MillsRatio.difference(z, t);
  }

  /** c / v. Wanted where t >= z; there it is a sum of positive numbers. */
  static double complementOverVega(double z, double t) {
    return MillsRatio.of(t - z) + MillsRatio.of(t + z);
  }

  /** From this t - z on, the value is better had as its bound less the complement. */
  static final double UPPER = 1.0;

  /**
   * The undiscounted value of whichever of call and put is out of the money, in the unit of the
   * prices.
   *
   * @param forward positive and finite
   * @param strike positive and finite
   * @param deviation sigma * sqrt(T), not negative
   */
  static double outOfTheMoney(double forward, double strike, double deviation) {
    if (deviation == 0.0) {
      return 0.0;
    }
    double z = Math.abs(logMoneyness(forward, strike)) / deviation;
    double t = 0.5 * deviation;
    if (t - z > UPPER) {
      double bound = Math.min(forward, strike);
      double v = vega(z, t);
      return v == 0.0 ? bound : bound - scale(forward, strike) * v * complementOverVega(z, t);
    }
    double v = vega(z, t);
    return v == 0.0 ? 0.0 : scale(forward, strike) * v * valueOverVega(z, t);
  }

  /** sqrt(F K), without the overflow of the product. */
  static double scale(double forward, double strike) {
    return StrictMath.sqrt(forward) * StrictMath.sqrt(strike);
  }
}
