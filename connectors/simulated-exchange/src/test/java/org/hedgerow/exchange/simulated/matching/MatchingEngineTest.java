package org.hedgerow.exchange.simulated.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hedgerow.exchange.simulated.binance.BinanceListing;
import org.hedgerow.exchange.simulated.binance.BinanceVenue;
import org.hedgerow.exchange.simulated.matching.RejectedException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MatchingEngineTest {
  private final Market spot = new Market(BinanceListing.ALL.get(0));
  private final Market linear = new Market(BinanceListing.ALL.get(2));
  private final Market inverse = new Market(BinanceListing.ALL.get(4));
  private final List<String> events = new ArrayList<>();
  private MatchingEngine engine;
  private int ids;

  private final class Recorder implements EngineListener {
    @Override
    public void orderChanged(Order order, Execution execution, Fill fill, long millis) {
      String what = order.clientId + " " + execution + " " + order.status();
      events.add(
          fill == null ? what : what + " " + plain(fill.quantity()) + "@" + plain(fill.price()));
    }

    @Override
    public void accountChanged(
        Account account, Change reason, Collection<String> assets, Market market, long millis) {}
  }

  @BeforeEach
  void open() {
    engine =
        new MatchingEngine(
            List.of(BinanceVenue.values()),
            List.of(spot, linear, inverse),
            true,
            () -> 1_000L,
            new Recorder());
    engine.deposit(BinanceVenue.SPOT, "BTC", new BigDecimal("10"));
    engine.deposit(BinanceVenue.SPOT, "USDT", new BigDecimal("1000000"));
    engine.deposit(BinanceVenue.USDM, "USDT", new BigDecimal("100000"));
    engine.deposit(BinanceVenue.COINM, "BTC", new BigDecimal("2"));
    for (Market market : List.of(spot, linear, inverse)) {
      String quantity = market == inverse ? "600" : "1";
      level(market, Side.SELL, "60001.0", quantity);
      level(market, Side.SELL, "60002.0", quantity);
      level(market, Side.SELL, "60003.0", quantity);
      level(market, Side.BUY, "60000.0", quantity);
      level(market, Side.BUY, "59999.0", quantity);
      level(market, Side.BUY, "59998.0", quantity);
    }
  }

  private static String plain(long value) {
    return Fixed.decimal(value).stripTrailingZeros().toPlainString();
  }

  private static void level(Market market, Side side, String price, String quantity) {
    market.book.level(side, Fixed.of(price), Fixed.of(quantity));
  }

  private Order place(
      Market market, Side side, OrderType type, TimeInForce force, String price, String quantity)
      throws RejectedException {
    ids++;
    return engine.place(
        new OrderRequest(
            market,
            "o" + ids,
            side,
            type,
            force,
            Fixed.of(price),
            Fixed.of(quantity),
            false,
            false));
  }

  private Order limit(Market market, Side side, String price, String quantity)
      throws RejectedException {
    return place(market, side, OrderType.LIMIT, TimeInForce.GTC, price, quantity);
  }

  private Order market(Market market, Side side, String quantity) throws RejectedException {
    return place(market, side, OrderType.MARKET, TimeInForce.GTC, "0", quantity);
  }

  private static void assertDecimal(String expected, BigDecimal actual) {
    assertEquals(0, new BigDecimal(expected).compareTo(actual), actual::toPlainString);
  }

  @Test
  void marketOrderTakesTheBestLevelsFirst() throws RejectedException {
    market(spot, Side.BUY, "1.5");
    assertEquals(
        List.of("o1 NEW NEW", "o1 TRADE PARTIALLY_FILLED 1@60001", "o1 TRADE FILLED 0.5@60002"),
        events);
  }

  @Test
  void takenLiquidityStaysTakenUntilTheMarketSpeaksOfThatLevel() throws RejectedException {
    market(spot, Side.BUY, "1");
    assertEquals(Fixed.of("60002"), fillPrice(market(spot, Side.BUY, "0.5")));
    level(spot, Side.SELL, "60001.0", "0.7");
    assertEquals(Fixed.of("60001"), fillPrice(market(spot, Side.BUY, "0.5")));
  }

  private long fillPrice(Order order) {
    return engine.account(order.venue()).fills(order).get(0).price();
  }

  @Test
  void spotFeeIsTakenFromWhatIsReceived() throws RejectedException {
    market(spot, Side.BUY, "0.5");
    Account account = engine.account(BinanceVenue.SPOT);
    assertDecimal("10.4995", account.wallet("BTC").total());
    assertDecimal("969999.5", account.wallet("USDT").total());
    market(spot, Side.SELL, "0.5");
    assertDecimal("9.9995", account.wallet("BTC").total());
    assertDecimal("999969.5", account.wallet("USDT").total());
  }

  @Test
  void immediateOrCancelExpiresWhatItCannotTake() throws RejectedException {
    Order order = place(spot, Side.BUY, OrderType.LIMIT, TimeInForce.IOC, "60002.00", "5");
    assertEquals(OrderStatus.EXPIRED, order.status());
    assertEquals(Fixed.of("2"), order.filled());
    assertEquals("o1 EXPIRED EXPIRED", events.get(events.size() - 1));
    assertEquals(0, engine.account(BinanceVenue.SPOT).wallet("USDT").locked().signum());
  }

  @Test
  void fillOrKillTakesAllOrNothing() throws RejectedException {
    Order spotOrder = place(spot, Side.BUY, OrderType.LIMIT, TimeInForce.FOK, "60002", "5");
    assertEquals(OrderStatus.EXPIRED, spotOrder.status());
    assertEquals(0, spotOrder.filled());
    RejectedException refused =
        assertThrows(
            RejectedException.class,
            () -> place(linear, Side.BUY, OrderType.LIMIT, TimeInForce.FOK, "60002", "5"));
    assertEquals(Reason.CANNOT_FILL_WHOLE, refused.reason());
    Order whole = place(linear, Side.BUY, OrderType.LIMIT, TimeInForce.FOK, "60002", "2");
    assertEquals(OrderStatus.FILLED, whole.status());
  }

  @Test
  void postOnlyIsRefusedWhenItWouldTake() throws RejectedException {
    RejectedException refused =
        assertThrows(
            RejectedException.class,
            () -> place(linear, Side.BUY, OrderType.LIMIT, TimeInForce.GTX, "60001", "1"));
    assertEquals(Reason.WOULD_TAKE, refused.reason());
    Order rests = place(linear, Side.BUY, OrderType.LIMIT, TimeInForce.GTX, "60000", "1");
    assertEquals(OrderStatus.NEW, rests.status());
  }

  @Test
  void restingOrdersWaitBehindTheMarketAndFillInTimeOrder() throws RejectedException {
    Order first = limit(spot, Side.BUY, "60000.00", "0.4");
    Order second = limit(spot, Side.BUY, "60000.00", "0.4");
    engine.traded(spot, Fixed.of("60000"), Fixed.of("0.9"), true);
    assertEquals(0, first.filled());
    engine.traded(spot, Fixed.of("60000"), Fixed.of("0.3"), true);
    assertEquals(Fixed.of("0.2"), first.filled());
    assertEquals(0, second.filled());
    engine.traded(spot, Fixed.of("60000"), Fixed.of("0.5"), true);
    assertEquals(OrderStatus.FILLED, first.status());
    assertEquals(Fixed.of("0.3"), second.filled());
  }

  @Test
  void betterPriceFillsBeforeEarlierTime() throws RejectedException {
    level(spot, Side.BUY, "60000.0", "0");
    Order early = limit(spot, Side.BUY, "59999.50", "0.4");
    Order better = limit(spot, Side.BUY, "60000.00", "0.4");
    engine.traded(spot, Fixed.of("59999.5"), Fixed.of("0.1"), true);
    assertEquals(OrderStatus.FILLED, better.status());
    assertEquals(Fixed.of("0.1"), early.filled());
  }

  @Test
  void tradeOfTheOtherSideFillsNothing() throws RejectedException {
    Order order = limit(spot, Side.BUY, "60000.00", "0.4");
    engine.traded(spot, Fixed.of("60000"), Fixed.of("100"), false);
    assertEquals(0, order.filled());
  }

  @Test
  void restingOrderFillsAsMakerWhenTheMarketComesToIt() throws RejectedException {
    Order order = limit(linear, Side.SELL, "60005.0", "1");
    level(linear, Side.BUY, "60006.0", "0.3");
    engine.bookChanged(linear);
    Fill fill = engine.account(BinanceVenue.USDM).fills(order).get(0);
    assertEquals(Fixed.of("60005"), fill.price());
    assertEquals(Fixed.of("0.3"), fill.quantity());
    assertDecimal("3.6003", fill.fee());
    assertEquals(true, fill.maker());
    engine.bookChanged(linear);
    assertEquals(Fixed.of("0.3"), order.filled());
  }

  @Test
  void anAccountDoesNotTradeWithItself() throws RejectedException {
    Order own = limit(spot, Side.SELL, "60000.50", "0.1");
    market(spot, Side.BUY, "0.5");
    assertEquals(OrderStatus.EXPIRED_IN_MATCH, own.status());
  }

  @Test
  void clientIdIsUniqueAmongOpenOrdersOnly() throws RejectedException {
    OrderRequest request =
        new OrderRequest(
            spot,
            "same",
            Side.BUY,
            OrderType.LIMIT,
            TimeInForce.GTC,
            Fixed.of("50000"),
            Fixed.of("1"),
            false,
            false);
    Order first = engine.place(request);
    RejectedException refused = assertThrows(RejectedException.class, () -> engine.place(request));
    assertEquals(Reason.DUPLICATE_CLIENT_ID, refused.reason());
    engine.cancel(first);
    assertEquals(OrderStatus.NEW, engine.place(request).status());
  }

  @Test
  void fundsAndMarginAreRequired() {
    assertEquals(
        Reason.INSUFFICIENT_FUNDS,
        assertThrows(RejectedException.class, () -> limit(spot, Side.SELL, "61000", "10.1"))
            .reason());
    assertEquals(
        Reason.INSUFFICIENT_FUNDS,
        assertThrows(RejectedException.class, () -> limit(linear, Side.BUY, "59000", "40"))
            .reason());
  }

  @Test
  void reduceOnlyNeverOpensOrTurnsAPosition() throws RejectedException {
    OrderRequest reduce =
        new OrderRequest(
            linear,
            "reduce",
            Side.BUY,
            OrderType.MARKET,
            TimeInForce.GTC,
            0,
            Fixed.of("2"),
            true,
            false);
    assertEquals(
        Reason.NOTHING_TO_REDUCE,
        assertThrows(RejectedException.class, () -> engine.place(reduce)).reason());
    market(linear, Side.SELL, "1");
    Order order = engine.place(reduce);
    assertEquals(Fixed.of("1"), order.filled());
    assertEquals(OrderStatus.EXPIRED, order.status());
    assertEquals(0, engine.account(BinanceVenue.USDM).position(linear).quantity());
  }

  @Test
  void futuresProfitAndFeesGoToTheWallet() throws RejectedException {
    market(linear, Side.BUY, "1");
    market(linear, Side.SELL, "1");
    // 60001 to 60000, 0.05 % of either.
    assertDecimal("99938.9995", engine.account(BinanceVenue.USDM).wallet("USDT").total());
    market(inverse, Side.SELL, "600");
    Position position = engine.account(BinanceVenue.COINM).position(inverse);
    assertDecimal("60000", position.entryPrice());
    assertDecimal("1.9995", engine.account(BinanceVenue.COINM).wallet("BTC").total());
  }

  @Test
  void fundingIsPaidByTheLong() throws RejectedException {
    market(linear, Side.BUY, "1");
    BigDecimal before = engine.account(BinanceVenue.USDM).wallet("USDT").total();
    linear.marked(new BigDecimal("60000"), new BigDecimal("60000"), new BigDecimal("0.0001"), 0);
    engine.fundingDue(linear, new BigDecimal("0.0001"));
    assertDecimal("-6", engine.account(BinanceVenue.USDM).wallet("USDT").total().subtract(before));
  }

  /** As Binance documents it of GTX orders. */
  @Test
  void aPostOnlyOrderThatWouldTakeIsCanceledByItsAmend() throws RejectedException {
    Order order =
        engine.place(
            new OrderRequest(
                linear,
                "maker",
                Side.BUY,
                OrderType.LIMIT,
                TimeInForce.GTX,
                Fixed.of("59990.0"),
                Fixed.of("1"),
                false,
                false));
    engine.amend(order, Fixed.of("59991.0"), Fixed.of("1"));
    assertEquals(OrderStatus.NEW, order.status());
    assertEquals(Fixed.of("59991.0"), order.price());
    engine.amend(order, Fixed.of("60001"), Fixed.of("1"));
    assertEquals(OrderStatus.CANCELED, order.status());
    assertEquals(0, order.filled());
  }

  @Test
  void amendedOrderLosesItsPlaceAndMayTake() throws RejectedException {
    Order order = limit(linear, Side.BUY, "59990.0", "1");
    engine.amend(order, Fixed.of("60001"), Fixed.of("0.5"));
    assertEquals(OrderStatus.FILLED, order.status());
  }
}
