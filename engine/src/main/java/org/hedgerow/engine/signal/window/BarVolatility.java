package org.hedgerow.engine.signal.window;

import java.util.Map;
import org.hedgerow.engine.statistics.Restorable;
import org.hedgerow.engine.statistics.volatility.CloseToClose;
import org.hedgerow.engine.statistics.volatility.EwmaVolatility;
import org.hedgerow.engine.statistics.volatility.RangeVolatility;
import org.hedgerow.engine.statistics.volatility.RangeVolatility.Measure;
import org.hedgerow.engine.statistics.volatility.VolatilityEstimator;
import org.hedgerow.engine.statistics.volatility.YangZhang;

/**
 * Volatility a year, as a fraction, by every estimator that there is, over the last n bars
 * (close-to-close: n returns, about their mean).
 */
final class BarVolatility implements Figures {
  private final int bars;
  private final double periodsPerYear;
  private final CloseToClose closeToClose;
  private final EwmaVolatility ewma;
  private final RangeVolatility parkinson;
  private final RangeVolatility garmanKlass;
  private final RangeVolatility withGaps;
  private final RangeVolatility rogersSatchell;
  private final YangZhang yangZhang;
  private final Restorable[] all;

  BarVolatility(int bars, double lambda, double periodsPerYear) {
    this.bars = bars;
    this.periodsPerYear = periodsPerYear;
    closeToClose = CloseToClose.overReturns(bars, CloseToClose.MeanReturn.OF_SAMPLE);
    ewma = new EwmaVolatility(lambda);
    parkinson = new RangeVolatility(Measure.PARKINSON, bars);
    garmanKlass = new RangeVolatility(Measure.GARMAN_KLASS, bars);
    withGaps = new RangeVolatility(Measure.GARMAN_KLASS_WITH_GAPS, bars);
    rogersSatchell = new RangeVolatility(Measure.ROGERS_SATCHELL, bars);
    yangZhang = new YangZhang(bars);
    all =
        new Restorable[] {
          closeToClose, ewma, parkinson, garmanKlass, withGaps, rogersSatchell, yangZhang
        };
  }

  @Override
  public void bar(double open, double high, double low, double close) {
    closeToClose.price(close);
    ewma.price(close);
    parkinson.bar(open, high, low, close);
    garmanKlass.bar(open, high, low, close);
    withGaps.bar(open, high, low, close);
    rogersSatchell.bar(open, high, low, close);
    yangZhang.bar(open, high, low, close);
  }

  /** The first bar only gives the close that the first return starts from. */
  @Override
  public long wanted() {
    return bars + 1L;
  }

  @Override
  public void numbers(Map<String, Double> into) {
    put(into, "closeToClose", closeToClose);
    put(into, "ewma", ewma);
    put(into, "parkinson", parkinson);
    put(into, "garmanKlass", garmanKlass);
    put(into, "garmanKlassWithGaps", withGaps);
    put(into, "rogersSatchell", rogersSatchell);
    put(into, "yangZhang", yangZhang);
  }

  private void put(Map<String, Double> into, String name, VolatilityEstimator estimator) {
    into.put(name, estimator.annualised(periodsPerYear));
  }

  @Override
  public int stateLength() {
    return Figures.length(all);
  }

  @Override
  public int save(double[] into, int at) {
    return Figures.save(into, at, all);
  }

  @Override
  public int restore(double[] from, int at) {
    return Figures.restore(from, at, all);
  }
}
