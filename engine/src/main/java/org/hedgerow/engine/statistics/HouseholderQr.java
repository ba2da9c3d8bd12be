package org.hedgerow.engine.statistics;

/**
 * A = Q R of a matrix with at least as many rows as columns, by Householder's reflections (G.
 * Golub, C. Van Loan, Matrix Computations, section 5.2). The reflections lie below the diagonal of
 * the matrix that R replaces.
 */
final class HouseholderQr {
  private static final double EPSILON = 0x1p-52;

  private final double[][] columns;
  private final double[] diagonal;
  private final int rows;

  /**
   * Decomposes.
   *
   * @param columns the matrix by columns, each scaled to about 1; copied
   * @throws IllegalArgumentException if a column is a combination of those before it, to rounding
   */
  HouseholderQr(double[][] columns) {
    int n = columns.length;
    rows = columns[0].length;
    this.columns = new double[n][];
    diagonal = new double[n];
    for (int j = 0; j < n; j++) {
      double[] column = columns[j].clone();
      this.columns[j] = column;
      double size = norm(column, 0);
      for (int k = 0; k < j; k++) {
        reflect(k, column);
      }
      double rest = norm(column, j);
      if (!(rest > 8 * n * EPSILON * size)) {
        throw new IllegalArgumentException(
            "regressor " + j + " is a combination of those before it");
      }
      diagonal[j] = column[j] > 0 ? -rest : rest;
      column[j] -= diagonal[j];
    }
  }

  private static double norm(double[] column, int from) {
    double squares = 0;
    for (int i = from; i < column.length; i++) {
      squares += column[i] * column[i];
    }
    return StrictMath.sqrt(squares);
  }

  private void reflect(int k, double[] vector) {
    double[] mirror = columns[k];
    double product = 0;
    for (int i = k; i < rows; i++) {
      product += mirror[i] * vector[i];
    }
    // The mirror's square is -2 times its head times the diagonal.
    double factor = product / (mirror[k] * diagonal[k]);
    for (int i = k; i < rows; i++) {
      vector[i] += factor * mirror[i];
    }
  }

  /** Replaces a vector of all rows by its product with the transpose of Q. */
  void multiplyTransposedQ(double[] vector) {
    for (int k = 0; k < columns.length; k++) {
      reflect(k, vector);
    }
  }

  /** Replaces a vector of all rows by its product with Q. */
  void multiplyQ(double[] vector) {
    for (int k = columns.length - 1; k >= 0; k--) {
      reflect(k, vector);
    }
  }

  /** Replaces the first numbers of a vector, one a column, by x in R x = vector. */
  void solve(double[] vector) {
    for (int i = columns.length - 1; i >= 0; i--) {
      double sum = vector[i];
      for (int j = i + 1; j < columns.length; j++) {
        sum -= columns[j][i] * vector[j];
      }
      vector[i] = sum / diagonal[i];
    }
  }

  /** Replaces the first numbers of a vector, one a column, by x in (transpose of R) x = vector. */
  void solveTransposed(double[] vector) {
    for (int i = 0; i < columns.length; i++) {
      double sum = vector[i];
      for (int j = 0; j < i; j++) {
        sum -= columns[i][j] * vector[j];
      }
      vector[i] = sum / diagonal[i];
    }
  }
}
