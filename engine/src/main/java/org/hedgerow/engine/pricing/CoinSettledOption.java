package org.hedgerow.engine.pricing;

/**
 * An option whose premium and payoff are paid in the coin it is on (Deribit's BTC and ETH options,
 * OKX's coin-margined ones). Its price in coin is the forward price V of Black's formula over the
 * forward F, so holding it bought for coin leaves a delta that is smaller by that price: the net
 * transaction delta, also called premium-adjusted.
 */
public final class CoinSettledOption {
  private CoinSettledOption() {}

  /** V/F: the price in coin of an undiscounted price in quote units. */
  public static double coinPrice(double forwardPrice, double forward) {
    return forwardPrice / forward;
  }

  /** V = p F: the undiscounted price in quote units of a price in coin. */
  public static double forwardPrice(double coinPrice, double forward) {
    return coinPrice * forward;
  }

  /**
   * The delta of an option together with the coin paid for it, in coin: Black's delta less the
   * price in coin. It equals K/F N(d2) for a call and -K/F N(-d2) for a put and is computed so,
   * since the difference cancels in the wings.
   *
   * @param forward positive
   * @param years to expiry
   * @param volatility annual, as a fraction
   */
  public static double netTransactionDelta(
      PutOrCall right, double forward, double strike, double years, double volatility) {
    int sign = right.sign();
    double deviation = volatility * StrictMath.sqrt(years);
    double x =
        strike == forward || strike == 0.0
            ? forward - strike
            : NormalisedBlack.logMoneyness(forward, strike);
    double d2 = x == 0.0 ? -0.5 * deviation : x / deviation - 0.5 * deviation;
    return sign * (strike / forward) * NormalDistribution.cumulative(sign * d2);
  }

  /** d(V/F)/dF: how the price in coin moves, in coin per quote unit. */
  public static double coinDelta(double netTransactionDelta, double forward) {
    return netTransactionDelta / forward;
  }

  /**
   * d2(V/F)/dF2, in coin per squared quote unit.
   *
   * @param gamma of the value in quote units, by the forward
   */
  public static double coinGamma(double gamma, double netTransactionDelta, double forward) {
    return (gamma - 2.0 * netTransactionDelta / forward) / forward;
  }
}
