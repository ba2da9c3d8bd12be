package org.hedgerow.engine.statistics.indicator;

import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.Restorable;

/**
 * An exponential moving average: average + k (value - average).
 *
 * <p>What it starts from is a convention of its own, and shows for several lengths after: TA-Lib
 * (and TTR) take the simple mean of the first n values, first seen at the n-th; Tulip and Achelis
 * take the first value, seen at once.
 */
public final class ExponentialMovingAverage implements Restorable {
  private final double k;
  private final int skipped;
  private final int seed;
  private long seen;
  private double sum;
  private double average = Double.NaN;

  private ExponentialMovingAverage(double k, int skipped, int seed) {
    this.k = k;
    this.skipped = skipped;
    this.seed = seed;
  }

  /** TA-Lib's EMA: k = 2 / (n + 1), started from the mean of the first n values. */
  public static ExponentialMovingAverage of(int length) {
    return startingAfter(0, length);
  }

  /** Wilder's average: k = 1 / n, started from the mean of the first n values. */
  public static ExponentialMovingAverage wilder(int length) {
    Checked.atLeast(length, 1, "length");
    return new ExponentialMovingAverage(1.0 / length, 0, length);
  }

  /** Tulip's and Achelis' EMA: k = 2 / (n + 1), started from the first value. */
  public static ExponentialMovingAverage fromFirstValue(int length) {
    Checked.atLeast(length, 1, "length");
    return new ExponentialMovingAverage(2.0 / (length + 1), 0, 1);
  }

  /** TA-Lib's EMA that pays no heed to that many values at the beginning; {@link Macd} has one. */
  static ExponentialMovingAverage startingAfter(int skipped, int length) {
    Checked.atLeast(length, 1, "length");
    return new ExponentialMovingAverage(2.0 / (length + 1), skipped, length);
  }

  /**
   * Takes a value in; the average with it, NaN before it starts.
   *
   * @throws IllegalArgumentException if the value is not a number up to 1e75
   */
  public double add(double value) {
    Checked.number(value, "value");
    long first = seen - skipped;
    if (first >= seed) {
      average += k * (value - average);
      return average;
    }
    seen++;
    if (first >= 0) {
      sum += value;
      if (first + 1 == seed) {
        average = sum / seed;
      }
    }
    return average;
  }

  /** The average now; NaN before it starts. */
  public double value() {
    return average;
  }

  @Override
  public int stateLength() {
    return 6;
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = k;
    into[at + 1] = skipped;
    into[at + 2] = seed;
    into[at + 3] = seen;
    into[at + 4] = sum;
    into[at + 5] = average;
    return at + 6;
  }

  @Override
  public int restore(double[] from, int at) {
    Restorable.same(from, at, k, "weight of a new value");
    Restorable.same(from, at + 1, skipped, "number of values skipped");
    Restorable.same(from, at + 2, seed, "number of values to start from");
    seen = Restorable.whole(from, at + 3, skipped + seed, "number of values seen");
    sum = from[at + 4];
    average = from[at + 5];
    return at + 6;
  }
}
