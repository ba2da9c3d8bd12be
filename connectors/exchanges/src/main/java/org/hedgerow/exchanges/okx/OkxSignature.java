package org.hedgerow.exchanges.okx;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hedgerow.exchanges.Credentials;

/** How OKX wants it proved who asks: HMAC-SHA256 with the secret, in Base64. */
final class OkxSignature {
  private static final String LOGIN = "/users/self/verify";

  private OkxSignature() {}

  /**
   * Over a request.
   *
   * @param timestamp as in the request: ISO 8601 with milliseconds, or seconds for a login
   * @param path with the query
   * @param body empty where there is none
   */
  static String sign(String secret, String timestamp, String method, String path, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(
              mac.doFinal((timestamp + method + path + body).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /**
   * The first message of a private connection; never to be logged.
   *
   * @param seconds the venue's time since the Unix epoch
   */
  static String login(Credentials credentials, long seconds) {
    String timestamp = Long.toString(seconds);
    return "{\"op\":\"login\",\"args\":[{\"apiKey\":\""
        + JsonText.escaped(credentials.key())
        + "\",\"passphrase\":\""
        + JsonText.escaped(credentials.passphrase())
        + "\",\"timestamp\":\""
        + timestamp
        + "\",\"sign\":\""
        + sign(credentials.secret(), timestamp, "GET", LOGIN, "")
        + "\"}]}";
  }
}
