package org.hedgerow.engine.pricing;

/**
 * What one expiry's smile comes to: three points of it by delta, which is how desks quote it.
 *
 * @param atTheMoney implied volatility at the forward, annual, as a fraction
 * @param put25 at the strike whose put has a forward delta of -0.25; NaN: beyond the quoted strikes
 * @param call25 at the strike whose call has 0.25; NaN as well
 */
public record SmileFigures(double atTheMoney, double put25, double call25) {
  /** The 75 % quantile of the normal distribution. */
  private static final double QUARTILE = 0.674_489_750_196_081_7;

  private static final int MOST_HALVINGS = 200;

  /** Reads them off a smile. */
  public static SmileFigures of(VolatilitySmile smile) {
    return new SmileFigures(
        smile.volatility(smile.forward()), at(smile, QUARTILE), at(smile, -QUARTILE));
  }

  /** put25 - call25: positive where downside costs more than upside. */
  public double skew25() {
    return put25 - call25;
  }

  /** Mean of the two wings less the middle. */
  public double butterfly25() {
    return (put25 + call25) / 2 - atTheMoney;
  }

  /** The volatility where d1 is so much; d1 falls from strike to strike on any smile in use. */
  private static double at(VolatilitySmile smile, double wanted) {
    double low = smile.logMoneyness(0);
    double high = smile.logMoneyness(smile.size() - 1);
    if (d1(smile, low) < wanted || d1(smile, high) > wanted) {
      return Double.NaN;
    }
    double middle = low;
    for (int i = 0; i < MOST_HALVINGS; i++) {
      middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        break;
      }
      if (d1(smile, middle) > wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return StrictMath.sqrt(smile.totalVariance(middle) / smile.years());
  }

  private static double d1(VolatilitySmile smile, double logMoneyness) {
    double deviation = StrictMath.sqrt(smile.totalVariance(logMoneyness));
    return -logMoneyness / deviation + deviation / 2;
  }
}
