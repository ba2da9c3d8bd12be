package org.hedgerow.exchanges.json;

import java.nio.charset.StandardCharsets;

/**
 * What a coverage-guided fuzzer calls, as {@code DecoderFuzz}: of any bytes our scanner has to say
 * what Jackson says, that they are JSON or that they are none.
 */
public final class JsonScannerFuzz {
  private JsonScannerFuzz() {}

  /** One input, unless Jackson takes it for another encoding by its first bytes. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      if (bytes[i] == 0 || (bytes[i] & 0xff) >= 0xef) {
        return;
      }
    }
    boolean ours = JsonScannerTest.isJson(bytes);
    if (ours != JsonScannerTest.isJsonForJackson(bytes)) {
      throw new AssertionError(
          (ours ? "taken" : "refused")
              + " unlike Jackson: "
              + new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }
}
