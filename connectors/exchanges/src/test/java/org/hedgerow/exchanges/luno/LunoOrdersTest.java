package org.hedgerow.exchanges.luno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hedgerow.engine.order.ClientOrderId;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.schema.Decimals;
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
class LunoOrdersTest {
  private static final long DECIDED = 1_700_000_000_000_000L;

  private LunoServer server;
  private LunoOrders orders;

  @BeforeEach
  void open() throws Exception {
    server = new LunoServer();
    orders = new LunoOrders(server.http(), new Credentials("test", "key", "secret"));
  }

  @AfterEach
  void close() {
    orders.close();
    server.close();
  }

  private static Order order(Side side, OrderType type, TimeInForce timeInForce) {
    Order order = new Order();
    order.setSymbol("XBTZAR");
    order.setClientOrderId(new ClientOrderId(7, 0, 9, 1, 2, 0).encode());
    order.setSide(side);
    order.setOrderType(type);
    order.setTimeInForce(timeInForce);
    order.setQuantity(Decimals.parse("0.0125"));
    order.setPrice(Decimals.parse("1400000"));
    order.setDecisionTimeMicros(DECIDED);
    return order;
  }

  private static Order order() {
    return order(Side.BUY, OrderType.LIMIT, TimeInForce.IOC);
  }

  private void answer(int status, String body) {
    server.rest = request -> new LunoServer.Reply(status, body);
  }

  /** Form fields as in "Post Limit Order" of the documentation; the deadline is timestamp + ttl. */
  @Test
  void anOrderCarriesItsDeadline() {
    answer(200, "{\"order_id\":\"BX1\"}");
    Answer answer = orders.place(order(), 1_700_000_002_000_000L).join();
    assertEquals(Answer.Kind.ACCEPTED, answer.kind());
    assertEquals("BX1", answer.order().orElseThrow().venueOrderId());
    assertEquals(
        "POST /api/1/postorder pair=XBTZAR&type=BID&volume=0.0125&price=1400000"
            + "&time_in_force=IOC&client_order_id="
            + order().getClientOrderId()
            + "&timestamp=1699999998500&ttl=3500",
        server.asked("POST").get(0));
    // RFC 7617: base64 of key:secret.
    assertEquals("Basic a2V5OnNlY3JldA==", server.authorizations.get(1));
  }

  @Test
  void formsOfOrders() {
    answer(200, "{\"order_id\":\"BX1\"}");
    orders.place(order(Side.SELL, OrderType.LIMIT, TimeInForce.POST_ONLY), DECIDED).join();
    assertTrue(server.asked("POST").get(0).contains("type=ASK&volume=0.0125&price=1400000"));
    assertTrue(server.asked("POST").get(0).contains("&post_only=true&client_order_id="));
    assertFalse(server.asked("POST").get(0).contains("time_in_force"));
    orders.place(order(Side.SELL, OrderType.MARKET, TimeInForce.IOC), DECIDED).join();
    assertTrue(
        server
            .asked("POST")
            .get(1)
            .startsWith("POST /api/1/marketorder pair=XBTZAR&type=SELL&base_volume=0.0125&"));
    assertEquals(
        Answer.Kind.REJECTED,
        orders.place(order(Side.BUY, OrderType.MARKET, TimeInForce.IOC), DECIDED).join().kind());
    assertEquals(2, server.asked("POST").size(), "what cannot be said is not sent");
  }

  /** Documented: letters, digits and _ ; , . - and at most 255 of them. */
  @Test
  void ourIdsAreWithinTheVenuesRule() {
    assertTrue(order().getClientOrderId().matches("[A-Za-z0-9_;,.-]{1,255}"));
  }

  @Test
  void silenceAndGarbageAreAmbiguous() {
    for (int status : new int[] {200, 500, 502}) {
      answer(status, "");
      assertEquals(Answer.Kind.AMBIGUOUS, orders.place(order(), DECIDED).join().kind());
    }
    server.close();
    Answer silence = orders.place(order(), DECIDED).join();
    assertEquals(Answer.Kind.AMBIGUOUS, silence.kind());
    assertFalse(silence.toString().contains("secret"));
  }

  private static String shown(String status, String base) {
    return "{\"order_id\":\"BX1\",\"status\":\""
        + status
        + "\",\"limit_volume\":\"0.5\",\"base\":\""
        + base
        + "\",\"counter\":\"0\"}";
  }

  @Test
  void anOrderIsLookedUpByOurId() {
    answer(200, shown("PENDING", "0"));
    assertEquals(
        OrderStatus.ACCEPTED, orders.lookUp(order()).join().order().orElseThrow().status());
    assertEquals(
        List.of("GET /api/exchange/3/order?client_order_id=" + order().getClientOrderId()),
        server.asked("GET /api/exchange"));
    answer(404, "{\"error\":\"Cannot find that order\",\"error_code\":\"ErrOrderNotFound\"}");
    assertEquals(Answer.Kind.NOT_FOUND, orders.lookUp(order()).join().kind());
    answer(404, "");
    assertEquals(Answer.Kind.AMBIGUOUS, orders.lookUp(order()).join().kind(), "not typed");
  }

  @Test
  void aCancelLooksUpTheVenuesId() {
    server.rest =
        request ->
            new LunoServer.Reply(
                200, request.startsWith("GET") ? shown("PENDING", "0.1") : "{\"success\":true}");
    assertEquals(Answer.Kind.ACCEPTED, orders.cancel(order()).join().kind());
    assertEquals(List.of("POST /api/1/stoporder order_id=BX1"), server.asked("POST"));
    server.rest =
        request ->
            new LunoServer.Reply(
                200, request.startsWith("GET") ? shown("PENDING", "0.1") : "{\"success\":false}");
    assertEquals(Answer.Kind.AMBIGUOUS, orders.cancel(order()).join().kind());
    answer(200, shown("COMPLETE", "0.1"));
    assertEquals(Answer.Kind.NOT_FOUND, orders.cancel(order()).join().kind());
    answer(404, "{\"error\":\"\",\"error_code\":\"ErrOrderNotFound\"}");
    assertEquals(Answer.Kind.NOT_FOUND, orders.cancel(order()).join().kind());
    assertEquals(2, server.asked("POST").size(), "nothing to stop");
  }

  private static String trades(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(
            number ->
                "{\"sequence\":"
                    + number
                    + ",\"order_id\":\""
                    + (number % 2 == 0 ? "BX1" : "BX2")
                    + "\",\"pair\":\"XBTZAR\",\"type\":\"BID\",\"is_buy\":true,\"price\":\"14\","
                    + "\"volume\":\"0.5\",\"fee_base\":\"0.001\",\"fee_counter\":\"0\","
                    + "\"timestamp\":1700000000389}")
        .collect(Collectors.joining(",", "{\"trades\":[", "]}"));
  }

  private static Answer.OrderView view(String filled) {
    return new Answer.OrderView(
        "BX1", OrderStatus.FILLED, new BigDecimal(filled), Optional.empty());
  }

  @Test
  void everyPageOfFillsIsRead() {
    server.rest =
        request ->
            new LunoServer.Reply(
                200, request.contains("&since=") ? trades(8, 1_000) : trades(1_008, 3));
    List<Fill> fills = orders.fills(order(), view("251")).join();
    // 8, 10 ... 1006 and 1008, 1010.
    assertEquals(502, fills.size());
    assertEquals(
        new Fill(
            "8-BX1",
            new BigDecimal("0.5"),
            new BigDecimal("14"),
            new BigDecimal("0.001"),
            "BTC",
            LiquidityFlag.TAKER,
            1_700_000_000_389_000L),
        fills.get(0));
    assertEquals(
        List.of(
            "GET /api/1/listtrades?pair=XBTZAR&limit=1000&since=1699999940000",
            "GET /api/1/listtrades?pair=XBTZAR&limit=1000&after_seq=1008"),
        server.asked("GET /api/1/listtrades"));
  }

  /** The request is of now; its order was made when the venue says. */
  @Test
  void theFillsOfAStatusRequestAreReadFromWhenItsOrderWasMade() {
    server.rest =
        request ->
            new LunoServer.Reply(
                200,
                request.contains("/order?")
                    ? "{\"order_id\":\"BX1\",\"creation_timestamp\":1600000000000}"
                    : trades(8, 1));
    Order request = order();
    request.setCommand(OrderCommand.STATUS_REQUEST);
    assertEquals(1, orders.fills(request, view("0.5")).join().size());
    assertEquals(
        List.of("GET /api/1/listtrades?pair=XBTZAR&limit=1000&since=1599999940000"),
        server.asked("GET /api/1/listtrades"));
    answer(200, "{\"order_id\":\"BX1\"}");
    assertThrows(CompletionException.class, () -> orders.fills(request, view("0.5")).join());
  }

  @Test
  void aListThatLagsBehindTheOrderIsNoAnswer() {
    answer(200, trades(8, 1));
    assertEquals(1, orders.fills(order(), view("0.5")).join().size());
    assertThrows(CompletionException.class, () -> orders.fills(order(), view("0.6")).join());
  }

  @Test
  void fillsThatCannotBeReadAreNotNone() {
    for (String body :
        List.of("", "{}", "[]", "{\"trades\":[{\"sequence\":1,\"order_id\":\"BX1\"}]}")) {
      answer(200, body);
      assertThrows(CompletionException.class, () -> orders.fills(order(), view("0")).join(), body);
    }
    answer(500, "{\"trades\":[]}");
    assertThrows(CompletionException.class, () -> orders.fills(order(), view("0")).join());
    // A full page that goes on with itself.
    answer(200, trades(8, 1_000).replaceAll("\"sequence\":\\d+", "\"sequence\":7"));
    assertThrows(CompletionException.class, () -> orders.fills(order(), view("0")).join());
  }

  /** The server's own date, of this machine. */
  @Test
  void theClockIsReadFromTheDateOfAnswers() {
    assertEquals(List.of("GET /api/1/ticker?pair=XBTZAR"), server.requests);
    long apart = orders.venueTimeMicros() - System.currentTimeMillis() * 1_000;
    assertTrue(Math.abs(apart) < 1_100_000, "apart " + apart);
  }

  @Test
  void whatTheVenueOffers() {
    assertTrue(orders.enforcesDeadlines());
    assertFalse(orders.hasDeadMansSwitch());
    assertThrows(
        UnsupportedOperationException.class,
        () -> orders.cancelAllAfter(Set.of("XBTZAR"), Duration.ofSeconds(5)));
    assertTrue(orders.settleMicros() > 5_000_000);
    assertEquals(2_000_000, orders.deadlineMicros());
    assertEquals(150, orders.placeLimit().orElseThrow().permits());
  }
}
