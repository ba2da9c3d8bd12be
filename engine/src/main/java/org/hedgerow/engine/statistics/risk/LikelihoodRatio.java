package org.hedgerow.engine.statistics.risk;

import org.hedgerow.engine.statistics.Checked;
import org.hipparchus.special.Erf;

/**
 * A likelihood-ratio back-test of value at risk.
 *
 * @param statistic the likelihood ratio, 0 or more
 * @param pValue the probability of one as large or larger if the model is right
 */
public record LikelihoodRatio(double statistic, double pValue) {

  /**
   * Kupiec's proportion of failures: are there as many exceedances as there should be? Chi-squared
   * with one degree of freedom (P. Kupiec, Journal of Derivatives, 1995).
   *
   * @param expected the share of exceedances that is right: 1 - confidence
   * @return NaN figures without observations
   */
  public static LikelihoodRatio proportionOfFailures(Exceedances past, double expected) {
    Checked.between(expected, 0, 1, "expected share");
    long n = past.observations();
    long x = past.failures();
    double share = (double) x / n;
    double ratio = 2 * (weigh(n - x, 1 - share, 1 - expected) + weigh(x, share, expected));
    return ofOneDegree(n == 0 ? Double.NaN : ratio);
  }

  /**
   * Christoffersen's independence: does an exceedance make the next likelier? Chi-squared with one
   * degree of freedom (P. Christoffersen, International Economic Review, 1998).
   *
   * @return NaN figures without two observations in a row
   */
  public static LikelihoodRatio independence(Exceedances past) {
    long n00 = past.transitions(false, false);
    long n01 = past.transitions(false, true);
    long n10 = past.transitions(true, false);
    long n11 = past.transitions(true, true);
    long n = n00 + n01 + n10 + n11;
    double always = (double) (n01 + n11) / n;
    double afterNone = (double) n01 / (n00 + n01);
    double afterOne = (double) n11 / (n10 + n11);
    double ratio =
        2
            * (weigh(n00, 1 - afterNone, 1 - always)
                + weigh(n01, afterNone, always)
                + weigh(n10, 1 - afterOne, 1 - always)
                + weigh(n11, afterOne, always));
    return ofOneDegree(n == 0 ? Double.NaN : ratio);
  }

  /**
   * Christoffersen's conditional coverage: both at once, the sum of both ratios. Chi-squared with
   * two degrees of freedom.
   */
  public static LikelihoodRatio conditionalCoverage(Exceedances past, double expected) {
    double ratio =
        proportionOfFailures(past, expected).statistic() + independence(past).statistic();
    return new LikelihoodRatio(ratio, StrictMath.exp(-ratio / 2));
  }

  /** Whether the model is rejected at that level of the test, for example 0.95. */
  public boolean rejectedAt(double level) {
    return pValue < 1 - Checked.between(level, 0, 1, "level");
  }

  private static double weigh(long count, double observed, double expected) {
    return count == 0 ? 0 : count * StrictMath.log(observed / expected);
  }

  private static LikelihoodRatio ofOneDegree(double ratio) {
    // Maximum likelihood can fall short of the other one only by rounding.
    double statistic = Math.max(0, ratio);
    return new LikelihoodRatio(statistic, Erf.erfc(StrictMath.sqrt(statistic / 2)));
  }
}
