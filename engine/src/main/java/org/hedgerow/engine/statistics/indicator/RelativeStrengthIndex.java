package org.hedgerow.engine.statistics.indicator;

import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.Restorable;

/**
 * Wilder's relative strength index, from 0 to 100: 100 times the average gain over the sum of
 * average gain and average loss. Averages are Wilder's, started from the mean of the first n
 * changes, so that the first figure comes with price n + 1 (TA-Lib's and TTR's seeding).
 *
 * <p>Where no price has moved within the average's memory it is 0 / 0, and NaN here as in TTR;
 * TA-Lib prints 0, which reads as "sold out" and would set off whoever buys that.
 */
public final class RelativeStrengthIndex implements Restorable {
  private final ExponentialMovingAverage gains;
  private final ExponentialMovingAverage losses;
  private double last = Double.NaN;

  /** Over that many changes: 14 as Wilder has it. */
  public RelativeStrengthIndex(int length) {
    gains = ExponentialMovingAverage.wilder(length);
    losses = ExponentialMovingAverage.wilder(length);
  }

  /**
   * Takes a price in; the index with it, NaN before it starts.
   *
   * @throws IllegalArgumentException if the price is not a number up to 1e75
   */
  public double add(double price) {
    Checked.number(price, "price");
    if (!Double.isNaN(last)) {
      double change = price - last;
      gains.add(Math.max(change, 0));
      losses.add(Math.max(-change, 0));
    }
    last = price;
    return value();
  }

  /** The index now. */
  public double value() {
    double sum = gains.value() + losses.value();
    return sum > 0 ? 100 * (gains.value() / sum) : Double.NaN;
  }

  /** The average gain a price, in its unit. */
  public double averageGain() {
    return gains.value();
  }

  /** The average loss a price, in its unit, 0 or more. */
  public double averageLoss() {
    return losses.value();
  }

  @Override
  public int stateLength() {
    return 1 + gains.stateLength() + losses.stateLength();
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = last;
    return losses.save(into, gains.save(into, at + 1));
  }

  @Override
  public int restore(double[] from, int at) {
    last = from[at];
    return losses.restore(from, gains.restore(from, at + 1));
  }
}
