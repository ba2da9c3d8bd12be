package org.hedgerow.exchanges.binance;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.TestExchange;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BinanceOrdersTest {
  private static final long HOUR = 3_600_000_000L;
  private static final Answer.OrderView VIEW =
      new Answer.OrderView("555", OrderStatus.FILLED, BigDecimal.TEN, Optional.empty());

  private TestExchange exchange;

  @BeforeEach
  void open() throws Exception {
    exchange = new TestExchange();
  }

  @AfterEach
  void close() throws Exception {
    exchange.close();
  }

  private BinanceOrders orders(BinanceMarket market) {
    return new BinanceOrders(market, exchange.http(), new Credentials("test", "key", "secret"));
  }

  private static Order order() {
    Order order = new Order();
    order.setSymbol("XYZUSDT");
    order.setClientOrderId("mine-1");
    return order;
  }

  private static String time(long micros) {
    return "{\"serverTime\":" + micros / 1_000 + "}";
  }

  private static long machine() {
    return System.currentTimeMillis() * 1_000;
  }

  private List<String> asked(String start) {
    return exchange.requests.stream().filter(one -> one.startsWith(start)).toList();
  }

  private static String parameter(String request, String name) {
    String from = request.substring(request.indexOf(name + "=") + name.length() + 1);
    return from.contains("&") ? from.substring(0, from.indexOf('&')) : from;
  }

  @Test
  void aVenueWhoseClockIsAnHourAheadGetsItsOwnTime() {
    exchange.rest =
        request -> request.contains("/time") ? time(machine() + HOUR) : "{\"code\":-2013}";
    BinanceOrders orders = orders(BinanceMarket.USD_M);
    assertTrue(Math.abs(orders.venueTimeMicros() - machine() - HOUR) < 1_000_000);
    orders.lookUp(order()).join();
    long stamped = Long.parseLong(parameter(asked("GET /fapi/v1/order").get(0), "timestamp"));
    assertTrue(Math.abs(stamped * 1_000 - machine() - HOUR) < 1_000_000);
  }

  @Test
  void aRefusedTimeStampMeasuresTheClockAtOnce() throws Exception {
    exchange.rest =
        request -> request.contains("/time") ? time(machine()) : "{\"code\":-1021,\"msg\":\"\"}";
    BinanceOrders orders = orders(BinanceMarket.SPOT);
    assertEquals(1, asked("GET /api/v3/time").size());
    exchange.rest =
        request ->
            request.contains("/time") ? time(machine() - HOUR) : "{\"code\":-1021,\"msg\":\"\"}";
    assertEquals(Answer.Kind.DEADLINE_PASSED, orders.lookUp(order()).join().kind());
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (Math.abs(orders.venueTimeMicros() - machine() + HOUR) > 1_000_000) {
      assertTrue(System.nanoTime() < until, "the clock is as it was");
      Thread.sleep(5);
    }
  }

  @Test
  void aClockThatCannotBeReadLeavesTheMachines() {
    exchange.rest = request -> request.contains("/time") ? "{\"serverTime\":\"soon\"}" : null;
    assertTrue(Math.abs(orders(BinanceMarket.SPOT).venueTimeMicros() - machine()) < 1_000_000);
  }

  /** The words of Binance's documentation of "Modify Order"; the quantity is the whole order's. */
  @Test
  void anAmendNamesTheOrderThePriceAndADeadline() {
    exchange.rest =
        request ->
            request.contains("/time")
                ? time(machine())
                : "{\"orderId\":20072994037,\"symbol\":\"BTCUSDT\",\"pair\":\"BTCUSDT\","
                    + "\"status\":\"PARTIALLY_FILLED\",\"clientOrderId\":\"mine-1\","
                    + "\"price\":\"30005\",\"avgPrice\":\"30001.5\",\"origQty\":\"1\","
                    + "\"executedQty\":\"0.4\",\"cumQty\":\"0.4\",\"cumBase\":\"0\"}";
    Order order = order();
    order.setSide(Side.BUY);
    order.setQuantity(Decimals.parse("1"));
    order.setPrice(Decimals.parse("30005"));
    Answer answer = orders(BinanceMarket.USD_M).amend(order, 1_700_000_002_000_000L).join();
    assertEquals(Answer.Kind.ACCEPTED, answer.kind());
    Answer.OrderView shown = answer.order().orElseThrow();
    assertEquals(0, shown.price().orElseThrow().compareTo(new BigDecimal("30005")));
    assertEquals(OrderStatus.PARTIALLY_FILLED, shown.status());
    String asked = asked("PUT /fapi/v1/order").get(0);
    assertEquals("mine-1", parameter(asked, "origClientOrderId"));
    assertEquals("BUY", parameter(asked, "side"));
    assertEquals("1", parameter(asked, "quantity"));
    assertEquals("30005", parameter(asked, "price"));
    assertEquals("1700000000000", parameter(asked, "timestamp"));
    assertEquals("2000", parameter(asked, "recvWindow"));
  }

  private static Order order(String id) {
    Order order = order();
    order.setClientOrderId(id);
    return order;
  }

  /** The answer is the documentation's example, shortened; its second order is not known there. */
  @Test
  void severalCancelsAreOneRequestThatNamesEach() {
    String answer =
        "[{\"clientOrderId\":\"myOrder1\",\"cumQty\":\"0\",\"executedQty\":\"0\",\"orderId\":283194212,"
            + "\"avgPrice\":\"0.00\",\"status\":\"CANCELED\",\"symbol\":\"XYZUSDT\"},{\"code\":-2011,\"msg\":\"Unknown"
            + " order sent.\"}]";
    exchange.rest = request -> request.contains("/time") ? time(machine()) : answer;
    BinanceOrders orders = orders(BinanceMarket.USD_M);
    assertEquals(10, orders.cancelsTogether());
    List<Answer> each = orders.cancelTogether(List.of(order("other"), order("myOrder1"))).join();
    assertEquals(Answer.Kind.NOT_FOUND, each.get(0).kind());
    assertEquals(Answer.Kind.ACCEPTED, each.get(1).kind());
    assertEquals("283194212", each.get(1).order().orElseThrow().venueOrderId());
    String request = asked("DELETE /fapi/v1/batchOrders").get(0);
    assertEquals("XYZUSDT", parameter(request, "symbol"));
    assertEquals("%5B%22other%22%2C%22myOrder1%22%5D", parameter(request, "origClientOrderIdList"));
    assertEquals(1, orders(BinanceMarket.SPOT).cancelsTogether(), "no such request there");
  }

  private static String trades(int from, int count, boolean spot) {
    return IntStream.range(from, from + count)
        .mapToObj(
            id ->
                "{\"id\":"
                    + id
                    + ",\"orderId\":555,\"price\":\"12.34\",\"qty\":\"0.5\","
                    + "\"commission\":\"-0.001\",\"commissionAsset\":\"USDT\",\"time\":1700000000389,"
                    + (spot ? "\"isMaker\":true}" : "\"maker\":true}"))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void everyPageOfFillsIsRead() {
    AtomicInteger page = new AtomicInteger();
    exchange.rest =
        request -> {
          if (request.contains("/time")) {
            return time(machine());
          }
          return switch (page.getAndIncrement()) {
            case 0 -> trades(7, 1_000, false);
            case 1 -> trades(1_007, 1_000, false);
            default -> trades(2_007, 3, false);
          };
        };
    List<Fill> fills = orders(BinanceMarket.USD_M).fills(order(), VIEW).join();
    assertEquals(2_003, fills.size());
    assertEquals(
        new Fill(
            "7",
            new BigDecimal("0.5"),
            new BigDecimal("12.34"),
            new BigDecimal("-0.001"),
            "USDT",
            LiquidityFlag.MAKER,
            1_700_000_000_389_000L),
        fills.get(0));
    List<String> asked = asked("GET /fapi/v1/userTrades?");
    assertEquals(3, asked.size());
    asked.forEach(request -> assertEquals("555", parameter(request, "orderId")));
    assertFalse(asked.get(0).contains("fromId"));
    assertEquals("1007", parameter(asked.get(1), "fromId"));
    assertEquals("2007", parameter(asked.get(2), "fromId"));
  }

  @Test
  void spotHasItsOwnListOfTrades() {
    exchange.rest = request -> request.contains("/time") ? time(machine()) : trades(1, 2, true);
    assertEquals(2, orders(BinanceMarket.SPOT).fills(order(), VIEW).join().size());
    assertEquals(1, asked("GET /api/v3/myTrades?symbol=XYZUSDT&orderId=555").size());
  }

  @Test
  void fillsThatCannotBeReadAreNotNone() {
    for (String body :
        List.of("", "{}", "[{\"id\":1,\"orderId\":555}]", "{\"code\":-1000,\"msg\":\"\"}")) {
      exchange.rest = request -> request.contains("/time") ? time(machine()) : body;
      BinanceOrders orders = orders(BinanceMarket.USD_M);
      assertThrows(
          CompletionException.class, () -> orders.fills(order(), VIEW).join(), "body " + body);
    }
    exchange.rest = request -> request.contains("/time") ? time(machine()) : null;
    BinanceOrders orders = orders(BinanceMarket.USD_M);
    assertThrows(CompletionException.class, () -> orders.fills(order(), VIEW).join());
  }

  @Test
  void theTimerIsArmedForEachSymbol() {
    exchange.rest =
        request ->
            request.contains("/time")
                ? time(machine())
                : "{\"symbol\":\"x\",\"countdownTime\":\"5000\"}";
    BinanceOrders orders = orders(BinanceMarket.COIN_M);
    assertTrue(orders.hasDeadMansSwitch());
    assertEquals(
        Answer.Kind.ACCEPTED,
        orders.cancelAllAfter(Set.of("A_PERP", "B_PERP"), Duration.ofSeconds(5)).join().kind());
    List<String> asked = asked("POST /dapi/v1/countdownCancelAll?");
    assertEquals(
        Set.of("A_PERP", "B_PERP"),
        asked.stream().map(one -> parameter(one, "symbol")).collect(Collectors.toSet()));
    asked.forEach(request -> assertEquals("5000", parameter(request, "countdownTime")));
  }

  @Test
  void aTimerThatWasNotArmedForOneSymbolIsNotArmed() {
    exchange.rest =
        request ->
            request.contains("/time")
                ? time(machine())
                : request.contains("A_PERP") ? null : "{\"symbol\":\"x\",\"countdownTime\":\"1\"}";
    assertEquals(
        Answer.Kind.AMBIGUOUS,
        orders(BinanceMarket.USD_M)
            .cancelAllAfter(Set.of("A_PERP", "B_PERP"), Duration.ofSeconds(1))
            .join()
            .kind());
  }

  @Test
  void spotHasNoTimer() {
    exchange.rest = request -> time(machine());
    BinanceOrders orders = orders(BinanceMarket.SPOT);
    assertFalse(orders.hasDeadMansSwitch());
    assertThrows(
        UnsupportedOperationException.class,
        () -> orders.cancelAllAfter(Set.of("A"), Duration.ofSeconds(1)));
  }

  @Test
  void theLimitKeepsBothOfAVenuesRules() {
    exchange.rest = request -> time(machine());
    var usdm = orders(BinanceMarket.USD_M).placeLimit().orElseThrow();
    assertTrue(usdm.permits() <= 300 && usdm.per().equals(Duration.ofSeconds(10)));
    assertTrue(usdm.permits() * 6 <= 1_200);
    assertEquals(100, orders(BinanceMarket.SPOT).placeLimit().orElseThrow().permits());
    assertEquals(
        Duration.ofMinutes(1), orders(BinanceMarket.COIN_M).placeLimit().orElseThrow().per());
  }
}
