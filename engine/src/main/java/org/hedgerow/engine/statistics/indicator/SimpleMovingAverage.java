package org.hedgerow.engine.statistics.indicator;

import org.hedgerow.engine.statistics.Restorable;
import org.hedgerow.engine.statistics.RollingMoments;

/** The mean of the last n values; NaN until there are n. */
public final class SimpleMovingAverage implements Restorable {
  private final RollingMoments window;

  /** Over that many values. */
  public SimpleMovingAverage(int length) {
    window = new RollingMoments(length);
  }

  /**
   * Takes a value in; the average with it.
   *
   * @throws IllegalArgumentException if it is not a number up to 1e75
   */
  public double add(double value) {
    window.add(value);
    return value();
  }

  /** The average now. */
  public double value() {
    return window.isFull() ? window.mean() : Double.NaN;
  }

  @Override
  public int stateLength() {
    return window.stateLength();
  }

  @Override
  public int save(double[] into, int at) {
    return window.save(into, at);
  }

  @Override
  public int restore(double[] from, int at) {
    return window.restore(from, at);
  }
}
