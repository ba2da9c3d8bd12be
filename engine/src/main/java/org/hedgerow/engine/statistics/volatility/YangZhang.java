package org.hedgerow.engine.statistics.volatility;

import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.RollingMoments;

/**
 * Yang and Zhang's volatility over a rolling window of n bars, right under drift and gaps: variance
 * of the gaps + k variance of open to close + (1 - k) Rogers and Satchell's, with sample variances
 * and k = 0.34 / (1.34 + (n + 1) / (n - 1)) (D. Yang, Q. Zhang, Journal of Business, 2000).
 *
 * <p>The first bar only gives the close that the first gap starts from.
 */
public final class YangZhang implements VolatilityEstimator {
  private final double k;
  private final RollingMoments gaps;
  private final RollingMoments bodies;
  private final RollingMoments ranges;
  private double lastClose;

  /** A window of that many bars, two at least. */
  public YangZhang(int bars) {
    double n = Checked.atLeast(bars, 2, "number of bars");
    k = 0.34 / (1.34 + (n + 1) / (n - 1));
    gaps = new RollingMoments(bars);
    bodies = new RollingMoments(bars);
    ranges = new RollingMoments(bars);
  }

  /**
   * Takes a closed bar in.
   *
   * @throws IllegalArgumentException if a price is not positive, or open or close lies outside the
   *     range
   */
  public void bar(double open, double high, double low, double close) {
    Bars.check(open, high, low, close);
    if (lastClose > 0) {
      gaps.add(StrictMath.log(open / lastClose));
      bodies.add(StrictMath.log(close / open));
      ranges.add(RangeVolatility.rogersSatchell(open, high, low, close));
    }
    lastClose = close;
  }

  @Override
  public double variance() {
    return gaps.isFull()
        ? gaps.variance() + k * bodies.variance() + (1 - k) * Math.max(0, ranges.mean())
        : Double.NaN;
  }

  @Override
  public int stateLength() {
    return 1 + gaps.stateLength() + bodies.stateLength() + ranges.stateLength();
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = lastClose;
    return ranges.save(into, bodies.save(into, gaps.save(into, at + 1)));
  }

  @Override
  public int restore(double[] from, int at) {
    lastClose = from[at];
    return ranges.restore(from, bodies.restore(from, gaps.restore(from, at + 1)));
  }
}
