package org.hedgerow.exchange.simulated.matching;

public enum TimeInForce {
  GTC,
  IOC,
  FOK,
  /** Good till crossing: post only. */
  GTX
}
