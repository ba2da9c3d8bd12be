package org.hedgerow.exchange.simulated.luno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchange.simulated.RecordedFields;
import org.hedgerow.exchange.simulated.RunningExchange;
import org.hedgerow.exchange.simulated.SharedData;
import org.hedgerow.exchange.simulated.luno.LunoClient.Answer;
import org.hedgerow.exchange.simulated.luno.LunoClient.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the venue says has every field of what others captured of it, each of the same kind; and it
 * does what its documentation says of streams and orders. The captures lie beside the project;
 * without them those tests are skipped.
 */
@Timeout(60)
class LunoFixturesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RecordedFields FIELDS = new RecordedFields();
  private static final String USUAL = "stream/XBTUSDT";

  @TempDir Path directory;
  private RunningExchange exchange;
  private LunoClient luno;

  @BeforeEach
  void open() throws Exception {
    exchange = new RunningExchange(directory, "--venues", "luno");
    luno = new LunoClient(exchange.port("luno"));
  }

  @AfterEach
  void close() {
    exchange.close();
  }

  /** The captured frame whose note begins so. */
  private static JsonNode captured(String note) throws Exception {
    for (String line :
        Files.readAllLines(SharedData.find("data/fixtures/luno/luno-stream-frames.jsonl"))) {
      JsonNode row = JSON.readTree(line);
      if (row.path("note").asText().startsWith(note)) {
        return JSON.readTree(row.path("raw").asText());
      }
    }
    throw new AssertionError("no frame " + note);
  }

  /** The captured answer to that request. */
  private static JsonNode answered(String request) throws Exception {
    for (String line : Files.readAllLines(SharedData.find("data/fixtures/luno/luno-rest.jsonl"))) {
      JsonNode row = JSON.readTree(line);
      if (row.path("endpoint").asText().startsWith(request)) {
        return row.path("response");
      }
    }
    throw new AssertionError("no answer to " + request);
  }

  @Test
  void publicAnswers() throws Exception {
    luno.socket(USUAL).owner().next("trade_updates");
    FIELDS.compare(
        "trades", answered("GET /api/1/trades"), luno.open("/api/1/trades?pair=XBTUSDT").body());
    FIELDS.compare(
        "ticker", answered("GET /api/1/ticker?"), luno.open("/api/1/ticker?pair=XBTUSDT").body());
    assertEquals(3, luno.open("/api/1/tickers").body().path("tickers").size());
    assertEquals("ErrInvalidMarketPair", luno.open("/api/1/ticker?pair=NOPEUSDT").code());
  }

  @Test
  void whatIsStreamedHasTheCapturedForm() throws Exception {
    Socket socket = luno.socket(USUAL).owner();
    FIELDS.compare("snapshot", captured("snapshot"), socket.next());
    FIELDS.compare("create", captured("create"), socket.next("create_update"));
    FIELDS.compare("delete", captured("delete"), socket.next("delete_update"));
    FIELDS.compare("trade", captured("trade"), socket.next("trade_updates"));
  }

  /** An empty object was seen to do for a market's stream. */
  @Test
  void theStreamAddsUpToTheBook() throws Exception {
    Socket socket = luno.socket(USUAL).send("{}");
    JsonNode snapshot = socket.next();
    long sequence = snapshot.path("sequence").asLong();
    Map<String, BigDecimal> orders = new HashMap<>();
    for (String side : List.of("asks", "bids")) {
      snapshot
          .path(side)
          .forEach(
              order ->
                  orders.put(
                      order.path("id").asText(), new BigDecimal(order.path("volume").asText())));
    }
    assertTrue(orders.size() >= 30, snapshot.toString());
    int trades = 0;
    for (int i = 1; i <= 2_000; i++) {
      JsonNode update = socket.next();
      assertEquals(sequence + i, update.path("sequence").asLong());
      for (JsonNode trade : update.path("trade_updates")) {
        String maker = trade.path("maker_order_id").asText();
        BigDecimal left = orders.get(maker).subtract(new BigDecimal(trade.path("base").asText()));
        assertTrue(left.signum() >= 0, update.toString());
        if (left.signum() == 0) {
          orders.remove(maker);
        } else {
          orders.put(maker, left);
        }
        trades++;
      }
      JsonNode create = update.path("create_update");
      if (create.isObject()) {
        orders.put(
            create.path("order_id").asText(), new BigDecimal(create.path("volume").asText()));
      }
      JsonNode delete = update.path("delete_update");
      if (delete.isObject()) {
        assertTrue(orders.remove(delete.path("order_id").asText()) != null, update.toString());
      }
    }
    assertTrue(trades > 10, "trades: " + trades);
  }

  @Test
  void whoSaysNothingOrTheWrongThingIsSentAway() throws Exception {
    Socket silent = luno.socket(USUAL);
    Socket wrong = luno.socket(USUAL).send("{\"api_key_id\":\"x\",\"api_key_secret\":\"y\"}");
    assertEquals(
        captured("error, close 1000").fieldNames().next(), wrong.next().fieldNames().next());
    assertEquals(1000, wrong.next().path("closed").asInt());
    Socket nowhere = luno.socket("stream/NOPEUSDT").send("{}");
    assertEquals("invalid_market", nowhere.next().path("error_code").asText());
    Socket keyless = luno.socket("userstream").send("{}");
    assertEquals("invalid_credentials", keyless.next().path("error_code").asText());
    assertEquals("auth_timeout", silent.next().path("error_code").asText());
    assertEquals(401, luno.get("/api/1/balance", "another").status());
    assertEquals("ErrUnauthorised", luno.open("/api/1/balance").code());
  }

  private Answer limit(String id, String price, String... more) throws Exception {
    String[] pairs = {
      "pair", "XBTUSDT", "type", "BID", "volume", "0.01", "price", price, "client_order_id", id
    };
    String[] all = new String[pairs.length + more.length];
    System.arraycopy(pairs, 0, all, 0, pairs.length);
    System.arraycopy(more, 0, all, pairs.length, more.length);
    return luno.post("postorder", all);
  }

  @Test
  void ordersAreListedByEveryVersion() throws Exception {
    Socket user = luno.socket("userstream").owner();
    String id = limit("mine-1", "30000").body().path("order_id").asText();
    assertEquals(
        "AWAITING", user.next("order_status_update").at("/order_status_update/status").asText());
    JsonNode first = luno.get("/api/1/orders/" + id).body();
    assertEquals("PENDING", first.path("state").asText());
    assertEquals("BID", first.path("type").asText());
    for (String path :
        List.of(
            "/api/exchange/2/orders/" + id,
            "/api/exchange/3/order?id=" + id,
            "/api/exchange/3/order?client_order_id=mine-1")) {
      JsonNode order = luno.get(path).body();
      assertEquals("PENDING", order.path("status").asText(), path);
      assertEquals("BUY", order.path("side").asText());
      assertEquals("mine-1", order.path("client_order_id").asText());
    }
    assertEquals(1, luno.get("/api/1/listorders?state=PENDING").body().path("orders").size());
    assertEquals(1, luno.get("/api/exchange/2/listorders").body().path("orders").size());
    JsonNode balance = luno.get("/api/1/balance").body().path("balance");
    boolean reserved = false;
    for (JsonNode wallet : balance) {
      reserved |=
          wallet.path("asset").asText().equals("USDT")
              && new BigDecimal(wallet.path("reserved").asText()).intValue() == 300;
    }
    assertTrue(reserved, balance.toString());
    assertTrue(luno.post("stoporder", "order_id", id).body().path("success").asBoolean());
    assertEquals(404, luno.post("stoporder", "order_id", id).status());
    assertEquals(
        1, luno.get("/api/exchange/2/listorders?closed=true").body().path("orders").size());
    Answer again = limit("mine-1", "30000");
    assertEquals(409, again.status());
    assertEquals("ErrDuplicateClientOrderID", again.code());
    assertEquals("ErrOrderNotFound", luno.get("/api/exchange/3/order?id=BX1").code());
  }

  /** A market order that buys states what to spend. */
  @Test
  void aPurchaseAtMarketSpendsWhatItMay() throws Exception {
    Answer bought =
        luno.post("marketorder", "pair", "XBTUSDT", "type", "BUY", "counter_volume", "10000");
    JsonNode order =
        luno.get("/api/exchange/3/order?id=" + bought.body().path("order_id").asText()).body();
    BigDecimal spent = new BigDecimal(order.path("counter").asText());
    // A lot of a millionth of a coin costs less than a dollar.
    assertTrue(
        spent.compareTo(new BigDecimal("10000")) <= 0
            && spent.compareTo(new BigDecimal("9999")) > 0,
        order.toString());
    JsonNode trades = luno.get("/api/1/listtrades?pair=XBTUSDT").body().path("trades");
    BigDecimal fees = BigDecimal.ZERO;
    for (JsonNode trade : trades) {
      fees = fees.add(new BigDecimal(trade.path("fee_base").asText()));
    }
    assertEquals(0, fees.compareTo(new BigDecimal(order.path("fee_base").asText())));
    assertTrue(fees.signum() > 0, trades.toString());
  }

  @Test
  void aRequestIsValidForAsLongAsItSays() throws Exception {
    long now = System.currentTimeMillis();
    assertEquals(
        "ErrDeadlineExceeded",
        limit("late", "30000", "timestamp", Long.toString(now - 2_000), "ttl", "1000").code());
    assertEquals(
        "ErrInvalidArguments",
        limit("long", "30000", "timestamp", Long.toString(now), "ttl", "10001").code());
    assertEquals(
        200, limit("good", "30000", "timestamp", Long.toString(now), "ttl", "5000").status());
  }
}
