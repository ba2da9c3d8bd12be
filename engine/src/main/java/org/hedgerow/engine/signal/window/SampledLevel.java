package org.hedgerow.engine.signal.window;

import java.util.Map;
import org.hedgerow.engine.signal.rule.SubjectView;
import org.hedgerow.engine.statistics.RollingMoments;

/**
 * Where a level stands among its last n samples: the level, their mean and standard deviation (n -
 * 1 in the denominator), and how many of these it is off the mean. Annualised by a factor that the
 * definition says.
 */
final class SampledLevel implements Figures {
  /** Which level. */
  enum Level {
    /** Mid over the other's mid less 1, both fresh. */
    BASIS,
    /** The last funding rate that was told, a fraction an interval. */
    FUNDING
  }

  private final Level level;
  private final int window;
  private final double periodsPerYear;
  private final RollingMoments moments;
  private double last = Double.NaN;

  /**
   * @param periodsPerYear what makes a year's rate of the level; NaN: nothing does
   */
  SampledLevel(Level level, int window, double periodsPerYear) {
    this.level = level;
    this.window = window;
    this.periodsPerYear = periodsPerYear;
    moments = new RollingMoments(window);
  }

  @Override
  public boolean sample(SubjectView view, long freshMicros) {
    double now =
        switch (level) {
          case BASIS ->
              view.quoteAgeMicros() <= freshMicros
                  ? view.mid() / view.midAgainst() - 1
                  : Double.NaN;
          case FUNDING -> view.fundingRate();
        };
    if (Double.isNaN(now)) {
      return false;
    }
    last = now;
    moments.add(now);
    return true;
  }

  @Override
  public long wanted() {
    return window;
  }

  @Override
  public void numbers(Map<String, Double> into) {
    into.put("level", last);
    into.put("annualised", last * periodsPerYear);
    if (moments.isFull()) {
      into.put("mean", moments.mean());
      into.put("meanAnnualised", moments.mean() * periodsPerYear);
      double deviation = StrictMath.sqrt(moments.variance());
      into.put("deviation", deviation);
      into.put("zScore", deviation > 0 ? (last - moments.mean()) / deviation : Double.NaN);
    }
  }

  @Override
  public int stateLength() {
    return 1 + moments.stateLength();
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = last;
    return moments.save(into, at + 1);
  }

  @Override
  public int restore(double[] from, int at) {
    last = from[at];
    return moments.restore(from, at + 1);
  }
}
