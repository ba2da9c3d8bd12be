package org.hedgerow.exchange.simulated.deribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.hedgerow.exchange.simulated.RunningExchange;
import org.hedgerow.exchange.simulated.deribit.DeribitClient.Answer;
import org.hedgerow.exchange.simulated.deribit.DeribitClient.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the venue's documentation says of orders, logins, books and options. */
@Timeout(60)
class DeribitTradingTest {
  private static final String PERPETUAL = "BTC-PERPETUAL";
  @TempDir Path directory;
  private RunningExchange exchange;
  private DeribitClient client;

  @BeforeEach
  void open() throws Exception {
    exchange = new RunningExchange(directory, "--venues", "deribit");
    client = new DeribitClient(exchange.port("deribit"));
  }

  @AfterEach
  void close() {
    exchange.close();
  }

  private Answer resting(String label) throws Exception {
    return client.call(
        "buy", "instrument_name", PERPETUAL, "amount", "10", "price", "50000", "label", label);
  }

  @Test
  void whoIsNotTheOwnerIsRefused() throws Exception {
    long now = System.currentTimeMillis();
    assertEquals(13009, client.signed("another", now, "get_positions").code());
    assertEquals(13009, client.signed(DeribitClient.SECRET, now - 120_000, "get_positions").code());
    assertEquals(13009, client.bearer("none", "get_positions").code());
    Socket socket = client.socket();
    assertEquals(13004, socket.login("another").path("error").path("code").asInt());
    assertEquals(
        13009,
        socket
            .call("private/get_positions", DeribitClient.params())
            .path("error")
            .path("code")
            .asInt());
    assertEquals(
        13778,
        socket.subscribe("public", "ticker.BTC-PERPETUAL.raw").path("error").path("code").asInt());
    String token = socket.login(DeribitClient.SECRET).path("result").path("access_token").asText();
    assertEquals(200, client.bearer(token, "get_positions").status());
    assertEquals(
        1,
        socket
            .subscribe("public", "ticker.BTC-PERPETUAL.raw", "ticker.X.raw")
            .path("result")
            .size());
  }

  @Test
  void anyNumberOfOrdersMayHaveALabel() throws Exception {
    assertEquals(200, resting("same").status());
    assertEquals(200, resting("same").status());
    assertEquals(
        2,
        client
            .call("get_order_state_by_label", "currency", "BTC", "label", "same")
            .result()
            .size());
    assertEquals(13028, client.call("edit_by_label", "label", "same", "amount", "20").code());
    assertEquals(2, client.call("cancel_by_label", "label", "same").result().asInt());
    assertEquals(0, client.call("cancel_by_label", "label", "same").result().asInt());
  }

  @Test
  void whatTheFormForbidsIsRefused() throws Exception {
    String[] same = {"instrument_name", PERPETUAL, "price", "50000"};
    assertEquals(-32602, client.call("buy", same[0], same[1], same[2], same[3]).code());
    assertEquals(
        -32602, client.call("buy", same[0], same[1], same[2], same[3], "amount", "15").code());
    assertEquals(
        -32602, client.call("buy", same[0], same[1], "price", "50000.3", "amount", "10").code());
    assertEquals(
        10009, client.call("buy", same[0], same[1], same[2], same[3], "amount", "50000000").code());
    assertEquals(10004, client.call("cancel", "order_id", "17").code());
    assertEquals(-32601, client.call("nothing").code());
    assertEquals(
        13888,
        client
            .call("buy", same[0], same[1], same[2], same[3], "amount", "10", "valid_until", "1000")
            .code());
  }

  @Test
  void aPostOnlyOrderIsMovedOrRejected() throws Exception {
    Answer moved =
        client.call(
            "buy",
            "instrument_name",
            PERPETUAL,
            "amount",
            "10",
            "price",
            "62900",
            "post_only",
            true);
    assertEquals("open", moved.result().path("order").path("order_state").asText());
    assertEquals(
        11054,
        client
            .call(
                "buy",
                "instrument_name",
                PERPETUAL,
                "amount",
                "10",
                "price",
                "62900",
                "post_only",
                true,
                "reject_post_only",
                true)
            .code());
  }

  @Test
  void booksFollowFromOneChangeToTheNext() throws Exception {
    Socket socket = client.socket();
    socket.subscribe("public", "book.BTC-PERPETUAL.100ms");
    Map<String, BigDecimal> levels = new HashMap<>();
    long last = 0;
    for (int i = 0; i < 30; i++) {
      JsonNode data = socket.notification("book").path("params").path("data");
      boolean snapshot = data.path("type").asText().equals("snapshot");
      assertEquals(i == 0, snapshot);
      assertTrue(snapshot || data.path("prev_change_id").asLong() == last, data.toString());
      last = data.path("change_id").asLong();
      for (String side : new String[] {"bids", "asks"}) {
        for (JsonNode level : data.path(side)) {
          String price = side + level.path(1).decimalValue().stripTrailingZeros();
          boolean known = levels.containsKey(price);
          switch (level.path(0).asText()) {
            case "new" -> assertFalse(known, data.toString());
            case "change" -> assertTrue(known, data.toString());
            default -> assertTrue(known && level.path(2).asDouble() == 0, data.toString());
          }
          if (level.path(2).asDouble() == 0) {
            levels.remove(price);
          } else {
            levels.put(price, level.path(2).decimalValue());
          }
        }
      }
    }
  }

  @Test
  void anOptionIsPaidForInCoinAndTellsItsGreeks() throws Exception {
    String symbol = "";
    for (JsonNode row : client.open("get_instruments?currency=BTC&kind=option").path("result")) {
      if (row.path("strike").asInt() == 62_000 && row.path("option_type").asText().equals("call")) {
        symbol = row.path("instrument_name").asText();
        break;
      }
    }
    JsonNode ticker = client.open("ticker?instrument_name=" + symbol).path("result");
    double delta = ticker.path("greeks").path("delta").asDouble();
    assertTrue(delta > 0.3 && delta < 0.7, ticker.toString());
    double mark = ticker.path("mark_price").asDouble();
    assertTrue(ticker.path("best_bid_price").asDouble() <= mark + 0.0015, ticker.toString());
    assertTrue(ticker.path("best_ask_price").asDouble() >= mark - 0.0015, ticker.toString());
    JsonNode before = client.call("get_account_summary", "currency", "BTC").result();
    JsonNode bought =
        client.call("buy", "instrument_name", symbol, "amount", "2", "type", "market").result();
    assertEquals("filled", bought.path("order").path("order_state").asText(), bought.toString());
    BigDecimal paid = BigDecimal.ZERO;
    for (JsonNode trade : bought.path("trades")) {
      BigDecimal price = new BigDecimal(trade.path("price").asText());
      BigDecimal amount = new BigDecimal(trade.path("amount").asText());
      // Three hundredths of a percent of a coin, an eighth of the premium at most.
      BigDecimal rate = new BigDecimal("0.0003").min(price.multiply(new BigDecimal("0.125")));
      BigDecimal fee = amount.multiply(rate);
      assertEquals(0, fee.compareTo(new BigDecimal(trade.path("fee").asText())), trade.toString());
      paid = paid.add(price.multiply(amount)).add(fee);
    }
    JsonNode after = client.call("get_account_summary", "currency", "BTC").result();
    BigDecimal spent =
        new BigDecimal(before.path("balance").asText())
            .subtract(new BigDecimal(after.path("balance").asText()));
    assertEquals(0, paid.compareTo(spent), paid + " and not " + spent);
    assertTrue(after.path("options_value").asDouble() > 0, after.toString());
    assertTrue(after.path("options_delta").asDouble() > 0.6, after.toString());
    JsonNode position =
        client.call("get_positions", "currency", "BTC", "kind", "option").result().path(0);
    assertEquals("buy", position.path("direction").asText());
    assertEquals(2, position.path("size").asInt());
  }

  @Test
  void ordersOfASocketEndWithIt() throws Exception {
    Socket socket = client.socket();
    socket.login(DeribitClient.SECRET);
    socket.call("private/enable_cancel_on_disconnect", DeribitClient.params());
    socket.call(
        "private/buy",
        DeribitClient.params(
            "instrument_name", PERPETUAL, "amount", "10", "price", "50000", "label", "socket"));
    assertEquals(200, resting("http").status());
    assertEquals(2, client.call("get_open_orders").result().size());
    socket.close();
    long limit = System.nanoTime() + 5_000_000_000L;
    while (client.call("get_open_orders").result().size() == 2) {
      assertTrue(System.nanoTime() < limit, "still open");
      Thread.sleep(5);
    }
    assertEquals("http", client.call("get_open_orders").result().path(0).path("label").asText());
  }
}
