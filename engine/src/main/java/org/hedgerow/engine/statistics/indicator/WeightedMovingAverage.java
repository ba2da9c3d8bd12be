package org.hedgerow.engine.statistics.indicator;

import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.Restorable;

/**
 * The mean of the last n values with weights 1 for the oldest to n for the newest; NaN until there
 * are n. Made anew at each value, n multiplications: a running sum of weights would drift.
 */
public final class WeightedMovingAverage implements Restorable {
  private final double[] ring;
  private int next;
  private boolean full;

  /** Over that many values. */
  public WeightedMovingAverage(int length) {
    ring = new double[Checked.atLeast(length, 1, "length")];
  }

  /**
   * Takes a value in; the average with it.
   *
   * @throws IllegalArgumentException if it is not a number up to 1e75
   */
  public double add(double value) {
    ring[next] = Checked.number(value, "value");
    next++;
    if (next == ring.length) {
      next = 0;
      full = true;
    }
    return value();
  }

  /** The average now. */
  public double value() {
    if (!full) {
      return Double.NaN;
    }
    double sum = 0;
    int at = next;
    for (int weight = 1; weight <= ring.length; weight++) {
      sum += weight * ring[at];
      at = at + 1 == ring.length ? 0 : at + 1;
    }
    return sum / (ring.length * (ring.length + 1.0) / 2);
  }

  @Override
  public int stateLength() {
    return 3 + ring.length;
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = ring.length;
    into[at + 1] = next;
    into[at + 2] = full ? 1 : 0;
    System.arraycopy(ring, 0, into, at + 3, ring.length);
    return at + stateLength();
  }

  @Override
  public int restore(double[] from, int at) {
    Restorable.same(from, at, ring.length, "length");
    next = Restorable.whole(from, at + 1, ring.length - 1, "place in the window");
    full = Restorable.whole(from, at + 2, 1, "mark of a full window") == 1;
    System.arraycopy(from, at + 3, ring, 0, ring.length);
    return at + stateLength();
  }
}
