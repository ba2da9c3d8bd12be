package org.hedgerow.exchanges.kraken;

/** Tells what a message is by its bytes, without parsing. */
final class Glance {
  private Glance() {}

  /** Whether the text stands within the first {@code length} bytes. */
  static boolean at(byte[] message, int length, String text) {
    int last = Math.min(message.length, length) - text.length();
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
