package org.hedgerow.exchange.simulated.option;

/**
 * An option on a forward, without interest, and its greeks as the venue states them: in dollars,
 * theta a day, vega a point of volatility, rho a hundredth of interest. (F. Black, The pricing of
 * commodity contracts, 1976.)
 *
 * @param forward in dollars
 * @param years to the expiry
 * @param volatility a year, as a fraction
 */
public record Black76(
    double forward, double strike, double years, double volatility, boolean call) {
  private static final double DAYS = 365;
  private static final double PERCENT = 100;

  private double spread() {
    return volatility * Math.sqrt(years);
  }

  private double d1() {
    return Math.log(forward / strike) / spread() + spread() / 2;
  }

  /** In dollars. */
  public double value() {
    if (spread() <= 0) {
      return Math.max(0, call ? forward - strike : strike - forward);
    }
    double d1 = d1();
    double ofCall = forward * normal(d1) - strike * normal(d1 - spread());
    return Math.max(0, call ? ofCall : ofCall - forward + strike);
  }

  /** Change of the value with the forward. */
  public double delta() {
    return spread() <= 0 ? 0 : normal(d1()) - (call ? 0 : 1);
  }

  /** Change of delta for each dollar. */
  public double gamma() {
    return spread() <= 0 ? 0 : density(d1()) / (forward * spread());
  }

  /** Dollars a point of volatility. */
  public double vega() {
    return spread() <= 0 ? 0 : forward * density(d1()) * Math.sqrt(years) / PERCENT;
  }

  /** Dollars a day. */
  public double theta() {
    return spread() <= 0
        ? 0
        : -forward * density(d1()) * volatility / (2 * Math.sqrt(years)) / DAYS;
  }

  /** What interest adds to a position that is held as delta of the underlying and borrowed cash. */
  public double rho() {
    if (spread() <= 0) {
      return 0;
    }
    double d2 = d1() - spread();
    return (call ? normal(d2) : normal(d2) - 1) * strike * years / PERCENT;
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /** The normal distribution, by the series around zero: to about 15 decimals. */
  static double normal(double x) {
    if (Math.abs(x) > 8) {
      return x > 0 ? 1 : 0;
    }
    double term = x;
    double sum = x;
    double before = 0;
    for (int odd = 3; sum != before; odd += 2) {
      before = sum;
      term *= x * x / odd;
      sum += term;
    }
    return Math.min(1, Math.max(0, 0.5 + sum * density(x)));
  }
}
