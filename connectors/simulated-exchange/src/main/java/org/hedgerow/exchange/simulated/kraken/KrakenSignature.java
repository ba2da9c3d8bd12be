package org.hedgerow.exchange.simulated.kraken;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What both of Kraken's exchanges sign with: HMAC-SHA-512 under a secret in base 64. */
public final class KrakenSignature {
  private KrakenSignature() {}

  /**
   * Whether that is the signature, in base 64, of the parts one after the other. A secret that is
   * not base 64 signs nothing.
   */
  public static boolean matches(String given, String secret, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA512"));
      for (byte[] part : parts) {
        mac.update(part);
      }
      byte[] expected = Base64.getEncoder().encode(mac.doFinal());
      return MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException noBase64) {
      return false;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JDK has SHA-2", missing);
    }
  }

  /** SHA-256 of a text in UTF-8. */
  public static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JDK has SHA-2", missing);
    }
  }
}
