package org.hedgerow.engine.statistics.spike;

import org.hedgerow.engine.statistics.Restorable;
import org.hedgerow.engine.statistics.SortedWindow;

/**
 * Hampel's rule for a stream that cannot wait: each value is held against the n values before it,
 * at once. Not the same filter as the centred one: of a price that jumps and stays, the first n / 2
 * or so values count as spikes, until the window has more of the new level than of the old.
 *
 * <p>Every value goes into the window, spikes too; else a level once left would be held for true
 * for ever. Nothing is judged until n values came.
 */
public final class TrailingHampel implements Restorable {
  private final SpikeThreshold threshold;
  private final SortedWindow window;
  private double median = Double.NaN;

  /** A filter that looks at that many values before. */
  public TrailingHampel(int before, SpikeThreshold threshold) {
    this.threshold = threshold;
    window = new SortedWindow(before);
  }

  /**
   * Judges a value and takes it in.
   *
   * @return whether it is a spike
   * @throws IllegalArgumentException if it is not a number up to 1e75
   */
  public boolean add(double value) {
    boolean judged = window.isFull();
    double middle = window.median();
    boolean spike = judged && threshold.isSpike(value, middle, window.medianAbsoluteDeviation());
    window.add(value);
    median = judged ? middle : Double.NaN;
    return spike;
  }

  /** What the last value was held against: the median before it; NaN while nothing is judged. */
  public double median() {
    return median;
  }

  @Override
  public int stateLength() {
    return 3 + window.stateLength();
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = threshold.sigmas();
    into[at + 1] = threshold.floor();
    into[at + 2] = median;
    return window.save(into, at + 3);
  }

  @Override
  public int restore(double[] from, int at) {
    Restorable.same(from, at, threshold.sigmas(), "sigmas");
    Restorable.same(from, at + 1, threshold.floor(), "floor");
    median = from[at + 2];
    return window.restore(from, at + 3);
  }
}
