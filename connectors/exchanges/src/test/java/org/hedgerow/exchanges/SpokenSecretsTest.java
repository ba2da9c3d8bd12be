package org.hedgerow.exchanges;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SpokenSecretsTest {
  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String blanked(SpokenSecrets secrets, String text) {
    return new String(secrets.blanked(utf8(text)), StandardCharsets.UTF_8);
  }

  @Test
  void headersAndTheSignatureOfAQueryAreBlankedWhereverTheyStand() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://v/x?symbol=BTCUSDT12&signature=0a1b2c3d4e"))
            .header("X-MBX-APIKEY", "Key45678")
            .build();
    assertEquals(
        "{\"a\":\"********\",\"b\":\"x**********\",\"c\":\"BTCUSDT12\"}",
        blanked(
            SpokenSecrets.of(request),
            "{\"a\":\"Key45678\",\"b\":\"x0a1b2c3d4e\",\"c\":\"BTCUSDT12\"}"));
  }

  @Test
  void ofAnAuthorizationEachPart() {
    HttpRequest hmac =
        HttpRequest.newBuilder(URI.create("http://v/"))
            .header(
                "Authorization", "deri-hmac-sha256 id=client123,ts=1700000000000,sig=abc123def4")
            .build();
    assertEquals(
        "********* 1700000000000 **********",
        blanked(SpokenSecrets.of(hmac), "client123 1700000000000 abc123def4"));
    // user1234:word5678
    HttpRequest basic =
        HttpRequest.newBuilder(URI.create("http://v/"))
            .header("Authorization", "Basic dXNlcjEyMzQ6d29yZDU2Nzg=")
            .build();
    assertEquals("******** ********", blanked(SpokenSecrets.of(basic), "user1234 word5678"));
  }

  @Test
  void ofMessagesTheFieldsThatProveAnAccount() {
    SpokenSecrets secrets = new SpokenSecrets();
    secrets.learn(
        "{\"op\":\"login\",\"args\":[{\"apiKey\":\"Key45678\",\"sign\":\"a1/b2c3d4e5\"}]}");
    assertEquals("login ******** ***********", blanked(secrets, "login Key45678 a1/b2c3d4e5"));
    assertEquals("************", blanked(secrets, "a1\\/b2c3d4e5"));
    assertFalse(secrets.toString().contains("Key"));
  }

  @Test
  void aListenKeyIsASecretOfTheAddress() {
    String key = "a1".repeat(32);
    SpokenSecrets secrets = new SpokenSecrets();
    secrets.learn(URI.create("ws://v/ws/" + key));
    assertEquals("*".repeat(64), blanked(secrets, key));
  }

  /** Whoever has a passphrase such as these still reads his orders. */
  @Test
  void wordsThatCouldBeAnythingAreLeftAlone() {
    SpokenSecrets secrets = new SpokenSecrets();
    for (String word : new String[] {"filled", "canceled", "12345678", "a1"}) {
      secrets.learn("{\"passphrase\":\"" + word + "\"}");
    }
    byte[] answer = utf8("{\"state\":\"canceled\",\"ordId\":\"12345678\",\"a1\":\"filled\"}");
    assertSame(answer, secrets.blanked(answer));
  }

  @Test
  void theAnswerItselfIsNotTouched() {
    SpokenSecrets secrets = new SpokenSecrets();
    secrets.learn("{\"token\":\"tok45678\"}");
    byte[] answer = utf8("tok45678");
    byte[] blanked = secrets.blanked(answer);
    assertArrayEquals(utf8("tok45678"), answer);
    assertArrayEquals(utf8("********"), blanked);
  }
}
