package org.hedgerow.exchange.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.exchange.simulated.Client.Answer;
import org.hedgerow.exchange.simulated.Client.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each way to misbehave, as a client sees it and as the ledger keeps it. */
@Timeout(60)
class FaultsTest {
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

  private Answer sell(String id, Object... more) throws Exception {
    Object[] all = {
      "symbol",
      "BTCUSDT",
      "side",
      "SELL",
      "type",
      "MARKET",
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

  private Answer lookUp(String id) throws Exception {
    return usdm.signed("GET", "/fapi/v1/order", "symbol", "BTCUSDT", "origClientOrderId", id);
  }

  private Socket stream() throws Exception {
    return usdm.socket(
        "/private/ws?listenKey=" + usdm.keyed("POST", "/fapi/v1/listenKey").text("listenKey"));
  }

  private static JsonNode fill(Socket socket) throws Exception {
    JsonNode order = socket.event("ORDER_TRADE_UPDATE").get("o");
    return order.get("x").asText().equals("TRADE") ? order : fill(socket);
  }

  /** The ledger's rows of that type. */
  private List<JsonNode> rows(String type) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("ledger.jsonl"))) {
      JsonNode row = JSON.readTree(line);
      if (row.path("type").asText().equals(type)) {
        rows.add(row);
      }
    }
    return rows;
  }

  private void struck(String fault, int times) throws Exception {
    assertEquals(times, exchange.admin("GET", "").get("usdm").get(fault).get("struck").asInt());
    assertEquals(
        times,
        rows("fault").stream().filter(row -> row.get("fault").asText().equals(fault)).count(),
        fault + " in the ledger");
  }

  @Test
  void anOrderIsTakenAndTheConnectionCut() throws Exception {
    exchange.faults("{\"cut_after_accept\":1}");
    assertThrows(IOException.class, () -> sell("cut"));
    assertEquals("FILLED", lookUp("cut").text("status"));
    assertEquals("FILLED", sell("next").text("status"));
    struck("cut_after_accept", 1);
    JsonNode place = rows("request").get(0);
    assertEquals("cut", place.get("clientId").asText());
    assertEquals("accepted", place.get("verdict").asText());
    assertEquals("cut", place.get("fault").asText());
    assertTrue(place.get("received_us").asLong() <= place.get("t_us").asLong());
    JsonNode lookUp = rows("request").get(1);
    assertEquals("GET", lookUp.get("method").asText());
    assertEquals("cut", lookUp.get("clientId").asText());
    assertEquals("accepted", lookUp.get("verdict").asText());
  }

  @Test
  void anOrderIsTakenAndNeverAnswered() throws Exception {
    exchange.faults("{\"silent\":{\"next\":1}}");
    Thread waiting =
        new Thread(
            () -> {
              try {
                sell("silent");
              } catch (Exception ended) {
                // Only when the exchange closes.
              }
            });
    waiting.setDaemon(true);
    waiting.start();
    waiting.join(700);
    assertTrue(waiting.isAlive(), "it was answered");
    assertEquals("FILLED", lookUp("silent").text("status"));
    struck("silent", 1);
  }

  @Test
  void anOrderIsRefusedBeforeItIsTaken() throws Exception {
    exchange.faults("{\"reject_before\":1}");
    assertEquals(503, sell("refused").status());
    assertEquals(-2013, lookUp("refused").code());
    struck("reject_before", 1);
    assertEquals("refused", rows("request").get(0).get("verdict").asText());
  }

  @Test
  void aDelayedOrderIsJudgedByTheClockAfterTheDelay() throws Exception {
    exchange.faults("{\"delay_ms\":{\"ms\":600,\"next\":2}}");
    assertEquals(-1021, sell("late", "recvWindow", "300").code());
    assertEquals(-2013, lookUp("late").code());
    long before = System.nanoTime();
    assertEquals("FILLED", sell("in-time", "recvWindow", "5000").text("status"));
    assertTrue(System.nanoTime() - before >= 600_000_000L);
    struck("delay_ms", 2);
  }

  @Test
  void fillsComeTwiceAndInAnotherOrder() throws Exception {
    Socket events = stream();
    exchange.faults("{\"duplicate_fills\":1}");
    sell("twice");
    assertEquals(fill(events).get("t").asLong(), fill(events).get("t").asLong());
    exchange.faults("{\"reorder_fills\":1}");
    sell("first");
    sell("second");
    assertEquals("second", fill(events).get("c").asText());
    assertEquals("first", fill(events).get("c").asText());
    struck("duplicate_fills", 1);
    struck("reorder_fills", 1);
  }

  @Test
  void fillsComeLateOrOnlyOverRest() throws Exception {
    Socket events = stream();
    exchange.faults("{\"drop_fills\":1}");
    sell("dropped");
    exchange.faults("{\"late_fills_ms\":{\"ms\":500,\"next\":1}}");
    long before = System.nanoTime();
    sell("late");
    assertEquals("late", fill(events).get("c").asText());
    assertTrue(System.nanoTime() - before >= 500_000_000L);
    JsonNode trades = usdm.signed("GET", "/fapi/v1/userTrades", "symbol", "BTCUSDT").body();
    assertEquals(2, trades.size());
    struck("drop_fills", 1);
    struck("late_fills_ms", 1);
  }

  @Test
  void streamsAreDisconnectedNow() throws Exception {
    Socket account = stream();
    Socket market = usdm.socket("/ws/btcusdt@bookTicker");
    market.next();
    exchange.faults("{\"venue\":\"usdm\",\"disconnect_streams\":\"account\"}");
    account.awaitEnd();
    assertFalse(market.ended());
    exchange.faults("{\"venue\":\"spot\",\"disconnect_streams\":true}");
    market.next();
    assertFalse(market.ended(), "another venue's");
    exchange.faults("{\"disconnect_streams\":true}");
    market.awaitEnd();
  }

  @Test
  void theWholeVenueHasAnotherClock() throws Exception {
    Socket account = stream();
    Socket market = usdm.socket("/ws/btcusdt@bookTicker");
    exchange.faults("{\"clock_offset_ms\":3600000}");
    long ahead = System.currentTimeMillis() + 3_600_000;
    assertTrue(
        Math.abs(usdm.open("/fapi/v1/time").body().get("serverTime").asLong() - ahead) < 5_000);
    assertEquals(-1021, sell("machine-time").code());
    assertEquals("FILLED", sell("venue-time", "timestamp", ahead).text("status"));
    assertTrue(Math.abs(fill(account).get("T").asLong() - ahead) < 5_000);
    long event = 0;
    while (event < ahead - 5_000) {
      event = market.event("bookTicker").get("E").asLong();
    }
    exchange.admin("DELETE", "");
    assertEquals("FILLED", sell("again").text("status"));
  }

  @Test
  void theVenueIsLimitedOrClosedForAWhile() throws Exception {
    exchange.faults("{\"rate_limit\":1}");
    Answer limited = lookUp("x");
    assertEquals(429, limited.status());
    assertEquals(-1003, limited.code());
    exchange.faults("{\"rate_limit\":0,\"maintenance\":1}");
    assertTrue(usdm.raw("/fapi/v1/time").contains("503"));
    Thread.sleep(1_100);
    assertEquals(-2013, lookUp("x").code());
    struck("rate_limit", 1);
    struck("maintenance", 1);
  }

  @Test
  void garbageIsAnsweredAndWhatWasAskedIsDone() throws Exception {
    exchange.faults("{\"garbage\":1}");
    assertThrows(IOException.class, () -> sell("garbage"));
    assertEquals("FILLED", lookUp("garbage").text("status"));
    struck("garbage", 1);
  }

  @Test
  void aProbabilityStrikesNowAndThen() throws Exception {
    exchange.faults("{\"reject_before\":{\"probability\":0.5}}");
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      refused += sell("p" + i).status() == 503 ? 1 : 0;
    }
    // Sixty fair coins: less than ten of a side is one in ten million.
    assertTrue(refused > 10 && refused < 50, refused + " of 60");
    exchange.admin("DELETE", "");
    assertEquals(200, sell("after").status());
  }

  @Test
  void whatIsNoFaultIsRefusedWithAReason() {
    for (String wrong :
        List.of(
            "{\"no_such\":1}",
            "{\"silent\":\"often\"}",
            "{\"silent\":{\"probability\":2}}",
            "{\"late_fills_ms\":true}",
            "{\"venue\":\"mtgox\",\"silent\":1}",
            "[]",
            "nonsense")) {
      assertThrows(IllegalArgumentException.class, () -> exchange.faults(wrong), wrong);
    }
  }

  @Test
  void aClientIdIsTakenAgainAndTheLedgerShowsBoth() throws Exception {
    sell("same");
    sell("same");
    long orders =
        rows("order").stream()
            .filter(row -> row.get("clientId").asText().equals("same"))
            .map(row -> row.get("orderId").asLong())
            .distinct()
            .count();
    assertEquals(2, orders);
    assertEquals(
        2,
        rows("request").stream()
            .filter(row -> row.path("clientId").asText().equals("same"))
            .count());
  }

  @Test
  void allOrdersAreListedByTimeOrFromAnId() throws Exception {
    sell("a");
    long second = sell("b").body().get("orderId").asLong();
    String path = "/fapi/v1/allOrders";
    JsonNode all =
        usdm.signed(
                "GET", path, "symbol", "BTCUSDT", "startTime", System.currentTimeMillis() - 60_000)
            .body();
    assertEquals(2, all.size());
    assertEquals("a", all.get(0).get("clientOrderId").asText());
    assertEquals("0.100", all.get(0).get("executedQty").asText());
    assertEquals(
        0,
        usdm.signed(
                "GET", path, "symbol", "BTCUSDT", "startTime", System.currentTimeMillis() + 60_000)
            .body()
            .size());
    JsonNode from = usdm.signed("GET", path, "symbol", "BTCUSDT", "orderId", second).body();
    assertEquals("b", from.get(0).get("clientOrderId").asText());
    assertEquals(
        "b",
        usdm.signed("GET", path, "symbol", "BTCUSDT", "limit", 1)
            .body()
            .get(0)
            .get("clientOrderId")
            .asText());
  }

  @Test
  void theTimerCancelsAndTheLedgerSaysSo() throws Exception {
    String bid = usdm.open("/fapi/v1/ticker/bookTicker?symbol=BTCUSDT").text("bidPrice");
    String below =
        new java.math.BigDecimal(bid)
            .multiply(new java.math.BigDecimal("0.98"))
            .setScale(1, java.math.RoundingMode.DOWN)
            .toString();
    assertEquals(
        200,
        usdm.signed(
                "POST",
                "/fapi/v1/order",
                "symbol",
                "BTCUSDT",
                "side",
                "BUY",
                "type",
                "LIMIT",
                "timeInForce",
                "GTX",
                "quantity",
                "0.100",
                "price",
                below,
                "newClientOrderId",
                "r")
            .status());
    Answer armed =
        usdm.signed(
            "POST", "/fapi/v1/countdownCancelAll", "symbol", "BTCUSDT", "countdownTime", 300);
    assertEquals("300", armed.text("countdownTime"));
    Thread.sleep(900);
    assertEquals("CANCELED", lookUp("r").text("status"));
    assertEquals(1, rows("countdown").get(0).get("canceled").asInt());
  }
}
