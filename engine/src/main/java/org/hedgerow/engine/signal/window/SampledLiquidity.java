package org.hedgerow.engine.signal.window;

import java.util.Map;
import org.hedgerow.engine.signal.depth.DepthBook;
import org.hedgerow.engine.signal.rule.SubjectView;
import org.hedgerow.engine.statistics.RollingMoments;

/**
 * What the book of an instrument would take, now and on average over the last n samples: depth
 * within so many basis points of the mid (quote units), and how far from the mid, as a fraction of
 * it, a clip would be bought and sold on average.
 */
final class SampledLiquidity implements Figures {
  private static final String[] NAMES = {"bidDepth", "askDepth", "buyImpact", "sellImpact"};

  private final int window;
  private final double basisPoints;
  private final double clip;
  private final double[] last = new double[NAMES.length];
  private final RollingMoments[] moments = new RollingMoments[NAMES.length];

  /**
   * @param clip in quote units
   */
  SampledLiquidity(int window, double basisPoints, double clip) {
    this.window = window;
    this.basisPoints = basisPoints;
    this.clip = clip;
    for (int i = 0; i < NAMES.length; i++) {
      moments[i] = new RollingMoments(window);
    }
  }

  /**
   * A book that is not known is no sample; a clip that it has no room for leaves its impact out.
   */
  @Override
  public boolean sample(SubjectView view, long freshMicros) {
    DepthBook book = view.depth();
    double bid = book.within(true, basisPoints);
    double ask = book.within(false, basisPoints);
    if (Double.isNaN(bid) || Double.isNaN(ask)) {
      return false;
    }
    last[0] = bid;
    last[1] = ask;
    last[2] = book.impact(true, clip);
    last[3] = book.impact(false, clip);
    for (int i = 0; i < NAMES.length; i++) {
      if (!Double.isNaN(last[i])) {
        moments[i].add(last[i]);
      }
    }
    return true;
  }

  @Override
  public long wanted() {
    return window;
  }

  @Override
  public void numbers(Map<String, Double> into) {
    for (int i = 0; i < NAMES.length; i++) {
      into.put(NAMES[i], last[i]);
      if (moments[i].isFull()) {
        into.put(NAMES[i] + "Mean", moments[i].mean());
      }
    }
  }

  @Override
  public int stateLength() {
    return NAMES.length + Figures.length(moments);
  }

  @Override
  public int save(double[] into, int at) {
    System.arraycopy(last, 0, into, at, NAMES.length);
    return Figures.save(into, at + NAMES.length, moments);
  }

  @Override
  public int restore(double[] from, int at) {
    System.arraycopy(from, at, last, 0, NAMES.length);
    return Figures.restore(from, at + NAMES.length, moments);
  }
}
