package org.hedgerow.engine.statistics.spike;

import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.Restorable;
import org.hedgerow.engine.statistics.SortedWindow;

/**
 * Hampel's filter over a stream, value for value what {@link HampelFilter} says with unchanged
 * edges: a value is judged when k more have come, and passes k values late. The first k pass
 * unjudged; the last k are still inside when a stream ends.
 *
 * <p>For what cannot wait for k more values there is {@link TrailingHampel}.
 */
public final class CentredHampel implements Restorable {
  private final int halfWindow;
  private final SpikeThreshold threshold;
  private final SortedWindow window;
  private double value = Double.NaN;
  private double cleaned = Double.NaN;
  private boolean spike;

  /** A filter that looks at that many values on each side, one at least. */
  public CentredHampel(int halfWindow, SpikeThreshold threshold) {
    this.halfWindow = Checked.atLeast(halfWindow, 1, "half window");
    this.threshold = threshold;
    window = new SortedWindow(2 * halfWindow + 1);
  }

  /**
   * Takes a value in.
   *
   * @return whether one comes out: that of k values before
   * @throws IllegalArgumentException if the value is not a number up to 1e75
   */
  public boolean add(double incoming) {
    window.add(incoming);
    if (window.count() <= halfWindow) {
      return false;
    }
    value = window.back(halfWindow);
    double median = window.median();
    spike = window.isFull() && threshold.isSpike(value, median, window.medianAbsoluteDeviation());
    cleaned = spike ? median : value;
    return true;
  }

  /** The value that came out last, as it came in. */
  public double value() {
    return value;
  }

  /** The value that came out last, or its neighbours' median if it is a spike. */
  public double cleaned() {
    return cleaned;
  }

  /** Whether the value that came out last is a spike. */
  public boolean isSpike() {
    return spike;
  }

  @Override
  public int stateLength() {
    return 5 + window.stateLength();
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = threshold.sigmas();
    into[at + 1] = threshold.floor();
    into[at + 2] = value;
    into[at + 3] = cleaned;
    into[at + 4] = spike ? 1 : 0;
    return window.save(into, at + 5);
  }

  @Override
  public int restore(double[] from, int at) {
    Restorable.same(from, at, threshold.sigmas(), "sigmas");
    Restorable.same(from, at + 1, threshold.floor(), "floor");
    value = from[at + 2];
    cleaned = from[at + 3];
    spike = Restorable.whole(from, at + 4, 1, "mark of a spike") == 1;
    return window.restore(from, at + 5);
  }
}
