package org.hedgerow.exchange.simulated.luno;

import java.util.Locale;

/** The venue's ids of orders: BX and thirteen digits of base 36, e.g. {@code BXF2SYUJQ6JX5AG}. */
final class Ids {
  private static final int BASE = 36;
  private static final int DIGITS = 12;

  private Ids() {}

  /** Of an order of the account. */
  static String order(long number) {
    return id('A', number);
  }

  /** Of an order of the market. */
  static String marketOrder(long number) {
    return id('M', number);
  }

  private static String id(char kind, long number) {
    String digits = Long.toString(number, BASE).toUpperCase(Locale.ROOT);
    return "BX" + kind + "0".repeat(DIGITS - digits.length()) + digits;
  }

  /** The number of an id of an order of the account, or -1. */
  static long orderNumber(String id) {
    if (id == null || !id.matches("BXA[0-9A-Z]{12}")) {
      return -1;
    }
    return Long.parseLong(id.substring(3), BASE);
  }
}
