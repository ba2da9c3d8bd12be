package org.hedgerow.exchanges.deribit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Deribit's signature credentials: HMAC-SHA256 over time stamp, nonce and data, so that the secret
 * never leaves this machine.
 */
final class Signature {
  private Signature() {}

  /**
   * Of a login on a WebSocket, in lower-case hex.
   *
   * @param data may be empty
   */
  static String of(String secret, long timestampMillis, String nonce, String data) {
    return hex(secret, timestampMillis + "\n" + nonce + "\n" + data);
  }

  /**
   * Of an HTTP request, in lower-case hex.
   *
   * @param uri path and query
   */
  static String ofRequest(
      String secret, long timestampMillis, String nonce, String method, String uri, String body) {
    return of(secret, timestampMillis, nonce, method + "\n" + uri + "\n" + body + "\n");
  }

  private static String hex(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
