package org.hedgerow.engine.pricing;

/**
 * The generalised Black-Scholes-Merton formula for a European option on something that carries at a
 * continuous rate b: b = r for a share without dividends, r - q with a yield, r less the foreign
 * rate for a currency, 0 for a future ({@link Black76}).
 *
 * <p>An option in the money is worth its intrinsic value plus the one out of the money, so values
 * and the N(d) of every greek keep their digits in the wings.
 *
 * <p>Limits. Without time or volatility the value is the discounted intrinsic value of the forward;
 * delta is the step, one half of it at the strike, and what depends on the density is 0 away from
 * the strike. At the strike vega and vanna have finite limits, which are given; gamma, speed and
 * the pull of carry on charm have none, and are given as 0. A price of 0 on either side makes the
 * option certain to be exercised or certain not to be.
 */
public final class BlackScholes {
  private BlackScholes() {}

  /**
   * The value today.
   *
   * @param spot price of the underlying today, not negative
   * @param strike in the same unit, not negative
   * @param years to expiry, not negative
   * @param volatility annual, as a fraction, not negative
   * @param rate continuous, annual, as a fraction
   * @param carry b, continuous, annual, as a fraction
   * @throws IllegalArgumentException if an argument is out of range or not finite
   */
  public static double value(
      PutOrCall right,
      double spot,
      double strike,
      double years,
      double volatility,
      double rate,
      double carry) {
    check(spot, strike, years, volatility, rate, carry);
    double forward = spot * growth(carry, years);
    double deviation = volatility * StrictMath.sqrt(years);
    return growth(-rate, years) * undiscounted(right, forward, strike, deviation);
  }

  /** The undiscounted value on the forward, for checked arguments. */
  static double undiscounted(PutOrCall right, double forward, double strike, double deviation) {
    double intrinsic = right.intrinsic(forward, strike);
    return forward == 0.0 || strike == 0.0
        ? intrinsic
        : intrinsic + NormalisedBlack.outOfTheMoney(forward, strike, deviation);
  }

  /**
   * Value and greeks. Rho moves the carry along with the rate and leaves the yield r - b alone.
   *
   * @param into receives them
   * @see #value for the arguments
   */
  public static void evaluate(
      PutOrCall right,
      double spot,
      double strike,
      double years,
      double volatility,
      double rate,
      double carry,
      OptionGreeks into) {
    check(spot, strike, years, volatility, rate, carry);
    double root = StrictMath.sqrt(years);
    double deviation = volatility * root;
    double forward = spot * growth(carry, years);
    double discount = growth(-rate, years);
    double yield = growth(carry - rate, years);
    boolean atStrike = forward == strike;
    double x = atStrike ? 0.0 : NormalisedBlack.logMoneyness(forward, strike);
    // Without deviation, d1 is infinite away from the strike and 0 at it.
    double d1 = x == 0.0 ? 0.5 * deviation : x / deviation + 0.5 * deviation;
    double d2 = x == 0.0 ? -0.5 * deviation : x / deviation - 0.5 * deviation;
    int sign = right.sign();
    double n1 = NormalDistribution.cumulative(sign * d1);
    double n2 = NormalDistribution.cumulative(sign * d2);
    double density = NormalDistribution.density(d1);

    into.value = discount * undiscounted(right, forward, strike, deviation);
    into.delta = sign * yield * n1;
    into.rho = sign * years * discount * strike * n2;
    into.vega = spot * yield * density * root;
    into.theta = sign * (rate * -discount * strike * n2 - (carry - rate) * spot * yield * n1);
    into.charm = -sign * yield * (carry - rate) * n1;
    into.gamma = 0.0;
    into.speed = 0.0;
    into.volga = 0.0;
    into.vanna = 0.0;
    if (deviation == 0.0) {
      into.vanna = atStrike ? 0.5 * yield * density * root : 0.0;
    } else if (density > 0.0) {
      into.gamma = yield * density / (spot * deviation);
      into.speed = -into.gamma * (1.0 + d1 / deviation) / spot;
      into.volga = into.vega * d1 * d2 / volatility;
      into.vanna = -yield * density * d2 / volatility;
      into.theta -= 0.5 * spot * yield * density * volatility / root;
      into.charm -= yield * density * (carry / deviation - 0.5 * d2 / years);
    }
  }

  /** exp(rate * years), exactly 1 where there is nothing to grow. */
  static double growth(double rate, double years) {
    double exponent = rate * years;
    return exponent == 0.0 ? 1.0 : StrictMath.exp(exponent);
  }

  private static void check(
      double price, double strike, double years, double volatility, double rate, double carry) {
    // A sum of infinite or undefined numbers is neither finite.
    boolean finite =
        Math.abs(price) <= Double.MAX_VALUE
            && Math.abs(strike) <= Double.MAX_VALUE
            && Math.abs(rate) + Math.abs(carry) <= Double.MAX_VALUE
            && years <= Double.MAX_VALUE
            && volatility <= Double.MAX_VALUE;
    if (!(finite && price >= 0.0 && strike >= 0.0 && years >= 0.0 && volatility >= 0.0)) {
      throw new IllegalArgumentException(
          "prices, years and volatility must be finite and not negative, rates finite: underlying "
              + price
              + ", strike "
              + strike
              + ", years "
              + years
              + ", volatility "
              + volatility
              + ", rate "
              + rate
              + ", carry "
              + carry);
    }
  }
}
