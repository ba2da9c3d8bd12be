package org.hedgerow.engine.statistics.indicator;

import org.hedgerow.engine.statistics.Restorable;

/**
 * Twice the exponential average less that average's own exponential average, both of length n and
 * with TA-Lib's seeding: first seen at value 2 n - 1 (P. Mulloy, Technical Analysis of Stocks &amp;
 * Commodities, 1994).
 */
public final class DoubleExponentialMovingAverage implements Restorable {
  private final ExponentialMovingAverage once;
  private final ExponentialMovingAverage twice;

  /** Over that many values. */
  public DoubleExponentialMovingAverage(int length) {
    once = ExponentialMovingAverage.of(length);
    twice = ExponentialMovingAverage.of(length);
  }

  /**
   * Takes a value in; the average with it, NaN before it starts.
   *
   * @throws IllegalArgumentException if the value is not a number up to 1e75
   */
  public double add(double value) {
    double average = once.add(value);
    if (!Double.isNaN(average)) {
      twice.add(average);
    }
    return value();
  }

  /** The average now. */
  public double value() {
    return 2 * once.value() - twice.value();
  }

  @Override
  public int stateLength() {
    return once.stateLength() + twice.stateLength();
  }

  @Override
  public int save(double[] into, int at) {
    return twice.save(into, once.save(into, at));
  }

  @Override
  public int restore(double[] from, int at) {
    return twice.restore(from, once.restore(from, at));
  }
}
