package org.hedgerow.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.TestExchange;
import org.junit.jupiter.api.Test;

class SignedStreamSessionTest {
  /** The key and the secret of the signing example in Binance's REST documentation. */
  private static final Credentials EXAMPLE =
      new Credentials(
          "example",
          "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
          "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j");

  @Test
  void subscribesWithTheVenuesTimeAndASignature() throws Exception {
    try (TestExchange exchange = new TestExchange()) {
      exchange.rest = request -> "{\"serverTime\":4000000000000}";
      SignedStreamSession session = session(exchange);
      assertEquals(URI.create("wss://api.example/ws-api/v3"), session.open().join());
      List<String> said = session.converse().opened();
      assertEquals(1, said.size());
      assertTrue(said.get(0).contains("\"method\":\"userDataStream.subscribe.signature\""));
      assertTrue(said.get(0).contains("\"apiKey\":\"" + EXAMPLE.key() + "\""));
      assertTrue(said.get(0).contains("\"timestamp\":40000000"), "the venue's clock");
      assertFalse(said.get(0).contains(EXAMPLE.secret()));
      String stamp = said.get(0).replaceAll(".*\"timestamp\":([0-9]+).*", "$1");
      // HMAC-SHA256 as the JDK's reference says it, over the parameters in alphabetical order.
      assertTrue(
          said.get(0)
              .contains(
                  BinanceRest.signature(
                      "apiKey=" + EXAMPLE.key() + "&timestamp=" + stamp, EXAMPLE.secret())));
    }
  }

  @Test
  void isOpenOnceTheVenueHasSaidSo() throws Exception {
    try (TestExchange exchange = new TestExchange()) {
      Conversation conversation = session(exchange).converse();
      assertEquals("the account's stream", conversation.missing());
      conversation.heard(
          bytes("{\"id\":\"account\",\"status\":200,\"result\":{\"subscriptionId\":0}}"));
      assertEquals("", conversation.missing());
    }
  }

  @Test
  void aRefusalEndsTheConnection() throws Exception {
    try (TestExchange exchange = new TestExchange()) {
      Conversation.Reply reply =
          session(exchange)
              .converse()
              .heard(
                  bytes(
                      "{\"id\":\"account\",\"status\":400,\"error\":{\"code\":-1022,\"msg\":\"x\"}}"));
      assertNotNull(reply.end());
    }
  }

  @Test
  void theEndOfTheStreamEndsTheConnection() throws Exception {
    try (TestExchange exchange = new TestExchange()) {
      SignedStreamSession session = session(exchange);
      assertTrue(
          session.isLast(
              bytes("{\"subscriptionId\":0,\"event\":{\"e\":\"eventStreamTerminated\",\"E\":1}}")));
      assertFalse(session.isLast(bytes(Samples.ORDER)));
    }
  }

  private static SignedStreamSession session(TestExchange exchange) {
    return new SignedStreamSession(
        URI.create("wss://api.example/"), EXAMPLE, new BinanceRest(exchange.http(), EXAMPLE));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
