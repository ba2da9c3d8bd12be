package org.hedgerow.engine.signal.window;

import java.util.Map;
import org.hedgerow.engine.signal.rule.SubjectView;
import org.hedgerow.engine.statistics.RollingMoments;

/**
 * What it brings a year to be short of an instrument and long of the other until the instrument is
 * settled, as a fraction of the other's price: the basis over the time to expiry (ACT/365), and the
 * funding that the short side gets less what the long side pays.
 *
 * <p>{@code annualised} is not compounded; {@code continuous} is c of F = S e^(cT) (Hull, Options,
 * Futures, and Other Derivatives, chapter 5). Funding goes on at the last rate that was told.
 */
final class SampledCarry implements Figures {
  private static final double YEAR_MICROS = 365 * 86_400e6;
  private static final int NUMBERS = 6;
  private static final int BASIS = 0;
  private static final int YEARS = 1;
  private static final int CONTINUOUS = 2;
  private static final int EXECUTABLE = 3;
  private static final int FUNDING = 4;
  private static final int NET = 5;

  private final CarryTerms terms;
  private final int window;
  private final double fundingsPerYear;
  private final RollingMoments moments;
  private final double[] last = new double[NUMBERS];

  SampledCarry(CarryTerms terms, int window, double fundingsPerYear) {
    this.terms = terms;
    this.window = window;
    this.fundingsPerYear = fundingsPerYear;
    moments = new RollingMoments(window);
  }

  @Override
  public boolean sample(SubjectView view, long freshMicros) {
    if (view.quoteAgeMicros() > freshMicros) {
      return false;
    }
    // The venue's clock: a recording of years ago knows its own expiries.
    double years =
        terms.isDated()
            ? (terms.expiryMicros() - view.clockMicros()) / YEAR_MICROS
            : Double.POSITIVE_INFINITY;
    double ratio = view.mid() / view.midAgainst();
    double funding =
        (terms.perpetual() ? view.fundingRate() * fundingsPerYear : 0)
            - (terms.againstPerpetual() ? view.fundingRateAgainst() * fundingsPerYear : 0);
    double net = (ratio - 1) / years + funding;
    if (!(years > 0) || Double.isNaN(net)) {
      return false;
    }
    last[BASIS] = ratio - 1;
    last[YEARS] = years;
    last[CONTINUOUS] = StrictMath.log(ratio) / years;
    last[EXECUTABLE] = (view.bid() / view.askAgainst() - 1) / years;
    last[FUNDING] = funding;
    last[NET] = net;
    moments.add(net);
    return true;
  }

  @Override
  public long wanted() {
    return window;
  }

  @Override
  public void numbers(Map<String, Double> into) {
    into.put("basis", last[BASIS]);
    if (terms.isDated()) {
      into.put("years", last[YEARS]);
      into.put("annualised", last[BASIS] / last[YEARS]);
      into.put("continuous", last[CONTINUOUS]);
      into.put("executable", last[EXECUTABLE]);
    }
    if (terms.perpetual() || terms.againstPerpetual()) {
      into.put("funding", last[FUNDING]);
    }
    into.put("net", last[NET]);
    if (moments.isFull()) {
      into.put("mean", moments.mean());
      double deviation = StrictMath.sqrt(moments.variance());
      into.put("deviation", deviation);
      into.put("zScore", deviation > 0 ? (last[NET] - moments.mean()) / deviation : Double.NaN);
    }
  }

  @Override
  public int stateLength() {
    return NUMBERS + moments.stateLength();
  }

  @Override
  public int save(double[] into, int at) {
    System.arraycopy(last, 0, into, at, NUMBERS);
    return moments.save(into, at + NUMBERS);
  }

  @Override
  public int restore(double[] from, int at) {
    System.arraycopy(from, at, last, 0, NUMBERS);
    return moments.restore(from, at + NUMBERS);
  }
}
