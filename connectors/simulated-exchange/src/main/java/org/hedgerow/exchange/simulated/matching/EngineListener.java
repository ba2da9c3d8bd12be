package org.hedgerow.exchange.simulated.matching;

import java.util.Collection;

/** Sees every change that the matching engine makes, in order. */
public interface EngineListener {
  /**
   * @param fill the trade, for {@link Execution#TRADE}, else null
   */
  void orderChanged(Order order, Execution execution, Fill fill, long millis);

  /**
   * Wallets changed, and for a future its position.
   *
   * @param market whose position changed, or null
   */
  void accountChanged(
      Account account, Change reason, Collection<String> assets, Market market, long millis);

  /** Why an account changed. */
  enum Change {
    DEPOSIT,
    WITHDRAW,
    ORDER,
    FUNDING_FEE
  }
}
