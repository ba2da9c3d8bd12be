package org.hedgerow.exchanges.okx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.hedgerow.exchanges.json.JsonRows;

/** Tells the few messages that concern the connection from the many that concern the market. */
final class Messages {
  /** Acknowledgements, errors and notices are shorter, also with a connection id and an echo. */
  private static final int LONGEST_EVENT = 2_000;

  private static final byte[] EVENT = "\"event\":".getBytes(StandardCharsets.US_ASCII);

  private Messages() {}

  static boolean startsWith(byte[] message, byte[] beginning) {
    return message.length >= beginning.length && matches(message, 0, beginning);
  }

  private static boolean matches(byte[] message, int from, byte[] text) {
    for (int i = 0; i < text.length; i++) {
      if (message[from + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether it is an event of the connection: short, and with {@code event} among its first fields
   * (before it may stand the id of a request).
   */
  static boolean isEvent(byte[] message) {
    if (message.length > LONGEST_EVENT || message.length < 12 || message[0] != '{') {
      return false;
    }
    return contains(message, 60, EVENT);
  }

  /** Whether the text, which begins with a quote, stands within the first so many bytes. */
  static boolean contains(byte[] message, int within, byte[] text) {
    int last = Math.min(within, message.length) - text.length;
    for (int from = 0; from <= last; from++) {
      if (message[from] == '"' && matches(message, from, text)) {
        return true;
      }
    }
    return false;
  }

  /** The scalar fields of the object; none if it cannot be read. */
  static Map<String, String> fields(byte[] message) {
    try {
      return JsonRows.object(message);
    } catch (IOException e) {
      return Map.of();
    }
  }
}
