package org.hedgerow.engine.statistics.indicator;

import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.Restorable;

/**
 * Wilder's average true range: the average (k = 1 / n) of the range of each bar, widened to the
 * close before it, started from the mean of n ranges.
 */
public final class AverageTrueRange implements Restorable {
  /** Whether the first bar, which has no close before it, counts. */
  public enum FirstBar {
    /** It only gives the close: first figure with bar n + 1 (TA-Lib, TTR). */
    LEFT_OUT(1),
    /** High - low counts as its true range: first figure with bar n (Lean, Tulip). */
    COUNTED(2);

    /** In saved states. */
    private final int code;

    FirstBar(int code) {
      this.code = code;
    }
  }

  private final FirstBar firstBar;
  private final ExponentialMovingAverage average;
  private double trueRange = Double.NaN;
  private double lastClose = Double.NaN;

  /** TA-Lib's, over that many ranges: 14 as Wilder has it. */
  public AverageTrueRange(int length) {
    this(length, FirstBar.LEFT_OUT);
  }

  /** With a convention of choice. */
  public AverageTrueRange(int length, FirstBar firstBar) {
    this.firstBar = firstBar;
    average = ExponentialMovingAverage.wilder(length);
  }

  /**
   * Takes a closed bar in; the average with it, NaN before it starts.
   *
   * @throws IllegalArgumentException if a price is not a number up to 1e75, or high below low
   */
  public double bar(double high, double low, double close) {
    Checked.number(high, "high");
    Checked.number(low, "low");
    Checked.number(close, "close");
    if (high < low) {
      throw new IllegalArgumentException("high " + high + " is below low " + low);
    }
    boolean first = Double.isNaN(lastClose);
    if (!first) {
      trueRange = Math.max(high, lastClose) - Math.min(low, lastClose);
    } else if (firstBar == FirstBar.COUNTED) {
      trueRange = high - low;
    }
    if (!first || firstBar == FirstBar.COUNTED) {
      average.add(trueRange);
    }
    lastClose = close;
    return average.value();
  }

  /** The average now, in the price's unit; NaN before it starts. */
  public double value() {
    return average.value();
  }

  /** The average in percent of the last close (TA-Lib's NATR); NaN before it starts. */
  public double normalised() {
    return average.value() / lastClose * 100;
  }

  /** The last bar's true range; NaN where it has none. */
  public double trueRange() {
    return trueRange;
  }

  @Override
  public int stateLength() {
    return 3 + average.stateLength();
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = firstBar.code;
    into[at + 1] = trueRange;
    into[at + 2] = lastClose;
    return average.save(into, at + 3);
  }

  @Override
  public int restore(double[] from, int at) {
    Restorable.same(from, at, firstBar.code, "handling of the first bar");
    trueRange = from[at + 1];
    lastClose = from[at + 2];
    return average.restore(from, at + 3);
  }
}
