package org.hedgerow.engine.portfolio.risk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hedgerow.engine.state.Table;
import org.hedgerow.engine.statistics.JointMoments;
import org.hedgerow.schema.ExposureLine;
import org.hedgerow.schema.GroupExposure;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.state.PriceHistory;
import org.hedgerow.schema.state.RiskState;

/**
 * Prices of instruments and assets, sampled once an interval from what groups report, and what the
 * positions of now would have earned by their changes. A price that was not told in an interval
 * leaves a gap; of an instrument with a gap the asset's price stands in.
 */
final class SampledPrices {
  private static final String ASSET = "asset/";

  /** With fewer samples nobody knows a correlation. */
  private static final int LEAST = 10;

  private final Table<PriceHistory> rows;
  private final int capacity;

  /** Of at most so many samples. */
  SampledPrices(Table<PriceHistory> rows, int capacity) {
    this.rows = rows;
    this.capacity = capacity;
  }

  /** Takes the prices that the reports have now. */
  void sample(RiskState state, List<GroupExposure> reports) {
    Map<String, Double> now = new LinkedHashMap<>();
    for (GroupExposure report : reports) {
      for (ExposureLine line : report.getLines()) {
        if (line.getPrice() > 0) {
          now.putIfAbsent(factor(line), line.getPrice());
        }
      }
    }
    // An asset's own price is spot's before a contract's before an option's forward.
    for (int rank = 0; rank < 3; rank++) {
      for (GroupExposure report : reports) {
        for (ExposureLine line : report.getLines()) {
          if (line.getPrice() > 0 && rank(line.getKind()) == rank) {
            now.putIfAbsent(ASSET + line.getAsset(), line.getPrice());
          }
        }
      }
    }
    TreeSet<String> names = new TreeSet<>(state.getSampled());
    names.addAll(now.keySet());
    int length = Math.min(capacity + 1, state.getSamples() + 1);
    for (String name : names) {
      double[] before = prices(name);
      double[] after = new double[length];
      Arrays.fill(after, Double.NaN);
      int kept = Math.min(before.length, length - 1);
      System.arraycopy(before, before.length - kept, after, length - 1 - kept, kept);
      after[length - 1] = now.getOrDefault(name, Double.NaN);
      write(name, after);
    }
    state.setSampled(new ArrayList<>(names));
    state.setSamples(length);
  }

  private static int rank(InstrumentKind kind) {
    return switch (kind) {
      case SPOT -> 0;
      case OPTION -> 2;
      default -> 1;
    };
  }

  /** What moves a line: the instrument's own price; of options and coins the asset's. */
  private static String factor(ExposureLine line) {
    return line.getInstrument().isEmpty() || line.getKind() == InstrumentKind.OPTION
        ? ASSET + line.getAsset()
        : line.getInstrument();
  }

  /**
   * What the lines would have earned in each interval, to first and second order of the price.
   *
   * @return oldest first; intervals in which a price is missing are left out
   */
  double[] profits(List<ExposureLine> lines, int samples) {
    double[] profits = new double[Math.max(0, samples - 1)];
    Map<String, double[]> returns = new TreeMap<>();
    for (ExposureLine line : lines) {
      double[] own = returns.computeIfAbsent(factor(line), name -> returns(name, samples));
      double[] assets =
          returns.computeIfAbsent(ASSET + line.getAsset(), name -> returns(name, samples));
      double delta = ScopeExposure.deltaMoney(line);
      double gamma = line.getGamma() * line.getPrice() * line.getPrice();
      for (int i = 0; i < profits.length; i++) {
        double move = Double.isNaN(own[i]) ? assets[i] : own[i];
        profits[i] += delta * move + gamma * move * move / 2;
      }
    }
    return Arrays.stream(profits).filter(profit -> !Double.isNaN(profit)).toArray();
  }

  /** Pearson's, of assets' returns, by ASSET|ASSET in the order of their names. */
  Map<String, Double> correlations(RiskState state) {
    List<String> assets =
        state.getSampled().stream().filter(name -> name.startsWith(ASSET)).toList();
    Map<String, Double> correlations = new TreeMap<>();
    for (int i = 0; i < assets.size(); i++) {
      for (int j = i + 1; j < assets.size(); j++) {
        double[] first = returns(assets.get(i), state.getSamples());
        double[] second = returns(assets.get(j), state.getSamples());
        JointMoments both = new JointMoments(2);
        for (int k = 0; k < first.length; k++) {
          if (!Double.isNaN(first[k]) && !Double.isNaN(second[k])) {
            both.add(first[k], second[k]);
          }
        }
        double spread =
            StrictMath.sqrt(both.count() == 0 ? 0 : both.covariance(0, 0) * both.covariance(1, 1));
        if (both.count() >= LEAST && spread > 0) {
          correlations.put(
              name(assets.get(i)) + "|" + name(assets.get(j)), both.covariance(0, 1) / spread);
        }
      }
    }
    return correlations;
  }

  private static String name(String asset) {
    return asset.substring(ASSET.length());
  }

  private double[] returns(String name, int samples) {
    double[] prices = prices(name);
    double[] returns = new double[Math.max(0, samples - 1)];
    Arrays.fill(returns, Double.NaN);
    for (int i = 1; i <= Math.min(returns.length, prices.length - 1); i++) {
      double now = prices[prices.length - i];
      double before = prices[prices.length - i - 1];
      returns[returns.length - i] = now / before - 1;
    }
    return returns;
  }

  private double[] prices(String name) {
    PriceHistory row = rows.get(name);
    if (row == null) {
      return new double[0];
    }
    ByteBuffer bytes = row.getPrices().duplicate();
    double[] prices = new double[bytes.remaining() / Double.BYTES];
    for (int i = 0; i < prices.length; i++) {
      prices[i] = bytes.getDouble();
    }
    return prices;
  }

  private void write(String name, double[] prices) {
    ByteBuffer bytes = ByteBuffer.allocate(prices.length * Double.BYTES);
    for (double price : prices) {
      bytes.putDouble(price);
    }
    rows.put(name, new PriceHistory(bytes.flip()));
  }
}
