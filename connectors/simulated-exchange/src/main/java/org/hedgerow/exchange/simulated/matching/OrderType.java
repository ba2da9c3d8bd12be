package org.hedgerow.exchange.simulated.matching;

public enum OrderType {
  LIMIT,
  LIMIT_MAKER,
  MARKET
}
