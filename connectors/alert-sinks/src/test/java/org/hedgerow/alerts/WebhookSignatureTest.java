package org.hedgerow.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant SENT = Instant.ofEpochSecond(1614265330);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

  /**
   * Worked out by OpenSSL: {@code printf %s "$ID.1614265330.$BODY" | openssl dgst -sha256 -mac HMAC
   * -macopt hexkey:$(printf %s MfKQ... | base64 -d | xxd -p) -binary | base64}.
   */
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private final WebhookSignature signature = new WebhookSignature(SECRET);

  @Test
  void isTheSpecifications() {
    assertEquals(SIGNATURE, signature.sign(ID, SENT, BODY));
  }

  @Test
  void verifiesWithinTheWindow() {
    assertTrue(signature.verifies(ID, SENT, BODY, SIGNATURE, SENT.plusSeconds(300)));
    assertTrue(signature.verifies(ID, SENT, BODY, SIGNATURE, SENT.minusSeconds(300)));
    assertFalse(signature.verifies(ID, SENT, BODY, SIGNATURE, SENT.plusSeconds(301)));
    assertFalse(signature.verifies(ID, SENT, BODY, SIGNATURE, SENT.minusSeconds(301)));
  }

  @Test
  void oneOfSeveralIsEnough() {
    assertTrue(signature.verifies(ID, SENT, BODY, "v1,old " + SIGNATURE, SENT));
  }

  @Test
  void whatIsChangedIsRefused() {
    assertFalse(signature.verifies("msg_other", SENT, BODY, SIGNATURE, SENT));
    assertFalse(signature.verifies(ID, SENT.plusSeconds(1), BODY, SIGNATURE, SENT));
    assertFalse(
        signature.verifies(ID, SENT, "{}".getBytes(StandardCharsets.UTF_8), SIGNATURE, SENT));
  }

  @Test
  void secretsThatAreNoneAreRefusedWithoutRepeatingThem() {
    for (String secret : new String[] {"whsec_not base64!", "short", "whsec_AAAA"}) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> new WebhookSignature(secret));
      assertFalse(refused.getMessage().contains(secret.substring(6 % secret.length())));
    }
  }
}
