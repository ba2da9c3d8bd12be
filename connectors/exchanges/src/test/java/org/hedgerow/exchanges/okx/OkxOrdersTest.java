package org.hedgerow.exchanges.okx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Orders and an account's snapshots, against a server on this machine that checks signatures. */
@Timeout(30)
class OkxOrdersTest {
  private static final long HOUR = 3_600_000L;
  private static final String TAKEN =
      "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"clOrdId\":\"mine1\",\"ordId\":\"555\","
          + "\"sCode\":\"0\",\"sMsg\":\"\"}]}";
  private static final Answer.OrderView VIEW =
      new Answer.OrderView("555", OrderStatus.FILLED, BigDecimal.TEN, Optional.empty());

  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Function<String, String> answers = request -> TAKEN;
  private volatile long aheadMillis;
  private HttpServer server;

  private record Asked(String request, String body, Headers headers) {}

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean time = request.endsWith(Requests.TIME);
          if (!time) {
            asked.add(new Asked(request, body, exchange.getRequestHeaders()));
          }
          String answer =
              time
                  ? "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"ts\":\"" + venueMillis() + "\"}]}"
                  : answers.apply(request);
          byte[] bytes = answer == null ? new byte[0] : answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer == null ? 503 : 200, Math.max(1, bytes.length));
          exchange.getResponseBody().write(bytes.length == 0 ? new byte[1] : bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private long venueMillis() {
    return System.currentTimeMillis() + aheadMillis;
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private static Credentials credentials() {
    return new Credentials("test", "key", "secret", "phrase");
  }

  private OkxOrders orders() {
    return new OkxOrders(address(), credentials());
  }

  private static Order order(String symbol, OrderType type, TimeInForce timeInForce) {
    Order order = new Order();
    order.setSymbol(symbol);
    order.setClientOrderId("mine1");
    order.setSide(Side.SELL);
    order.setOrderType(type);
    order.setTimeInForce(timeInForce);
    order.setReduceOnly(true);
    order.setQuantity(new Decimal(15L, 1));
    order.setPrice(type == OrderType.LIMIT ? new Decimal(1234L, 2) : null);
    return order;
  }

  private static Order order() {
    return order("XYZ-USDT-SWAP", OrderType.LIMIT, TimeInForce.IOC);
  }

  @Test
  void aPlaceSaysEverythingAndCarriesItsDeadline() {
    assertEquals(
        Answer.Kind.ACCEPTED, orders().place(order(), 1_700_000_002_000_000L).join().kind());
    Asked place = asked.get(0);
    assertEquals("POST /api/v5/trade/order", place.request());
    assertEquals(
        "{\"instId\":\"XYZ-USDT-SWAP\",\"tdMode\":\"cross\",\"clOrdId\":\"mine1\","
            + "\"side\":\"sell\",\"ordType\":\"ioc\",\"px\":\"12.34\",\"sz\":\"1.5\","
            + "\"reduceOnly\":\"true\"}",
        place.body());
    assertEquals("1700000002000", place.headers().getFirst("expTime"));
    assertEquals("key", place.headers().getFirst("OK-ACCESS-KEY"));
    assertEquals("phrase", place.headers().getFirst("OK-ACCESS-PASSPHRASE"));
    String timestamp = place.headers().getFirst("OK-ACCESS-TIMESTAMP");
    assertTrue(timestamp.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"), timestamp);
    assertEquals(
        OkxSignature.sign("secret", timestamp, "POST", "/api/v5/trade/order", place.body()),
        place.headers().getFirst("OK-ACCESS-SIGN"));
  }

  @Test
  void spotOrdersAreCashAndCountInTheBase() {
    OkxOrders orders = orders();
    orders.place(order("XYZ-USDT", OrderType.MARKET, TimeInForce.IOC), 1).join();
    assertEquals(
        "{\"instId\":\"XYZ-USDT\",\"tdMode\":\"cash\",\"clOrdId\":\"mine1\",\"side\":\"sell\","
            + "\"ordType\":\"market\",\"tgtCcy\":\"base_ccy\",\"sz\":\"1.5\"}",
        asked.get(0).body());
    orders.place(order("XYZ-USDT", OrderType.LIMIT, TimeInForce.POST_ONLY), 1).join();
    assertTrue(asked.get(1).body().contains("\"ordType\":\"post_only\""));
    orders.place(order("XYZ-USDT", OrderType.LIMIT, TimeInForce.GTC), 1).join();
    assertTrue(asked.get(2).body().contains("\"ordType\":\"limit\""));
    orders.place(order("XYZ-USDT", OrderType.LIMIT, TimeInForce.FOK), 1).join();
    assertTrue(asked.get(3).body().contains("\"ordType\":\"fok\""));
  }

  @Test
  void cancelsAndLookUpsAreByClientIdAndHaveNoDeadline() {
    OkxOrders orders = orders();
    assertEquals(Answer.Kind.ACCEPTED, orders.cancel(order()).join().kind());
    assertEquals("POST /api/v5/trade/cancel-order", asked.get(0).request());
    assertEquals("{\"instId\":\"XYZ-USDT-SWAP\",\"clOrdId\":\"mine1\"}", asked.get(0).body());
    assertNull(asked.get(0).headers().getFirst("expTime"));
    answers = request -> "{\"code\":\"51603\",\"data\":[],\"msg\":\"Order does not exist\"}";
    assertEquals(Answer.Kind.NOT_FOUND, orders.lookUp(order()).join().kind());
    assertEquals(
        "GET /api/v5/trade/order?instId=XYZ-USDT-SWAP&clOrdId=mine1", asked.get(1).request());
    assertEquals(
        OkxSignature.sign(
            "secret",
            asked.get(1).headers().getFirst("OK-ACCESS-TIMESTAMP"),
            "GET",
            "/api/v5/trade/order?instId=XYZ-USDT-SWAP&clOrdId=mine1",
            ""),
        asked.get(1).headers().getFirst("OK-ACCESS-SIGN"));
  }

  /** A report holds 18 digits; the venue writes as many as it likes. */
  @Test
  void anAverageThatWasDividedFitsAReport() {
    answers =
        request ->
            "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"ordId\":\"5\",\"state\":\"filled\",\"accFillSz\":\"3\","
                + "\"avgPx\":\"61973.5262093737326921\"}]}";
    Answer.OrderView view = orders().lookUp(order()).join().order().orElseThrow();
    assertEquals(new BigDecimal("61973.526209373733"), view.averagePrice().orElseThrow());
  }

  @Test
  void whatIsNotAnsweredIsAmbiguous() {
    OkxOrders orders = orders();
    answers = request -> null;
    assertEquals(Answer.Kind.AMBIGUOUS, orders.place(order(), 1).join().kind());
    server.stop(0);
    assertEquals(Answer.Kind.AMBIGUOUS, orders.place(order(), 1).join().kind());
    assertEquals(Answer.Kind.AMBIGUOUS, orders.cancel(order()).join().kind());
    assertEquals(Answer.Kind.AMBIGUOUS, orders.lookUp(order()).join().kind());
  }

  @Test
  void requestsCarryTheVenuesTimeAndARefusalMeasuresItAnew() throws InterruptedException {
    aheadMillis = HOUR;
    OkxOrders orders = orders();
    assertTrue(Math.abs(orders.venueTimeMicros() / 1_000 - venueMillis()) < 1_000);
    aheadMillis = -HOUR;
    answers =
        request ->
            "{\"code\":\"1\",\"msg\":\"\",\"data\":[{\"ordId\":\"\",\"sCode\":\"50036\","
                + "\"sMsg\":\"The expTime can't be earlier than the current system time.\"}]}";
    assertEquals(Answer.Kind.DEADLINE_PASSED, orders.place(order(), 1).join().kind());
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (Math.abs(orders.venueTimeMicros() / 1_000 - venueMillis()) > 1_000) {
      assertTrue(System.nanoTime() < until, "the clock is as it was");
      Thread.sleep(5);
    }
  }

  private static String fill(long bill, String orderId) {
    return "{\"instType\":\"SWAP\",\"instId\":\"XYZ-USDT-SWAP\",\"tradeId\":\""
        + (bill + 1_000)
        + "\",\"ordId\":\""
        + orderId
        + "\",\"billId\":\""
        + bill
        + "\",\"fillPx\":\"12.34\",\"fillSz\":\"0.5\",\"execType\":\"M\",\"feeCcy\":\"USDT\","
        + "\"fee\":\"-0.02\",\"fillTime\":\"1700000000390\",\"ts\":\"1700000000391\"}";
  }

  private static String fills(long newest, int count, String orderId) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rows.append(i == 0 ? "" : ",").append(fill(newest - i, orderId));
    }
    return "{\"code\":\"0\",\"msg\":\"\",\"data\":[" + rows + "]}";
  }

  @Test
  void fillsPageAfterPageOldestFirst() {
    answers =
        request -> request.contains("after=101") ? fills(100, 2, "555") : fills(200, 100, "555");
    List<Fill> fills = orders().fills(order(), VIEW).join();
    assertEquals(102, fills.size());
    assertEquals("1099", fills.get(0).executionId());
    assertEquals("1200", fills.get(101).executionId());
    assertEquals(
        new Fill(
            "1099",
            new BigDecimal("0.5"),
            new BigDecimal("12.34"),
            new BigDecimal("0.02"),
            "USDT",
            LiquidityFlag.MAKER,
            1_700_000_000_390_000L),
        fills.get(0));
    assertEquals(
        "GET /api/v5/trade/fills?instId=XYZ-USDT-SWAP&ordId=555&limit=100&after=101",
        asked.get(1).request());
  }

  @Test
  void fillsThatCannotBeReadAreNotNone() {
    for (String bad :
        List.of(
            "",
            "{}",
            "{\"code\":\"50011\",\"data\":[],\"msg\":\"\"}",
            "{\"code\":\"0\",\"data\":[{\"ordId\":\"555\",\"tradeId\":\"1\"}]}",
            // The same page again and again.
            fills(200, 100, "555"))) {
      answers = request -> bad;
      assertThrows(CompletionException.class, () -> orders().fills(order(), VIEW).join(), bad);
    }
    answers = request -> fills(5, 2, "another");
    assertEquals(List.of(), orders().fills(order(), VIEW).join());
  }

  @Test
  void theTimerWithinTheVenuesBounds() {
    answers =
        request -> "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"triggerTime\":\"1\",\"ts\":\"1\"}]}";
    OkxOrders orders = orders();
    assertTrue(orders.hasDeadMansSwitch());
    for (int seconds : new int[] {0, 3, 30, 600}) {
      assertEquals(
          Answer.Kind.ACCEPTED,
          orders.cancelAllAfter(Set.of("XYZ-USDT"), Duration.ofSeconds(seconds)).join().kind());
    }
    assertEquals(
        List.of(
            "{\"timeOut\":\"0\"}",
            "{\"timeOut\":\"10\"}",
            "{\"timeOut\":\"30\"}",
            "{\"timeOut\":\"120\"}"),
        asked.stream().map(Asked::body).toList());
    assertEquals("POST /api/v5/trade/cancel-all-after", asked.get(0).request());
  }

  private static final String EXECUTIONS = AccountSnapshots.requests(Set.of("SWAP")).get(0);

  private static String listed(String... orderIds) {
    StringBuilder rows = new StringBuilder();
    for (String id : orderIds) {
      rows.append(rows.length() == 0 ? "" : ",").append("{\"ordId\":\"").append(id).append("\"}");
    }
    return "{\"code\":\"0\",\"msg\":\"\",\"data\":[" + rows + "]}";
  }

  private AccountRequests requests() {
    return new AccountRequests(new OkxRest(address(), credentials()));
  }

  @Test
  void answersToOneSnapshotAreJoined() {
    answers =
        request ->
            request.contains("/fills")
                ? fills(7, 1, "555")
                : listed(request.contains("history") ? "555" : "9");
    AccountRequests requests = requests();
    SnapshotAnswer answer = requests.ask(EXECUTIONS).join();
    assertTrue(answer.usable());
    assertEquals(EXECUTIONS, answer.request());
    assertEquals(
        "{\"fills\":"
            + fills(7, 1, "555")
            + ",\"orders\":"
            + listed("555")
            + ",\"open\":"
            + listed("9")
            + "}",
        new String(answer.body(), StandardCharsets.UTF_8));
    // From then on for what came after.
    requests.ask(EXECUTIONS).join();
    assertEquals(
        "GET /api/v5/trade/fills?instType=SWAP&limit=100&before=7", asked.get(3).request());
    requests.reset();
    requests.ask(EXECUTIONS).join();
    assertEquals("GET /api/v5/trade/fills?instType=SWAP&limit=100", asked.get(6).request());
  }

  @Test
  void aFillWhoseOrderIsNotListedYetIsAskedForAgainButNotForEver() {
    String unknown = "{\"code\":\"51603\",\"msg\":\"Order does not exist\",\"data\":[]}";
    answers =
        request ->
            request.contains("/fills")
                ? fills(7, 2, "555")
                : request.contains("/trade/order?") ? unknown : listed();
    AccountRequests requests = requests();
    for (int round = 0; round < 11; round++) {
      requests.ask(EXECUTIONS).join();
      // Four questions a round: the last is for the order by its id.
      assertFalse(asked.get(round * 4).request().contains("before"), "round " + round);
    }
    requests.ask(EXECUTIONS).join();
    assertTrue(asked.get(44).request().endsWith("&before=7"), asked.get(44).request());
  }

  @Test
  void anOrderThatIsListedNowhereIsAskedForByItsId() {
    String question = "/api/v5/trade/order?instId=XYZ-USDT-SWAP&ordId=555";
    answers =
        request ->
            request.contains("/fills")
                ? fills(7, 2, "555")
                : request.endsWith(question) ? listed("555") : listed("9");
    AccountRequests requests = requests();
    SnapshotAnswer answer = requests.ask(EXECUTIONS).join();
    assertEquals("GET " + question, asked.get(3).request());
    assertEquals(4, asked.size());
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    assertTrue(body.endsWith(",\"older\":[" + listed("555") + "]}"), body);
    assertEquals(EXECUTIONS, answer.request());
    // Nothing waits: the mark has moved.
    requests.ask(EXECUTIONS).join();
    assertTrue(asked.get(4).request().endsWith("&before=7"), asked.get(4).request());
  }

  @Test
  void anAnswerThatAnEarlierConnectionAskedForMovesNoMark() {
    AccountRequests requests = requests();
    answers =
        request -> {
          if (request.contains("/orders-pending")) {
            // The connection ends while its last question is under way.
            requests.reset();
          }
          return request.contains("/fills") ? fills(7, 1, "555") : listed("555");
        };
    requests.ask(EXECUTIONS).join();
    answers = request -> request.contains("/fills") ? fills(7, 1, "555") : listed("555");
    requests.ask(EXECUTIONS).join();
    assertFalse(asked.get(3).request().contains("before"), asked.get(3).request());
  }

  @Test
  void anAnswerThatIsAnErrorIsNotUsable() {
    answers = request -> "{\"code\":\"50011\",\"msg\":\"Too Many Requests\",\"data\":[]}";
    SnapshotAnswer limited = requests().ask(EXECUTIONS).join();
    assertFalse(limited.usable());
    assertTrue(limited.request().endsWith("#50011"), limited.request());
    assertTrue(limited.notBefore().compareTo(Duration.ZERO) > 0);
    answers = request -> null;
    assertTrue(requests().ask(EXECUTIONS).join().request().endsWith("#HTTP 503"));
    answers = request -> "<html>";
    assertTrue(requests().ask(EXECUTIONS).join().request().endsWith("#unreadable"));
  }
}
