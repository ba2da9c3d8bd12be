package org.hedgerow.engine.portfolio.risk;

import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.engine.statistics.Moments;
import org.hedgerow.engine.statistics.risk.TailRisk;

/**
 * Value at risk and expected shortfall of one series of profits by three methods, by
 * METHOD_PERCENT; losses are negative. See {@link TailRisk}.
 */
final class TailFigures {
  /** The figure that limits go by. */
  static final String LIMITED = "historical_99";

  /** Of fewer than that nothing is said. */
  static final int LEAST = 30;

  private final Map<String, Double> valueAtRisk = new TreeMap<>();
  private final Map<String, Double> shortfall = new TreeMap<>();

  private TailFigures() {}

  /** Of profits in money, in any order. */
  static TailFigures of(double[] profits) {
    TailFigures figures = new TailFigures();
    if (profits.length < LEAST) {
      return figures;
    }
    Moments moments = new Moments();
    for (double profit : profits) {
      moments.add(profit);
    }
    for (int percent : new int[] {95, 99}) {
      double confidence = percent / 100.0;
      figures.put("historical_" + percent, TailRisk.historicalVar(profits, confidence), true);
      figures.put(
          "historical_" + percent, TailRisk.historicalShortfall(profits, confidence), false);
      figures.put("gaussian_" + percent, TailRisk.gaussianVar(moments, confidence), true);
      figures.put("gaussian_" + percent, TailRisk.gaussianShortfall(moments, confidence), false);
      figures.put(
          "cornish_fisher_" + percent, TailRisk.cornishFisherVar(moments, confidence), true);
      figures.put(
          "cornish_fisher_" + percent, TailRisk.cornishFisherShortfall(moments, confidence), false);
    }
    return figures;
  }

  private void put(String name, double value, boolean var) {
    // A series that never moves has no skewness: what cannot be worked out is left out.
    if (!Double.isNaN(value)) {
      (var ? valueAtRisk : shortfall).put(name, value);
    }
  }

  Map<String, Double> valueAtRisk() {
    return valueAtRisk;
  }

  Map<String, Double> shortfall() {
    return shortfall;
  }
}
