package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.Test;

/**
 * Hedges that are worked by several orders. The demo's 10 bitcoins and 2 coins of margin are sold
 * in the linear perpetual alone, to the inner edge of the band: 12 - 0.001 x 12 = 11.988. Its touch
 * is 49999.9 and 50000.1, its tick 0.1, its lot 0.001.
 */
class ChaseInTheEngineTest {
  private static final String LINEAR = Scenario.LINEAR;

  static UnaryOperator<String> worked(String execution) {
    return yaml ->
        yaml.replaceFirst("leave: 0.001}", "leave: 0.001}\n        execution: {" + execution + "}")
            .replaceFirst("weight: 0.7", "weight: 1")
            .replaceFirst(
                " *- \\{instrument: \"BINANCE_COINM:BTCUSD_PERP\", account: binance-coinm, weight:"
                    + " 0.3\\}\n",
                "")
            .replaceFirst("maximum_order_notional: 250000", "maximum_order_notional: 10000000");
  }

  private static Scenario chasing(String more) {
    return Scenario.started(worked("algorithm: chase" + more));
  }

  private static Order only(Scenario scenario) {
    List<Order> orders = scenario.takeOrders();
    assertEquals(1, orders.size(), orders.toString());
    return orders.get(0);
  }

  private static void is(Order order, OrderCommand command, String quantity, String price) {
    assertEquals(command, order.getCommand());
    assertEquals(
        0, number(order.getQuantity()).compareTo(new BigDecimal(quantity)), order::toString);
    assertEquals(0, number(order.getPrice()).compareTo(new BigDecimal(price)), order::toString);
  }

  private static BigDecimal number(org.hedgerow.schema.Decimal decimal) {
    return Decimals.toBigDecimal(decimal);
  }

  private static void accepted(Scenario scenario, Order order) {
    scenario.next(scenario.report(order).build());
  }

  private static void ended(Scenario scenario, Order order, OrderStatus status, String cumulative) {
    scenario.next(
        scenario
            .report(order)
            .setExecutionType(
                status == OrderStatus.REJECTED ? ExecutionType.REJECTED : ExecutionType.CANCELED)
            .setStatus(status)
            .setCumulativeQuantity(Decimals.parse(cumulative))
            .build());
  }

  private static void filled(Scenario scenario, Order order, String quantity) {
    scenario.next(scenario.fillOf(order, quantity));
  }

  /** Quotes of the hedge and of spot, so that nothing is stale, and a tick. */
  private static void market(Scenario scenario, String bid, String ask) {
    scenario.quote(Scenario.SPOT, "49999.99", "50000.01");
    scenario.quote(LINEAR, bid, ask);
    scenario.tick();
  }

  private static void rest(Scenario scenario, double seconds) {
    for (int i = 0; i < Math.round(seconds * 10); i++) {
      market(scenario, "49999.9", "50000.1");
    }
  }

  private static Decision last(Scenario scenario) {
    return scenario.decisions.get(scenario.decisions.size() - 1);
  }

  private static BigDecimal held(Scenario scenario) {
    return number(scenario.tables.positions().get("treasury/binance-usdm/" + LINEAR).getQuantity());
  }

  @Test
  void aChildStandsAtTheTouchOfItsOwnSide() {
    Scenario scenario = chasing("");
    Order order = only(scenario);
    is(order, OrderCommand.PLACE, "11.988", "50000.1");
    assertEquals(Side.SELL, order.getSide());
    assertEquals(TimeInForce.POST_ONLY, order.getTimeInForce());
    assertEquals(order.getClientOrderId(), order.getParentOrderId());
    assertEquals(0, order.getGeneration());
    assertTrue(last(scenario).getChecksPassed().contains("POST_ONLY_WOULD_CROSS"));
    rest(scenario, 5);
    assertEquals(List.of(), scenario.orders, "nobody has answered, and nothing moves");
  }

  @Test
  void withoutATermAnOrderGoesOutWholeAndIsNotFollowed() {
    for (String algorithm : List.of("algorithm: market", "")) {
      Scenario scenario =
          Scenario.started(
              algorithm.isEmpty()
                  ? yaml -> worked("X").apply(yaml).replace("        execution: {X}\n", "")
                  : worked(algorithm));
      Order order = only(scenario);
      // 49999.9 less the collar of 0.002, back to a tick: 49899.9002 and up.
      is(order, OrderCommand.PLACE, "11.988", "49900");
      assertEquals(TimeInForce.IOC, order.getTimeInForce());
      assertNull(order.getParentOrderId());
      assertEquals(false, last(scenario).getChecksPassed().contains("POST_ONLY_WOULD_CROSS"));
    }
  }

  @Test
  void aMovedTouchIsFollowedOnlyAfterTheEndOfWhatStoodThere() {
    Scenario scenario = chasing(", reprice_ticks: 2");
    Order first = only(scenario);
    accepted(scenario, first);
    market(scenario, "49999.8", "50000.0");
    assertEquals(List.of(), scenario.orders, "one tick is less than two");
    market(scenario, "49999.7", "49999.9");
    Order cancel = only(scenario);
    is(cancel, OrderCommand.CANCEL, "11.988", "50000.1");
    assertEquals(first.getClientOrderId(), cancel.getClientOrderId());
    assertEquals(2, cancel.getCommandNumber());
    market(scenario, "49999.0", "49999.2");
    assertEquals(List.of(), scenario.orders, "nothing before the cancel is confirmed");
    ended(scenario, first, OrderStatus.CANCELED, "2");
    assertEquals(List.of(), scenario.orders, "nothing before the fill that was spoken of is here");
    filled(scenario, first, "2");
    Order second = only(scenario);
    is(second, OrderCommand.PLACE, "9.988", "49999.2");
    assertEquals(first.getClientOrderId(), second.getParentOrderId());
    assertEquals(1, second.getGeneration());
    assertEquals(
        List.of("places " + second.getClientOrderId() + ", child 1 of " + first.getClientOrderId()),
        last(scenario).getReasons());
    filled(scenario, second, "9.988");
    rest(scenario, 1);
    assertEquals(List.of(), scenario.orders, "it is filled");
    assertEquals(0, scenario.memory.size("parents"));
    assertEquals(0, held(scenario).compareTo(new BigDecimal("-11.988")));
  }

  @Test
  void aCancelWhoseEndIsNotToldIsSentAgain() {
    Scenario scenario = chasing("");
    Order first = only(scenario);
    accepted(scenario, first);
    market(scenario, "49999.8", "50000.0");
    assertEquals(2, only(scenario).getCommandNumber());
    rest(scenario, 4.9);
    assertEquals(List.of(), scenario.orders);
    rest(scenario, 0.2);
    Order again = only(scenario);
    assertEquals(OrderCommand.CANCEL, again.getCommand());
    assertEquals(3, again.getCommandNumber());
    filled(scenario, first, "11.988");
    rest(scenario, 6);
    assertEquals(List.of(), scenario.orders, "it was filled before any cancel came");
  }

  /** The venue said canceled with nothing filled, and a fill of 1 comes when 11.988 work again. */
  @Test
  void aLateFillShrinksWhatIsLeft() {
    Scenario scenario = chasing("");
    Order first = only(scenario);
    accepted(scenario, first);
    market(scenario, "49999.8", "50000.0");
    only(scenario);
    ended(scenario, first, OrderStatus.CANCELED, "0");
    Order second = only(scenario);
    is(second, OrderCommand.PLACE, "11.988", "50000");
    accepted(scenario, second);
    filled(scenario, first, "1");
    Order cancel = only(scenario);
    assertEquals(OrderCommand.CANCEL, cancel.getCommand());
    assertEquals(second.getClientOrderId(), cancel.getClientOrderId());
    ended(scenario, second, OrderStatus.CANCELED, "0");
    is(only(scenario), OrderCommand.PLACE, "10.988", "50000");
  }

  @Test
  void atItsDeadlineTheRestIsTakenFromTheOtherSide() {
    Scenario scenario = chasing(", deadline: 10s, then: cross");
    Order first = only(scenario);
    accepted(scenario, first);
    filled(scenario, first, "4");
    rest(scenario, 9.8);
    assertEquals(List.of(), scenario.orders);
    rest(scenario, 0.3);
    assertEquals(OrderCommand.CANCEL, only(scenario).getCommand());
    ended(scenario, first, OrderStatus.CANCELED, "4");
    Order cross = only(scenario);
    is(cross, OrderCommand.PLACE, "7.988", "49900");
    assertEquals(TimeInForce.IOC, cross.getTimeInForce());
    assertEquals(1, cross.getGeneration());
    scenario.next(scenario.expired(cross, "0"));
    assertEquals(List.of(), scenario.orders);
    assertEquals(0, scenario.memory.size("parents"), "it tries once");
    market(scenario, "49999.9", "50000.1");
    assertEquals(
        TimeInForce.POST_ONLY, only(scenario).getTimeInForce(), "what is left is a new hedge");
  }

  /** 0.0001 of 50000 is 5: a seller gives up when the touch is below 49995. */
  @Test
  void tooFarFromWhereItBeganItIsGivenUp() {
    Scenario scenario = chasing(", distance: 0.0001, then: give_up");
    Order first = only(scenario);
    accepted(scenario, first);
    market(scenario, "49994.8", "49995.0");
    only(scenario);
    ended(scenario, first, OrderStatus.CANCELED, "0");
    Order second = only(scenario);
    is(second, OrderCommand.PLACE, "11.988", "49995");
    accepted(scenario, second);
    market(scenario, "49994.7", "49994.9");
    assertEquals(OrderCommand.CANCEL, only(scenario).getCommand());
    ended(scenario, second, OrderStatus.CANCELED, "0");
    assertEquals(0, scenario.memory.size("parents"));
    market(scenario, "49994.7", "49994.9");
    Order next = only(scenario);
    assertEquals(next.getClientOrderId(), next.getParentOrderId(), "a new hedge, from here");
  }

  /** 5 bitcoins are sold by a customer: 11.988 would be 4.988 too much; 7 - 0.007 are wanted. */
  @Test
  void aHedgeThatWouldBeTooMuchIsCanceledAndBegunAnew() {
    Scenario scenario = chasing("");
    Order first = only(scenario);
    accepted(scenario, first);
    scenario.customer(Side.SELL, "5", "50000");
    assertEquals(OrderCommand.CANCEL, only(scenario).getCommand());
    ended(scenario, first, OrderStatus.CANCELED, "0");
    assertEquals(0, scenario.memory.size("parents"));
    market(scenario, "49999.9", "50000.1");
    is(only(scenario), OrderCommand.PLACE, "6.993", "50000.1");
  }

  @Test
  void aHedgeThatIsWantedNoMoreIsCanceled() {
    Scenario scenario = chasing("");
    Order first = only(scenario);
    accepted(scenario, first);
    scenario.customer(Side.SELL, "12", "50000");
    assertEquals(OrderCommand.CANCEL, only(scenario).getCommand());
    ended(scenario, first, OrderStatus.CANCELED, "0");
    rest(scenario, 1);
    assertEquals(List.of(), scenario.orders);
  }

  /** It grows by 3: what works is left alone, and the rest is another hedge after it. */
  @Test
  void aHedgeIsNeverEnlarged() {
    Scenario scenario = chasing("");
    Order first = only(scenario);
    accepted(scenario, first);
    scenario.customer(Side.BUY, "3", "50000");
    rest(scenario, 1);
    assertEquals(List.of(), scenario.orders);
    filled(scenario, first, "11.988");
    rest(scenario, 0.1);
    // 15 - 0.015 - 11.988
    is(only(scenario), OrderCommand.PLACE, "2.997", "50000.1");
  }

  @Test
  void aPostOnlyRejectionIsPricedAgainAndNotForEver() {
    Scenario scenario = chasing("");
    Order order = only(scenario);
    String parent = order.getClientOrderId();
    for (int i = 1; i < ParentOrders.MOST_REFUSALS; i++) {
      ended(scenario, order, i % 2 == 0 ? OrderStatus.EXPIRED : OrderStatus.REJECTED, "0");
      assertEquals(List.of(), scenario.orders, "the touch that was gone is the last one known");
      market(scenario, "49999.9", "50000.1");
      order = only(scenario);
      assertEquals(parent, order.getParentOrderId());
      assertEquals(i, order.getGeneration());
    }
    ended(scenario, order, OrderStatus.REJECTED, "0");
    assertEquals(List.of(), scenario.orders);
    assertEquals(0, scenario.memory.size("parents"));
  }

  /**
   * A venue that rejects everything: two in a row pause the account, which is told once although
   * customers trade on meanwhile, and their reports judge nothing.
   */
  @Test
  void aVenueThatRejectsEverythingIsHeldOffAndTold() {
    Scenario scenario =
        Scenario.started(
            yaml ->
                worked("algorithm: chase, deadline: 5m")
                    .apply(yaml)
                    .replace(
                        "maximum_hedges_per_minute: 240",
                        """
                        maximum_hedges_per_minute: 240
                          checks: {repeated_rejects: 2, reject_pause: 10s}"""));
    rejected(scenario, only(scenario));
    market(scenario, "49999.9", "50000.1");
    rejected(scenario, only(scenario));
    int decisions = scenario.decisions.size();
    for (int i = 0; i < 98; i++) {
      market(scenario, "49999.9", "50000.1");
      scenario.customer(Side.BUY, "0.001", "50000");
    }
    assertEquals(List.of(), scenario.orders, "for ten seconds");
    assertEquals(
        List.of("HEDGE_HELD_UP"),
        scenario.alertCodes().stream().filter(code -> code.startsWith("HEDGE_")).toList());
    assertTrue(
        scenario.alerts.stream()
            .anyMatch(
                alert ->
                    alert.getCode().equals("HEDGE_HELD_UP")
                        && alert.getScope().equals("book:treasury/BTC")
                        && alert.getText().contains("REPEATED_REJECTS")),
        scenario.alerts::toString);
    assertEquals(decisions + 1, scenario.decisions.size(), "what repeats is not recorded");
    rest(scenario, 0.4);
    assertEquals(OrderCommand.PLACE, only(scenario).getCommand());
    assertEquals(
        List.of("HEDGE_HELD_UP", "HEDGE_GOES_ON"),
        scenario.alertCodes().stream().filter(code -> code.startsWith("HEDGE_")).toList());
  }

  private static void rejected(Scenario scenario, Order order) {
    scenario.next(
        scenario
            .report(order)
            .setSource(ReportSource.REST)
            .setTimeInForce(order.getTimeInForce())
            .setExecutionType(ExecutionType.REJECTED)
            .setStatus(OrderStatus.REJECTED)
            .setRejectCode("REJECTED -2019")
            .build());
  }

  /** It sells at 50000.1 first, is refused twice, and stands 1 and 2 ticks behind that. */
  @Test
  void afterARefusalItStandsFurtherBackUntilItStood() {
    Scenario scenario = chasing(", step_back: 1");
    Order order = only(scenario);
    is(order, OrderCommand.PLACE, "11.988", "50000.1");
    for (String price : List.of("50000.2", "50000.3")) {
      ended(scenario, order, OrderStatus.REJECTED, "0");
      market(scenario, "49999.9", "50000.1");
      order = only(scenario);
      is(order, OrderCommand.PLACE, "11.988", price);
    }
    accepted(scenario, order);
    rest(scenario, 1);
    assertEquals(List.of(), scenario.orders, "it follows the touch from where it stands");
    market(scenario, "49999.8", "50000.0");
    assertEquals(OrderCommand.CANCEL, only(scenario).getCommand());
    ended(scenario, order, OrderStatus.CANCELED, "0");
    is(only(scenario), OrderCommand.PLACE, "11.988", "50000");
  }

  @Test
  void aMinuteHasSoManyReprices() {
    Scenario scenario = chasing(", reprices_a_minute: 1, deadline: 10m");
    Order order = only(scenario);
    accepted(scenario, order);
    market(scenario, "49999.8", "50000.0");
    only(scenario);
    ended(scenario, order, OrderStatus.CANCELED, "0");
    order = only(scenario);
    accepted(scenario, order);
    // The clock stands at 40 seconds of its minute and some: 1,000,000,000 s.
    for (int i = 0; i < 100; i++) {
      market(scenario, "49999.7", "49999.9");
    }
    assertEquals(List.of(), scenario.orders);
    for (int i = 0; i < 100; i++) {
      market(scenario, "49999.7", "49999.9");
    }
    assertEquals(OrderCommand.CANCEL, scenario.orders.get(0).getCommand(), "in the next minute");
  }

  @Test
  void anOrderInDoubtHoldsEverythingUp() {
    Scenario scenario = chasing(", deadline: 10s");
    Order first = only(scenario);
    scenario.next(
        scenario
            .report(first)
            .setSource(ReportSource.GATEWAY)
            .setExecutionType(ExecutionType.STATUS)
            .setStatus(OrderStatus.UNKNOWN)
            .build());
    market(scenario, "49998.9", "49999.1");
    assertEquals(List.of(), scenario.orders, "it may stand there or not: nothing takes its place");
    rest(scenario, 11);
    assertEquals(List.of(OrderCommand.CANCEL), commands(scenario.orders.subList(0, 1)));
    assertTrue(commands(scenario.orders).stream().allMatch(OrderCommand.CANCEL::equals));
  }

  private static List<OrderCommand> commands(List<Order> orders) {
    return orders.stream().map(Order::getCommand).toList();
  }

  @Test
  void withoutFreshDataItIsTakenOutAndComesBack() {
    Scenario scenario = chasing(", deadline: 1m");
    Order first = only(scenario);
    accepted(scenario, first);
    scenario.ticks(5.5);
    assertEquals(OrderCommand.CANCEL, only(scenario).getCommand());
    ended(scenario, first, OrderStatus.CANCELED, "0");
    assertEquals(List.of(), scenario.orders);
    assertTrue(last(scenario).getDenials().get(0).startsWith("STALE_MARKET_DATA"));
    scenario.quote(LINEAR, "49999.9", "50000.1");
    assertEquals(1, only(scenario).getGeneration());
  }

  /** Half of it is said to be filled, and the fill does not come: it stands, and is asked about. */
  @Test
  void aFillThatWasSpokenOfIsAskedForWhileTheOrderStands() {
    Scenario scenario = chasing("");
    Order first = only(scenario);
    accepted(scenario, first);
    scenario.next(
        scenario
            .report(first)
            .setSource(ReportSource.REST)
            .setExecutionType(ExecutionType.STATUS)
            .setStatus(OrderStatus.PARTIALLY_FILLED)
            .setCumulativeQuantity(Decimals.parse("2"))
            .build());
    rest(scenario, 1);
    assertEquals(List.of(), scenario.requests);
    rest(scenario, 0.3);
    assertEquals(1, scenario.requests.size());
    assertEquals(List.of(), scenario.orders);
  }

  @Test
  void clipsFollowOneAnother() {
    Scenario scenario = Scenario.started(worked("algorithm: slice, clip: 5"));
    Order first = only(scenario);
    is(first, OrderCommand.PLACE, "5", "49900");
    filled(scenario, first, "5");
    Order second = only(scenario);
    is(second, OrderCommand.PLACE, "5", "49900");
    assertEquals(first.getClientOrderId(), second.getParentOrderId());
    filled(scenario, second, "3");
    scenario.next(scenario.expired(second, "3"));
    Order third = only(scenario);
    is(third, OrderCommand.PLACE, "3.988", "49900");
    assertEquals(2, third.getGeneration());
    filled(scenario, third, "3.988");
    rest(scenario, 1);
    assertEquals(List.of(), scenario.orders);
  }

  /** A largest order of 250,000 is 4.990 at 49999.9 x 1.002: slices are not bound to be less. */
  @Test
  void aSlicedHedgeMayBeLargerThanTheLargestOrder() {
    Scenario scenario =
        Scenario.started(
            yaml ->
                worked("algorithm: slice, clip: 6")
                    .apply(yaml)
                    .replace("maximum_order_notional: 10000000", "maximum_order_notional: 250000"));
    is(only(scenario), OrderCommand.PLACE, "4.990", "49900");
    assertEquals(
        0,
        number(scenario.tables.parents().get(scenario.lastTaken.getClientOrderId()).getQuantity())
            .compareTo(new BigDecimal("11.988")));
  }

  /** 11.988 in four parts of 2.997, a quarter of 40 seconds each. */
  @Test
  void aHorizonSpreadsAHedgeEvenly() {
    Scenario scenario = Scenario.started(worked("algorithm: twap, slices: 4, horizon: 40s"));
    for (int i = 0; i < 4; i++) {
      Order order = only(scenario);
      is(order, OrderCommand.PLACE, "2.997", "49900");
      assertEquals(i, order.getGeneration());
      filled(scenario, order, "2.997");
      rest(scenario, 9.8);
      assertEquals(List.of(), scenario.orders);
      rest(scenario, 0.2);
    }
    assertEquals(0, scenario.memory.size("parents"));
  }

  /**
   * Two slices of 10 s: after the first 1 / (2 cosh(kappa tau)) is left. At a mid of 50,000 and
   * with a volatility of sqrt(0.000864) a root day, (kappa~ tau)^2 is 0.05 lambda / eta = 2, the
   * hyperbolic cosine 2, and a quarter left: 8.991 of 11.988 go at once, 2.997 after 10 s.
   */
  @Test
  void aversionToRiskTradesEarly() {
    Scenario scenario =
        Scenario.started(
            worked(
                "algorithm: almgren-chriss, slices: 2, horizon: 20s, volatility: 0.029393876913,"
                    + " temporary_impact: 0.000001, risk_aversion: 0.00004001"));
    Order first = only(scenario);
    is(first, OrderCommand.PLACE, "8.991", "49900");
    filled(scenario, first, "8.991");
    rest(scenario, 9.8);
    assertEquals(List.of(), scenario.orders);
    // Everything that it goes by is in its rows.
    scenario.replaceGroup(new HedgeGroup("BTC", scenario.tables));
    rest(scenario, 0.2);
    Order second = only(scenario);
    is(second, OrderCommand.PLACE, "2.997", "49900");
    filled(scenario, second, "2.997");
    assertEquals(0, scenario.memory.size("parents"));
  }

  /** A clip of 0.001 is worth 50, and the venue wants 100: it goes in one. */
  @Test
  void whatIsTooSmallToBeCutGoesInOne() {
    Scenario scenario = Scenario.started(worked("algorithm: slice, clip: 0.001"));
    is(only(scenario), OrderCommand.PLACE, "11.988", "49900");
  }

  /** At its deadline nothing fresh is known: it is over, and the book may look elsewhere. */
  @Test
  void whatCannotCrossIsGivenUp() {
    Scenario scenario = chasing(", deadline: 6s");
    Order first = only(scenario);
    accepted(scenario, first);
    scenario.ticks(5.5);
    assertEquals(OrderCommand.CANCEL, only(scenario).getCommand());
    scenario.ticks(1);
    ended(scenario, first, OrderStatus.CANCELED, "0");
    assertEquals(List.of(), scenario.orders);
    assertEquals(0, scenario.memory.size("parents"));
    assertTrue(last(scenario).getDenials().get(0).startsWith("STALE_MARKET_DATA"));
  }

  @Test
  void aSliceByChaseStandsAtTheTouch() {
    Scenario scenario = Scenario.started(worked("algorithm: slice, clip: 5, by: chase"));
    Order first = only(scenario);
    is(first, OrderCommand.PLACE, "5", "50000.1");
    assertEquals(TimeInForce.POST_ONLY, first.getTimeInForce());
  }

  @Test
  void aConfigurationThatWorksItNoMoreEndsIt() {
    Scenario scenario = chasing("");
    Order first = only(scenario);
    accepted(scenario, first);
    scenario.next(
        Scenario.snapshot(
            yaml ->
                worked("algorithm: market").apply(yaml).replaceFirst("version: 1", "version: 2")));
    assertEquals(OrderCommand.CANCEL, only(scenario).getCommand());
    ended(scenario, first, OrderStatus.CANCELED, "0");
    market(scenario, "49999.9", "50000.1");
    assertEquals(TimeInForce.IOC, only(scenario).getTimeInForce());
  }

  @Test
  void aBookThatIsDroppedLeavesNothingStanding() {
    Scenario scenario = chasing("");
    Order first = only(scenario);
    accepted(scenario, first);
    scenario.next(
        Scenario.snapshot(
            yaml ->
                worked("X")
                    .apply(yaml)
                    .replaceFirst("version: 1", "version: 2")
                    .replaceFirst("(?s)      - group: BTC.*?(?=      - group: ETH)", "")));
    assertEquals(OrderCommand.CANCEL, only(scenario).getCommand());
    ended(scenario, first, OrderStatus.CANCELED, "0");
    scenario.tick();
    assertEquals(0, scenario.memory.size("parents"));
  }
}
