package org.hedgerow.engine.statistics;

import java.util.Arrays;

/**
 * Ordinary least squares on data at hand, to the last digits that the data allow, for reports and
 * checks; {@link BasketRegression} is the one for every quote.
 *
 * <p>QR of the data, never of their products, and then refinement: the residuals of the normal
 * equations in the form r + A x = y, transpose(A) r = 0 are computed with twice a double's digits
 * and solved for corrections of x and r (Å. Björck, Iterative refinement of linear least squares
 * solutions I, BIT, 1967). QR alone loses digits as the square of the condition number where
 * residuals are large (NIST's Wampler4 and 5); refined it does not.
 *
 * @param coefficients the intercept first where there is one, then one for each regressor, in the
 *     dependent variable's unit over the regressor's
 * @param standardErrors of the coefficients, in the same order
 * @param residualStandardDeviation square root of the residual sum of squares over its degrees of
 *     freedom, in the dependent variable's unit
 * @param rSquared explained share of the sum of squares: about the mean with an intercept, about 0
 *     without one; NaN where that sum is 0
 * @param samples observations
 */
@SuppressWarnings("ArrayRecordComponent")
public record LeastSquares(
    double[] coefficients,
    double[] standardErrors,
    double residualStandardDeviation,
    double rSquared,
    int samples) {

  /** Whether the line goes through the origin. */
  public enum Intercept {
    FITTED,
    NONE
  }

  private static final int MOST_REFINEMENTS = 20;

  /**
   * Fits.
   *
   * @param dependent one value an observation
   * @param regressors one row an observation
   * @throws IllegalArgumentException if a value is not a number up to 1e75, rows differ in length,
   *     there are not more observations than coefficients, or a regressor is a combination of
   *     others to rounding
   */
  public static LeastSquares fit(double[] dependent, double[][] regressors, Intercept intercept) {
    if (regressors.length != dependent.length) {
      throw new IllegalArgumentException(
          regressors.length + " rows of regressors; expected " + dependent.length);
    }
    int width = regressors.length == 0 ? 0 : regressors[0].length;
    Checked.atLeast(width, 1, "number of regressors");
    int first = intercept == Intercept.FITTED ? 1 : 0;
    int n = width + first;
    int m = Checked.atLeast(dependent.length, n + 1, "number of observations");
    double[][] columns = new double[n][m];
    for (int i = 0; i < m; i++) {
      RollingCovariance.check(regressors[i], width);
      columns[0][i] = 1;
      for (int j = 0; j < width; j++) {
        columns[first + j][i] = regressors[i][j];
      }
    }
    RollingCovariance.check(dependent, m);
    double[] y = dependent.clone();
    int[] exponents = new int[n];
    for (int j = 0; j < n; j++) {
      exponents[j] = scale(columns[j]);
    }
    int exponent = scale(y);

    HouseholderQr qr = new HouseholderQr(columns);
    double[] x = new double[n];
    double[] residuals = y.clone();
    refine(qr, columns, y, x, residuals);
    double squares = product(residuals, residuals);
    double deviation = StrictMath.sqrt(squares / (m - n));
    double[] errors = errors(qr, m, n);
    for (int j = 0; j < n; j++) {
      x[j] = Math.scalb(x[j], exponent - exponents[j]);
      errors[j] = Math.scalb(errors[j] * deviation, exponent - exponents[j]);
    }
    double total = intercept == Intercept.FITTED ? aboutMean(y) : product(y, y);
    double rSquared = total > 0 ? 1 - squares / total : Double.NaN;
    return new LeastSquares(x, errors, Math.scalb(deviation, exponent), rSquared, m);
  }

  /** Brings the largest value to between 1 and 2 by a power of two, which is exact. */
  private static int scale(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    int exponent = largest == 0 ? 0 : Math.getExponent(largest);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.scalb(values[i], -exponent);
    }
    return exponent;
  }

  /**
   * From x = 0 and r = y, which the first equation holds for: the first round is the solution by
   * QR, the others correct it, until a correction is no longer half of the one before.
   */
  private static void refine(
      HouseholderQr qr, double[][] columns, double[] y, double[] x, double[] residuals) {
    int n = x.length;
    double[] part = new double[y.length];
    double[] multipliers = new double[n];
    double before = Double.POSITIVE_INFINITY;
    for (int round = 0; round < MOST_REFINEMENTS; round++) {
      for (int i = 0; i < part.length; i++) {
        part[i] = imbalance(columns, x, i, y[i], residuals[i]);
      }
      for (int j = 0; j < n; j++) {
        multipliers[j] = -product(columns[j], residuals);
      }
      qr.solveTransposed(multipliers);
      qr.multiplyTransposedQ(part);
      double[] step = new double[n];
      for (int j = 0; j < n; j++) {
        step[j] = part[j] - multipliers[j];
        part[j] = multipliers[j];
      }
      qr.solve(step);
      qr.multiplyQ(part);
      double size = size(step, x);
      if (!(size < before / 2)) {
        return;
      }
      before = size;
      add(step, x);
      add(part, residuals);
    }
  }

  /** The largest step against what it is added to. */
  private static double size(double[] step, double[] x) {
    double size = 0;
    for (int j = 0; j < x.length; j++) {
      if (step[j] != 0) {
        size = Math.max(size, Math.abs(step[j]) / Math.max(Math.abs(x[j]), 1e-300));
      }
    }
    return size;
  }

  private static void add(double[] step, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += step[i];
    }
  }

  /** y - r - A x of one observation, with twice the digits. */
  private static double imbalance(double[][] columns, double[] x, int row, double y, double r) {
    double sum = y;
    double rest = 0;
    double next = sum - r;
    double part = next - sum;
    rest += (sum - (next - part)) - (r + part);
    sum = next;
    for (int j = 0; j < x.length; j++) {
      double product = -columns[j][row] * x[j];
      rest += Math.fma(-columns[j][row], x[j], -product);
      next = sum + product;
      part = next - sum;
      rest += (sum - (next - part)) + (product - part);
      sum = next;
    }
    return sum + rest;
  }

  /** The scalar product with twice the digits (Ogita, Rump, Oishi, SIAM J. Sci. Comput., 2005). */
  private static double product(double[] a, double[] b) {
    double sum = 0;
    double rest = 0;
    for (int i = 0; i < a.length; i++) {
      double product = a[i] * b[i];
      double next = sum + product;
      double part = next - sum;
      rest += Math.fma(a[i], b[i], -product) + ((sum - (next - part)) + (product - part));
      sum = next;
    }
    return sum + rest;
  }

  /**
   * Roots of the diagonal of the inverse of transpose(A) A: the norms of the rows of R's inverse.
   */
  private static double[] errors(HouseholderQr qr, int m, int n) {
    double[] squares = new double[n];
    double[] unit = new double[m];
    for (int j = 0; j < n; j++) {
      Arrays.fill(unit, 0);
      unit[j] = 1;
      qr.solve(unit);
      for (int i = 0; i < n; i++) {
        squares[i] += unit[i] * unit[i];
      }
    }
    for (int i = 0; i < n; i++) {
      squares[i] = StrictMath.sqrt(squares[i]);
    }
    return squares;
  }

  private static double aboutMean(double[] values) {
    Moments moments = new Moments();
    for (double value : values) {
      moments.add(value);
    }
    return moments.centralSum(2);
  }
}
