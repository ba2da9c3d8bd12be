package org.hedgerow.exchanges.cleaning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The newest values of a series, kept sorted as well: a value costs the move of what is larger, the
 * median nothing, the median absolute deviation a walk from the median outwards. No allocation.
 */
final class PriceWindow {
  private final double[] newest;
  private final double[] sorted;
  private int count;
  private int next;

  PriceWindow(int size) {
    newest = new double[size];
    sorted = new double[size];
  }

  int size() {
    return newest.length;
  }

  boolean isFull() {
    return count == newest.length;
  }

  /** Takes a finite value, and forgets the oldest if it is full. */
  void add(double value) {
    if (isFull()) {
      int at = Arrays.binarySearch(sorted, 0, count, newest[next]);
      System.arraycopy(sorted, at + 1, sorted, at, count - at - 1);
      count--;
    }
    int at = Arrays.binarySearch(sorted, 0, count, value);
    int place = at < 0 ? -at - 1 : at;
    System.arraycopy(sorted, place, sorted, place + 1, count - place);
    sorted[place] = value;
    count++;
    newest[next] = value;
    next = (next + 1) % newest.length;
  }

  void clear() {
    count = 0;
    next = 0;
  }

  /** The middle value, or the mean of the two in the middle; NaN of none. */
  double median() {
    if (count == 0) {
      return Double.NaN;
    }
    int half = count / 2;
    return count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The median of the distances from the median; NaN of none. */
  double medianAbsoluteDeviation() {
    double median = median();
    int below = count / 2 - 1;
    int above = count / 2;
    double before = Double.NaN;
    double distance = Double.NaN;
    for (int taken = 0; taken <= count / 2 && taken < count; taken++) {
      before = distance;
      // The distances grow on both sides: the next one is the nearer of two.
      if (below < 0 || (above < count && sorted[above] - median <= median - sorted[below])) {
        distance = sorted[above++] - median;
      } else {
        distance = median - sorted[below--];
      }
    }
    return count % 2 == 1 ? distance : (before + distance) / 2;
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(newest.length);
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      out.writeDouble(newest[(next - count + i + newest.length) % newest.length]);
    }
  }

  /** Takes what {@link #save} wrote; what a window of another size wrote is read and dropped. */
  void restore(DataInput in) throws IOException {
    clear();
    boolean same = in.readInt() == newest.length;
    int values = in.readInt();
    for (int i = 0; i < values; i++) {
      double value = in.readDouble();
      if (same) {
        add(value);
      }
    }
  }
}
