package org.hedgerow.engine.statistics.indicator;

import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.Restorable;
import org.hedgerow.engine.statistics.RollingMoments;

/**
 * Bollinger's bands: the simple average of the last n values, and k of their population standard
 * deviations above and below (n in the denominator, as in TA-Lib and TTR). NaN until there are n.
 */
public final class BollingerBands implements Restorable {
  private final double k;
  private final RollingMoments window;
  private double last;

  /** Over that many values, with bands at that many standard deviations: usually 20 and 2. */
  public BollingerBands(int length, double k) {
    this.k = Checked.positive(k, "number of standard deviations");
    window = new RollingMoments(length);
  }

  /**
   * Takes a value in: a close, or a typical price.
   *
   * @throws IllegalArgumentException if it is not a number up to 1e75
   */
  public void add(double value) {
    window.add(value);
    last = value;
  }

  /** The average. */
  public double middle() {
    return window.isFull() ? window.mean() : Double.NaN;
  }

  /** The band above. */
  public double upper() {
    return middle() + k * deviation();
  }

  /** The band below. */
  public double lower() {
    return middle() - k * deviation();
  }

  /** Where the last value lies: 0 at the lower band, 1 at the upper; NaN where they meet. */
  public double percentB() {
    double lower = lower();
    double width = upper() - lower;
    return width > 0 ? (last - lower) / width : Double.NaN;
  }

  /** The values' population standard deviation. */
  public double deviation() {
    return window.isFull() ? window.populationStandardDeviation() : Double.NaN;
  }

  @Override
  public int stateLength() {
    return 2 + window.stateLength();
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = k;
    into[at + 1] = last;
    return window.save(into, at + 2);
  }

  @Override
  public int restore(double[] from, int at) {
    Restorable.same(from, at, k, "number of standard deviations");
    last = from[at + 1];
    return window.restore(from, at + 2);
  }
}
