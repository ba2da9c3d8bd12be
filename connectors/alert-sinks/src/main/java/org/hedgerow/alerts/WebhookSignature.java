package org.hedgerow.alerts;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of the Standard Webhooks specification 1.0.0: HMAC-SHA256 over {@code
 * id.timestamp.body}, in base64 after {@code v1,}. The timestamp, in seconds since 1970, bounds how
 * long a request that somebody took down can be played again.
 *
 * @see <a href="https://www.standardwebhooks.com">standardwebhooks.com</a>
 */
public final class WebhookSignature {
  /** How far a receiver lets the timestamp be from its own clock. */
  public static final Duration REPLAY_WINDOW = Duration.ofMinutes(5);

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int SHORTEST_KEY = 16;

  private final SecretKeySpec key;

  /**
   * @param secret {@code whsec_} and base64, as the specification has it, or any other text
   * @throws IllegalArgumentException if it is no base64, or shorter than sixteen bytes; the message
   *     does not hold it
   */
  public WebhookSignature(String secret) {
    byte[] bytes;
    try {
      bytes =
          secret.startsWith(PREFIX)
              ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
              : secret.getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the webhook's secret: expected whsec_ and base64");
    }
    if (bytes.length < SHORTEST_KEY) {
      throw new IllegalArgumentException(
          "the webhook's secret: expected at least " + SHORTEST_KEY + " bytes");
    }
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /** The value of the header {@code webhook-signature}. */
  public String sign(String id, Instant sent, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + sent.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /**
   * Whether a request is ours, and fresh: what a receiver does.
   *
   * @param signatures the header: one or more, between spaces
   */
  public boolean verifies(String id, Instant sent, byte[] body, String signatures, Instant now) {
    if (Duration.between(sent, now).abs().compareTo(REPLAY_WINDOW) > 0) {
      return false;
    }
    byte[] expected = sign(id, sent, body).getBytes(StandardCharsets.US_ASCII);
    boolean found = false;
    for (String one : signatures.split(" ")) {
      // In constant time, and all of them: how long it takes tells nothing.
      found |= MessageDigest.isEqual(expected, one.getBytes(StandardCharsets.US_ASCII));
    }
    return found;
  }
}
