package org.hedgerow.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.TestExchange;
import org.junit.jupiter.api.Test;

class ListenKeySessionTest {
  private static ListenKeySession session(TestExchange exchange) {
    return new ListenKeySession(
        BinanceMarket.USD_M,
        URI.create("ws://stream.example/"),
        new BinanceRest(exchange.http(), new Credentials("test", "key", "secret")));
  }

  @Test
  void theAddressHoldsTheKeyThatRestGave() throws Exception {
    try (TestExchange exchange = new TestExchange()) {
      exchange.rest = request -> "{\"listenKey\":\"abcKEY\"}";
      ListenKeySession session = session(exchange);
      assertEquals(
          URI.create("ws://stream.example/private/ws?listenKey=abcKEY"), session.open().join());
      assertTrue(session.keepAlive().join());
      assertEquals("POST /fapi/v1/listenKey", exchange.requests.get(0));
      assertEquals("PUT /fapi/v1/listenKey?listenKey=abcKEY", exchange.requests.get(1));
    }
  }

  @Test
  void anAnswerWithoutAKeyIsAFailure() throws Exception {
    try (TestExchange exchange = new TestExchange()) {
      exchange.rest = request -> request.startsWith("POST") ? "{}" : null;
      ListenKeySession session = session(exchange);
      assertThrows(CompletionException.class, () -> session.open().join());
      // HTTP 503: not a word on whether the key still lives.
      assertThrows(CompletionException.class, () -> session.keepAlive().join());
    }
  }

  @Test
  void anExpiredKeyEndsTheConnection() throws Exception {
    try (TestExchange exchange = new TestExchange()) {
      ListenKeySession session = session(exchange);
      assertTrue(session.isLast(bytes("{\"e\":\"listenKeyExpired\",\"E\":1,\"listenKey\":\"k\"}")));
      assertTrue(session.isLast(bytes("{\"event\":{\"e\":\"eventStreamTerminated\"}}")));
      assertFalse(session.isLast(bytes(Samples.ORDER)));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
