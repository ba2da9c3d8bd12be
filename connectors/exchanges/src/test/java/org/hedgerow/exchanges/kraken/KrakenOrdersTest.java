package org.hedgerow.exchanges.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KrakenOrdersTest {
  private static final String ID = "abcdefgh0123456789";

  /** Of https://docs.kraken.com/api/docs/guides/spot-rest-auth, with its API-Sign. */
  private static final String SECRET =
      "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";

  private RestStub venue;

  @BeforeEach
  void open() throws Exception {
    venue = new RestStub();
  }

  @AfterEach
  void close() {
    venue.close();
  }

  private static Order order(String symbol) {
    Order order = new Order();
    order.setClientOrderId(ID);
    order.setSymbol(symbol);
    order.setSide(Side.SELL);
    order.setOrderType(OrderType.LIMIT);
    order.setTimeInForce(TimeInForce.IOC);
    order.setQuantity(new Decimal(15L, 1));
    order.setPrice(new Decimal(600_005L, 1));
    order.setDecisionTimeMicros(1_700_000_000_000_000L);
    return order;
  }

  private KrakenSpotOrders spot() {
    return new KrakenSpotOrders(venue.address(), new Credentials("test", "key", SECRET));
  }

  private KrakenFuturesOrders futures() {
    return new KrakenFuturesOrders(venue.address(), new Credentials("test", "key", SECRET));
  }

  /** Answers by resource, and the venue's time to whoever asks for it. */
  private void answers(String... resourceAndBody) {
    venue.answer =
        request -> {
          for (int i = 0; i < resourceAndBody.length; i += 2) {
            if (request.path().endsWith(resourceAndBody[i])) {
              return resourceAndBody[i + 1];
            }
          }
          return request.path().endsWith("Time")
              ? "{\"error\":[],\"result\":{\"unixtime\":" + Instant.now().getEpochSecond() + "}}"
              : request.path().endsWith("orderbook")
                  ? "{\"result\":\"error\",\"error\":\"invalidArgument\",\"serverTime\":\""
                      + Instant.now()
                      + "\"}"
                  : null;
        };
  }

  @Test
  void spotSignatureIsThatOfTheGuide() {
    assertEquals(
        "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==",
        SpotRest.signature(
            "/0/private/AddOrder",
            "1616492376594",
            "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25",
            SECRET));
  }

  @Test
  void spotPlaceHasADeadlineAndAClientId() {
    answers(
        "AddOrder", "{\"error\":[],\"result\":{\"descr\":{\"order\":\"\"},\"txid\":[\"OA-1\"]}}");
    KrakenSpotOrders orders = spot();
    long deadline = orders.venueTimeMicros() + orders.deadlineMicros();
    Answer answer = orders.place(order("BTC/USD"), deadline).join();
    assertEquals(Answer.Kind.ACCEPTED, answer.kind());
    assertEquals("OA-1", answer.order().get().venueOrderId());
    RestStub.Request sent = venue.asked("AddOrder").get(0);
    assertEquals("XBTUSD", sent.parameter("pair"));
    assertEquals("sell", sent.parameter("type"));
    assertEquals("limit", sent.parameter("ordertype"));
    assertEquals("IOC", sent.parameter("timeinforce"));
    assertEquals("1.5", sent.parameter("volume"));
    assertEquals("60000.5", sent.parameter("price"));
    assertEquals(ID, sent.parameter("cl_ord_id"));
    assertEquals(deadline / 1_000, Instant.parse(sent.parameter("deadline")).toEpochMilli());
    assertEquals("key", sent.key());
    assertEquals(
        SpotRest.signature(sent.path(), sent.parameter("nonce"), sent.form(), SECRET),
        sent.signature());
  }

  @Test
  void spotPlaceWithTooLittleTimeIsNotSent() {
    answers();
    KrakenSpotOrders orders = spot();
    assertEquals(
        Answer.Kind.DEADLINE_PASSED,
        orders.place(order("BTC/USD"), orders.venueTimeMicros() + 2_000_000).join().kind());
    assertTrue(venue.asked("AddOrder").isEmpty());
  }

  @Test
  void spotLookUpAsksOpenThenClosed() {
    String closed =
        "{\"error\":[],\"result\":{\"closed\":{\"OA-1\":{\"cl_ord_id\":\""
            + ID
            + "\",\"status\":\"closed\",\"vol\":\"1.5\",\"vol_exec\":\"1.50000000\","
            + "\"price\":\"60000.5\",\"descr\":{\"pair\":\"XBTUSD\"}}},\"count\":1}}";
    answers("OpenOrders", "{\"error\":[],\"result\":{\"open\":{}}}", "ClosedOrders", closed);
    KrakenSpotOrders orders = spot();
    Answer answer = orders.lookUp(order("BTC/USD")).join();
    assertEquals(OrderStatus.FILLED, answer.order().get().status());
    assertEquals(new BigDecimal("1.50000000"), answer.order().get().cumulativeQuantity());
    assertEquals(ID, venue.asked("ClosedOrders").get(0).parameter("cl_ord_id"));

    answers(
        "OpenOrders", "{\"error\":[],\"result\":{\"open\":{}}}",
        "ClosedOrders", "{\"error\":[],\"result\":{\"closed\":{},\"count\":0}}");
    assertEquals(Answer.Kind.NOT_FOUND, orders.lookUp(order("BTC/USD")).join().kind());
    // A list of other orders: the venue has passed over what was asked for.
    answers(
        "OpenOrders",
        "{\"error\":[],\"result\":{\"open\":{}}}",
        "ClosedOrders",
        closed.replace("\"cl_ord_id\":\"" + ID + "\",", ""));
    assertEquals(Answer.Kind.AMBIGUOUS, orders.lookUp(order("BTC/USD")).join().kind());
    answers("OpenOrders", "");
    assertEquals(Answer.Kind.AMBIGUOUS, orders.lookUp(order("BTC/USD")).join().kind());
  }

  @Test
  void spotFillsAreThoseThatTheOrderNames() {
    answers(
        "QueryOrders",
        "{\"error\":[],\"result\":{\"OA-1\":{\"vol_exec\":\"1.5\",\"trades\":[\"TB\",\"TA\"]}}}",
        "QueryTrades",
        "{\"error\":[],\"result\":{\"TA\":{\"time\":1700000001.5,\"price\":\"60000\",\"fee\":\"1\","
            + "\"vol\":\"1.0\",\"maker\":true},\"TB\":{\"time\":1700000002,\"price\":\"60001\","
            + "\"fee\":\"0.5\",\"vol\":\"0.5\"}}}");
    Answer.OrderView view =
        new Answer.OrderView("OA-1", OrderStatus.FILLED, BigDecimal.TEN, Optional.empty());
    List<Fill> fills = spot().fills(order("BTC/USD"), view).join();
    assertEquals(
        new Fill(
            "TA",
            new BigDecimal("1.0"),
            new BigDecimal("60000"),
            BigDecimal.ONE,
            "USD",
            LiquidityFlag.MAKER,
            1_700_000_001_500_000L),
        fills.get(0));
    assertEquals("TB", fills.get(1).executionId());
    assertEquals("TB,TA", venue.asked("QueryTrades").get(0).parameter("txid"));
    answers("QueryOrders", "{\"error\":[],\"result\":{\"OA-1\":{\"vol_exec\":\"2\"}}}");
    assertThrows(CompletionException.class, () -> spot().fills(order("BTC/USD"), view).join());
  }

  @Test
  void noncesGrowAndOneRequestIsUnderWay() {
    long[] clock = {1_000};
    SpotNonces nonces = new SpotNonces(() -> clock[0]);
    assertEquals(1_000, nonces.next());
    assertEquals(1_001, nonces.next());
    clock[0] = 500;
    assertEquals(1_002, nonces.next());
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> one = nonces.inTurn(nonce -> first);
    long[] second = {0};
    CompletableFuture<String> two =
        nonces.inTurn(
            nonce -> {
              second[0] = nonce;
              return CompletableFuture.completedFuture("two");
            });
    assertEquals(0, second[0]);
    first.completeExceptionally(new IllegalStateException());
    assertTrue(one.isCompletedExceptionally());
    assertEquals("two", two.join());
    assertEquals(1_004, second[0]);
    // A clock that was set back: after three refusals the nonces leap.
    for (int i = 0; i < 3; i++) {
      nonces.answered(true);
    }
    assertEquals(1_000_500, nonces.next());
    nonces.answered(true);
    assertEquals(2_000_500, nonces.next());
  }

  @Test
  void futuresPlaceHasADeadlineAndAClientId() {
    answers(
        "sendorder",
        "{\"result\":\"success\",\"sendStatus\":{\"order_id\":\"o-1\",\"status\":\"placed\"}}");
    KrakenFuturesOrders orders = futures();
    Order order = order("PF_XBTUSD");
    order.setReduceOnly(true);
    Answer answer = orders.place(order, 1_700_000_000_123_456L).join();
    assertEquals(Answer.Kind.ACCEPTED, answer.kind());
    RestStub.Request sent = venue.asked("sendorder").get(0);
    assertEquals("2023-11-14T22:13:20.123456Z", sent.parameter("processBefore"));
    assertEquals("ioc", sent.parameter("orderType"));
    assertEquals(ID, sent.parameter("cliOrdId"));
    assertEquals("true", sent.parameter("reduceOnly"));
    assertEquals(FuturesRest.signature(sent.path(), sent.form(), SECRET), sent.signature());
  }

  private static final String NOTHING_RECENT = "{\"result\":\"success\",\"orders\":[]}";
  private static final String NO_FILLS = "{\"result\":\"success\",\"fills\":[]}";

  @Test
  void futuresLookUpGoesBackToTheHistory() {
    answers(
        "orders/status", NOTHING_RECENT,
        "history/v3/orders", "{\"len\":0,\"elements\":[]}",
        "fills", NO_FILLS);
    assertEquals(Answer.Kind.NOT_FOUND, futures().lookUp(order("PF_XBTUSD")).join().kind());
    RestStub.Request asked = venue.asked("history/v3/orders").get(0);
    assertEquals("1699999940000", asked.parameter("since"));
    assertEquals(FuturesRest.signature(asked.path(), asked.form(), SECRET), asked.signature());

    answers(
        "orders/status", NOTHING_RECENT,
        "history/v3/orders",
            "{\"len\":1,\"elements\":[{\"uid\":\"e\",\"timestamp\":1,\"event\":{"
                + "\"OrderCancelled\":{\"order\":{\"uid\":\"o-1\",\"clientId\":\""
                + ID
                + "\",\"quantity\":\"1.5\",\"filled\":\"0\"},\"reason\":\"x\"}}}]}",
        "fills", NO_FILLS);
    Answer canceled = futures().lookUp(order("PF_XBTUSD")).join();
    assertEquals(OrderStatus.CANCELED, canceled.order().get().status());
    assertEquals("o-1", canceled.order().get().venueOrderId());
  }

  private static String rejected(long timeMillis, String reason) {
    return "{\"uid\":\"e\",\"timestamp\":"
        + timeMillis
        + ",\"event\":{\"OrderRejected\":{\"order\":{\"uid\":\"o-0\",\"clientId\":\""
        + ID
        + "\"},\"reason\":\""
        + reason
        + "\"}}}";
  }

  private Answer history(String elements) {
    answers(
        "orders/status", NOTHING_RECENT,
        "history/v3/orders", "{\"len\":1,\"elements\":[" + elements + "]}",
        "fills", NO_FILLS);
    return futures().lookUp(order("PF_XBTUSD")).join();
  }

  /**
   * A second attempt whose events the history does not have yet must not end by the refusal of the
   * first.
   */
  @Test
  void theRefusalOfAnEarlierAttemptIsNotTheOrdersEnd() {
    String canceled =
        "{\"uid\":\"c\",\"timestamp\":5,\"event\":{\"OrderCancelled\":{\"order\":{\"uid\":\"o-1\","
            + "\"clientId\":\""
            + ID
            + "\"}}}}";
    Answer.OrderView view = history(rejected(9, "x") + "," + canceled).order().orElseThrow();
    assertEquals("o-1", view.venueOrderId());
    assertEquals(OrderStatus.CANCELED, view.status());
    assertEquals(
        OrderStatus.REJECTED, history(rejected(9, "margin")).order().orElseThrow().status());
    assertEquals(
        Answer.Kind.AMBIGUOUS, history(rejected(System.currentTimeMillis(), "margin")).kind());
    assertEquals(
        Answer.Kind.NOT_FOUND, history(rejected(9, "WOULD_PROCESS_AFTER_SPECIFIED_TIME")).kind());
  }

  /** The request is of now, its order may be of yesterday. */
  @Test
  void aStatusRequestLooksBackWithoutABound() {
    answers(
        "orders/status", NOTHING_RECENT,
        "history/v3/orders", "{\"len\":0,\"elements\":[]}",
        "fills", NO_FILLS);
    Order request = order("PF_XBTUSD");
    request.setCommand(OrderCommand.STATUS_REQUEST);
    assertEquals(Answer.Kind.NOT_FOUND, futures().lookUp(request).join().kind());
    assertEquals("", venue.asked("history/v3/orders").get(0).parameter("since"));
  }

  @Test
  void onlyAListThatIsThereIsWithoutAnOrder() {
    for (String odd :
        List.of(
            "{\"error\":[],\"result\":{}}",
            "{\"error\":[],\"result\":[]}",
            "{\"error\":[],\"result\":{\"open\":[]}}",
            "{\"error\":[],\"result\":{\"open\":null}}")) {
      assertEquals(
          Answer.Kind.AMBIGUOUS,
          SpotOrderAnswers.found(200, odd.getBytes(StandardCharsets.UTF_8), ID).kind(),
          odd);
    }
    for (String whole :
        List.of(
            "{\"error\":[],\"result\":{\"open\":{}}}",
            "{\"error\":[],\"result\":{\"closed\":{},\"count\":0}}")) {
      assertEquals(
          Answer.Kind.NOT_FOUND,
          SpotOrderAnswers.found(200, whole.getBytes(StandardCharsets.UTF_8), ID).kind(),
          whole);
    }
    for (String odd : List.of("{}", "{\"orders\":\"none\",\"result\":\"success\"}")) {
      assertEquals(
          Answer.Kind.AMBIGUOUS,
          FuturesOrderAnswers.found(200, odd.getBytes(StandardCharsets.UTF_8), ID).kind(),
          odd);
    }
  }

  @Test
  void futuresFillsKeepAnOrderFromBeingSentAgain() {
    answers(
        "orders/status",
        NOTHING_RECENT,
        "history/v3/orders",
        "{\"len\":0,\"elements\":[]}",
        "fills",
        "{\"result\":\"success\",\"fills\":[{\"fill_id\":\"f\",\"order_id\":\"o-1\","
            + "\"cliOrdId\":\""
            + ID
            + "\",\"fillTime\":\"2023-11-14T22:13:21.5Z\","
            + "\"size\":1.5,\"price\":60000,\"fillType\":\"taker\"}]}");
    assertEquals(Answer.Kind.AMBIGUOUS, futures().lookUp(order("PF_XBTUSD")).join().kind());
    Answer.OrderView view =
        new Answer.OrderView("o-1", OrderStatus.FILLED, new BigDecimal("1.5"), Optional.empty());
    assertEquals("f", futures().fills(order("PF_XBTUSD"), view).join().get(0).executionId());
    // History that cannot be read, or says nothing, is no proof.
    answers("orders/status", NOTHING_RECENT, "fills", NO_FILLS);
    assertEquals(Answer.Kind.AMBIGUOUS, futures().lookUp(order("PF_XBTUSD")).join().kind());
    answers("orders/status", NOTHING_RECENT, "history/v3/orders", "{}", "fills", NO_FILLS);
    assertEquals(Answer.Kind.AMBIGUOUS, futures().lookUp(order("PF_XBTUSD")).join().kind());
  }

  @Test
  void timersAreArmed() {
    answers(
        "CancelAllOrdersAfter",
        "{\"error\":[],\"result\":{\"currentTime\":\"x\",\"triggerTime\":\"y\"}}",
        "cancelallordersafter",
        "{\"result\":\"success\",\"status\":{\"currentTime\":\"x\",\"triggerTime\":\"0\"}}");
    Duration time = Duration.ofMillis(20_500);
    assertEquals(
        Answer.Kind.ACCEPTED, spot().cancelAllAfter(Set.of("BTC/USD"), time).join().kind());
    assertEquals("21", venue.asked("CancelAllOrdersAfter").get(0).parameter("timeout"));
    assertEquals(
        Answer.Kind.ACCEPTED,
        futures().cancelAllAfter(Set.of("PF_XBTUSD"), Duration.ZERO).join().kind());
    assertEquals("0", venue.asked("cancelallordersafter").get(0).parameter("timeout"));
  }

  @Test
  void aServerThatAnswersNothingLeavesTheOutcomeOpen() {
    answers();
    assertEquals(Answer.Kind.AMBIGUOUS, spot().cancel(order("BTC/USD")).join().kind());
    assertEquals(Answer.Kind.AMBIGUOUS, futures().cancel(order("PF_XBTUSD")).join().kind());
  }
}
