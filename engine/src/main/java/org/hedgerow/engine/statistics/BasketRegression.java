package org.hedgerow.engine.statistics;

import java.util.Arrays;

/**
 * The minimum-variance hedge of one variable by several, from covariances that are kept while data
 * stream: the normal equations on correlations, by Cholesky, with no allocation.
 *
 * <p>Correlations rather than covariances, because scaling each variable to variance one takes out
 * of the condition number all that is due to units. What is left is that of the basket itself: the
 * relative error is about 1e-16 over the smallest {@link #tolerance}. Where data are at hand and
 * exactness counts, {@link LeastSquares} works on them by QR, whose error grows with the root of
 * that only.
 */
public final class BasketRegression {
  /**
   * A hedge that the others before it explain to within a billionth is one of them again: its
   * coefficient would be rounding errors.
   */
  private static final double LEAST_TOLERANCE = 1e-9;

  private final int dependent;
  private final int[] regressors;
  private final double[] triangle;
  private final double[] solution;
  private final double[] coefficients;
  private double intercept = Double.NaN;
  private double rSquared = Double.NaN;
  private double tolerance = Double.NaN;
  private long samples;

  /**
   * A regression of one variable on others, by their numbers in {@link Covariances}.
   *
   * @throws IllegalArgumentException without a regressor
   */
  public BasketRegression(int dependent, int... regressors) {
    Checked.atLeast(regressors.length, 1, "number of regressors");
    this.dependent = dependent;
    this.regressors = regressors.clone();
    triangle = new double[regressors.length * regressors.length];
    solution = new double[regressors.length];
    coefficients = new double[regressors.length];
    Arrays.fill(coefficients, Double.NaN);
  }

  /**
   * Solves for the covariances as they are now.
   *
   * @return false where there is no answer: fewer samples than regressors and two, a regressor or
   *     the dependent variable that does not vary, or regressors that explain one another ({@link
   *     #tolerance}); coefficients, intercept and R2 are then NaN
   */
  public boolean fit(Covariances covariances) {
    samples = covariances.count();
    tolerance = Double.NaN;
    boolean solved = samples >= regressors.length + 2 && decompose(covariances);
    if (solved) {
      substitute(covariances);
    } else {
      Arrays.fill(coefficients, Double.NaN);
      intercept = Double.NaN;
      rSquared = Double.NaN;
    }
    return solved;
  }

  private boolean decompose(Covariances covariances) {
    int n = regressors.length;
    if (!(covariances.variance(dependent) > 0)) {
      return false;
    }
    tolerance = 1;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = i == j ? 1 : covariances.correlation(regressors[i], regressors[j]);
        for (int k = 0; k < j; k++) {
          sum -= triangle[i * n + k] * triangle[j * n + k];
        }
        if (i != j) {
          triangle[i * n + j] = sum / triangle[j * n + j];
        } else if (!(covariances.variance(regressors[i]) > 0) || !(sum >= LEAST_TOLERANCE)) {
          tolerance = covariances.variance(regressors[i]) > 0 ? sum : Double.NaN;
          return false;
        } else {
          tolerance = Math.min(tolerance, sum);
          triangle[i * n + i] = StrictMath.sqrt(sum);
        }
      }
    }
    return true;
  }

  private void substitute(Covariances covariances) {
    int n = regressors.length;
    rSquared = 0;
    for (int i = 0; i < n; i++) {
      double sum = covariances.correlation(dependent, regressors[i]);
      for (int k = 0; k < i; k++) {
        sum -= triangle[i * n + k] * solution[k];
      }
      solution[i] = sum / triangle[i * n + i];
      rSquared += solution[i] * solution[i];
    }
    rSquared = Math.min(1, rSquared);
    intercept = covariances.mean(dependent);
    double scale = StrictMath.sqrt(covariances.variance(dependent));
    for (int i = n - 1; i >= 0; i--) {
      double sum = solution[i];
      for (int k = i + 1; k < n; k++) {
        sum -= triangle[k * n + i] * solution[k];
      }
      solution[i] = sum / triangle[i * n + i];
      double spread = StrictMath.sqrt(covariances.variance(regressors[i]));
      coefficients[i] = solution[i] * (scale / spread);
      intercept -= coefficients[i] * covariances.mean(regressors[i]);
    }
  }

  /** The i-th regressor's coefficient: units of it to sell for each unit of the dependent held. */
  public double coefficient(int i) {
    return coefficients[i];
  }

  /** What is left of the dependent variable's mean. */
  public double intercept() {
    return intercept;
  }

  /** Share of the dependent variable's variance that the regressors explain, from 0 to 1. */
  public double rSquared() {
    return rSquared;
  }

  /**
   * The smallest share of a regressor's variance that those before it leave unexplained: 1 for
   * regressors without correlation, near 0 for ones that repeat each other.
   */
  public double tolerance() {
    return tolerance;
  }

  /** Joint observations behind the last fit. */
  public long samples() {
    return samples;
  }
}
