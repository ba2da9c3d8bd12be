package org.hedgerow.engine.statistics.risk;

import java.util.Arrays;
import org.hedgerow.engine.statistics.CentralMoments;
import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.Quantiles;

/**
 * Value at risk and expected shortfall of one series of returns or of profits and losses.
 *
 * <p><b>Sign:</b> all figures are returns in the input's unit, so a loss is negative: -0.03 says
 * that with the given confidence the loss is 3 % at most. R's PerformanceAnalytics has the same
 * sign; where a positive loss is wanted, the caller turns it round.
 *
 * <p>{@code confidence} is the probability of a smaller loss, strictly between 0 and 1: 0.95, not
 * 0.05. Moments are the population's (n in the denominator), as in PerformanceAnalytics. For a
 * rolling window take {@code RollingMoments} and {@code SortedWindow}.
 */
public final class TailRisk {
  private TailRisk() {}

  /**
   * The quantile of type 7 at 1 - confidence.
   *
   * @param returns in any order; they are not changed; NaN comes of none
   */
  public static double historicalVar(double[] returns, double confidence) {
    return Quantiles.ofSorted(sorted(returns), returns.length, tail(confidence));
  }

  /**
   * The mean of the returns that are not above {@link #historicalVar}.
   *
   * @param returns in any order; they are not changed; NaN comes of none
   */
  public static double historicalShortfall(double[] returns, double confidence) {
    double[] sorted = sorted(returns);
    double var = Quantiles.ofSorted(sorted, sorted.length, tail(confidence));
    return Quantiles.meanUpTo(sorted, sorted.length, var);
  }

  private static double[] sorted(double[] returns) {
    double[] sorted = returns.clone();
    for (double value : sorted) {
      Checked.number(value, "return");
    }
    Arrays.sort(sorted);
    return sorted;
  }

  /** Mean + z sd, with z the normal quantile at 1 - confidence. */
  public static double gaussianVar(CentralMoments returns, double confidence) {
    double z = StandardNormal.quantile(tail(confidence));
    return returns.mean() + z * returns.populationStandardDeviation();
  }

  /** Mean - sd density(z) / (1 - confidence): the mean of a normal distribution's tail. */
  public static double gaussianShortfall(CentralMoments returns, double confidence) {
    double z = StandardNormal.quantile(tail(confidence));
    return returns.mean()
        - returns.populationStandardDeviation() * StandardNormal.density(z) / tail(confidence);
  }

  /**
   * Mean + z sd with the quantile corrected for skewness and excess kurtosis by Cornish and Fisher
   * (J. Zangari, RiskMetrics Monitor, 1996). The expansion is good for moderate skewness and
   * kurtosis only: far from normal the corrected quantile no longer grows with confidence. Without
   * variance it is the mean.
   */
  public static double cornishFisherVar(CentralMoments returns, double confidence) {
    double sd = returns.populationStandardDeviation();
    return sd > 0 ? returns.mean() + correctedQuantile(returns, confidence) * sd : returns.mean();
  }

  private static double correctedQuantile(CentralMoments returns, double confidence) {
    double z = StandardNormal.quantile(tail(confidence));
    double skewness = returns.skewness();
    return z
        + (z * z - 1) * skewness / 6
        + (z * z * z - 3 * z) * returns.excessKurtosis() / 24
        - (2 * z * z * z - 5 * z) * skewness * skewness / 36;
  }

  /**
   * The mean of the tail beyond {@link #cornishFisherVar} under Edgeworth's density of the second
   * order, and never less severe than that value at risk (K. Boudt, B. Peterson, C. Croux, Journal
   * of Risk, 2008: "operational" modified expected shortfall). With g the corrected quantile, He
   * the Hermite polynomials and S, K skewness and excess kurtosis, the integral of z times the
   * density up to g is
   *
   * <pre>-density(g) (1 + S/6 g^3 + K/24 (g^4 - 2 g^2 - 1) + S^2/72 (g^6 - 9 g^4 + 9 g^2 + 3))
   * </pre>
   *
   * because z He[n] = He[n+1] + n He[n-1], and He[n] times the density integrates to -He[n-1] times
   * the density.
   */
  public static double cornishFisherShortfall(CentralMoments returns, double confidence) {
    double sd = returns.populationStandardDeviation();
    if (!(sd > 0)) {
      return returns.mean();
    }
    double skewness = returns.skewness();
    double g = correctedQuantile(returns, confidence);
    double g2 = g * g;
    double g4 = g2 * g2;
    double correction =
        1
            + skewness / 6 * g2 * g
            + returns.excessKurtosis() / 24 * (g4 - 2 * g2 - 1)
            + skewness * skewness / 72 * (g4 * g2 - 9 * g4 + 9 * g2 + 3);
    double mean = -StandardNormal.density(g) * correction / tail(confidence);
    return returns.mean() + sd * Math.min(mean, g);
  }

  static double tail(double confidence) {
    return 1 - Checked.between(confidence, 0, 1, "confidence");
  }
}
