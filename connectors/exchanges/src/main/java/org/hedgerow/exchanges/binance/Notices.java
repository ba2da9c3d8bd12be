package org.hedgerow.exchanges.binance;

/** Finds the few messages that concern the connection and not the market, without parsing. */
final class Notices {
  private Notices() {}

  static boolean contains(byte[] message, String text) {
    int last = message.length - text.length();
    for (int from = 0; from <= last; from++) {
      int i = 0;
      while (i < text.length() && message[from + i] == text.charAt(i)) {
        i++;
      }
      if (i == text.length()) {
        return true;
      }
    }
    return false;
  }
}
