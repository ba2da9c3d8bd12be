package org.hedgerow.engine.strategy.band;

/**
 * The volatility at which an option must be valued and hedged so that rebalancing by the clock pays
 * for its own costs: sigma^2 (1 +- 2 lambda sqrt(2 / (pi dt)) / sigma), plus for options owed,
 * minus for options held (H. Leland, Journal of Finance, 1985, whose k is the round trip 2 lambda;
 * T. Hoggard, A. E. Whalley, P. Wilmott, Advances in Futures and Options Research, 1994, for either
 * sign).
 */
public final class Leland {
  private static final double EXPECTED_MOVE = StrictMath.sqrt(2.0 / StrictMath.PI);

  private Leland() {}

  /**
   * Leland's number: how much costs weigh against variance, 2 lambda sqrt(2 / (pi dt)) / sigma.
   *
   * @param volatility annual, as a fraction, positive
   * @param interval years between rebalancings, positive
   * @param costRate lambda, fraction of the value traded, one way, not negative
   * @throws IllegalArgumentException if an argument is out of range or not finite
   */
  public static double number(double volatility, double interval, double costRate) {
    Proportional.positive(volatility, "volatility");
    Proportional.positive(interval, "rebalancing interval");
    Proportional.notNegative(costRate, "cost rate");
    return 2.0 * costRate * EXPECTED_MOVE / (volatility * StrictMath.sqrt(interval));
  }

  /**
   * The modified volatility, annual, as a fraction.
   *
   * @param shortGamma whether options are owed
   * @throws IllegalArgumentException as {@link #number}, and where options are held and the number
   *     is 1 or more: rebalancing so often costs more than the option can earn
   */
  public static double modifiedVolatility(
      double volatility, double interval, double costRate, boolean shortGamma) {
    double number = number(volatility, interval, costRate);
    double factor = shortGamma ? 1.0 + number : 1.0 - number;
    if (!(factor > 0.0)) {
      throw new IllegalArgumentException(
          "Leland's number is "
              + number
              + "; held options have a modified volatility only below 1: rebalance less often");
    }
    return volatility * StrictMath.sqrt(factor);
  }
}
