package org.hedgerow.exchange.simulated.matching;

public enum Side {
  BUY,
  SELL;

  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }

  /** 1 for a purchase, -1 for a sale. */
  public int sign() {
    return this == BUY ? 1 : -1;
  }
}
