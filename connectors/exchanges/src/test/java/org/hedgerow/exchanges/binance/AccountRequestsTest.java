package org.hedgerow.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.TestExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AccountRequestsTest {
  private static final long VENUE_MILLIS = 1_700_000_000_000L;
  private static final String EXECUTIONS =
      "/fapi/v1/userTrades?symbol=XYZUSDT&limit=1000 + /fapi/v1/allOrders?symbol=XYZUSDT&limit=1000";

  private TestExchange exchange;
  private AccountRequests requests;

  @BeforeEach
  void open() throws Exception {
    exchange = new TestExchange();
    BinanceRest rest =
        new BinanceRest(exchange.http(), new Credentials("test", "the-key", "the-secret"));
    // A machine whose clock stands still, and years behind the venue's.
    requests = new AccountRequests(rest, rest.clock(BinanceMarket.USD_M, () -> 5_000L));
  }

  @AfterEach
  void close() throws Exception {
    exchange.close();
  }

  private void answers(String... resourceAndBody) {
    exchange.rest =
        request -> {
          if (request.contains("/time")) {
            return "{\"serverTime\":" + VENUE_MILLIS + "}";
          }
          for (int i = 0; i < resourceAndBody.length; i += 2) {
            if (request.contains(resourceAndBody[i])) {
              return resourceAndBody[i + 1];
            }
          }
          return null;
        };
  }

  private static String text(SnapshotAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void bothAnswersAreInOneFrameAsTheyCame() {
    String trades = "[ {\"id\":1, \"orderId\":555} ]";
    String orders = "[{\"orderId\":555,\"clientOrderId\":\"a\"}]";
    answers("/userTrades", trades, "/allOrders", orders);
    SnapshotAnswer answer = requests.ask(EXECUTIONS).join();
    assertTrue(answer.usable());
    assertEquals("{\"trades\":" + trades + ",\"orders\":" + orders + "}", text(answer));
    // No time and no id: from either on the venue would give the oldest first.
    assertEquals(EXECUTIONS, answer.request());
    // Orders after trades: an order that fills between the two is in the second.
    List<String> asked = exchange.requests.stream().filter(one -> !one.contains("/time")).toList();
    assertTrue(asked.get(0).contains("/userTrades"));
    assertTrue(asked.get(1).contains("/allOrders"));
    assertTrue(asked.get(0).contains("&timestamp=" + VENUE_MILLIS + "&signature="));
  }

  @Test
  void nothingThatProvesWhoAsksIsInTheRequest() {
    answers("/openOrders", "[]");
    SnapshotAnswer answer = requests.ask("/fapi/v1/openOrders").join();
    assertEquals("/fapi/v1/openOrders", answer.request());
    assertTrue(exchange.requests.stream().anyMatch(one -> one.contains("signature=")));
  }

  @Test
  void anOrderOlderThanTheWindowIsAskedForByItsId() {
    answers(
        "/userTrades",
        "[{\"id\":1,\"orderId\":554},{\"id\":2,\"orderId\":555},{\"id\":3,\"orderId\":553}]",
        "/allOrders",
        "[{\"orderId\":555}]",
        "orderId=554",
        "{\"orderId\":554,\"clientOrderId\":\"old\"}",
        "orderId=553",
        "{\"orderId\":553}");
    String body = text(requests.ask(EXECUTIONS).join());
    assertTrue(
        body.endsWith(
            ",\"older\":[{\"orderId\":554,\"clientOrderId\":\"old\"},{\"orderId\":553}]}"),
        body);
    assertTrue(
        exchange.requests.stream()
            .anyMatch(one -> one.startsWith("GET /fapi/v1/order?symbol=XYZUSDT&orderId=554&")));
  }

  @Test
  void anOlderOrderThatIsGoneDoesNotSpoilTheRest() {
    answers(
        "/userTrades",
        "[{\"id\":1,\"orderId\":554}]",
        "/allOrders",
        "[]",
        "orderId=554",
        "{\"broken");
    SnapshotAnswer answer = requests.ask(EXECUTIONS).join();
    assertTrue(answer.usable());
    assertFalse(text(answer).contains("older"));
  }

  @Test
  void onlySoManyOlderOrdersAreAskedFor() {
    String trades =
        IntStream.range(0, 200)
            .mapToObj(id -> "{\"id\":" + id + ",\"orderId\":" + id + "}")
            .collect(java.util.stream.Collectors.joining(",", "[", "]"));
    answers("/userTrades", trades, "/allOrders", "[]", "/order?", "{\"orderId\":1}");
    requests.ask(EXECUTIONS).join();
    assertEquals(20, exchange.requests.stream().filter(one -> one.contains("/order?")).count());
  }

  @Test
  void whatIsNoAnswerIsMarkedAndKept() {
    for (String body : List.of("<html>", "{}", "[", "", "[]x")) {
      answers("/openOrders", body);
      SnapshotAnswer answer = requests.ask("/fapi/v1/openOrders").join();
      assertFalse(answer.usable(), body);
      assertEquals(body, text(answer));
      assertEquals("/fapi/v1/openOrders#unreadable", answer.request());
    }
    answers();
    SnapshotAnswer refused = requests.ask("/fapi/v1/openOrders").join();
    assertFalse(refused.usable());
    assertEquals("/fapi/v1/openOrders#HTTP 503", refused.request());
    assertEquals(Duration.ZERO, refused.notBefore());
    // The first of two fails: the second is not asked, and no half is taken for the whole.
    answers("/allOrders", "[]");
    SnapshotAnswer half = requests.ask(EXECUTIONS).join();
    assertFalse(half.usable());
    assertTrue(half.request().startsWith("/fapi/v1/userTrades?symbol=XYZUSDT&limit=1000#"));
  }

  /** A page is full after a thousand trades: what matters is what came after the last one seen. */
  @Test
  void theNextRoundAsksForWhatCameAfterAndAnotherConnectionForTheNewest() {
    answers(
        "/userTrades",
        "[{\"id\":41,\"orderId\":555},{\"id\":42,\"orderId\":555}]",
        "/allOrders",
        "[{\"orderId\":555}]");
    assertEquals(EXECUTIONS, requests.ask(EXECUTIONS).join().request());
    String after = EXECUTIONS.replaceFirst("limit=1000", "limit=1000&fromId=43");
    assertEquals(after, requests.ask(EXECUTIONS).join().request());
    answers("/userTrades", "[]", "/allOrders", "[]");
    assertEquals(after, requests.ask(EXECUTIONS).join().request());
    assertEquals(after, requests.ask(EXECUTIONS).join().request());
    requests.reset();
    assertEquals(EXECUTIONS, requests.ask(EXECUTIONS).join().request());
  }

  @Test
  void manySymbolsAreAskedForLessOften() {
    assertEquals(
        Duration.ofSeconds(30),
        new AccountSnapshots(BinanceMarket.USD_M, List.of("A", "B")).interval());
    List<String> many = IntStream.range(0, 60).mapToObj(number -> "S" + number).toList();
    // COIN-M, 60 symbols of weight 40, 40 and 2 for the rest: 2442 of 600 a minute.
    assertEquals(
        Duration.ofMillis(244_200), new AccountSnapshots(BinanceMarket.COIN_M, many).interval());
  }

  /** A trade whose order could not be had is asked for again; else nobody would ever tell of it. */
  @Test
  void theMarkStopsBeforeATradeWithoutItsOrder() {
    String trades = "[{\"id\":5,\"orderId\":1},{\"id\":6,\"orderId\":2},{\"id\":7,\"orderId\":1}]";
    answers("userTrades", trades, "allOrders", "[{\"orderId\":1}]");
    requests.ask(EXECUTIONS).join();
    exchange.requests.clear();
    answers("userTrades", trades, "allOrders", "[{\"orderId\":1}]", "/order?", "{\"orderId\":2}");
    requests.ask(EXECUTIONS).join();
    assertTrue(asked("userTrades").contains("fromId=6"), asked("userTrades"));
    exchange.requests.clear();
    requests.ask(EXECUTIONS).join();
    assertTrue(asked("userTrades").contains("fromId=8"), asked("userTrades"));
  }

  /** What the connection before asked for was dropped with it: it must be asked for again. */
  @Test
  void aLateAnswerToAnEarlierConnectionMovesNothing() {
    CompletableFuture<SnapshotAnswer> early;
    CountDownLatch held = new CountDownLatch(1);
    exchange.rest =
        request -> {
          if (request.contains("/time")) {
            return "{\"serverTime\":" + VENUE_MILLIS + "}";
          }
          if (request.contains("userTrades")) {
            try {
              held.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return "[{\"id\":5,\"orderId\":1}]";
          }
          return "[{\"orderId\":1}]";
        };
    early = requests.ask(EXECUTIONS);
    requests.reset();
    held.countDown();
    early.join();
    exchange.requests.clear();
    requests.ask(EXECUTIONS).join();
    assertFalse(asked("userTrades").contains("fromId"), asked("userTrades"));
  }

  private String asked(String resource) {
    return exchange.requests.stream()
        .filter(request -> request.contains(resource))
        .findFirst()
        .orElseThrow();
  }
}
