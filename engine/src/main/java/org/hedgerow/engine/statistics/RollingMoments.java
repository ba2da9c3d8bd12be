package org.hedgerow.engine.statistics;

/**
 * Moments of the last n values, to the fourth; {@link BlockedWindow} says how, and what it costs.
 */
public final class RollingMoments extends BlockedWindow implements CentralMoments {
  /** An empty window for that many values. */
  public RollingMoments(int length) {
    super(length, 1, MomentSums.SIZE);
  }

  /**
   * Takes a value in; the oldest of a full window leaves.
   *
   * @throws IllegalArgumentException if it is not a number up to 1e75
   */
  public void add(double value) {
    values()[place()] = Checked.number(value, "value");
    advance();
  }

  @Override
  public long count() {
    return (long) window()[0];
  }

  @Override
  public double mean() {
    return MomentSums.mean(window(), 0);
  }

  @Override
  public double centralSum(int power) {
    return MomentSums.central(window(), 0, power);
  }

  @Override
  void append(double[] sums, int at, double[] values, int value) {
    MomentSums.append(sums, at, values[value]);
  }

  @Override
  void merge(double[] left, int a, double[] right, int b, double[] into, int at) {
    MomentSums.merge(left, a, right, b, into, at);
  }
}
