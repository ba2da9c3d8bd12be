package org.hedgerow.engine.statistics.volatility;

import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.Restorable;
import org.hedgerow.engine.statistics.RollingMoments;

/**
 * Volatility from log returns between prices, over a rolling window.
 *
 * <p>Libraries count the window in two ways that differ by one return: R's TTR by prices, so that
 * its n = 10 has nine returns; Hull (table 15.1) by returns. Both are here, under their names.
 */
public final class CloseToClose implements VolatilityEstimator {
  /** What is taken to be the mean return, and with it the denominator for m returns. */
  public enum MeanReturn {
    /** The sample's own mean; m - 1. Hull's first estimate, TTR's {@code mean0 = FALSE}. */
    OF_SAMPLE(1),
    /** Zero; m. Hull's simplification for daily data, RiskMetrics. */
    ZERO(2),
    /** Zero, and yet m - 1: TTR's {@code mean0 = TRUE}. */
    ZERO_AS_TTR(3);

    /** In saved states. */
    private final int code;

    MeanReturn(int code) {
      this.code = code;
    }
  }

  private final RollingMoments returns;
  private final MeanReturn mean;
  private double last;

  private CloseToClose(int returns, MeanReturn mean) {
    this.returns = new RollingMoments(Checked.atLeast(returns, 2, "number of returns"));
    this.mean = mean;
  }

  /** A window of that many prices, three at least: one return less. */
  public static CloseToClose overPrices(int prices, MeanReturn mean) {
    return new CloseToClose(Checked.atLeast(prices, 3, "number of prices") - 1, mean);
  }

  /** A window of that many returns, two at least: one price more. */
  public static CloseToClose overReturns(int returns, MeanReturn mean) {
    return new CloseToClose(returns, mean);
  }

  /**
   * Takes in the price that ends a period.
   *
   * @throws IllegalArgumentException unless it is a positive number, 1e-75 to 1e75
   */
  public void price(double price) {
    Checked.positive(price, "price");
    if (last > 0) {
      returns.add(StrictMath.log(price / last));
    }
    last = price;
  }

  @Override
  public double variance() {
    if (!returns.isFull()) {
      return Double.NaN;
    }
    long m = returns.count();
    if (mean == MeanReturn.OF_SAMPLE) {
      return returns.variance();
    }
    double squares = returns.centralSum(2) + m * returns.mean() * returns.mean();
    return squares / (mean == MeanReturn.ZERO ? m : m - 1);
  }

  /** Standard error of {@link #volatility}, about volatility / sqrt(2 m) for m returns (Hull). */
  public double standardError() {
    return volatility() / StrictMath.sqrt(2.0 * returns.count());
  }

  /** How many returns the window holds. */
  public long count() {
    return returns.count();
  }

  @Override
  public int stateLength() {
    return returns.stateLength() + 2;
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = mean.code;
    into[at + 1] = last;
    return returns.save(into, at + 2);
  }

  @Override
  public int restore(double[] from, int at) {
    Restorable.same(from, at, mean.code, "mean return");
    last = from[at + 1];
    return returns.restore(from, at + 2);
  }
}
