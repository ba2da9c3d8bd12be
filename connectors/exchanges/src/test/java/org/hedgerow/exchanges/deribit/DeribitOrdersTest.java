package org.hedgerow.exchanges.deribit;

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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hedgerow.engine.order.ClientOrderId;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.deribit.FakeDeribit.Reply;
import org.hedgerow.exchanges.deribit.FakeDeribit.Request;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class DeribitOrdersTest {
  private static final String LABEL = "0123456789abcDEFGH";
  private static final String SECRET = "PLANTED-SECRET";
  private static final long HOUR_MILLIS = 3_600_000;
  private static final Pattern AUTHORIZATION =
      Pattern.compile("deri-hmac-sha256 id=key,ts=(\\d+),sig=([0-9a-f]{64}),nonce=([0-9a-f]{16})");

  private FakeDeribit venue;

  @BeforeEach
  void open() throws Exception {
    venue = new FakeDeribit();
  }

  @AfterEach
  void close() {
    venue.close();
  }

  private OrderVenue orders() {
    return new DeribitVenue()
        .orders(
            Samples.configuration(Samples.instruments()),
            venue.address(),
            new Credentials("test", "key", SECRET));
  }

  private static Order order(String symbol) {
    Order order = new Order();
    order.setSymbol(symbol);
    order.setClientOrderId(LABEL);
    order.setSide(Side.SELL);
    order.setOrderType(OrderType.LIMIT);
    order.setTimeInForce(TimeInForce.GTC);
    order.setQuantity(Decimals.parse("20"));
    order.setPrice(Decimals.parse("100.5"));
    order.setDecisionTimeMicros(System.currentTimeMillis() * 1_000);
    return order;
  }

  private Request only() {
    assertEquals(1, venue.asked().size(), venue.asked().toString());
    return venue.asked().get(0);
  }

  private static String params(Request request) {
    return request.body().replaceFirst(".*\"params\":", "").replaceFirst("}$", "");
  }

  @Test
  void aPlaceIsAPostWithADeadlineAndAmountsOfTheVenue() {
    venue.replies = request -> Reply.result("{\"order\":" + Samples.ORDER + ",\"trades\":[]}");
    Answer answer = orders().place(order(Samples.PERPETUAL), 1_700_000_002_500_999L).join();
    assertEquals(Answer.Kind.ACCEPTED, answer.kind());
    assertEquals(new BigDecimal("5"), answer.order().orElseThrow().cumulativeQuantity());
    assertEquals("POST", only().method());
    assertEquals("/api/v2", only().target());
    assertTrue(only().body().contains("\"method\":\"private/sell\""));
    assertEquals(
        "{\"instrument_name\":\"XYZ-PERPETUAL\",\"amount\":200,\"type\":\"limit\","
            + "\"label\":\"0123456789abcDEFGH\",\"time_in_force\":\"good_til_cancelled\","
            + "\"price\":100.5,\"valid_until\":1700000002500}",
        params(only()));
  }

  @Test
  void everyRequestIsSignedOverWhatWasSent() {
    venue.replies = request -> Reply.result("[]");
    OrderVenue orders = orders();
    orders.place(order(Samples.PERPETUAL), 1L).join();
    orders.lookUp(order(Samples.PERPETUAL)).join();
    assertEquals(2, venue.asked().size());
    for (Request request : venue.asked()) {
      Matcher header = AUTHORIZATION.matcher(request.authorization());
      assertTrue(header.matches(), request.authorization());
      long time = Long.parseLong(header.group(1));
      assertTrue(Math.abs(time - System.currentTimeMillis()) < 5_000);
      assertEquals(
          Signature.ofRequest(
              SECRET, time, header.group(3), request.method(), request.target(), request.body()),
          header.group(2));
      assertFalse(request.toString().contains(SECRET));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BUY|MARKET|IOC|XYZ_USDC-PERPETUAL|private/buy|{\"instrument_name\":\"XYZ_USDC-PERPETUAL\","
            + "\"amount\":0.020,\"type\":\"market\",\"label\":\"0123456789abcDEFGH\","
            + "\"time_in_force\":\"immediate_or_cancel\",\"reduce_only\":true,\"valid_until\":2}",
        "SELL|LIMIT|POST_ONLY|XYZ_USDC|private/sell|{\"instrument_name\":\"XYZ_USDC\","
            + "\"amount\":20,\"type\":\"limit\",\"label\":\"0123456789abcDEFGH\","
            + "\"time_in_force\":\"good_til_cancelled\",\"price\":100.5,\"post_only\":true,"
            + "\"reject_post_only\":true,\"valid_until\":2}",
        "BUY|LIMIT|FOK|XYZ-27MAR26-100-C|private/buy|{\"instrument_name\":\"XYZ-27MAR26-100-C\","
            + "\"amount\":20,\"type\":\"limit\",\"label\":\"0123456789abcDEFGH\","
            + "\"time_in_force\":\"fill_or_kill\",\"price\":100.5,\"reduce_only\":true,"
            + "\"valid_until\":2}"
      })
  void kindsOfOrders(
      Side side, OrderType type, TimeInForce force, String symbol, String method, String params) {
    Order order = order(symbol);
    order.setSide(side);
    order.setOrderType(type);
    order.setTimeInForce(force);
    order.setReduceOnly(true);
    orders().place(order, 2_999L).join();
    assertTrue(only().body().contains("\"method\":\"" + method + "\""));
    assertEquals(params, params(only()));
  }

  @Test
  void silenceAndBrokenConnectionsAreAmbiguousAndNothingIsSentTwice() {
    venue.replies = request -> null;
    assertEquals(Answer.Kind.AMBIGUOUS, orders().place(order(Samples.PERPETUAL), 1L).join().kind());
    assertEquals(1, venue.asked().size());
  }

  @Test
  void anInstrumentThatIsNotConfiguredIsNeverSent() {
    assertEquals(Answer.Kind.REJECTED, orders().place(order("ABC-PERPETUAL"), 1L).join().kind());
    assertEquals(Answer.Kind.AMBIGUOUS, orders().lookUp(order("ABC-PERPETUAL")).join().kind());
    assertEquals(List.of(), venue.asked());
  }

  @Test
  void aLookUpFindsOpenAndClosedOrdersByTheirLabel() {
    venue.replies =
        request -> Reply.result("[" + Samples.ORDER.replace("\"open\"", "\"cancelled\"") + "]");
    Answer answer = orders().lookUp(order(Samples.PERPETUAL)).join();
    assertEquals(Answer.Kind.ACCEPTED, answer.kind());
    assertEquals(OrderStatus.CANCELED, answer.order().orElseThrow().status());
    assertEquals("GET", only().method());
    assertEquals(
        "/api/v2/private/get_order_state_by_label?currency=XYZ&label=" + LABEL, only().target());
  }

  @Test
  void aRecentOrderThatIsNotShownIsNotThere() {
    venue.replies = request -> Reply.result("[]");
    assertEquals(Answer.Kind.NOT_FOUND, orders().lookUp(order(Samples.LINEAR)).join().kind());
    assertTrue(only().target().contains("currency=USDC&"));
  }

  @Test
  void anOlderOneIsLookedForInTheHistory() {
    Order order = order(Samples.PERPETUAL);
    order.setDecisionTimeMicros(order.getDecisionTimeMicros() - 21L * 60 * 1_000_000);
    venue.replies =
        request ->
            Reply.result(
                request.target().contains("by_label")
                    ? "[]"
                    : "[" + Samples.ORDER.replace("\"open\"", "\"filled\"") + "]");
    assertEquals(OrderStatus.FILLED, orders().lookUp(order).join().order().orElseThrow().status());
    assertEquals(
        "/api/v2/private/get_order_history_by_instrument?instrument_name=XYZ-PERPETUAL"
            + "&count=1000&include_old=true&include_unfilled=true&historical=true",
        venue.asked().get(1).target());
  }

  /** The request is of now, its order may be of yesterday. */
  @Test
  void theOrderOfAStatusRequestIsLookedForInTheHistoryToo() {
    Order request = order(Samples.PERPETUAL);
    request.setCommand(OrderCommand.STATUS_REQUEST);
    venue.replies =
        asked ->
            Reply.result(
                asked.target().contains("by_label")
                    ? "[]"
                    : "[" + Samples.ORDER.replace("\"open\"", "\"filled\"") + "]");
    assertEquals(
        OrderStatus.FILLED, orders().lookUp(request).join().order().orElseThrow().status());
    String other = Samples.ORDER.replace(LABEL, "another");
    String page = "[" + (other + ",").repeat(999) + other + "]";
    venue.replies = asked -> Reply.result(asked.target().contains("by_label") ? "[]" : page);
    assertEquals(Answer.Kind.AMBIGUOUS, orders().lookUp(request).join().kind());
  }

  @Test
  void aHistoryIsReadPageByPageUntilTheOrderIsThere() {
    Order request = order(Samples.PERPETUAL);
    request.setCommand(OrderCommand.STATUS_REQUEST);
    String other = Samples.ORDER.replace(LABEL, "another");
    String full = "[" + (other + ",").repeat(999) + other + "]";
    String last = "[" + other + "," + Samples.ORDER.replace("\"open\"", "\"filled\"") + "]";
    venue.replies =
        asked ->
            Reply.result(
                asked.target().contains("by_label")
                    ? "[]"
                    : asked.target().endsWith("&offset=2000") ? last : full);
    assertEquals(
        OrderStatus.FILLED, orders().lookUp(request).join().order().orElseThrow().status());
    assertEquals(4, venue.asked().size());
    assertTrue(venue.asked().get(2).target().endsWith("&historical=true&offset=1000"));
  }

  @Test
  void aHistoryThatDoesNotGoBackFarEnoughSaysNothing() {
    Order order = order(Samples.PERPETUAL);
    order.setDecisionTimeMicros(1_600_000_000_000_000L);
    String other = Samples.ORDER.replace(LABEL, "another");
    String page = "[" + (other + ",").repeat(999) + other + "]";
    venue.replies = request -> Reply.result(request.target().contains("by_label") ? "[]" : page);
    assertEquals(Answer.Kind.AMBIGUOUS, orders().lookUp(order).join().kind());
    order.setDecisionTimeMicros(1_700_000_000_991_000L);
    assertEquals(Answer.Kind.NOT_FOUND, orders().lookUp(order).join().kind());
  }

  @Test
  void spotPairsAreAskedForByInstrument() {
    venue.replies = request -> Reply.result("[]");
    assertEquals(Answer.Kind.NOT_FOUND, orders().lookUp(order(Samples.SPOT)).join().kind());
    assertEquals(
        List.of(
            "/api/v2/private/get_open_orders_by_instrument?instrument_name=XYZ_USDC",
            "/api/v2/private/get_order_history_by_instrument?instrument_name=XYZ_USDC&count=1000"
                + "&include_old=true&include_unfilled=true"),
        venue.asked().stream().map(Request::target).toList());
  }

  @Test
  void twoOrdersOfOneLabelAreForAPerson() {
    venue.replies =
        request ->
            Reply.result("[" + Samples.ORDER + "," + Samples.ORDER.replace("5551", "5552") + "]");
    Answer answer = orders().lookUp(order(Samples.PERPETUAL)).join();
    assertEquals(Answer.Kind.AMBIGUOUS, answer.kind());
    assertEquals("two orders", answer.code());
  }

  @ParameterizedTest
  @CsvSource({"10004", "13009", "-32602", "10001"})
  void aLookUpThatIsRefusedSaysNothingOfTheOrder(int code) {
    venue.replies = request -> Reply.error(code, "x");
    assertEquals(Answer.Kind.AMBIGUOUS, orders().lookUp(order(Samples.PERPETUAL)).join().kind());
  }

  @Test
  void aCancelIsByLabelAndTellsWhatBecameOfTheOrder() {
    venue.replies =
        request ->
            Reply.result(
                request.method().equals("POST")
                    ? "1"
                    : "[" + Samples.ORDER.replace("\"open\"", "\"cancelled\"") + "]");
    Answer answer = orders().cancel(order(Samples.PERPETUAL)).join();
    assertEquals(Answer.Kind.ACCEPTED, answer.kind());
    assertEquals(OrderStatus.CANCELED, answer.order().orElseThrow().status());
    assertEquals(
        "{\"label\":\"0123456789abcDEFGH\",\"currency\":\"XYZ\"}", params(venue.asked().get(0)));
  }

  @Test
  void aCancelOfWhatIsShownAsOpenStillSaysOnlyThatItWasTaken() {
    venue.replies =
        request -> Reply.result(request.method().equals("POST") ? "1" : "[" + Samples.ORDER + "]");
    Answer answer = orders().cancel(order(Samples.PERPETUAL)).join();
    assertEquals(Answer.Kind.ACCEPTED, answer.kind());
    assertEquals(Optional.empty(), answer.order());
  }

  @Test
  void aCancelThatFoundNothing() {
    venue.replies = request -> Reply.result("0");
    assertEquals(Answer.Kind.NOT_FOUND, orders().cancel(order(Samples.PERPETUAL)).join().kind());
    venue.replies = request -> Reply.result("\"many\"");
    assertEquals(Answer.Kind.AMBIGUOUS, orders().cancel(order(Samples.PERPETUAL)).join().kind());
  }

  @Test
  void fillsAreOfTheOrderInOurContracts() {
    venue.replies = request -> Reply.result(Samples.USER_TRADES);
    List<Fill> fills = orders().fills(order(Samples.PERPETUAL), view("3")).join();
    assertEquals(2, fills.size());
    assertEquals(
        new Fill(
            "901",
            new BigDecimal("2"),
            new BigDecimal("100.5"),
            new BigDecimal("-0.00000016"),
            "XYZ",
            LiquidityFlag.MAKER,
            1_700_000_000_998_000L),
        fills.get(0));
    assertEquals(
        "/api/v2/private/get_user_trades_by_order?order_id=5551&sorting=asc", only().target());
  }

  @Test
  void whereFillsAreMissingTheOlderOnesAreAskedForToo() {
    venue.replies =
        request ->
            Reply.result(
                request.target().contains("historical")
                    ? "{\"has_more\":false,\"trades\":" + Samples.USER_TRADES + "}"
                    : "[" + Samples.USER_TRADES.substring(Samples.USER_TRADES.indexOf(",{") + 1));
    List<Fill> fills = orders().fills(order(Samples.PERPETUAL), view("3")).join();
    assertEquals(List.of("901", "902"), fills.stream().map(Fill::executionId).toList());
  }

  @Test
  void fillsThatCannotBeHadAreAFailure() {
    venue.replies = request -> Reply.error(10028, "too_many_requests");
    OrderVenue orders = orders();
    CompletionException failure =
        assertThrows(
            CompletionException.class,
            () -> orders.fills(order(Samples.PERPETUAL), view("3")).join());
    assertTrue(failure.getMessage().contains("RATE_LIMITED 10028"));
  }

  private static Answer.OrderView view(String filled) {
    return new Answer.OrderView(
        "5551", OrderStatus.FILLED, new BigDecimal(filled), Optional.empty());
  }

  @Test
  void theVenuesClockIsUsedAndMeasuredAgainWhenARequestIsLate() throws Exception {
    venue.aheadMillis = HOUR_MILLIS;
    OrderVenue orders = orders();
    assertTrue(aheadMillis(orders) > HOUR_MILLIS - 1_000);
    venue.aheadMillis = 0;
    venue.replies = request -> Reply.error(13888, "timed_out");
    assertEquals(Answer.Kind.AMBIGUOUS, orders.place(order(Samples.PERPETUAL), 1L).join().kind());
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (Math.abs(aheadMillis(orders)) > 1_000) {
      assertTrue(System.nanoTime() < until, "the clock is as it was");
      Thread.sleep(5);
    }
  }

  private static long aheadMillis(OrderVenue orders) {
    return orders.venueTimeMicros() / 1_000 - System.currentTimeMillis();
  }

  @Test
  void noTimerButDeadlines() {
    OrderVenue orders = orders();
    assertTrue(orders.enforcesDeadlines());
    assertFalse(orders.hasDeadMansSwitch());
    assertThrows(
        UnsupportedOperationException.class,
        () -> orders.cancelAllAfter(Set.of("XYZ-PERPETUAL"), Duration.ofSeconds(5)));
  }

  /** A label has 64 characters at most, of any kind. */
  @Test
  void ourIdsFitALabel() {
    assertTrue(new ClientOrderId(1, 2, 3, 4, 5, 6).encode().matches("[0-9A-Za-z]{18}"));
  }
}
