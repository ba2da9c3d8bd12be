package org.hedgerow.engine.hedging;

import java.util.Optional;

/**
 * The quantities of hedges that take the greeks of a book to zero: as many hedges as greeks, delta
 * alone by one, delta and gamma by two, delta, gamma and vega by three (Hull, Options, Futures, and
 * Other Derivatives, chapter on the greek letters).
 *
 * <p>The equations are scaled first, each greek by its largest and each hedge by its largest, so
 * that a delta of 1 and a gamma of 1e-9 weigh the same; then eliminated with the largest pivot.
 */
public final class GreekNeutralisation {
  /**
   * A pivot below this share of the largest: the hedges' greeks are alike to ten digits, and what
   * would come out is rounding, in huge quantities.
   */
  private static final double LEAST_PIVOT = 1e-10;

  private GreekNeutralisation() {}

  /**
   * The one quantity that takes delta to zero.
   *
   * @param delta of the book, in units of the underlying
   * @param deltaOfHedge of one unit of the hedge, not 0
   */
  public static double deltaNeutral(double delta, double deltaOfHedge) {
    if (!(Math.abs(deltaOfHedge) > 0.0) || !(Math.abs(delta) <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "no quantity of a hedge of delta " + deltaOfHedge + " takes " + delta + " away");
    }
    return delta == 0.0 ? 0.0 : -delta / deltaOfHedge;
  }

  /**
   * Solves.
   *
   * @param book the book's greeks
   * @param hedges a row for each greek: that greek of one unit of each hedge
   * @return what to hold of each hedge, in the order of the columns; empty where the hedges cannot
   *     do it: one has none of these greeks, two are alike, or no hedge has one of the greeks
   * @throws IllegalArgumentException if there are not as many hedges as greeks, or a number is not
   *     finite
   */
  public static Optional<double[]> quantities(double[] book, double[][] hedges) {
    int n = book.length;
    double[][] a = new double[n][];
    for (int i = 0; i < n; i++) {
      if (hedges.length != n || hedges[i].length != n) {
        throw new IllegalArgumentException(
            n + " greeks need as many hedges, and each of these greeks of them");
      }
      a[i] = new double[n + 1];
      for (int j = 0; j < n; j++) {
        a[i][j] = finite(hedges[i][j]);
      }
      a[i][n] = -finite(book[i]);
    }
    int[] columns = new int[n];
    double[] columnScales = new double[n];
    if (!scale(a, columnScales)) {
      return Optional.empty();
    }
    for (int j = 0; j < n; j++) {
      columns[j] = j;
    }
    for (int step = 0; step < n; step++) {
      if (!(pivot(a, columns, step) >= LEAST_PIVOT)) {
        return Optional.empty();
      }
      for (int i = step + 1; i < n; i++) {
        double factor = a[i][step] / a[step][step];
        for (int j = step; j <= n; j++) {
          a[i][j] -= factor * a[step][j];
        }
      }
    }
    double[] quantities = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double sum = a[i][n];
      for (int j = i + 1; j < n; j++) {
        sum -= a[i][j] * quantities[columns[j]];
      }
      quantities[columns[i]] = sum / a[i][i];
    }
    for (int j = 0; j < n; j++) {
      // Zero has one sign.
      quantities[j] = quantities[j] / columnScales[j] + 0.0;
    }
    return Optional.of(quantities);
  }

  /** Makes 1 the largest of each row and then of each column; false where one is all 0. */
  private static boolean scale(double[][] a, double[] columnScales) {
    int n = a.length;
    for (double[] row : a) {
      double largest = 0.0;
      for (int j = 0; j < n; j++) {
        largest = Math.max(largest, Math.abs(row[j]));
      }
      if (largest == 0.0) {
        return false;
      }
      for (int j = 0; j <= n; j++) {
        row[j] /= largest;
      }
    }
    for (int j = 0; j < n; j++) {
      for (double[] row : a) {
        columnScales[j] = Math.max(columnScales[j], Math.abs(row[j]));
      }
      if (columnScales[j] == 0.0) {
        return false;
      }
      for (double[] row : a) {
        row[j] /= columnScales[j];
      }
    }
    return true;
  }

  /** Brings the largest entry that is left to the diagonal; its size. */
  private static double pivot(double[][] a, int[] columns, int step) {
    int n = a.length;
    int row = step;
    int column = step;
    for (int i = step; i < n; i++) {
      for (int j = step; j < n; j++) {
        if (Math.abs(a[i][j]) > Math.abs(a[row][column])) {
          row = i;
          column = j;
        }
      }
    }
    double[] swapped = a[row];
    a[row] = a[step];
    a[step] = swapped;
    for (double[] each : a) {
      double entry = each[column];
      each[column] = each[step];
      each[step] = entry;
    }
    int number = columns[column];
    columns[column] = columns[step];
    columns[step] = number;
    return Math.abs(a[step][step]);
  }

  private static double finite(double value) {
    if (!(Math.abs(value) <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("a greek is " + value + "; expected a finite number");
    }
    return value;
  }
}
