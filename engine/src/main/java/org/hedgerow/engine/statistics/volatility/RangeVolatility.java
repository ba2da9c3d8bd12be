package org.hedgerow.engine.statistics.volatility;

import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.Restorable;
import org.hedgerow.engine.statistics.RollingMoments;

/**
 * Volatility from the range of bars, over a rolling window: the mean of a {@link Measure} of each
 * bar. Formulas are in log prices: u = ln(high / open), d = ln(low / open), c = ln(close / open).
 */
public final class RangeVolatility implements VolatilityEstimator {
  private static final double LN_2 = StrictMath.log(2);

  /** What a bar says of the variance of its period. */
  public enum Measure {
    /** (u - d)^2 / (4 ln 2): no drift, no gaps (M. Parkinson, Journal of Business, 1980). */
    PARKINSON(1),
    /**
     * (u - d)^2 / 2 - (2 ln 2 - 1) c^2: no drift, no gaps (M. Garman, M. Klass, Journal of
     * Business, 1980; the practical form of their estimator).
     */
    GARMAN_KLASS(2),
    /**
     * u (u - c) + d (d - c): any drift, no gaps (L. Rogers, S. Satchell, Annals of Applied
     * Probability, 1991).
     */
    ROGERS_SATCHELL(3),
    /**
     * Garman and Klass with the square of the gap, ln(open / close before), added (as TTR's {@code
     * gk.yz}): no drift. The first bar gives none.
     */
    GARMAN_KLASS_WITH_GAPS(4);

    /** In saved states. */
    private final int code;

    Measure(int code) {
      this.code = code;
    }
  }

  private final Measure measure;
  private final RollingMoments terms;
  private double lastClose;

  /** A window of that many bars (of that many gaps where the measure has them). */
  public RangeVolatility(Measure measure, int bars) {
    this.measure = measure;
    terms = new RollingMoments(Checked.atLeast(bars, 1, "number of bars"));
  }

  /**
   * Takes a closed bar in.
   *
   * @throws IllegalArgumentException if a price is not positive, or open or close lies outside the
   *     range
   */
  public void bar(double open, double high, double low, double close) {
    Bars.check(open, high, low, close);
    double range = StrictMath.log(high / low);
    double body = StrictMath.log(close / open);
    switch (measure) {
      case PARKINSON -> terms.add(range * range / (4 * LN_2));
      case GARMAN_KLASS -> terms.add(garmanKlass(range, body));
      case ROGERS_SATCHELL -> terms.add(rogersSatchell(open, high, low, close));
      case GARMAN_KLASS_WITH_GAPS -> {
        if (lastClose > 0) {
          double gap = StrictMath.log(open / lastClose);
          terms.add(gap * gap + garmanKlass(range, body));
        }
      }
    }
    lastClose = close;
  }

  private static double garmanKlass(double range, double body) {
    return 0.5 * range * range - (2 * LN_2 - 1) * body * body;
  }

  static double rogersSatchell(double open, double high, double low, double close) {
    return StrictMath.log(high / close) * StrictMath.log(high / open)
        + StrictMath.log(low / close) * StrictMath.log(low / open);
  }

  @Override
  public double variance() {
    // No term of a sound bar is negative; a mean of roundings can be, by a bit.
    return terms.isFull() ? Math.max(0, terms.mean()) : Double.NaN;
  }

  @Override
  public int stateLength() {
    return terms.stateLength() + 2;
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = measure.code;
    into[at + 1] = lastClose;
    return terms.save(into, at + 2);
  }

  @Override
  public int restore(double[] from, int at) {
    Restorable.same(from, at, measure.code, "measure");
    lastClose = from[at + 1];
    return terms.restore(from, at + 2);
  }
}
