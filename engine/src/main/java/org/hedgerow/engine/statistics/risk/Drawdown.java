package org.hedgerow.engine.statistics.risk;

import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.Moments;
import org.hedgerow.engine.statistics.Restorable;

/**
 * How far wealth stands, and has stood, below its peak. Figures are fractions of the peak and not
 * positive: -0.1 is a tenth lost.
 */
public final class Drawdown implements Restorable {
  private final Moments depths = new Moments();
  private double peak;
  private double wealth;
  private double deepest;
  private long sincePeak;
  private long longest;

  /** Starts from that wealth, which is the first peak: 1 for a series of returns. */
  public Drawdown(double wealth) {
    this.wealth = Checked.positive(wealth, "wealth");
    peak = wealth;
  }

  /**
   * Takes in a period's simple return.
   *
   * @throws IllegalArgumentException if it is not a number up to 1e75, or loses more than all
   */
  public void periodReturn(double periodReturn) {
    if (Checked.number(periodReturn, "return") < -1) {
      throw new IllegalArgumentException("return is " + periodReturn + "; expected -1 or more");
    }
    wealth(wealth * (1 + periodReturn));
  }

  /**
   * Takes in the wealth that there is now.
   *
   * @throws IllegalArgumentException if it is not a number up to 1e75
   */
  public void wealth(double now) {
    wealth = Checked.number(now, "wealth");
    if (wealth >= peak) {
      peak = wealth;
      sincePeak = 0;
    } else {
      sincePeak++;
      longest = Math.max(longest, sincePeak);
    }
    deepest = Math.min(deepest, current());
    depths.add(current());
  }

  /** Where wealth stands now. */
  public double current() {
    return wealth / peak - 1;
  }

  /** The deepest so far. */
  public double maximum() {
    return deepest;
  }

  /** The mean depth over all periods, as a positive number: Becker's pain index. */
  public double painIndex() {
    return -depths.mean();
  }

  /** Periods since the last peak. */
  public long periodsBelowPeak() {
    return sincePeak;
  }

  /** The most periods in a row below a peak. */
  public long longestBelowPeak() {
    return longest;
  }

  @Override
  public int stateLength() {
    return 5 + depths.stateLength();
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = peak;
    into[at + 1] = wealth;
    into[at + 2] = deepest;
    into[at + 3] = sincePeak;
    into[at + 4] = longest;
    return depths.save(into, at + 5);
  }

  @Override
  public int restore(double[] from, int at) {
    peak = from[at];
    wealth = from[at + 1];
    deepest = from[at + 2];
    sincePeak = (long) from[at + 3];
    longest = (long) from[at + 4];
    return depths.restore(from, at + 5);
  }
}
