package org.hedgerow.exchange.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.hedgerow.exchange.simulated.Client.Answer;
import org.hedgerow.exchange.simulated.Client.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A venue that breaks its own rules, or changes them, as its client and its ledger see it. */
@Timeout(60)
class BadVenueTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path directory;
  private RunningExchange exchange;
  private Client usdm;

  @BeforeEach
  void open() throws Exception {
    exchange =
        new RunningExchange(directory, "--ledger", directory.resolve("ledger.jsonl").toString());
    usdm = exchange.client("usdm");
  }

  @AfterEach
  void close() {
    exchange.close();
  }

  private Answer place(String id, String side, Object... more) throws Exception {
    Object[] all = {
      "symbol",
      "BTCUSDT",
      "side",
      side,
      "quantity",
      "0.100",
      "newClientOrderId",
      id,
      "newOrderRespType",
      "RESULT"
    };
    List<Object> pairs = new ArrayList<>(List.of(all));
    pairs.addAll(List.of(more));
    return usdm.signed("POST", "/fapi/v1/order", pairs.toArray());
  }

  private Answer sell(String id) throws Exception {
    return place(id, "SELL", "type", "MARKET");
  }

  private Answer rest(String id) throws Exception {
    BigDecimal bid =
        new BigDecimal(usdm.open("/fapi/v1/ticker/bookTicker?symbol=BTCUSDT").text("bidPrice"));
    BigDecimal below = bid.multiply(new BigDecimal("0.98")).setScale(0, RoundingMode.DOWN);
    return place(id, "BUY", "type", "LIMIT", "timeInForce", "GTC", "price", below.toPlainString());
  }

  private Answer lookUp(String id) throws Exception {
    return usdm.signed("GET", "/fapi/v1/order", "symbol", "BTCUSDT", "origClientOrderId", id);
  }

  private BigDecimal position() throws Exception {
    JsonNode positions = usdm.signed("GET", "/fapi/v2/positionRisk", "symbol", "BTCUSDT").body();
    return new BigDecimal(positions.get(0).get("positionAmt").asText());
  }

  private long rows(String type, String field, String value) throws Exception {
    long found = 0;
    for (String line : Files.readAllLines(directory.resolve("ledger.jsonl"))) {
      JsonNode row = JSON.readTree(line);
      boolean one = row.path("type").asText().equals(type);
      found += one && row.path(field).asText().equals(value) ? 1 : 0;
    }
    return found;
  }

  @Test
  void rejectsWhatNothingSpeaksAgainst() throws Exception {
    exchange.faults("{\"reject\":2}");
    Answer refused = sell("a");
    assertEquals(400, refused.status());
    assertEquals(-2010, refused.code());
    assertEquals(-2010, sell("b").code());
    assertEquals(-2013, lookUp("a").code());
    assertEquals("FILLED", sell("c").text("status"));
    assertEquals(2, rows("fault", "fault", "reject"));
  }

  @Test
  void acknowledgesAnOrderAndForgetsIt() throws Exception {
    exchange.faults("{\"lose\":1}");
    assertEquals("NEW", sell("lost").text("status"));
    assertEquals(-2013, lookUp("lost").code());
    assertEquals(0, position().signum());
    assertEquals(0, rows("order", "clientId", "lost"));
    assertEquals(1, rows("fault", "on", "lost"));
    assertEquals("FILLED", sell("next").text("status"));
  }

  @Test
  void fillsAsMuchAgain() throws Exception {
    exchange.faults("{\"overfill\":1}");
    assertEquals("0.200", sell("over").text("executedQty"));
    assertEquals(0, new BigDecimal("-0.200").compareTo(position()));
    assertEquals("0.200", lookUp("over").text("executedQty"));
    sell("next");
    assertEquals(0, new BigDecimal("-0.300").compareTo(position()));
  }

  @Test
  void fillsAfterItSaidCanceled() throws Exception {
    Socket events =
        usdm.socket(
            "/private/ws?listenKey=" + usdm.keyed("POST", "/fapi/v1/listenKey").text("listenKey"));
    exchange.faults("{\"fill_after_end_ms\":{\"ms\":300,\"next\":1}}");
    assertEquals("NEW", rest("ended").text("status"));
    Answer canceled =
        usdm.signed("DELETE", "/fapi/v1/order", "symbol", "BTCUSDT", "origClientOrderId", "ended");
    assertEquals("CANCELED", canceled.text("status"));
    assertEquals("0.000", canceled.text("executedQty"));
    JsonNode told = events.event("ORDER_TRADE_UPDATE").get("o");
    List<String> course = new ArrayList<>();
    while (!told.get("x").asText().equals("TRADE")) {
      course.add(told.get("x").asText());
      told = events.event("ORDER_TRADE_UPDATE").get("o");
    }
    assertEquals(List.of("NEW", "CANCELED"), course);
    assertEquals("0.100", told.get("l").asText());
    assertEquals(0, new BigDecimal("0.100").compareTo(position()));
    assertEquals("FILLED", lookUp("ended").text("status"));
    rest("later");
    usdm.signed("DELETE", "/fapi/v1/order", "symbol", "BTCUSDT", "origClientOrderId", "later");
    Thread.sleep(600);
    assertEquals("CANCELED", lookUp("later").text("status"));
  }

  @Test
  void saysNothingToAnyRequest() throws Exception {
    exchange.faults("{\"venue\":\"usdm\",\"mute\":2}");
    Thread asking =
        new Thread(
            () -> {
              try {
                sell("mute");
              } catch (Exception ended) {
                // Only when the exchange closes.
              }
            });
    asking.setDaemon(true);
    asking.start();
    asking.join(700);
    assertTrue(asking.isAlive(), "it was answered");
    Thread.sleep(1_500);
    assertEquals(-2013, lookUp("mute").code());
    assertEquals(0, rows("order", "clientId", "mute"));
  }

  @Test
  void aVenueInMaintenanceLetsNoStreamIn() throws Exception {
    Socket before = usdm.socket("/ws/btcusdt@bookTicker");
    before.next();
    exchange.faults("{\"venue\":\"usdm\",\"maintenance\":1,\"disconnect_streams\":true}");
    before.awaitEnd();
    assertThrows(CompletionException.class, () -> usdm.socket("/ws/btcusdt@bookTicker"));
    Thread.sleep(1_200);
    Socket after = usdm.socket("/ws/btcusdt@bookTicker");
    after.next();
    assertFalse(after.ended());
  }

  @Test
  void cancelsAllThatWorksThere() throws Exception {
    rest("works");
    exchange.admin("POST", "/cancel", "{\"venue\":\"spot\"}");
    assertEquals("NEW", lookUp("works").text("status"));
    exchange.admin("POST", "/cancel", "{\"venue\":\"usdm\"}");
    assertEquals("CANCELED", lookUp("works").text("status"));
  }

  @Test
  void aTickChangesForOrdersTheListAndTheBook() throws Exception {
    exchange.admin("POST", "/tick", "{\"venue\":\"usdm\",\"symbol\":\"BTCUSDT\",\"tick\":\"0.5\"}");
    for (JsonNode symbol : usdm.open("/fapi/v1/exchangeInfo").body().get("symbols")) {
      if (symbol.get("symbol").asText().equals("BTCUSDT")) {
        assertEquals(
            0,
            new BigDecimal("0.5")
                .compareTo(new BigDecimal(symbol.get("filters").get(0).get("tickSize").asText())));
      }
    }
    Answer off = place("off", "BUY", "type", "LIMIT", "timeInForce", "GTC", "price", "61000.1");
    assertEquals(-4014, off.code());
    Socket market = usdm.socket("/ws/btcusdt@bookTicker");
    Thread.sleep(500);
    for (int i = 0; i < 50; i++) {
      market.next();
    }
    JsonNode top = market.event("bookTicker");
    BigDecimal step = new BigDecimal("0.5");
    assertEquals(0, new BigDecimal(top.get("b").asText()).remainder(step).signum());
    assertEquals(
        0,
        new BigDecimal(top.get("a").asText())
            .subtract(new BigDecimal(top.get("b").asText()))
            .remainder(step)
            .signum());
    assertThrows(
        IllegalArgumentException.class,
        () -> exchange.admin("POST", "/tick", "{\"venue\":\"usdm\",\"symbol\":\"X\"}"));
  }

  @Test
  void whatIsWithdrawnIsNoMarginAnyMore() throws Exception {
    exchange.admin(
        "POST", "/withdraw", "{\"venue\":\"usdm\",\"asset\":\"USDT\",\"amount\":\"1000000000\"}");
    assertEquals(-2019, sell("short").code());
    exchange.admin(
        "POST", "/withdraw", "{\"venue\":\"usdm\",\"asset\":\"USDT\",\"amount\":\"-1000000000\"}");
    assertEquals("FILLED", sell("enough").text("status"));
  }

  @Test
  void booksAreCrossedOrOneSidedForAWhile() throws Exception {
    Socket market = usdm.socket("/ws/btcusdt@bookTicker");
    exchange.faults("{\"venue\":\"usdm\",\"crossed\":20}");
    JsonNode top = market.event("bookTicker");
    while (price(top, "b").compareTo(price(top, "a")) < 0) {
      top = market.event("bookTicker");
    }
    exchange.faults("{\"venue\":\"usdm\",\"crossed\":0,\"one_sided\":20}");
    while (price(top, "a").signum() > 0) {
      top = market.event("bookTicker");
    }
    assertTrue(price(top, "b").signum() > 0);
    exchange.admin("DELETE", "");
    while (price(top, "a").compareTo(price(top, "b")) <= 0) {
      top = market.event("bookTicker");
    }
    assertEquals("FILLED", sell("after").text("status"));
  }

  private static BigDecimal price(JsonNode top, String side) {
    return new BigDecimal(top.get(side).asText());
  }
}
