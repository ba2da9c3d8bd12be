package org.hedgerow.engine.statistics;

import java.util.Arrays;

/**
 * Sums over the last n values, without ever taking a value out again.
 *
 * <p>Subtracting the value that leaves is what makes rolling variances drift and go negative: each
 * removal leaves a rounding error behind, and after a large value has left, the error is as large
 * as its last bit. Here values are counted off in blocks of n. At the end of a block the sums of
 * its last 1, 2, ... n values are laid down, by adding only; the window is then always the rest of
 * the block before and the beginning of this one, and its sums are one merge of the two. So a
 * figure is made of at most 2 n additions of the window's own values however many went before:
 * there is no error to pile up, and nothing to be recomputed now and then. (The two-stack queue of
 * sliding-window aggregation, with stacks that turn over at fixed places; see K. Tangwongsan, M.
 * Hirzel, S. Schneider, In-order sliding-window aggregation in worst-case constant time, VLDB
 * Journal 2021, for the family.)
 *
 * <p>An update costs one addition, one merge, and, every n-th time, n additions at once. Memory is
 * n values and n + 1 sums, laid out at construction; nothing is allocated later. The state is the n
 * values and the sums of the block begun: the other sums follow from the values in the same order,
 * hence to the same bits.
 */
abstract class BlockedWindow implements Restorable {
  private final int length;
  private final int width;
  private final int size;
  private final double[] values;
  private final double[] rests;
  private final double[] begun;
  private final double[] window;
  private int next;
  private boolean full;

  /**
   * An empty window.
   *
   * @param length how many values it holds
   * @param width how many numbers make a value
   * @param size how many numbers its sums have; all 0 must mean no value
   */
  BlockedWindow(int length, int width, int size) {
    this.length = Checked.atLeast(length, 1, "window length");
    this.width = width;
    this.size = size;
    values = new double[length * width];
    rests = new double[(length + 1) * size];
    begun = new double[size];
    window = new double[size];
  }

  /** Adds the value to the sums. */
  abstract void append(double[] sums, int at, double[] values, int value);

  /** Writes the sums of both together. */
  abstract void merge(double[] left, int a, double[] right, int b, double[] into, int at);

  /** Where the next value's numbers go, before {@link #advance}. */
  final int place() {
    return next * width;
  }

  /** The array that {@link #place} is a place of. */
  final double[] values() {
    return values;
  }

  /** Takes in the value at {@link #place}; the oldest of a full window leaves. */
  final void advance() {
    append(begun, 0, values, next * width);
    next++;
    if (next == length) {
      layRests(0);
      Arrays.fill(begun, 0);
      next = 0;
      full = true;
    }
    sum();
  }

  /** The sums of the values in the window. */
  final double[] window() {
    return window;
  }

  /** How many values the window holds when full. */
  public final int length() {
    return length;
  }

  /** True once {@link #length} values came. */
  public final boolean isFull() {
    return full;
  }

  private void layRests(int from) {
    Arrays.fill(rests, length * size, (length + 1) * size, 0);
    for (int i = length - 1; i >= from; i--) {
      System.arraycopy(rests, (i + 1) * size, rests, i * size, size);
      append(rests, i * size, values, i * width);
    }
  }

  private void sum() {
    if (full) {
      merge(rests, next * size, begun, 0, window, 0);
    } else {
      System.arraycopy(begun, 0, window, 0, size);
    }
  }

  @Override
  public final int stateLength() {
    return 4 + values.length + size;
  }

  @Override
  public final int save(double[] into, int at) {
    into[at] = length;
    into[at + 1] = width;
    into[at + 2] = next;
    into[at + 3] = full ? 1 : 0;
    System.arraycopy(values, 0, into, at + 4, values.length);
    System.arraycopy(begun, 0, into, at + 4 + values.length, size);
    return at + stateLength();
  }

  @Override
  public final int restore(double[] from, int at) {
    Restorable.same(from, at, length, "window length");
    Restorable.same(from, at + 1, width, "number of variables");
    next = Restorable.whole(from, at + 2, length - 1, "place in the window");
    full = Restorable.whole(from, at + 3, 1, "mark of a full window") == 1;
    System.arraycopy(from, at + 4, values, 0, values.length);
    System.arraycopy(from, at + 4 + values.length, begun, 0, size);
    if (full) {
      layRests(next);
    }
    sum();
    return at + stateLength();
  }
}
