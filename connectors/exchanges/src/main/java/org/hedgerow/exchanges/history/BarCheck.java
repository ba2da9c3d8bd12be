package org.hedgerow.exchanges.history;

import java.util.Arrays;
import java.util.List;
import org.hedgerow.schema.Decimals;

/**
 * What no candle can say, by itself and beside its neighbours. Pure.
 *
 * <p>A jump is a candle that opens or closes farther from the median of its neighbours' closes than
 * both {@value #DEVIATIONS} times their deviation (Hampel's rule, as for prices of streams) and
 * half of that median. Unlike a stream's, a candle's neighbours are known on both sides, so that
 * the first one is judged too: exports begin with bars that nobody traded. Half, because markets
 * have fallen by 40 % within a day. Highs and lows are not judged: the one of a false trade looks
 * as that of a liquidation cascade (ETHUSDT on 13 March 2020).
 */
final class BarCheck {
  static final int NEIGHBOURS = 12;
  private static final int FEWEST = 5;
  private static final double DEVIATIONS = 6;
  private static final double NORMAL = 1.4826;
  private static final double LEAST_MOVE = 0.5;

  private BarCheck() {}

  /** Why the candle cannot be, as a kind of what is dropped; null if it can. */
  static String objection(Candle bar) {
    if (Decimals.signum(bar.open()) <= 0
        || Decimals.signum(bar.high()) <= 0
        || Decimals.signum(bar.low()) <= 0
        || Decimals.signum(bar.close()) <= 0) {
      return "price_not_positive";
    }
    if (Decimals.compare(bar.high(), bar.low()) < 0) {
      return "high_below_low";
    }
    if (Decimals.compare(bar.open(), bar.high()) > 0
        || Decimals.compare(bar.open(), bar.low()) < 0
        || Decimals.compare(bar.close(), bar.high()) > 0
        || Decimals.compare(bar.close(), bar.low()) < 0) {
      return "price_outside_range";
    }
    if (bar.volume() != null && Decimals.signum(bar.volume()) <= 0) {
      return Decimals.signum(bar.volume()) == 0 ? "no_volume" : "negative_volume";
    }
    return null;
  }

  /** Whether one of the candles, in their order, is a jump. */
  static boolean isJump(List<Candle> bars, int at) {
    int from = Math.max(0, at - NEIGHBOURS);
    int to = Math.min(bars.size() - 1, at + NEIGHBOURS);
    if (to - from < FEWEST) {
      return false;
    }
    double[] closes = new double[to - from];
    for (int i = from, n = 0; i <= to; i++) {
      if (i != at) {
        closes[n++] = Decimals.toDouble(bars.get(i).close());
      }
    }
    double median = median(closes);
    for (int i = 0; i < closes.length; i++) {
      closes[i] = Math.abs(closes[i] - median);
    }
    double limit = Math.max(DEVIATIONS * NORMAL * median(closes), LEAST_MOVE * median);
    Candle bar = bars.get(at);
    return Math.abs(Decimals.toDouble(bar.open()) - median) > limit
        || Math.abs(Decimals.toDouble(bar.close()) - median) > limit;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }
}
