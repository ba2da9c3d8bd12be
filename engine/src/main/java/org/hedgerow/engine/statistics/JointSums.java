package org.hedgerow.engine.statistics;

/**
 * Count, means and central sums of products of d variables as neighbouring numbers of an array: the
 * count, two numbers a mean, and the upper triangle by rows. The updates are those of {@link
 * MomentSums}, for products.
 */
final class JointSums {
  private final int variables;
  private final double[] distances;

  JointSums(int variables) {
    this.variables = Checked.atLeast(variables, 1, "number of variables");
    distances = new double[variables];
  }

  int variables() {
    return variables;
  }

  int size() {
    return 1 + 2 * variables + variables * (variables + 1) / 2;
  }

  void append(double[] sums, int at, double[] values, int value) {
    double before = sums[at];
    double n = before + 1;
    sums[at] = n;
    for (int i = 0; i < variables; i++) {
      int mean = at + 1 + 2 * i;
      double distance = (values[value + i] - sums[mean]) - sums[mean + 1];
      distances[i] = distance;
      MomentSums.moveMean(sums, mean, distance / n);
    }
    addProducts(sums, at, before / n);
  }

  void merge(double[] left, int a, double[] right, int b, double[] into, int at) {
    double na = left[a];
    double nb = right[b];
    if (na == 0 || nb == 0) {
      System.arraycopy(na == 0 ? right : left, na == 0 ? b : a, into, at, size());
      return;
    }
    double shareB = nb / (na + nb);
    int products = 1 + 2 * variables;
    for (int i = products; i < size(); i++) {
      into[at + i] = left[a + i] + right[b + i];
    }
    for (int i = 0; i < variables; i++) {
      int mean = 1 + 2 * i;
      double d = (right[b + mean] - left[a + mean]) + (right[b + mean + 1] - left[a + mean + 1]);
      distances[i] = d;
      into[at + mean] = left[a + mean];
      into[at + mean + 1] = left[a + mean + 1];
      MomentSums.moveMean(into, at + mean, d * shareB);
    }
    into[at] = na + nb;
    addProducts(into, at, na * shareB);
  }

  private void addProducts(double[] sums, int at, double factor) {
    int product = at + 1 + 2 * variables;
    for (int i = 0; i < variables; i++) {
      double scaled = distances[i] * factor;
      for (int j = i; j < variables; j++) {
        sums[product++] += scaled * distances[j];
      }
    }
  }

  double mean(double[] sums, int at, int variable) {
    double mean = sums[at + 1 + 2 * within(variable)];
    return sums[at] == 0 ? Double.NaN : mean;
  }

  /** With n - 1 in the denominator. */
  double covariance(double[] sums, int at, int first, int second) {
    double product = product(sums, at, first, second);
    return sums[at] < 2 ? Double.NaN : product / (sums[at] - 1);
  }

  private double product(double[] sums, int at, int first, int second) {
    int row = Math.min(within(first), within(second));
    int column = Math.max(first, second);
    return sums[at + 1 + 2 * variables + row * variables - row * (row - 1) / 2 + column - row];
  }

  private int within(int variable) {
    if (variable < 0 || variable >= variables) {
      throw new IllegalArgumentException(
          "variable " + variable + "; there are " + variables + ", from 0");
    }
    return variable;
  }
}
