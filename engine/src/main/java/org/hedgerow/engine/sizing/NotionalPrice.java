package org.hedgerow.engine.sizing;

import java.math.BigDecimal;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.OptionValuation;

/** The price by which an order's size is judged in quote units. */
public final class NotionalPrice {
  private NotionalPrice() {}

  /**
   * The order's own price; of an option its forward, or its strike where no forward is known: what
   * is at stake is what it is on, not its premium.
   */
  public static BigDecimal of(Contract contract, BigDecimal price, MarketView market) {
    if (contract.option().isEmpty()) {
      return price;
    }
    double forward = OptionValuation.forward(contract, market);
    return forward > 0 && forward <= Double.MAX_VALUE
        ? BigDecimal.valueOf(forward)
        : contract.option().get().strike();
  }
}
