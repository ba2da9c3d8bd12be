package org.hedgerow.engine.signal.pattern;

/**
 * The highest of the newest numbers, by their times. Keeps only those that may still become the
 * highest (a falling row), so a rising market costs one place and a falling one as many as the
 * window has numbers.
 *
 * <p>Pairs of time and number in an array, oldest first: that is what keyed state keeps.
 */
public final class SlidingPeak {
  private static final int PAIR = 2;

  private SlidingPeak() {}

  /** The highest, or NaN of none. */
  public static double highest(double[] row) {
    return row.length == 0 ? Double.NaN : row[1];
  }

  /**
   * The row with another number in it, and without what is older than the window.
   *
   * @param oldest what is before that time goes
   * @return a new array
   */
  public static double[] with(double[] row, double time, double number, double oldest) {
    int from = 0;
    while (from < row.length && row[from] < oldest) {
      from += PAIR;
    }
    int to = row.length;
    while (to > from && row[to - 1] <= number) {
      to -= PAIR;
    }
    double[] next = new double[to - from + PAIR];
    System.arraycopy(row, from, next, 0, to - from);
    next[to - from] = time;
    next[to - from + 1] = number;
    return next;
  }
}
