package org.hedgerow.exchange.simulated.matching;

public enum OrderStatus {
  NEW,
  PARTIALLY_FILLED,
  FILLED,
  CANCELED,
  EXPIRED,
  /** Taken off so that an account does not trade with itself. */
  EXPIRED_IN_MATCH;

  public boolean open() {
    return this == NEW || this == PARTIALLY_FILLED;
  }
}
