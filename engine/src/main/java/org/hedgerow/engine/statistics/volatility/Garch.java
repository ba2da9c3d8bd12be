package org.hedgerow.engine.statistics.volatility;

import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.Restorable;

/**
 * GARCH(1,1) with parameters that are given, not fitted: variance = omega + alpha u^2 + beta
 * variance for each log return u (Bollerslev 1986; Hull, chapter on estimating volatilities).
 */
public final class Garch implements VolatilityEstimator {
  private final double omega;
  private final double alpha;
  private final double beta;
  private double variance;

  /**
   * Starts at a known variance of one period.
   *
   * @throws IllegalArgumentException unless omega is positive, alpha and beta are not negative and
   *     sum to less than 1: without that there is no long-run variance
   */
  public Garch(double omega, double alpha, double beta, double variance) {
    this.omega = Checked.positive(omega, "omega");
    if (!(alpha >= 0 && beta >= 0 && alpha + beta < 1)) {
      throw new IllegalArgumentException(
          "alpha " + alpha + " and beta " + beta + "; expected none negative, sum below 1");
    }
    this.alpha = alpha;
    this.beta = beta;
    this.variance = Checked.positive(variance, "variance");
  }

  /**
   * Takes in the log return of a period.
   *
   * @throws IllegalArgumentException if it is not a number up to 1e75
   */
  public void logReturn(double u) {
    Checked.number(u, "return");
    variance = omega + alpha * u * u + beta * variance;
  }

  /** The estimate for the next period. */
  @Override
  public double variance() {
    return variance;
  }

  /** The variance of a period that estimates return to: omega / (1 - alpha - beta). */
  public double longRunVariance() {
    return omega / (1 - alpha - beta);
  }

  /** The variance that is expected for the period that many periods after the next. */
  public double expectedVariance(int periods) {
    Checked.atLeast(periods, 0, "periods");
    return longRunVariance()
        + StrictMath.pow(alpha + beta, periods) * (variance - longRunVariance());
  }

  @Override
  public int stateLength() {
    return 4;
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = omega;
    into[at + 1] = alpha;
    into[at + 2] = beta;
    into[at + 3] = variance;
    return at + 4;
  }

  @Override
  public int restore(double[] from, int at) {
    Restorable.same(from, at, omega, "omega");
    Restorable.same(from, at + 1, alpha, "alpha");
    Restorable.same(from, at + 2, beta, "beta");
    variance = from[at + 3];
    return at + 4;
  }
}
