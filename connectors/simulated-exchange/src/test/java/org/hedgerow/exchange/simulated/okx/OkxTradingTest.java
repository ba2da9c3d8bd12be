package org.hedgerow.exchange.simulated.okx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.hedgerow.exchange.simulated.RunningExchange;
import org.hedgerow.exchange.simulated.okx.OkxClient.Answer;
import org.hedgerow.exchange.simulated.okx.OkxClient.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The venue as a client sees it. Codes and forms are those of the documentation of API v5. */
@Timeout(60)
class OkxTradingTest {
  private static final String SWAP = "BTC-USDT-SWAP";
  @TempDir Path directory;
  private RunningExchange exchange;
  private OkxClient okx;

  @BeforeEach
  void open() throws Exception {
    exchange =
        new RunningExchange(
            directory, "--venues", "okx", "--ledger", directory.resolve("ledger.jsonl").toString());
    okx = new OkxClient(exchange.port("okx"));
  }

  @AfterEach
  void close() {
    exchange.close();
  }

  private Answer market(String id, String side, String size) throws Exception {
    return okx.post(
        "trade/order",
        "instId",
        SWAP,
        "tdMode",
        "cross",
        "clOrdId",
        id,
        "side",
        side,
        "ordType",
        "market",
        "sz",
        size);
  }

  private Answer limit(String id, String type, String price) throws Exception {
    return okx.post(
        "trade/order",
        "instId",
        SWAP,
        "tdMode",
        "cross",
        "clOrdId",
        id,
        "side",
        "buy",
        "ordType",
        type,
        "px",
        price,
        "sz",
        "0.5");
  }

  private BigDecimal price(String factor) throws Exception {
    JsonNode book = okx.open("market/books?instId=" + SWAP).path("data").path(0);
    return new BigDecimal(book.path("bids").path(0).path(0).asText())
        .multiply(new BigDecimal(factor))
        .setScale(1, RoundingMode.DOWN);
  }

  private JsonNode lookUp(String id) throws Exception {
    return okx.get("trade/order?instId=" + SWAP + "&clOrdId=" + id).row();
  }

  @Test
  void anOrderIsFilledToldAndKept() throws Exception {
    Socket account = okx.account();
    account.subscribe("{\"channel\":\"orders\",\"instType\":\"ANY\"}");
    account.subscribe("{\"channel\":\"balance_and_position\"}");
    JsonNode snapshot = account.frame("balance_and_position").path("data").path(0);
    assertEquals("snapshot", snapshot.path("eventType").asText());
    assertEquals(3, snapshot.path("balData").size());

    Answer placed = market("hedge1", "sell", "1.5");
    assertEquals("0", placed.sCode(), placed.body().toString());
    assertEquals("hedge1", placed.row().path("clOrdId").asText());
    String orderId = placed.row().path("ordId").asText();

    JsonNode live = account.frame("orders").path("data").path(0);
    assertEquals("live", live.path("state").asText());
    JsonNode filled = account.frame("orders").path("data").path(0);
    assertEquals("filled", filled.path("state").asText());
    assertEquals(orderId, filled.path("ordId").asText());
    assertEquals("1.5", filled.path("accFillSz").asText());
    // 1.5 contracts of 0.01 BTC, five hundredths of a percent, and what is paid is negative.
    BigDecimal fee =
        new BigDecimal(filled.path("fillPx").asText())
            .multiply(new BigDecimal("0.015"))
            .multiply(new BigDecimal("0.0005"));
    assertEquals(
        0,
        fee.negate()
            .setScale(8, RoundingMode.HALF_EVEN)
            .compareTo(new BigDecimal(filled.path("fillFee").asText())));
    JsonNode moved = account.frame("balance_and_position").path("data").path(0);
    assertEquals("filled", moved.path("eventType").asText());
    assertEquals("-1.5", moved.path("posData").path(0).path("pos").asText());

    JsonNode found = lookUp("hedge1");
    assertEquals("filled", found.path("state").asText());
    assertEquals(filled.path("fillPx").asText(), found.path("avgPx").asText());
    JsonNode fill = okx.get("trade/fills?instType=SWAP&ordId=" + orderId).row();
    assertEquals(filled.path("tradeId").asText(), fill.path("tradeId").asText());
    assertEquals("T", fill.path("execType").asText());
    JsonNode position = okx.get("account/positions").row();
    assertEquals("-1.5", position.path("pos").asText());
    assertEquals("net", position.path("posSide").asText());
    JsonNode details = okx.get("account/balance?ccy=USDT").row().path("details").path(0);
    // Two millions to begin with, less the fee.
    assertEquals(
        0,
        new BigDecimal("2000000")
            .add(new BigDecimal(filled.path("fillFee").asText()))
            .compareTo(new BigDecimal(details.path("cashBal").asText())));
  }

  @Test
  void anOrderRestsIsAmendedAndCanceled() throws Exception {
    String far = price("0.98").toPlainString();
    assertEquals("0", limit("rest1", "post_only", far).sCode());
    assertEquals("live", lookUp("rest1").path("state").asText());
    assertEquals(1, okx.get("trade/orders-pending").body().path("data").size());
    assertEquals("51016", limit("rest1", "limit", far).sCode());
    Answer amended =
        okx.post("trade/amend-order", "instId", SWAP, "clOrdId", "rest1", "newSz", "0.7");
    assertEquals("0", amended.sCode());
    assertEquals("0.7", lookUp("rest1").path("sz").asText());
    Answer canceled = okx.post("trade/cancel-order", "instId", SWAP, "clOrdId", "rest1");
    assertEquals("0", canceled.sCode());
    assertEquals("canceled", lookUp("rest1").path("state").asText());
    Answer again = okx.post("trade/cancel-order", "instId", SWAP, "clOrdId", "rest1");
    assertEquals("1", again.code());
    assertEquals("51400", again.sCode());
    assertEquals(0, okx.get("trade/orders-pending").body().path("data").size());
    assertEquals(1, okx.get("trade/orders-history?instType=SWAP").body().path("data").size());
  }

  /** The venue takes such orders, and cancels them. */
  @Test
  void whatCannotStandIsCanceledAtOnce() throws Exception {
    String through = price("1.02").toPlainString();
    assertEquals("0", limit("taker1", "post_only", through).sCode());
    assertEquals("canceled", lookUp("taker1").path("state").asText());
    assertEquals("31", lookUp("taker1").path("cancelSource").asText());
    String far = price("0.98").toPlainString();
    for (String type : List.of("fok", "ioc")) {
      assertEquals("0", limit(type + "1", type, far).sCode());
      JsonNode ended = lookUp(type + "1");
      assertEquals("canceled", ended.path("state").asText());
      assertEquals("0", ended.path("accFillSz").asText());
    }
    assertEquals("0", limit("fok2", "fok", through).sCode());
    assertEquals("filled", lookUp("fok2").path("state").asText());
  }

  @Test
  void whatIsTooLateIsRefusedAtTheDoorAndAtTheEngine() throws Exception {
    long now = System.currentTimeMillis();
    Object[] order = {
      "instId", SWAP, "tdMode", "cross", "clOrdId", "late1", "side", "buy", "ordType", "market",
      "sz", "1"
    };
    Answer late = okx.post("trade/order", now - 1, order);
    assertEquals("50036", late.sCode());
    assertEquals("51603", okx.get("trade/order?instId=" + SWAP + "&clOrdId=late1").code());
    assertEquals("0", okx.post("trade/order", now + 60_000, order).sCode());
    exchange.faults("{\"delay_ms\": 300}");
    order[5] = "late2";
    Answer held = okx.post("trade/order", System.currentTimeMillis() + 100, order);
    assertEquals("50036", held.sCode());
    assertEquals("51603", okx.get("trade/order?instId=" + SWAP + "&clOrdId=late2").code());
  }

  @Test
  void strangersAreRefused() throws Exception {
    Instant now = Instant.now();
    assertEquals("50105", okx.signed("GET", "account/balance", "", now, "another", null).code());
    Answer old =
        okx.signed("GET", "account/balance", "", now.minusSeconds(31), OkxClient.PASSPHRASE, null);
    assertEquals("50102", old.code());
    assertEquals(401, old.status());
    assertEquals("50103", okx.open("account/balance").path("code").asText());
    Socket socket = okx.socket("private");
    socket.send("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"account\"}]}");
    assertEquals("60011", socket.next().path("code").asText());
    socket.send(OkxClient.login("another", now.getEpochSecond()));
    assertEquals("60024", socket.next().path("code").asText());
    socket.send(OkxClient.login(OkxClient.PASSPHRASE, now.getEpochSecond() - 60));
    assertEquals("60006", socket.next().path("code").asText());
    String ledger = Files.readString(directory.resolve("ledger.jsonl"));
    assertFalse(ledger.contains(OkxClient.PASSPHRASE) || ledger.contains(OkxClient.SECRET));
  }

  @Test
  void malformedOrdersAreRefused() throws Exception {
    assertEquals("51001", okx.post("trade/order", "instId", "NO-SUCH").sCode());
    assertEquals("51000", market("with_underscore", "buy", "1").sCode());
    assertEquals("51020", market("small", "buy", "0.001").sCode());
    assertEquals("51121", market("uneven", "buy", "1.005").sCode());
    assertEquals("51008", market("much", "buy", "1000000").sCode());
    assertEquals("51006", limit("high", "limit", price("1.2").toPlainString()).sCode());
    assertEquals("51000", limit("fine", "limit", price("0.98").toPlainString() + "7").sCode());
    Answer reduce =
        okx.post(
            "trade/order",
            "instId",
            SWAP,
            "tdMode",
            "cross",
            "side",
            "sell",
            "ordType",
            "market",
            "sz",
            "1",
            "reduceOnly",
            "true");
    assertEquals("51169", reduce.sCode());
    assertEquals("51000", okx.post("trade/cancel-all-after", "timeOut", "5").code());
    assertEquals("50014", okx.post("trade/cancel-all-after").code());
    assertEquals("60018", refused("{\"channel\":\"books\",\"instId\":\"NO-SUCH\"}"));
    assertEquals("60018", refused("{\"channel\":\"trades-all\",\"instId\":\"BTC-USDT\"}"));
  }

  private String refused(String argument) throws Exception {
    Socket socket = okx.socket("public");
    socket.send("{\"op\":\"subscribe\",\"args\":[" + argument + "]}");
    return socket.next().path("code").asText();
  }

  @Test
  void theTimerIsTheAccounts() throws Exception {
    Answer armed = okx.post("trade/cancel-all-after", "timeOut", "10");
    long trigger = armed.row().path("triggerTime").asLong();
    long asked = armed.row().path("ts").asLong();
    assertEquals(10_000, trigger - asked);
    assertEquals(
        "0", okx.post("trade/cancel-all-after", "timeOut", "0").row().path("triggerTime").asText());
  }

  @Test
  void spotCountsInTheBaseWhereItIsAsked() throws Exception {
    Answer bought =
        okx.post(
            "trade/order",
            "instId",
            "BTC-USDT",
            "tdMode",
            "cash",
            "clOrdId",
            "spot1",
            "side",
            "buy",
            "ordType",
            "market",
            "sz",
            "0.01",
            "tgtCcy",
            "base_ccy");
    assertEquals("0", bought.sCode(), bought.body().toString());
    JsonNode found = okx.get("trade/order?instId=BTC-USDT&clOrdId=spot1").row();
    assertEquals("0.01", found.path("accFillSz").asText());
    // A tenth of a percent of what is received, in what is received.
    assertEquals("-0.00001", found.path("fee").asText());
    assertEquals("BTC", found.path("feeCcy").asText());
    // 100 USDT are less than 0.01 BTC.
    Answer quoted =
        okx.post(
            "trade/order",
            "instId",
            "BTC-USDT",
            "tdMode",
            "cash",
            "clOrdId",
            "spot2",
            "side",
            "buy",
            "ordType",
            "market",
            "sz",
            "100");
    assertEquals("0", quoted.sCode(), quoted.body().toString());
    BigDecimal filled =
        new BigDecimal(
            okx.get("trade/order?instId=BTC-USDT&clOrdId=spot2").row().path("accFillSz").asText());
    assertTrue(filled.signum() > 0 && filled.compareTo(new BigDecimal("0.01")) < 0);
  }

  /** The documentation's recipe: a snapshot, updates that follow on, and the sum of each. */
  @Test
  void aBookIsRebuiltAndItsSumsAgree() throws Exception {
    Socket socket = okx.socket("public");
    socket.subscribe("{\"channel\":\"books\",\"instId\":\"" + SWAP + "\"}");
    TreeMap<BigDecimal, String> bids = new TreeMap<>();
    TreeMap<BigDecimal, String> asks = new TreeMap<>();
    long last = -1;
    for (int i = 0; i < 20; i++) {
      JsonNode frame = socket.frame("books");
      JsonNode book = frame.path("data").path(0);
      assertEquals(i == 0 ? "snapshot" : "update", frame.path("action").asText());
      assertEquals(last, book.path("prevSeqId").asLong());
      last = book.path("seqId").asLong();
      apply(bids, book.path("bids"));
      apply(asks, book.path("asks"));
      assertEquals(sum(bids, asks), book.path("checksum").asInt(), frame.toString());
    }
  }

  private static void apply(Map<BigDecimal, String> side, JsonNode levels) {
    for (JsonNode level : levels) {
      BigDecimal price = new BigDecimal(level.path(0).asText());
      String text = level.path(0).asText() + ":" + level.path(1).asText();
      if (level.path(1).asText().equals("0")) {
        side.remove(price);
      } else {
        side.put(price, text);
      }
    }
  }

  private static int sum(NavigableMap<BigDecimal, String> bids, Map<BigDecimal, String> asks) {
    List<String> best = List.copyOf(bids.descendingMap().values());
    List<String> offers = List.copyOf(asks.values());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 25; i++) {
      for (List<String> side : List.of(best, offers)) {
        if (i < side.size()) {
          text.append(text.isEmpty() ? "" : ":").append(side.get(i));
        }
      }
    }
    CRC32 crc = new CRC32();
    crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
    return (int) crc.getValue();
  }

  @Test
  void streamsMisbehaveOnRequest() throws Exception {
    Socket socket = okx.socket("public");
    socket.subscribe("{\"channel\":\"books\",\"instId\":\"" + SWAP + "\"}");
    long last = socket.frame("books").path("data").path(0).path("seqId").asLong();
    exchange.faults("{\"stream_gap\": 1}");
    boolean broken = false;
    for (int i = 0; i < 20 && !broken; i++) {
      JsonNode book = socket.frame("books").path("data").path(0);
      broken = book.path("prevSeqId").asLong() != last;
      last = book.path("seqId").asLong();
    }
    assertTrue(broken, "no gap");
    JsonNode told = exchange.faults("{\"stream_duplicate\": 1, \"bad_checksum\": 1}");
    assertEquals(1, told.path("okx").path("stream_gap").path("struck").asInt());
    boolean twice = false;
    for (int i = 0; i < 20 && !twice; i++) {
      long now = socket.frame("books").path("data").path(0).path("seqId").asLong();
      twice = now == last;
      last = now;
    }
    assertTrue(twice, "none came twice");
    exchange.faults("{\"stream_garbage\": 1}");
    boolean garbage = false;
    for (int i = 0; i < 20 && !garbage; i++) {
      garbage = socket.text().indexOf('\u0001') >= 0;
    }
    assertTrue(garbage, "no garbage");
    exchange.faults("{\"maintenance\": 5}");
    assertEquals("50001", okx.open("public/time").path("code").asText());
    exchange.admin("DELETE", "");
    exchange.faults("{\"rate_limit\": 5}");
    assertEquals("50011", okx.open("public/time").path("code").asText());
  }

  @Test
  void everyPublicChannelSpeaks() throws Exception {
    Socket socket = okx.socket("public");
    for (String channel :
        List.of(
            "tickers",
            "trades",
            "bbo-tbt",
            "books5",
            "mark-price",
            "funding-rate",
            "open-interest")) {
      socket.subscribe("{\"channel\":\"" + channel + "\",\"instId\":\"" + SWAP + "\"}");
      JsonNode row = socket.frame(channel).path("data").path(0);
      assertTrue(row.path("ts").asText().matches("\\d{13}"), channel);
    }
    socket.subscribe("{\"channel\":\"index-tickers\",\"instId\":\"BTC-USDT\"}");
    assertTrue(socket.frame("index-tickers").path("data").path(0).has("idxPx"));
    socket.subscribe("{\"channel\":\"instruments\",\"instType\":\"SWAP\"}");
    assertEquals(4, socket.frame("instruments").path("data").size());
    socket.send("ping");
    String text = socket.text();
    while (!text.equals("pong")) {
      text = socket.text();
    }
    Socket business = okx.socket("business");
    business.subscribe("{\"channel\":\"trades-all\",\"instId\":\"" + SWAP + "\"}");
    String id = business.frame("trades-all").path("data").path(0).path("tradeId").asText();
    boolean listed = false;
    for (JsonNode trade : okx.open("market/trades?limit=500&instId=" + SWAP).path("data")) {
      listed |= trade.path("tradeId").asText().equals(id);
    }
    assertTrue(listed, "a trade of the stream is not in the list");
  }

  @Test
  void aRestartBringsBackWhatWas() throws Exception {
    assertEquals("0", market("before1", "sell", "2").sCode());
    assertEquals("0", limit("before2", "limit", price("0.98").toPlainString()).sCode());
    exchange.close();
    open();
    assertEquals("filled", lookUp("before1").path("state").asText());
    assertEquals("live", lookUp("before2").path("state").asText());
    assertEquals("-2", okx.get("account/positions").row().path("pos").asText());
  }
}
