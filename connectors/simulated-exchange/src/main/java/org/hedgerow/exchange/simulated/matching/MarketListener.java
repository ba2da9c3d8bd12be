package org.hedgerow.exchange.simulated.matching;

import java.math.BigDecimal;

/** What a market, generated or replayed, tells the matching engine, before any client sees it. */
public interface MarketListener {
  /** Levels or best bid and ask changed. */
  void bookChanged(Market market);

  /**
   * The market traded.
   *
   * @param buyerIsMaker whether a sale hit a resting purchase
   */
  void traded(Market market, long price, long quantity, boolean buyerIsMaker);

  /** Funding is due; holders of long positions pay {@code rate} of the value, if positive. */
  void fundingDue(Market market, BigDecimal rate);
}
