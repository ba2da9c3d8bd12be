package org.hedgerow.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.TestExchange;
import org.junit.jupiter.api.Test;

class BinanceRestTest {
  // The key, secret, request and signature that Binance's documentation gives as its example.
  private static final String SECRET =
      "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
  private static final String SIGNATURE =
      "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71";

  private static Map<String, String> order() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("symbol", "LTCBTC");
    parameters.put("side", "BUY");
    parameters.put("type", "LIMIT");
    parameters.put("timeInForce", "GTC");
    parameters.put("quantity", "1");
    parameters.put("price", "0.1");
    parameters.put("recvWindow", "5000");
    return parameters;
  }

  @Test
  void signsLikeTheVenuesExample() {
    assertEquals(
        SIGNATURE,
        BinanceRest.signature(BinanceRest.query(order()) + "&timestamp=1499827319559", SECRET));
  }

  @Test
  void sendsWhatItSigned() throws Exception {
    try (TestExchange exchange = new TestExchange()) {
      exchange.rest = request -> "{\"orderId\":1}";
      BinanceRest rest =
          new BinanceRest(
              exchange.http(),
              new Credentials("test", "key", SECRET),
              HttpClient.newHttpClient(),
              () -> 1499827319559L);
      BinanceRest.Answer answer =
          rest.request(
              "POST", "/api/v3/order", order(), BinanceRest.Security.SIGNED, Duration.ofSeconds(5));
      assertEquals(200, answer.status());
      assertEquals("{\"orderId\":1}", new String(answer.body(), StandardCharsets.UTF_8));
      assertEquals(
          "POST /api/v3/order?symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1"
              + "&price=0.1&recvWindow=5000&timestamp=1499827319559&signature="
              + SIGNATURE,
          exchange.requests.get(0));
    }
  }

  @Test
  void noAnswerInTimeIsAnException() throws Exception {
    try (TestExchange exchange = new TestExchange()) {
      exchange.rest =
          request -> {
            try {
              Thread.sleep(2_000);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return "{}";
          };
      BinanceRest rest = new BinanceRest(exchange.http(), null);
      assertThrows(
          IOException.class,
          () ->
              rest.request(
                  "GET",
                  "/api/v3/time",
                  Map.of(),
                  BinanceRest.Security.PUBLIC,
                  Duration.ofMillis(100)));
    }
  }
}
