package org.hedgerow.engine.statistics.volatility;

import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.Restorable;

/**
 * Exponentially weighted volatility: variance = lambda * variance + (1 - lambda) * u^2 for each log
 * return u, the last one included; the first squared return starts it (RiskMetrics, Technical
 * Document, 1996; Hull, chapter on estimating volatilities).
 */
public final class EwmaVolatility implements VolatilityEstimator {
  private final double lambda;
  private double last;
  private double variance = Double.NaN;

  /** With the weight that the past keeps, strictly between 0 and 1: 0.94 for RiskMetrics' days. */
  public EwmaVolatility(double lambda) {
    this.lambda = Checked.between(lambda, 0, 1, "lambda");
  }

  /** Starts from a variance that is already known, a period's, instead of the first return. */
  public EwmaVolatility(double lambda, double variance) {
    this(lambda);
    this.variance = Checked.number(variance, "variance");
    if (variance < 0) {
      throw new IllegalArgumentException("variance is " + variance + "; expected 0 or more");
    }
  }

  /**
   * Takes in the price that ends a period.
   *
   * @throws IllegalArgumentException unless it is a positive number, 1e-75 to 1e75
   */
  public void price(double price) {
    Checked.positive(price, "price");
    if (last > 0) {
      logReturn(StrictMath.log(price / last));
    }
    last = price;
  }

  /**
   * Takes in the log return of a period.
   *
   * @throws IllegalArgumentException if it is not a number up to 1e75
   */
  public void logReturn(double u) {
    Checked.number(u, "return");
    double square = u * u;
    variance = variance >= 0 ? lambda * variance + (1 - lambda) * square : square;
  }

  @Override
  public double variance() {
    return variance;
  }

  @Override
  public int stateLength() {
    return 3;
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = lambda;
    into[at + 1] = last;
    into[at + 2] = variance;
    return at + 3;
  }

  @Override
  public int restore(double[] from, int at) {
    Restorable.same(from, at, lambda, "lambda");
    last = from[at + 1];
    variance = from[at + 2];
    return at + 3;
  }
}
