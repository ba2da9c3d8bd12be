package org.hedgerow.engine.pricing;

/**
 * Black's formula (1976) for a European option on a forward or future of the same expiry: {@link
 * BlackScholes} with carry 0, whose accuracy and limits hold here too.
 */
public final class Black76 {
  private Black76() {}

  /**
   * The value today.
   *
   * @param forward price of the forward, not negative
   * @param strike in the same unit, not negative
   * @param years to expiry, not negative
   * @param volatility annual, as a fraction, not negative
   * @param rate for discounting: continuous, annual, as a fraction; 0 gives the undiscounted value
   * @throws IllegalArgumentException if an argument is out of range or not finite
   */
  public static double value(
      PutOrCall right,
      double forward,
      double strike,
      double years,
      double volatility,
      double rate) {
    return BlackScholes.value(right, forward, strike, years, volatility, rate, 0.0);
  }

  /**
   * Value and greeks. Delta, gamma, vanna, charm and speed are by the forward; rho leaves the
   * forward alone, so only discounting is left: -T V.
   *
   * @param into receives them
   * @see #value for the arguments
   */
  public static void evaluate(
      PutOrCall right,
      double forward,
      double strike,
      double years,
      double volatility,
      double rate,
      OptionGreeks into) {
    BlackScholes.evaluate(right, forward, strike, years, volatility, rate, 0.0, into);
    into.rho = -years * into.value;
  }
}
