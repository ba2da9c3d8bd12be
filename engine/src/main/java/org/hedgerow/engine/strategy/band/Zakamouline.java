package org.hedgerow.engine.strategy.band;

/**
 * The no-trade band fitted to the exact utility-based one, also where costs are not small (V. I.
 * Zakamouline, "European option pricing and hedging with both fixed and proportional transaction
 * costs", Journal of Economic Dynamics and Control, 2006; "Optimal hedging of options with
 * transaction costs", 2005). The band reaches H0 + H1 to either side of the delta at a modified
 * volatility:
 *
 * <pre>
 * H0 = lambda / (a S sigma^2 T)
 * H1 = 1.12 lambda^0.31 T^0.05 (exp(-rT) / sigma)^0.25 (|gamma| / a)^0.5
 * K  = 4.76 lambda^0.78 T^-0.02 (exp(-rT) / sigma)^0.25 (a S^2 |gamma|)^0.15
 * modified volatility = sigma sqrt(1 + K) for a short option, sigma sqrt(1 - K) for a long one
 * </pre>
 *
 * <p>H0 is what is left far from the strike, where an option has no gamma and yet may come back to
 * life. It grows without bound as time runs out: at expiry there is nothing left to hedge.
 */
public final class Zakamouline {
  private Zakamouline() {}

  /**
   * Half the band's width where gamma is none, in units of the underlying.
   *
   * @param price of the underlying, positive
   * @param volatility annual, as a fraction, positive
   * @param years to expiry, positive
   * @param costRate lambda, fraction of the value traded, one way, not negative
   * @param riskAversion a, positive, per unit of money
   * @throws IllegalArgumentException if an argument is out of range or not finite
   */
  public static double base(
      double price, double volatility, double years, double costRate, double riskAversion) {
    check(price, 0.0, 0.0, volatility, years, costRate, riskAversion);
    return costRate / riskAversion / price / (volatility * volatility) / years;
  }

  /**
   * Half the band's width: H0 + H1, in units of the underlying; 0 without cost.
   *
   * @param gamma of the position at the true volatility, either sign
   * @param rate continuous, annual, as a fraction
   * @see #base for the others
   */
  public static double halfWidth(
      double price,
      double gamma,
      double rate,
      double volatility,
      double years,
      double costRate,
      double riskAversion) {
    check(price, gamma, rate, volatility, years, costRate, riskAversion);
    double curvature =
        1.12
            * StrictMath.pow(costRate, 0.31)
            * StrictMath.pow(years, 0.05)
            * quarter(rate, years, volatility)
            * StrictMath.sqrt(Math.abs(gamma) / riskAversion);
    return base(price, volatility, years, costRate, riskAversion) + curvature;
  }

  /**
   * The annual volatility at which the delta in the middle of the band is taken: above the true one
   * where gamma is negative (options are owed), below where it is positive.
   *
   * @throws IllegalArgumentException as {@link #halfWidth}, and where K is 1 or more for options
   *     held: costs too high for the fit, which has no volatility then
   */
  public static double modifiedVolatility(
      double price,
      double gamma,
      double rate,
      double volatility,
      double years,
      double costRate,
      double riskAversion) {
    check(price, gamma, rate, volatility, years, costRate, riskAversion);
    double k =
        4.76
            * StrictMath.pow(costRate, 0.78)
            / StrictMath.pow(years, 0.02)
            * quarter(rate, years, volatility)
            * StrictMath.pow(riskAversion * price * price * Math.abs(gamma), 0.15);
    double factor = gamma < 0.0 ? 1.0 + k : 1.0 - k;
    if (!(factor > 0.0)) {
      throw new IllegalArgumentException(
          "cost rate "
              + costRate
              + " is too high: K is "
              + k
              + ", which leaves no volatility for options held");
    }
    return volatility * StrictMath.sqrt(factor);
  }

  private static double quarter(double rate, double years, double volatility) {
    return StrictMath.pow(StrictMath.exp(-rate * years) / volatility, 0.25);
  }

  private static void check(
      double price,
      double gamma,
      double rate,
      double volatility,
      double years,
      double costRate,
      double riskAversion) {
    Proportional.check(price, gamma, rate, years, costRate, riskAversion);
    Proportional.positive(years, "years");
    Proportional.positive(volatility, "volatility");
  }
}
