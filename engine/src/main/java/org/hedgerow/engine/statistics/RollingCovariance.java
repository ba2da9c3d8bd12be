package org.hedgerow.engine.statistics;

/**
 * Means and covariances of the last n joint observations (n - 1 in the denominator); {@link
 * BlockedWindow} says how, and what it costs.
 */
public final class RollingCovariance extends BlockedWindow implements Covariances {
  private final JointSums joint;

  /** An empty window for that many observations of that many variables. */
  public RollingCovariance(int length, int variables) {
    this(length, new JointSums(variables));
  }

  private RollingCovariance(int length, JointSums joint) {
    super(length, joint.variables(), joint.size());
    this.joint = joint;
  }

  /**
   * Takes in one value of each variable; the oldest observation of a full window leaves.
   *
   * @throws IllegalArgumentException if one is not a number up to 1e75, or there are not as many as
   *     variables
   */
  public void add(double[] observation) {
    check(observation, joint.variables());
    System.arraycopy(observation, 0, values(), place(), observation.length);
    advance();
  }

  /** Takes in an observation of two variables; see {@link #add(double[])}. */
  public void add(double first, double second) {
    if (joint.variables() != 2) {
      throw new IllegalArgumentException("2 values; expected " + joint.variables());
    }
    Checked.number(first, "value 0");
    Checked.number(second, "value 1");
    values()[place()] = first;
    values()[place() + 1] = second;
    advance();
  }

  static void check(double[] observation, int variables) {
    if (observation.length != variables) {
      throw new IllegalArgumentException(observation.length + " values; expected " + variables);
    }
    for (double value : observation) {
      Checked.number(value, "value");
    }
  }

  @Override
  public int variables() {
    return joint.variables();
  }

  @Override
  public long count() {
    return (long) window()[0];
  }

  @Override
  public double mean(int variable) {
    return joint.mean(window(), 0, variable);
  }

  @Override
  public double covariance(int first, int second) {
    return joint.covariance(window(), 0, first, second);
  }

  @Override
  void append(double[] sums, int at, double[] values, int value) {
    joint.append(sums, at, values, value);
  }

  @Override
  void merge(double[] left, int a, double[] right, int b, double[] into, int at) {
    joint.merge(left, a, right, b, into, at);
  }
}
