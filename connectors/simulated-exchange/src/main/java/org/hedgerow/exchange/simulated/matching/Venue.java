package org.hedgerow.exchange.simulated.matching;

import java.math.BigDecimal;

/** The three venues of the Binance family; each has one account, of the same name. */
public enum Venue {
  SPOT("binance-spot", "spot", "0.0010", "0.0010"),
  USDM("binance-usdm", "usdm", "0.0005", "0.0002"),
  COINM("binance-coinm", "coinm", "0.0005", "0.0002");

  public final String account;

  /** The key of the venue in the accounts and ports files. */
  public final String key;

  public final BigDecimal takerFee;
  public final BigDecimal makerFee;

  Venue(String account, String key, String takerFee, String makerFee) {
    this.account = account;
    this.key = key;
    this.takerFee = new BigDecimal(takerFee);
    this.makerFee = new BigDecimal(makerFee);
  }

  public boolean futures() {
    return this != SPOT;
  }

  public static Venue ofAccount(String account) {
    for (Venue venue : values()) {
      if (venue.account.equals(account)) {
        return venue;
      }
    }
    throw new IllegalArgumentException("no such account: " + account);
  }
}
