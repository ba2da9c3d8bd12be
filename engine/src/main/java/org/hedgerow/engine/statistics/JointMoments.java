package org.hedgerow.engine.statistics;

/** Means and covariances of all joint observations so far (n - 1 in the denominator). */
public final class JointMoments implements Covariances, Restorable {
  private final JointSums joint;
  private final double[] sums;
  private final double[] pair = new double[2];

  /** No observation yet, of that many variables. */
  public JointMoments(int variables) {
    joint = new JointSums(variables);
    sums = new double[joint.size()];
  }

  /**
   * Takes in one value of each variable.
   *
   * @throws IllegalArgumentException if one is not a number up to 1e75, or there are not as many as
   *     variables
   */
  public void add(double[] values) {
    RollingCovariance.check(values, joint.variables());
    joint.append(sums, 0, values, 0);
  }

  /** Takes in an observation of two variables; see {@link #add(double[])}. */
  public void add(double first, double second) {
    pair[0] = first;
    pair[1] = second;
    add(pair);
  }

  /**
   * Takes in all that another sample holds; the other is left as it is.
   *
   * @throws IllegalArgumentException if it has another number of variables
   */
  public void merge(JointMoments other) {
    if (other.variables() != variables()) {
      throw new IllegalArgumentException(other.variables() + " variables; expected " + variables());
    }
    joint.merge(sums, 0, other.sums, 0, sums, 0);
  }

  @Override
  public int variables() {
    return joint.variables();
  }

  @Override
  public long count() {
    return (long) sums[0];
  }

  @Override
  public double mean(int variable) {
    return joint.mean(sums, 0, variable);
  }

  @Override
  public double covariance(int first, int second) {
    return joint.covariance(sums, 0, first, second);
  }

  @Override
  public int stateLength() {
    return 1 + sums.length;
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = joint.variables();
    System.arraycopy(sums, 0, into, at + 1, sums.length);
    return at + stateLength();
  }

  @Override
  public int restore(double[] from, int at) {
    Restorable.same(from, at, joint.variables(), "number of variables");
    System.arraycopy(from, at + 1, sums, 0, sums.length);
    return at + stateLength();
  }
}
