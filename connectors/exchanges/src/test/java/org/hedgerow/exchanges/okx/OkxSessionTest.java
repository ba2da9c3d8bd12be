package org.hedgerow.exchanges.okx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.TestExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OkxSessionTest {
  private static Subscription subscription(String account, URI rest) {
    return new Subscription(
        "OKX/test/0",
        "OKX",
        account,
        account == null ? null : "okx-keys",
        URI.create("wss://stream.example/ws/v5/private"),
        rest,
        List.of("orders?instType=ANY"),
        List.of());
  }

  @Test
  void aPrivateConnectionLogsInWithTheVenuesTime() throws Exception {
    try (TestExchange exchange = new TestExchange()) {
      // An hour behind this machine.
      long venueMillis = System.currentTimeMillis() - 3_600_000;
      exchange.rest =
          request -> "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"ts\":\"" + venueMillis + "\"}]}";
      AccountSession session =
          new AccountSession(
              subscription("main", exchange.http()),
              new Credentials("okx-keys", "the-key", "the-secret", "the-phrase"));
      assertEquals(URI.create("wss://stream.example/ws/v5/private"), session.open().join());
      Conversation conversation = session.converse();
      String login = conversation.opened().get(0);
      Matcher seconds = Pattern.compile("\"timestamp\":\"(\\d+)\"").matcher(login);
      assertTrue(seconds.find(), "no time in the login");
      assertTrue(Math.abs(venueMillis / 1_000 - Long.parseLong(seconds.group(1))) < 20);
      assertEquals(
          "{\"op\":\"login\",\"args\":[{\"apiKey\":\"the-key\",\"passphrase\":\"the-phrase\","
              + "\"timestamp\":\""
              + seconds.group(1)
              + "\",\"sign\":\""
              + OkxSignature.sign("the-secret", seconds.group(1), "GET", "/users/self/verify", "")
              + "\"}]}",
          login);
      assertEquals("login", conversation.missing());
      assertEquals(true, session.keepAliveInterval().isEmpty());
      assertEquals(true, session.keepAlive().join());
    }
  }

  @Test
  void aPublicConnectionSubscribesAtOnceAndHasNoAccount() {
    MarketSession session = new MarketSession(subscription(null, URI.create("http://127.0.0.1:1")));
    assertEquals(
        List.of("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"orders\",\"instType\":\"ANY\"}]}"),
        session.converse().opened());
    assertThrows(UnsupportedOperationException.class, () -> session.ask("/anything"));
  }
}
