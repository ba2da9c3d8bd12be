package org.hedgerow.engine.statistics.risk;

import org.hedgerow.engine.statistics.Covariances;

/**
 * Gaussian value at risk and expected shortfall of a portfolio, and what each position adds to them
 * (Euler's decomposition: the contributions sum to the whole). Signs are those of {@link TailRisk};
 * the covariances' own denominator is kept, which is n - 1 for samples.
 *
 * @param value the portfolio's figure, a loss negative
 * @param contributions one for each position
 */
@SuppressWarnings("ArrayRecordComponent")
public record PortfolioTailRisk(double value, double[] contributions) {

  /**
   * Value at risk.
   *
   * @param weights one for each variable: shares of value for returns, quantities for price changes
   * @throws IllegalArgumentException if there are not as many weights as variables
   */
  public static PortfolioTailRisk var(
      Covariances covariances, double[] weights, double confidence) {
    return of(covariances, weights, StandardNormal.quantile(TailRisk.tail(confidence)));
  }

  /** Expected shortfall; see {@link #var}. */
  public static PortfolioTailRisk shortfall(
      Covariances covariances, double[] weights, double confidence) {
    double tail = TailRisk.tail(confidence);
    double z = StandardNormal.quantile(tail);
    return of(covariances, weights, -StandardNormal.density(z) / tail);
  }

  private static PortfolioTailRisk of(Covariances covariances, double[] weights, double sds) {
    int n = covariances.variables();
    if (weights.length != n) {
      throw new IllegalArgumentException(weights.length + " weights; expected " + n);
    }
    double[] marginal = new double[n];
    double variance = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        marginal[i] += covariances.covariance(i, j) * weights[j];
      }
      variance += weights[i] * marginal[i];
    }
    double sd = StrictMath.sqrt(Math.max(0, variance));
    double[] contributions = new double[n];
    double value = 0;
    for (int i = 0; i < n; i++) {
      double spread = sd > 0 ? sds * marginal[i] / sd : 0;
      contributions[i] = weights[i] * (covariances.mean(i) + spread);
      value += contributions[i];
    }
    return new PortfolioTailRisk(value, contributions);
  }
}
