package org.hedgerow.engine.portfolio.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.engine.configuration.StressScenario;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.ExposureLine;
import org.hedgerow.schema.GroupExposure;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.TradingScope;

/** What groups hold inside a scope, summed up. Money is in the currency of limits. */
final class ScopeExposure {
  private static final double ONE_PERCENT = 0.01;

  private final List<ExposureLine> lines = new ArrayList<>();
  private final Map<String, Double> grossOfAsset = new TreeMap<>();
  private final Map<String, Double> deltaOfAsset = new TreeMap<>();
  private double gross;
  private double net;
  private double margin;
  private double gamma;
  private double vega;

  /** Of the reports' lines that the scope covers. */
  static ScopeExposure of(TradingScope scope, List<GroupExposure> reports) {
    ScopeExposure sum = new ScopeExposure();
    for (GroupExposure report : reports) {
      for (ExposureLine line : report.getLines()) {
        if (scope.covers(
            report.getGroup(),
            line.getPortfolio(),
            line.getVenue(),
            line.getAccount(),
            line.getInstrument())) {
          sum.add(line);
        }
      }
    }
    return sum;
  }

  private void add(ExposureLine line) {
    lines.add(line);
    double worst = Amounts.toBigDecimal(line.getWorstNotional()).doubleValue();
    gross += worst;
    net += Amounts.toBigDecimal(line.getNotional()).doubleValue();
    margin += Amounts.toBigDecimal(line.getMargin()).doubleValue();
    gamma += line.getGamma() * ONE_PERCENT * line.getPrice() * line.getPrice();
    vega += line.getVega() * ONE_PERCENT;
    grossOfAsset.merge(line.getAsset(), worst, Double::sum);
    deltaOfAsset.merge(line.getAsset(), deltaMoney(line), Double::sum);
  }

  /** What a relative change of its price by one would earn, to first order. */
  static double deltaMoney(ExposureLine line) {
    return line.getDelta() * line.getPrice();
  }

  List<ExposureLine> lines() {
    return lines;
  }

  double gross() {
    return gross;
  }

  double net() {
    return net;
  }

  double margin() {
    return margin;
  }

  /** Sum over assets of what is left of long and short, without its sign. */
  double delta() {
    double sum = 0;
    for (double one : deltaOfAsset.values()) {
      sum += Math.abs(one);
    }
    return sum;
  }

  /** Change of delta in money for 1 % of all prices. */
  double gamma() {
    return gamma;
  }

  /** For one volatility point. */
  double vega() {
    return vega;
  }

  /** Of the largest asset in gross; 0 where nothing is held. */
  double largestShare() {
    double largest = 0;
    for (double one : grossOfAsset.values()) {
      largest = Math.max(largest, one);
    }
    return gross > 0 ? largest / gross : 0;
  }

  /** The sum of the squares of the shares (Hirschman's and Herfindahl's index). */
  double herfindahl() {
    double sum = 0;
    for (double one : grossOfAsset.values()) {
      sum += one * one;
    }
    return gross > 0 ? sum / (gross * gross) : 0;
  }

  /**
   * What a scenario would earn: delta, gamma and vega of what is held (Hull, ch. 19: a Taylor
   * expansion), and of contracts the change of the basis besides.
   */
  double stress(StressScenario scenario) {
    double profit = 0;
    for (ExposureLine line : lines) {
      double change = scenario.price(line.getAsset());
      if (line.getKind() != InstrumentKind.SPOT) {
        change += line.getKind() == InstrumentKind.OPTION ? 0 : scenario.basis();
      }
      double move = change * line.getPrice();
      profit +=
          line.getDelta() * move
              + line.getGamma() * move * move / 2
              + line.getVega() * scenario.volatility();
    }
    return profit;
  }
}
