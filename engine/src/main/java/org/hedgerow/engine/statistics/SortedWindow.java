package org.hedgerow.engine.statistics;

import java.util.Arrays;

/**
 * The last n values in order of size: median, quantiles and the median absolute deviation of a
 * rolling window.
 *
 * <p>A value's place is found by bisection and the values between the one that leaves and the one
 * that comes are shifted by one: n / 3 places on average, a few cache lines for the windows that
 * are in use (up to some hundred). Trees and pairs of heaps win only in the thousands, and allocate
 * or lose the order. Nothing is computed from values that left; nothing is allocated.
 */
public final class SortedWindow implements Restorable {
  private final double[] ring;
  private final double[] sorted;
  private int next;
  private int count;

  /** An empty window for that many values. */
  public SortedWindow(int length) {
    ring = new double[Checked.atLeast(length, 1, "window length")];
    sorted = new double[length];
  }

  /**
   * Takes a value in; the oldest of a full window leaves.
   *
   * @throws IllegalArgumentException if it is not a number up to 1e75
   */
  public void add(double value) {
    // Zeros of both signs are one value here: the search below compares with <.
    double coming = Checked.number(value, "value") + 0.0;
    int in = placeOf(coming);
    if (count < ring.length) {
      System.arraycopy(sorted, in, sorted, in + 1, count - in);
      sorted[in] = coming;
      count++;
    } else {
      int out = placeOf(ring[next]);
      if (in <= out) {
        System.arraycopy(sorted, in, sorted, in + 1, out - in);
        sorted[in] = coming;
      } else {
        System.arraycopy(sorted, out + 1, sorted, out, in - out - 1);
        sorted[in - 1] = coming;
      }
    }
    ring[next] = coming;
    next = next + 1 == ring.length ? 0 : next + 1;
  }

  /** The first place whose value is not below the given one. */
  private int placeOf(double value) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many values the window holds. */
  public int count() {
    return count;
  }

  /** How many values the window holds when full. */
  public int length() {
    return ring.length;
  }

  /** True once as many values came as the window holds. */
  public boolean isFull() {
    return count == ring.length;
  }

  /**
   * The value that came that many values before the newest, which is 0.
   *
   * @throws IllegalArgumentException if the window does not hold it
   */
  public double back(int values) {
    if (values < 0 || values >= count) {
      throw new IllegalArgumentException(values + " back; the window holds " + count);
    }
    int at = next - 1 - values;
    return ring[at < 0 ? at + ring.length : at];
  }

  /** The middle value, or the mean of the two middle ones; NaN without a value. */
  public double median() {
    return middle(sorted, count);
  }

  /** Quantile of type 7 ({@link Quantiles}); NaN without a value. */
  public double quantile(double probability) {
    return Quantiles.ofSorted(sorted, count, probability);
  }

  /**
   * The mean of the values that are not above the limit; NaN where there are none. With a quantile
   * for limit it is the historical expected shortfall.
   */
  public double meanUpTo(double limit) {
    return Quantiles.meanUpTo(sorted, count, limit);
  }

  /**
   * The median of the distances from the median, unscaled; NaN without a value. Distances grow to
   * both sides of the median, so half of them are stepped through in order, without sorting them.
   */
  public double medianAbsoluteDeviation() {
    if (count == 0) {
      return Double.NaN;
    }
    double median = median();
    int above = (count + 1) / 2;
    int below = above - 1;
    double distance = 0;
    double before = 0;
    for (int i = 0; i <= count / 2; i++) {
      before = distance;
      double down = below >= 0 ? median - sorted[below] : Double.POSITIVE_INFINITY;
      double up = above < count ? sorted[above] - median : Double.POSITIVE_INFINITY;
      if (down <= up) {
        distance = down;
        below--;
      } else {
        distance = up;
        above++;
      }
    }
    return count % 2 == 1 ? distance : (before + distance) / 2;
  }

  private static double middle(double[] sorted, int count) {
    if (count == 0) {
      return Double.NaN;
    }
    int half = count / 2;
    return count % 2 == 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2;
  }

  @Override
  public int stateLength() {
    return 3 + ring.length;
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = ring.length;
    into[at + 1] = next;
    into[at + 2] = count;
    System.arraycopy(ring, 0, into, at + 3, ring.length);
    return at + stateLength();
  }

  @Override
  public int restore(double[] from, int at) {
    Restorable.same(from, at, ring.length, "window length");
    next = Restorable.whole(from, at + 1, ring.length - 1, "place in the window");
    count = Restorable.whole(from, at + 2, ring.length, "number of values");
    System.arraycopy(from, at + 3, ring, 0, ring.length);
    System.arraycopy(ring, 0, sorted, 0, count);
    Arrays.sort(sorted, 0, count);
    return at + stateLength();
  }
}
