package org.hedgerow.engine.statistics;

/**
 * Exponentially weighted covariances of returns whose mean is taken to be 0: cov = lambda * cov +
 * (1 - lambda) * x * y, started with the first product (Hull, Options, Futures, and Other
 * Derivatives, chapter on estimating volatilities and correlations; RiskMetrics, Technical
 * Document, 1996, with lambda 0.94 for daily returns).
 *
 * <p>The recursion forgets its own rounding as it forgets observations, so it is as accurate after
 * any number of updates. An observation weighs half as much after ln(1/2) / ln(lambda) more.
 */
public final class EwmaCovariance implements Covariances, Restorable {
  private final int variables;
  private final double lambda;
  private final double[] matrix;
  private long count;

  /**
   * No observation yet.
   *
   * @param lambda the weight that the past keeps at each observation, strictly between 0 and 1
   */
  public EwmaCovariance(int variables, double lambda) {
    this.variables = Checked.atLeast(variables, 1, "number of variables");
    this.lambda = Checked.between(lambda, 0, 1, "lambda");
    matrix = new double[variables * variables];
  }

  /**
   * Takes in one return of each variable.
   *
   * @throws IllegalArgumentException if one is not a number up to 1e75, or there are not as many as
   *     variables
   */
  public void add(double[] returns) {
    RollingCovariance.check(returns, variables);
    for (int i = 0; i < variables; i++) {
      for (int j = i; j < variables; j++) {
        weigh(i, j, returns[i] * returns[j]);
      }
    }
    count++;
  }

  /** Takes in the returns of two variables; see {@link #add(double[])}. */
  public void add(double first, double second) {
    if (variables != 2) {
      throw new IllegalArgumentException("2 values; expected " + variables);
    }
    Checked.number(first, "value 0");
    Checked.number(second, "value 1");
    weigh(0, 0, first * first);
    weigh(0, 1, first * second);
    weigh(1, 1, second * second);
    count++;
  }

  private void weigh(int row, int column, double product) {
    int at = row * variables + column;
    matrix[at] = count == 0 ? product : lambda * matrix[at] + (1 - lambda) * product;
  }

  @Override
  public int variables() {
    return variables;
  }

  @Override
  public long count() {
    return count;
  }

  /** Zero: the estimator takes the mean to be known. */
  @Override
  public double mean(int variable) {
    return 0;
  }

  /** The same as {@link #beta}, since the mean is taken to be 0. */
  @Override
  public double slopeThroughOrigin(int dependent, int regressor) {
    return beta(dependent, regressor);
  }

  @Override
  public double covariance(int first, int second) {
    int row = Math.min(first, second);
    int column = Math.max(first, second);
    if (row < 0 || column >= variables) {
      throw new IllegalArgumentException(
          "variables " + first + ", " + second + "; there are " + variables + ", from 0");
    }
    return count == 0 ? Double.NaN : matrix[row * variables + column];
  }

  @Override
  public int stateLength() {
    return 3 + matrix.length;
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = variables;
    into[at + 1] = lambda;
    into[at + 2] = count;
    System.arraycopy(matrix, 0, into, at + 3, matrix.length);
    return at + stateLength();
  }

  @Override
  public int restore(double[] from, int at) {
    Restorable.same(from, at, variables, "number of variables");
    Restorable.same(from, at + 1, lambda, "lambda");
    count = (long) from[at + 2];
    System.arraycopy(from, at + 3, matrix, 0, matrix.length);
    return at + stateLength();
  }
}
