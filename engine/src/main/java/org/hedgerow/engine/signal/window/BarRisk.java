package org.hedgerow.engine.signal.window;

import java.util.Map;
import org.hedgerow.engine.statistics.Restorable;
import org.hedgerow.engine.statistics.RollingMoments;
import org.hedgerow.engine.statistics.SortedWindow;
import org.hedgerow.engine.statistics.risk.TailRisk;

/**
 * What a holder stood to lose, over the last n bars: value at risk and expected shortfall of a
 * bar's simple return (historical with the type-7 quantile, Gaussian, Cornish-Fisher; a loss is
 * negative), and how far the close is, and was at worst, below the highest close before it.
 *
 * <p>Remembers n closes in a ring besides, for the drawdown, which is worked out anew at each bar.
 */
final class BarRisk implements Figures {
  private final double confidence;
  private final SortedWindow returns;
  private final RollingMoments moments;
  private final double[] closes;
  private long count;

  BarRisk(int bars, double confidence) {
    this.confidence = confidence;
    returns = new SortedWindow(bars);
    moments = new RollingMoments(bars);
    closes = new double[bars];
  }

  @Override
  public void bar(double open, double high, double low, double close) {
    if (count > 0) {
      double simple = close / closes[(int) ((count - 1) % closes.length)] - 1;
      returns.add(simple);
      moments.add(simple);
    }
    closes[(int) (count % closes.length)] = close;
    count++;
  }

  @Override
  public long wanted() {
    return closes.length + 1L;
  }

  @Override
  public void numbers(Map<String, Double> into) {
    if (returns.isFull()) {
      double var = returns.quantile(1 - confidence);
      into.put("historicalVar", var);
      into.put("historicalShortfall", returns.meanUpTo(var));
      into.put("gaussianVar", TailRisk.gaussianVar(moments, confidence));
      into.put("gaussianShortfall", TailRisk.gaussianShortfall(moments, confidence));
      into.put("cornishFisherVar", TailRisk.cornishFisherVar(moments, confidence));
    }
    double peak = 0;
    double deepest = 0;
    double last = Double.NaN;
    for (long i = Math.max(0, count - closes.length); i < count; i++) {
      last = closes[(int) (i % closes.length)];
      peak = Math.max(peak, last);
      deepest = Math.min(deepest, last / peak - 1);
    }
    into.put("drawdown", last / peak - 1);
    into.put("deepestDrawdown", deepest);
  }

  @Override
  public int stateLength() {
    return 1 + closes.length + Figures.length(returns, moments);
  }

  @Override
  public int save(double[] into, int at) {
    into[at] = count;
    System.arraycopy(closes, 0, into, at + 1, closes.length);
    return Figures.save(into, at + 1 + closes.length, returns, moments);
  }

  @Override
  public int restore(double[] from, int at) {
    count = (long) from[at];
    System.arraycopy(from, at + 1, closes, 0, closes.length);
    Restorable[] parts = {returns, moments};
    return Figures.restore(from, at + 1 + closes.length, parts);
  }
}
