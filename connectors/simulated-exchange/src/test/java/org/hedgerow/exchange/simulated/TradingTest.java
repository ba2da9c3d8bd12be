package org.hedgerow.exchange.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hedgerow.exchange.simulated.Client.Answer;
import org.hedgerow.exchange.simulated.Client.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exchange as a client sees it: over HTTP and WebSocket. */
class TradingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path directory;

  private static Answer sell(Client usdm, String id, String quantity) throws Exception {
    return usdm.signed(
        "POST",
        "/fapi/v1/order",
        "symbol",
        "BTCUSDT",
        "side",
        "SELL",
        "type",
        "MARKET",
        "quantity",
        quantity,
        "newClientOrderId",
        id,
        "newOrderRespType",
        "RESULT");
  }

  private static Answer rest(Client usdm, String id, String price) throws Exception {
    return usdm.signed(
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
        "0.010",
        "price",
        price,
        "newClientOrderId",
        id);
  }

  /** A price that rests, 2 % under the market. */
  private static String below(Client usdm) throws Exception {
    BigDecimal bid =
        new BigDecimal(usdm.open("/fapi/v1/ticker/bookTicker?symbol=BTCUSDT").text("bidPrice"));
    return bid.multiply(new BigDecimal("0.98")).setScale(1, RoundingMode.DOWN).toString();
  }

  @Test
  void futuresOrderIsFilledReportedAndKept() throws Exception {
    try (RunningExchange exchange = new RunningExchange(directory)) {
      Client usdm = exchange.client("usdm");
      String key = usdm.keyed("POST", "/fapi/v1/listenKey").text("listenKey");
      Socket events = usdm.socket("/private/ws?listenKey=" + key);
      Answer order = sell(usdm, "hedge-1", "0.500");
      assertEquals(200, order.status());
      assertEquals("FILLED", order.text("status"));
      JsonNode created = events.event("ORDER_TRADE_UPDATE").get("o");
      assertEquals("NEW", created.get("x").asText());
      JsonNode account = events.event("ACCOUNT_UPDATE").get("a");
      assertEquals("ORDER", account.get("m").asText());
      JsonNode trade = events.event("ORDER_TRADE_UPDATE").get("o");
      assertEquals("TRADE", trade.get("x").asText());
      assertEquals("hedge-1", trade.get("c").asText());
      BigDecimal fee =
          new BigDecimal(trade.get("L").asText())
              .multiply(new BigDecimal(trade.get("l").asText()))
              .multiply(new BigDecimal("0.0005"));
      assertEquals(
          0,
          fee.setScale(8, RoundingMode.HALF_EVEN)
              .compareTo(new BigDecimal(trade.get("n").asText())));
      JsonNode position = usdm.signed("GET", "/fapi/v2/positionRisk").body().get(0);
      assertEquals("-0.500", position.get("positionAmt").asText());
      Answer found =
          usdm.signed("GET", "/fapi/v1/order", "symbol", "BTCUSDT", "origClientOrderId", "hedge-1");
      assertEquals("0.500", found.text("executedQty"));
      assertFalse(usdm.signed("GET", "/fapi/v1/userTrades", "symbol", "BTCUSDT").body().isEmpty());
    }
  }

  @Test
  void requestsThatTheVenueRefuses() throws Exception {
    try (RunningExchange exchange =
        new RunningExchange(directory, "--order-latency", "150ms", "--request-limit", "40")) {
      Client usdm = exchange.client("usdm");
      Client spot = exchange.client("spot");
      long now = System.currentTimeMillis();
      assertEquals(-1021, usdm.signed("GET", "/fapi/v2/balance", "timestamp", now - 6_000).code());
      assertEquals(-1021, usdm.signed("GET", "/fapi/v2/balance", "timestamp", now + 9_000).code());
      assertEquals(401, usdm.send("GET", "/fapi/v2/balance?timestamp=1", null).status());
      assertEquals(-2015, usdm.send("GET", "/fapi/v2/balance?timestamp=1", "other").code());
      assertEquals(
          -1022,
          usdm.send("GET", "/fapi/v2/balance?timestamp=" + now + "&signature=ab", Client.KEY)
              .code());
      assertEquals(-1102, usdm.send("GET", "/fapi/v2/balance?timestamp=" + now, Client.KEY).code());
      // In time at the door, too late at the matching engine.
      Answer late =
          usdm.signed(
              "POST",
              "/fapi/v1/order",
              "symbol",
              "BTCUSDT",
              "side",
              "BUY",
              "type",
              "MARKET",
              "quantity",
              "0.1",
              "recvWindow",
              "100",
              "newClientOrderId",
              "late");
      assertEquals(-1021, late.code());
      assertEquals(
          -2013,
          usdm.signed("GET", "/fapi/v1/order", "symbol", "BTCUSDT", "origClientOrderId", "late")
              .code());
      assertEquals(-1121, usdm.open("/fapi/v1/depth?symbol=NOPE").code());
      assertEquals(-4164, sell(usdm, "small", "0.001").code());
      assertEquals(-1111, sell(usdm, "fine", "0.0001").code());
      assertEquals(-4003, sell(usdm, "none", "0").code());
      assertEquals(-1100, sell(usdm, "not allowed", "0.1").code());
      assertEquals(-2019, sell(usdm, "much", "900").code());
      assertEquals(-5022, rest(usdm, "takes", highest(usdm)).code());
      String price = below(usdm);
      assertEquals("NEW", rest(usdm, "twice", price).text("status"));
      assertEquals(-4116, rest(usdm, "twice", price).code());
      Answer canceled =
          usdm.signed(
              "DELETE", "/fapi/v1/order", "symbol", "BTCUSDT", "origClientOrderId", "twice");
      assertEquals("CANCELED", canceled.text("status"));
      assertEquals(
          -2011,
          usdm.signed("DELETE", "/fapi/v1/order", "symbol", "BTCUSDT", "origClientOrderId", "twice")
              .code());
      assertEquals("NEW", rest(usdm, "twice", price).text("status"));
      Answer poor =
          spot.signed(
              "POST",
              "/api/v3/order",
              "symbol",
              "BTCUSDT",
              "side",
              "SELL",
              "type",
              "MARKET",
              "quantity",
              "11");
      assertEquals(-2010, poor.code());
      assertEquals(400, poor.status());
      Answer limited = spot.open("/api/v3/time");
      for (int i = 0; i < 60 && limited.status() == 200; i++) {
        limited = spot.open("/api/v3/time");
      }
      assertEquals(429, limited.status());
      assertEquals(-1003, limited.code());
    }
  }

  private static String highest(Client usdm) throws Exception {
    BigDecimal ask =
        new BigDecimal(usdm.open("/fapi/v1/ticker/bookTicker?symbol=BTCUSDT").text("askPrice"));
    return ask.multiply(new BigDecimal("1.02")).setScale(1, RoundingMode.DOWN).toString();
  }

  @Test
  void subscriptionsAreAcknowledgedAndEnveloped() throws Exception {
    try (RunningExchange exchange = new RunningExchange(directory)) {
      Client coinm = exchange.client("coinm");
      Socket socket = coinm.socket("/stream");
      socket.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusd_perp@bookTicker\"],\"id\":4}");
      assertEquals("{\"result\":null,\"id\":4}", socket.next());
      JsonNode frame = JSON.readTree(socket.next());
      assertEquals("btcusd_perp@bookTicker", frame.get("stream").asText());
      assertEquals("BTCUSD", frame.get("data").get("ps").asText());
      socket.send("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusd_perp@bookTicker\"],\"id\":5}");
      String text = socket.next();
      while (!text.equals("{\"result\":null,\"id\":5}")) {
        text = socket.next();
      }
      assertTrue(socket.quiet(300));
      Socket single = exchange.client("spot").socket("/ws/btcusdt@bookTicker");
      assertEquals("BTCUSDT", JSON.readTree(single.next()).get("s").asText());
    }
  }

  @Test
  void customersTradeOnTheAccountOnceSomebodyListens() throws Exception {
    try (RunningExchange exchange =
        new RunningExchange(directory, "--customer-flow", "--customer-delay", "1ms")) {
      Client spot = exchange.client("spot");
      Socket events = spot.accountSocket();
      JsonNode message = JSON.readTree(events.next());
      assertEquals(0, message.get("subscriptionId").asInt());
      JsonNode report = message.get("event");
      assertTrue(report.get("c").asText().startsWith("web_"), report.toString());
      assertEquals("MARKET", report.get("o").asText());
    }
  }

  @Test
  void aSpotAccountIsStreamedToWhoeverSignsForIt() throws Exception {
    try (RunningExchange exchange = new RunningExchange(directory)) {
      Client spot = exchange.client("spot");
      assertEquals(410, spot.keyed("POST", "/api/v3/userDataStream").status());
      Socket stranger = spot.socket("/ws-api/v3");
      stranger.send(
          "{\"id\":7,\"method\":\"userDataStream.subscribe.signature\",\"params\":{\"apiKey\":\"a-key\","
              + "\"timestamp\":"
              + System.currentTimeMillis()
              + ",\"signature\":\"00\"}}");
      JsonNode refused = JSON.readTree(stranger.next());
      assertEquals(400, refused.get("status").asInt());
      assertEquals(-1022, refused.get("error").get("code").asInt());
      assertEquals(7, refused.get("id").asInt());
    }
  }

  @Test
  void streamsOfUsdMAreServedOnTheirPaths() throws Exception {
    try (RunningExchange exchange = new RunningExchange(directory)) {
      Client usdm = exchange.client("usdm");
      String both = "/stream?streams=btcusdt@bookTicker/btcusdt@markPrice@1s";
      Socket books = usdm.socket("/public" + both);
      Socket market = usdm.socket("/market" + both);
      Socket root = usdm.socket(both);
      assertTrue(market.next().contains("markPrice"));
      assertTrue(market.next().contains("markPrice"));
      for (int i = 0; i < 20; i++) {
        assertTrue(books.next().contains("bookTicker"));
        assertTrue(root.next().contains("bookTicker"));
      }
    }
  }

  @Test
  void aRestartFindsOrdersPositionsAndBalances() throws Exception {
    Path ledger = directory.resolve("ledger.jsonl");
    JsonNode balance;
    String price;
    try (RunningExchange exchange = new RunningExchange(directory, "--ledger", "" + ledger)) {
      Client usdm = exchange.client("usdm");
      sell(usdm, "first", "1.500");
      price = below(usdm);
      rest(usdm, "resting", price);
      balance = usdm.signed("GET", "/fapi/v2/balance").body().get(0);
    }
    assertNotEquals("1000000.00000000", balance.get("balance").asText());
    Files.writeString(
        ledger,
        "{\"type\":\"balance\",\"account\":\"binance-usdm\",\"asset\":\"USDT\",\"wallet\":\"1\"}\n"
            + "{\"type\":\"fill\",\"t_us\":12",
        StandardOpenOption.APPEND);
    try (RunningExchange exchange = new RunningExchange(directory, "--ledger", "" + ledger)) {
      Client usdm = exchange.client("usdm");
      JsonNode after = usdm.signed("GET", "/fapi/v2/balance").body().get(0);
      assertEquals(balance.get("balance"), after.get("balance"));
      JsonNode position = usdm.signed("GET", "/fapi/v2/positionRisk").body().get(0);
      assertEquals("-1.500", position.get("positionAmt").asText());
      JsonNode open = usdm.signed("GET", "/fapi/v1/openOrders").body();
      assertEquals(1, open.size());
      assertEquals("resting", open.get(0).get("clientOrderId").asText());
      assertEquals(-4116, rest(usdm, "resting", price).code());
      long id = sell(usdm, "second", "0.010").body().get("orderId").asLong();
      assertTrue(id > open.get(0).get("orderId").asLong());
    }
    for (String line : Files.readAllLines(ledger)) {
      assertFalse(line.contains(Client.SECRET) || line.contains("signature"), line);
      assertTrue(JSON.readTree(line).has("type"), line);
    }
  }

  /** Our fields are the venue's, as recorded by others, plus what it has added since. */
  @Test
  void userEventsHaveTheVenuesFields() throws Exception {
    Path fixtures = SharedData.find("data/fixtures/nautilus_trader/binance");
    try (RunningExchange exchange = new RunningExchange(directory)) {
      Client usdm = exchange.client("usdm");
      String key = usdm.keyed("POST", "/fapi/v1/listenKey").text("listenKey");
      Socket events = usdm.socket("/private/ws?listenKey=" + key);
      sell(usdm, "fields", "0.100");
      events.event("ORDER_TRADE_UPDATE");
      JsonNode account = events.event("ACCOUNT_UPDATE");
      JsonNode trade = events.event("ORDER_TRADE_UPDATE");
      JsonNode theirs = fixture(fixtures, "futures/user_data_json/order_update_trade.json");
      assertEquals(names(theirs), names(trade));
      covers(theirs.get("o"), trade.get("o"), Set.of("AP", "cr"));
      JsonNode theirAccount = fixture(fixtures, "futures/user_data_json/account_update.json");
      assertEquals(names(theirAccount), names(account));
      assertEquals(
          names(theirAccount.get("a").get("B").get(0)), names(account.get("a").get("B").get(0)));
      assertEquals(
          names(theirAccount.get("a").get("P").get(0)), names(account.get("a").get("P").get(0)));

      Client spot = exchange.client("spot");
      Socket spotEvents = spot.accountSocket();
      spot.signed(
          "POST",
          "/api/v3/order",
          "symbol",
          "ETHUSDT",
          "side",
          "SELL",
          "type",
          "MARKET",
          "quantity",
          "1");
      JsonNode report = spotEvents.event("executionReport");
      JsonNode theirReport =
          fixture(fixtures, "spot/user_data_json/execution_report_wrapped.json").get("event");
      assertEquals(names(theirReport), names(report));
      covers(
          fixture(fixtures, "spot/user_data_json/account_position.json"),
          spotEvents.event("outboundAccountPosition"),
          Set.of());
    }
  }

  @Test
  void restAnswersHaveTheVenuesFields() throws Exception {
    Path fixtures = SharedData.find("data/fixtures/nautilus_trader/binance");
    try (RunningExchange exchange = new RunningExchange(directory)) {
      Client usdm = exchange.client("usdm");
      Client spot = exchange.client("spot");
      sell(usdm, "fields", "0.100");
      Answer placed =
          spot.signed(
              "POST",
              "/api/v3/order",
              "symbol",
              "ETHUSDT",
              "side",
              "SELL",
              "type",
              "MARKET",
              "quantity",
              "1",
              "newClientOrderId",
              "s");
      JsonNode full = fixture(fixtures, "spot/http_json/new_order_full_response.json");
      assertEquals(names(full), names(placed.body()));
      assertEquals(names(full.get("fills").get(0)), names(placed.body().get("fills").get(0)));
      assertEquals(
          names(fixture(fixtures, "spot/http_json/order_response.json")),
          names(
              spot.signed("GET", "/api/v3/order", "symbol", "ETHUSDT", "origClientOrderId", "s")
                  .body()));
      assertEquals(
          names(fixture(fixtures, "spot/http_json/account_trades_response.json").get(0)),
          names(spot.signed("GET", "/api/v3/myTrades", "symbol", "ETHUSDT").body().get(0)));
      assertEquals(
          names(fixture(fixtures, "spot/http_json/account_response.json")),
          names(spot.signed("GET", "/api/v3/account").body()));
      covers(
          fixture(fixtures, "futures/http_json/order_response.json"),
          usdm.signed("GET", "/fapi/v1/order", "symbol", "BTCUSDT", "origClientOrderId", "fields")
              .body(),
          Set.of());
      assertEquals(
          names(fixture(fixtures, "futures/http_json/position_risk.json").get(0)),
          names(usdm.signed("GET", "/fapi/v2/positionRisk").body().get(0)));
      assertEquals(
          names(fixture(fixtures, "futures/http_json/balance.json").get(0)),
          names(usdm.signed("GET", "/fapi/v2/balance").body().get(0)));
    }
  }

  private static JsonNode fixture(Path fixtures, String name) throws Exception {
    return JSON.readTree(fixtures.resolve(name).toFile());
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Every field of theirs is in ours, but for those of orders that we do not have. */
  private static void covers(JsonNode theirs, JsonNode ours, Set<String> otherOrders) {
    Set<String> missing = names(theirs);
    missing.removeAll(names(ours));
    missing.removeAll(otherOrders);
    assertEquals(List.of(), List.copyOf(missing));
  }
}
