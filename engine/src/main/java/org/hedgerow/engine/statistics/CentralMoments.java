package org.hedgerow.engine.statistics;

/**
 * Mean, spread and shape of a sample. Figures that the sample is too small or too flat for are NaN,
 * never a large number made of rounding.
 */
public interface CentralMoments {
  /** How many values the sample has. */
  long count();

  /** The arithmetic mean; NaN without a value. */
  double mean();

  /** The sum over the sample of (value - mean) to the power of 2, 3 or 4; 0 without a value. */
  double centralSum(int power);

  /** Variance with n - 1 in the denominator; NaN below two values. */
  default double variance() {
    return count() < 2 ? Double.NaN : centralSum(2) / (count() - 1);
  }

  /** Variance with n in the denominator; NaN without a value. */
  default double populationVariance() {
    return count() == 0 ? Double.NaN : centralSum(2) / count();
  }

  /** Square root of {@link #variance}. */
  default double standardDeviation() {
    return StrictMath.sqrt(variance());
  }

  /** Square root of {@link #populationVariance}. */
  default double populationStandardDeviation() {
    return StrictMath.sqrt(populationVariance());
  }

  /** The population's skewness, m3 / m2^1.5; NaN where the variance is 0. */
  default double skewness() {
    double variance = populationVariance();
    return variance > 0
        ? centralSum(3) / count() / (variance * StrictMath.sqrt(variance))
        : Double.NaN;
  }

  /** The population's m4 / m2^2 - 3; NaN where the variance is 0. */
  default double excessKurtosis() {
    double variance = populationVariance();
    return variance > 0 ? centralSum(4) / count() / (variance * variance) - 3 : Double.NaN;
  }
}
