package org.hedgerow.engine.signal.window;

import java.util.Map;
import org.hedgerow.engine.signal.rule.SubjectView;
import org.hedgerow.engine.statistics.Covariances;
import org.hedgerow.engine.statistics.EwmaCovariance;
import org.hedgerow.engine.statistics.RollingCovariance;

/**
 * How two instruments' mids move together, by simple returns from sample to sample: over the last n
 * returns (n - 1 in the denominator), and exponentially weighted. The instrument is the one that is
 * hedged, the other the hedge: the ratio is h* = Cov(dS, dF) / Var(dF), of values.
 */
final class PairCovariance implements Figures {
  private final int window;
  private final double periodsPerYear;
  private final RollingCovariance rolling;
  private final EwmaCovariance weighted;
  private double last;
  private double lastAgainst;

  PairCovariance(int window, double lambda, double periodsPerYear) {
    this.window = window;
    this.periodsPerYear = periodsPerYear;
    rolling = new RollingCovariance(window, 2);
    weighted = new EwmaCovariance(2, lambda);
  }

  @Override
  public boolean sample(SubjectView view, long freshMicros) {
    double now = view.mid();
    double nowAgainst = view.midAgainst();
    boolean usable = now > 0 && nowAgainst > 0 && view.quoteAgeMicros() <= freshMicros;
    boolean follows = usable && last > 0;
    if (follows) {
      double change = now / last - 1;
      double changeAgainst = nowAgainst / lastAgainst - 1;
      rolling.add(change, changeAgainst);
      weighted.add(change, changeAgainst);
    }
    // Without a sample the next one has nothing to be a return from.
    last = usable ? now : 0;
    lastAgainst = usable ? nowAgainst : 0;
    return follows;
  }

  @Override
  public long wanted() {
    return window;
  }

  @Override
  public void numbers(Map<String, Double> into) {
    if (rolling.isFull()) {
      put(into, "", rolling);
    }
    if (weighted.count() > 1) {
      put(into, "ewma", weighted);
    }
  }

  private void put(Map<String, Double> into, String before, Covariances covariances) {
    into.put(name(before, "covariance"), covariances.covariance(0, 1) * periodsPerYear);
    into.put(name(before, "correlation"), covariances.correlation(0, 1));
    into.put(name(before, "hedgeRatio"), covariances.beta(0, 1));
    into.put(name(before, "beta"), covariances.beta(1, 0));
    into.put(name(before, "rSquared"), covariances.rSquared(0, 1));
    into.put(
        name(before, "volatility"),
        StrictMath.sqrt(Math.max(0, covariances.variance(0)) * periodsPerYear));
    into.put(
        name(before, "volatilityAgainst"),
        StrictMath.sqrt(Math.max(0, covariances.variance(1)) * periodsPerYear));
  }

  private static String name(String before, String figure) {
    return before.isEmpty()
        ? figure
        : before + Character.toUpperCase(figure.charAt(0)) + figure.substring(1);
  }

  @Override
  public int stateLength() {
    return 2 + Figures.length(rolling, weighted);
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = last;
    into[at + 1] = lastAgainst;
    return Figures.save(into, at + 2, rolling, weighted);
  }

  @Override
  public int restore(double[] from, int at) {
    last = from[at];
    lastAgainst = from[at + 1];
    return Figures.restore(from, at + 2, rolling, weighted);
  }
}
