package org.hedgerow.engine.statistics.spike;

import org.hedgerow.engine.statistics.Checked;

/**
 * From where on a value is a spike: farther from its neighbours' median than {@code sigmas} times
 * their scale. The scale is the median absolute deviation times 1.4826, which makes it the standard
 * deviation of normal values (F. Hampel, Journal of the American Statistical Association, 1974).
 *
 * <p>More than half of the neighbours equal makes that scale 0, as in any quiet market. Then, with
 * a floor of 0, every other value is a spike (so R's pracma); a floor of a tick or some keeps moves
 * of that size.
 *
 * @param sigmas how many scales a value may be off; usually 3
 * @param floor the least scale, in the values' unit; 0 for none
 */
public record SpikeThreshold(double sigmas, double floor) {
  private static final double SCALE = 1.4826;

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if sigmas is not positive, or the floor negative
   */
  public SpikeThreshold {
    Checked.positive(sigmas, "sigmas");
    if (Checked.number(floor, "floor") < 0) {
      throw new IllegalArgumentException("floor is " + floor + "; expected 0 or more");
    }
  }

  /** Whether a value is one; at the very limit it is not. */
  public boolean isSpike(double value, double median, double medianAbsoluteDeviation) {
    double scale = Math.max(SCALE * medianAbsoluteDeviation, floor);
    return Math.abs(value - median) > sigmas * scale;
  }
}
