package org.hedgerow.engine.statistics;

/**
 * Count, mean and central sums of a sample as {@value #SIZE} neighbouring numbers of an array.
 *
 * <p>Updates are Welford's, to the fourth power as P. Pébay gives them (Formulas for robust,
 * one-pass parallel computation of covariances and arbitrary-order statistical moments, Sandia
 * report SAND2008-6212). The mean is kept as an unevaluated sum of two doubles: a value's distance
 * from it is then right to its own last bits even where the values differ only in theirs (NIST's
 * NumAcc4), which a mean in one double cannot give.
 */
final class MomentSums {
  static final int SIZE = 6;

  private static final int MEAN = 1;
  private static final int MEAN_REST = 2;
  private static final int SECOND = 3;
  private static final int THIRD = 4;
  private static final int FOURTH = 5;

  private MomentSums() {}

  static void append(double[] sums, int at, double value) {
    double before = sums[at];
    double n = before + 1;
    double distance = (value - sums[at + MEAN]) - sums[at + MEAN_REST];
    double step = distance / n;
    double square = distance * step * before;
    double second = sums[at + SECOND];
    double third = sums[at + THIRD];
    sums[at + FOURTH] +=
        square * step * step * (n * n - 3 * n + 3) + 6 * step * step * second - 4 * step * third;
    sums[at + THIRD] = third + square * step * (n - 2) - 3 * step * second;
    sums[at + SECOND] = second + square;
    sums[at] = n;
    moveMean(sums, at + MEAN, step);
  }

  /** Writes the sums of both samples together; {@code into} may be either of them. */
  static void merge(double[] left, int a, double[] right, int b, double[] into, int at) {
    double na = left[a];
    double nb = right[b];
    if (na == 0 || nb == 0) {
      System.arraycopy(na == 0 ? right : left, na == 0 ? b : a, into, at, SIZE);
      return;
    }
    double n = na + nb;
    double d = (right[b + MEAN] - left[a + MEAN]) + (right[b + MEAN_REST] - left[a + MEAN_REST]);
    double shareA = na / n;
    double shareB = nb / n;
    double secondA = left[a + SECOND];
    double secondB = right[b + SECOND];
    double thirdA = left[a + THIRD];
    double thirdB = right[b + THIRD];
    double between = d * d * na * shareB;
    double second = secondA + secondB + between;
    double third =
        thirdA
            + thirdB
            + between * d * (shareA - shareB)
            + 3 * d * (shareA * secondB - shareB * secondA);
    double fourth =
        left[a + FOURTH]
            + right[b + FOURTH]
            + between * d * d * (shareA * shareA - shareA * shareB + shareB * shareB)
            + 6 * d * d * (shareA * shareA * secondB + shareB * shareB * secondA)
            + 4 * d * (shareA * thirdB - shareB * thirdA);
    double mean = left[a + MEAN];
    double rest = left[a + MEAN_REST];
    into[at] = n;
    into[at + MEAN] = mean;
    into[at + MEAN_REST] = rest;
    moveMean(into, at + MEAN, d * shareB);
    into[at + SECOND] = second;
    into[at + THIRD] = third;
    into[at + FOURTH] = fourth;
  }

  /** Adds a step to a mean of two doubles (Knuth's TwoSum, then normalised). */
  static void moveMean(double[] means, int at, double step) {
    double high = means[at];
    double sum = high + step;
    double part = sum - high;
    double rest = means[at + 1] + ((high - (sum - part)) + (step - part));
    double normal = sum + rest;
    means[at] = normal;
    means[at + 1] = rest - (normal - sum);
  }

  static double mean(double[] sums, int at) {
    return sums[at] == 0 ? Double.NaN : sums[at + MEAN];
  }

  static double central(double[] sums, int at, int power) {
    if (power < 2 || power > 4) {
      throw new IllegalArgumentException("power is " + power + "; expected 2, 3 or 4");
    }
    return sums[at + SECOND + power - 2];
  }
}
