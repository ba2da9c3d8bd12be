package org.hedgerow.engine.statistics.indicator;

import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.Restorable;

/**
 * Moving average convergence and divergence: a fast less a slow exponential average, and the
 * exponential average of that as its signal.
 */
public final class Macd implements Restorable {
  /** What the fast average starts from. */
  public enum Seeding {
    /**
     * The mean of the values just before the slow average starts, so that both start together: for
     * 12 and 26 those of bars 14 to 25, not 0 to 11.
     */
    TA_LIB,
    /** The mean of its own first values (TTR). Both forms come together after some lengths. */
    EACH_ITS_OWN
  }

  /** What the difference is given in. */
  public enum Unit {
    /** The price's: fast - slow. */
    PRICE(1),
    /** Percent of the slow average: 100 (fast / slow - 1), TTR's default. */
    PERCENT(2);

    /** In saved states. */
    private final int code;

    Unit(int code) {
      this.code = code;
    }
  }

  private final Unit unit;
  private final ExponentialMovingAverage fast;
  private final ExponentialMovingAverage slow;
  private final ExponentialMovingAverage signal;
  private double value = Double.NaN;

  /** TA-Lib's, in the price's unit: usually 12, 26 and 9. */
  public Macd(int fast, int slow, int signal) {
    this(fast, slow, signal, Seeding.TA_LIB, Unit.PRICE);
  }

  /**
   * With a convention of choice.
   *
   * @throws IllegalArgumentException unless slow is longer than fast
   */
  public Macd(int fast, int slow, int signal, Seeding seeding, Unit unit) {
    Checked.atLeast(slow, fast + 1, "slow length");
    this.unit = unit;
    this.fast =
        ExponentialMovingAverage.startingAfter(seeding == Seeding.TA_LIB ? slow - fast : 0, fast);
    this.slow = ExponentialMovingAverage.of(slow);
    this.signal = ExponentialMovingAverage.of(signal);
  }

  /**
   * Takes a price in; {@link #value} with it.
   *
   * @throws IllegalArgumentException if the price is not a number up to 1e75
   */
  public double add(double price) {
    double quick = fast.add(price);
    double calm = slow.add(price);
    if (!Double.isNaN(calm)) {
      value = unit == Unit.PRICE ? quick - calm : 100 * (quick / calm - 1);
      signal.add(value);
    }
    return value;
  }

  /** The difference now; NaN before the slow average starts. */
  public double value() {
    return value;
  }

  /** Its average; NaN before there are enough values of it. */
  public double signal() {
    return signal.value();
  }

  /** Difference less signal; NaN before the signal starts. */
  public double histogram() {
    return value - signal.value();
  }

  @Override
  public int stateLength() {
    return 2 + 3 * fast.stateLength();
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = unit.code;
    into[at + 1] = value;
    return signal.save(into, slow.save(into, fast.save(into, at + 2)));
  }

  @Override
  public int restore(double[] from, int at) {
    Restorable.same(from, at, unit.code, "unit");
    value = from[at + 1];
    return signal.restore(from, slow.restore(from, fast.restore(from, at + 2)));
  }
}
