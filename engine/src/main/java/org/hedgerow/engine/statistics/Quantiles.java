package org.hedgerow.engine.statistics;

/**
 * Quantiles of type 7 in R. Hyndman's and Y. Fan's list (The American Statistician, 1996): linear
 * between the values at (n - 1) p. The default of R and NumPy.
 */
public final class Quantiles {
  private Quantiles() {}

  /**
   * The quantile of the first {@code count} values, which are in order of size; NaN without one.
   *
   * @param probability from 0, the least value, to 1, the greatest
   */
  public static double ofSorted(double[] sorted, int count, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability is " + probability + "; expected from 0 to 1");
    }
    if (count == 0) {
      return Double.NaN;
    }
    double place = (count - 1) * probability;
    int low = (int) place;
    if (low >= count - 1) {
      return sorted[count - 1];
    }
    double share = place - low;
    double below = sorted[low];
    double above = sorted[low + 1];
    // The difference of two huge values leaves the range; equal values stay what they are.
    return below == above ? below : below * (1 - share) + above * share;
  }

  /** The mean of those of the first {@code count} values that are not above the limit. */
  public static double meanUpTo(double[] sorted, int count, double limit) {
    double sum = 0;
    int n = 0;
    while (n < count && sorted[n] <= limit) {
      sum += sorted[n++];
    }
    return n == 0 ? Double.NaN : sum / n;
  }
}
