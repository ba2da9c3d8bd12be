package org.hedgerow.engine.statistics.volatility;

import org.hedgerow.engine.statistics.Checked;

/** What a bar must be before an estimator takes it in. */
final class Bars {
  private Bars() {}

  /** Refuses prices that are not positive, and a range that does not hold open and close. */
  static void check(double open, double high, double low, double close) {
    Checked.positive(open, "open");
    Checked.positive(high, "high");
    Checked.positive(low, "low");
    Checked.positive(close, "close");
    if (low > Math.min(open, close) || high < Math.max(open, close)) {
      throw new IllegalArgumentException(
          "low " + low + ", high " + high + "; open " + open + " or close " + close + " outside");
    }
  }
}
