package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.ProfitParts;
import org.hedgerow.schema.Valuation;

/** Parts and capital are the value to the last digit; and the value is what others make it. */
final class ValuationLaws {
  /** Costs are rounded to 12 decimals, of coins too, at 50,000 each. */
  private static final BigDecimal ROUNDING = new BigDecimal("0.0001");

  private final ToldBook book;
  private final ToldMarket market;
  private Valuation last;
  int judged;

  ValuationLaws(ToldBook book, ToldMarket market) {
    this.book = book;
    this.market = market;
  }

  /** Those that are new. */
  void judge(Scenario scenario) {
    while (judged < scenario.valuations.size()) {
      judge(scenario.valuations.get(judged++));
    }
  }

  private void judge(Valuation valuation) {
    BigDecimal value = Amounts.toBigDecimal(valuation.getValue());
    BigDecimal profit = sum(valuation.getTotalProfit());
    BigDecimal capital = Amounts.toBigDecimal(valuation.getTotalCapital());
    assertEquals(0, value.compareTo(profit.add(capital)), "parts of the whole");
    if (last != null) {
      BigDecimal change = value.subtract(Amounts.toBigDecimal(last.getValue()));
      BigDecimal flow = Amounts.toBigDecimal(valuation.getCapitalFlow());
      assertEquals(
          0, change.compareTo(sum(valuation.getProfit()).add(flow)), "parts of the change");
    }
    last = valuation;
    BigDecimal worth = book.value(market);
    assertTrue(
        worth.subtract(value).abs().compareTo(ROUNDING) < 0,
        () -> "is worth " + worth + ", the engine says " + value);
  }

  private static BigDecimal sum(ProfitParts parts) {
    BigDecimal sum = BigDecimal.ZERO;
    for (var part :
        List.of(
            parts.getPrice(),
            parts.getBasis(),
            parts.getOptions(),
            parts.getFunding(),
            parts.getFees(),
            parts.getSlippage(),
            parts.getCurrency(),
            parts.getOther())) {
      sum = sum.add(Amounts.toBigDecimal(part));
    }
    return sum;
  }
}
