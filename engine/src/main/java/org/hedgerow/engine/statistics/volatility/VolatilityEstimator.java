package org.hedgerow.engine.statistics.volatility;

import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.Restorable;

/** An estimate of how much log prices vary in a period: a bar, or the time between two prices. */
public interface VolatilityEstimator extends Restorable {
  /** Variance of the log return of one period, never negative; NaN until there is enough data. */
  double variance();

  /** Standard deviation of the log return of one period; NaN until there is enough data. */
  default double volatility() {
    return StrictMath.sqrt(variance());
  }

  /**
   * Volatility a year, as a fraction: 0.2 is 20 % a year.
   *
   * @param periodsPerYear how many periods a year has: 365 for daily bars of a market that never
   *     closes, 525600 for its minutes, 252 for a stock exchange's days
   * @throws IllegalArgumentException unless that is a positive number
   */
  default double annualised(double periodsPerYear) {
    return StrictMath.sqrt(Checked.positive(periodsPerYear, "periods per year") * variance());
  }
}
