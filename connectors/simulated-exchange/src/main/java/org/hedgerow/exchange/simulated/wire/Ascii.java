package org.hedgerow.exchange.simulated.wire;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The dialect's texts are ASCII; a client's own texts in them are checked or escaped before. */
final class Ascii {
  static final Charset CHARSET = StandardCharsets.ISO_8859_1;

  private Ascii() {}

  static void copy(String text, byte[] to, int at) {
    for (int i = 0; i < text.length(); i++) {
      to[at + i] = (byte) text.charAt(i);
    }
  }
}
