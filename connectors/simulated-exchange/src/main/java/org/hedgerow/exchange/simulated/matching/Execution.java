package org.hedgerow.exchange.simulated.matching;

/** What happened to an order. */
public enum Execution {
  NEW,
  TRADE,
  AMENDMENT,
  CANCELED,
  EXPIRED
}
