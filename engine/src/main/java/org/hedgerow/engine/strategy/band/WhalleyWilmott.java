package org.hedgerow.engine.strategy.band;

/**
 * The no-trade band for small proportional costs: (3/2 exp(-rT) lambda S gamma^2 / a)^(1/3) on
 * either side of the Black-Scholes delta (A. E. Whalley, P. Wilmott, "An asymptotic analysis of an
 * optimal hedging model for option pricing with transaction costs", Mathematical Finance, 1997).
 */
public final class WhalleyWilmott {
  private WhalleyWilmott() {}

  /**
   * Half the band's width, in units of the underlying; 0 without cost or without gamma.
   *
   * @param price of the underlying, positive
   * @param gamma of the position, either sign
   * @param rate continuous, annual, as a fraction
   * @param years to expiry, not negative
   * @param costRate lambda, fraction of the value traded, one way, not negative
   * @param riskAversion a, positive, per unit of money
   * @throws IllegalArgumentException if an argument is out of range or not finite
   */
  public static double halfWidth(
      double price, double gamma, double rate, double years, double costRate, double riskAversion) {
    Proportional.check(price, gamma, rate, years, costRate, riskAversion);
    // Roots one by one: the product of the squares could leave the range of a double.
    double root = StrictMath.cbrt(gamma);
    return StrictMath.cbrt(1.5 * costRate * price / riskAversion)
        * root
        * root
        * StrictMath.exp(-rate * years / 3.0);
  }
}
