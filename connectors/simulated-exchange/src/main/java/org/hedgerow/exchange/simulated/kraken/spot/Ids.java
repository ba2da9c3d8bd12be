package org.hedgerow.exchange.simulated.kraken.spot;

import java.util.Locale;

/** The venue's ids: a letter and sixteen digits of base 36 as {@code OUF4EM-FRGI2-MQMWZD}. */
final class Ids {
  private static final int BASE = 36;
  private static final int DIGITS = 16;

  private Ids() {}

  static String order(long number) {
    return id('O', number);
  }

  static String trade(long number) {
    return id('T', number);
  }

  static String ledger(long number) {
    return id('L', number);
  }

  static String id(char letter, long number) {
    String digits = Long.toString(number, BASE).toUpperCase(Locale.ROOT);
    String all = letter + "0".repeat(DIGITS - digits.length()) + digits;
    return all.substring(0, 6) + "-" + all.substring(6, 11) + "-" + all.substring(11);
  }

  /** The number of such an id, or -1. */
  static long number(String id) {
    String digits = id.replace("-", "");
    if (digits.length() != DIGITS + 1) {
      return -1;
    }
    try {
      return Long.parseLong(digits.substring(1), BASE);
    } catch (NumberFormatException foreign) {
      return -1;
    }
  }
}
