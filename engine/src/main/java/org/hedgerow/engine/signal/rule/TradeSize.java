package org.hedgerow.engine.signal.rule;

import java.util.Map;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;

/**
 * What a trade is worth: in quote units, or as a multiple of what trades before it were worth on
 * average (exponentially weighted, so that a day's rhythm is followed).
 *
 * <p>Remembers the average and how many trades went into it.
 */
final class TradeSize implements Measure {
  private static final int AVERAGE = 0;
  private static final int COUNT = 1;

  private final boolean relative;
  private final double weight;
  private final int minimum;

  private TradeSize(boolean relative, double weight, int minimum) {
    this.relative = relative;
    this.weight = weight;
    this.minimum = minimum;
  }

  /**
   * Parameters {@code in} (quote or average), {@code memory} (1000 trades; the weight of a new one
   * is 2 / (memory + 1)) and {@code minimum} (100 trades before one is large).
   */
  static TradeSize read(Parameters parameters) {
    boolean relative = parameters.choice("in", "quote", "average").equals("average");
    int memory = relative ? parameters.whole("memory", 1_000, 2, 1_000_000) : 2;
    int minimum = relative ? parameters.whole("minimum", 100, 1, 1_000_000) : 0;
    return new TradeSize(relative, 2.0 / (memory + 1), minimum);
  }

  @Override
  public boolean concerns(SubjectView view) {
    return view.payload() instanceof Trade;
  }

  @Override
  public int memoryLength() {
    return 2;
  }

  @Override
  public double value(SubjectView view, Memory memory) {
    double worth = view.notional();
    if (!relative) {
      return worth;
    }
    double count = memory.get(COUNT);
    double average = memory.get(AVERAGE);
    memory.set(COUNT, count + 1);
    memory.set(AVERAGE, count == 0 ? worth : average + weight * (worth - average));
    return count < minimum ? Double.NaN : worth / average;
  }

  @Override
  public void numbers(SubjectView view, Memory memory, Map<String, Double> into) {
    Trade trade = (Trade) view.payload();
    into.put("price", Decimals.approximate(trade.getPrice()));
    into.put("quantity", Decimals.approximate(trade.getQuantity()));
    into.put("notional", view.notional());
    into.put("buyer", trade.getAggressor() == Side.BUY ? 1.0 : -1.0);
  }

  @Override
  public String noun() {
    return relative ? "trade over the average trade" : "trade's notional";
  }
}
