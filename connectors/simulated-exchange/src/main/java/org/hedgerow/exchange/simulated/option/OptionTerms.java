package org.hedgerow.exchange.simulated.option;

/**
 * What an option is on.
 *
 * @param strike in dollars
 * @param call whether it is a right to buy
 * @param expiryMillis since the epoch
 */
public record OptionTerms(double strike, boolean call, long expiryMillis) {
  private static final double MILLIS_A_YEAR = 365.0 * 24 * 3_600_000;

  /** Years from a time to the expiry; none after it. */
  public double years(long millis) {
    return years(expiryMillis, millis);
  }

  /** Years from a time to an expiry; none after it. */
  public static double years(long expiryMillis, long millis) {
    return Math.max(0, expiryMillis - millis) / MILLIS_A_YEAR;
  }
}
