package org.hedgerow.engine.statistics;

/**
 * Autocorrelation at lag one of all values so far, as NIST's reference cases define it: the sum of
 * (x[i] - m)(x[i+1] - m) over the sum of (x[i] - m)^2, with m the mean of all values.
 */
public final class LagOneAutocorrelation implements Restorable {
  private final Moments all = new Moments();
  private final JointMoments neighbours = new JointMoments(2);
  private double last;

  /**
   * Takes a value in.
   *
   * @throws IllegalArgumentException if it is not a number up to 1e75
   */
  public void add(double value) {
    Checked.number(value, "value");
    if (all.count() > 0) {
      neighbours.add(last, value);
    }
    all.add(value);
    last = value;
  }

  /** From -1 to 1; NaN below three values or where they are all equal. */
  public double value() {
    long pairs = neighbours.count();
    double sum = all.centralSum(2);
    if (pairs < 2 || !(sum > 0)) {
      return Double.NaN;
    }
    double mean = all.mean();
    double products =
        neighbours.covariance(0, 1) * (pairs - 1)
            + pairs * (neighbours.mean(0) - mean) * (neighbours.mean(1) - mean);
    return products / sum;
  }

  @Override
  public int stateLength() {
    return all.stateLength() + neighbours.stateLength() + 1;
  }

  @Override
  public int save(double[] into, int at) {
    int after = neighbours.save(into, all.save(into, at));
    into[after] = last;
    return after + 1;
  }

  @Override
  public int restore(double[] from, int at) {
    int after = neighbours.restore(from, all.restore(from, at));
    last = from[after];
    return after + 1;
  }
}
