package org.hedgerow.engine.pricing;

/**
 * Price and greeks as Deribit prints them for its coin-settled options, so that the venue's numbers
 * and ours can be laid side by side. Black-76 on the forward of the expiry ({@code
 * underlying_price}, not the index), no interest, time by {@link YearFraction} to 08:00 UTC.
 * Mutable and reusable.
 *
 * <p>Source: Deribit's documentation of the ticker and of delta totals, and 94 recorded tickers
 * that the convention was checked against.
 */
public final class DeribitGreeks {
  private static final double DAYS_PER_YEAR = 365.0;
  private static final double PERCENT = 100.0;

  private final OptionGreeks black = new OptionGreeks();
  private double markPrice;
  private double netTransactionDelta;
  private double theta;
  private double rho;

  /**
   * Prices one option.
   *
   * @param forward the expiry's {@code underlying_price}, in quote units, positive
   * @param strike in quote units
   * @param years to expiry
   * @param volatility annual, as a fraction ({@code mark_iv} / 100)
   * @throws IllegalArgumentException as {@link Black76#value}, and if the forward is 0
   */
  public void evaluate(
      PutOrCall right, double forward, double strike, double years, double volatility) {
    if (forward == 0.0) {
      throw new IllegalArgumentException("a price in coin needs a forward above 0");
    }
    Black76.evaluate(right, forward, strike, years, volatility, 0.0, black);
    markPrice = CoinSettledOption.coinPrice(black.value, forward);
    netTransactionDelta =
        CoinSettledOption.netTransactionDelta(right, forward, strike, years, volatility);
    double daily = black.theta / DAYS_PER_YEAR;
    // On its last day an option cannot lose more than it is worth.
    theta = years * DAYS_PER_YEAR < 1.0 ? Math.max(daily, -black.value) : daily;
    // K N(d2) is the net transaction delta by the forward; the venue takes F as S exp(rT).
    rho = years * forward * netTransactionDelta / PERCENT;
  }

  /** In coin. */
  public double markPrice() {
    return markPrice;
  }

  /** N(d1) for a call, N(d1) - 1 for a put: in coin, not adjusted for the premium. */
  public double delta() {
    return black.delta;
  }

  /**
   * Delta less the price in coin: what the account's delta changes by when coin buys the option.
   */
  public double netTransactionDelta() {
    return netTransactionDelta;
  }

  /** Change of delta per quote unit. */
  public double gamma() {
    return black.gamma;
  }

  /** Quote units per point (0.01) of volatility. */
  public double vega() {
    return black.vega / PERCENT;
  }

  /** Quote units per calendar day, at most the option's value on the last one. */
  public double theta() {
    return theta;
  }

  /** Quote units per 1 % of rate, the forward growing with the rate. */
  public double rho() {
    return rho;
  }

  /** The same option's value and greeks by the textbook's conventions, in quote units. */
  public OptionGreeks black() {
    return black;
  }
}
