package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hedgerow.engine.journal.Outcome;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.Test;

/** Stops of trading: what is placed no more, what is canceled, and what ends them. */
class TradingStatesInTheEngineTest {
  private static int commands;

  private static Outcome say(Scenario scenario, CommandType type, String scope) {
    Command command =
        Command.newBuilder()
            .setCommandId("c" + ++commands)
            .setType(type)
            .setScope(scope)
            .setBy("anna")
            .setReason("drill")
            .build();
    return scenario.next(
        command, new Origin("operator", 0L, -1L, "command/" + command.getCommandId()));
  }

  /** A hedge chased by one order that the venue has, and that order. */
  private static Scenario chasing() {
    Scenario scenario = Scenario.started(ChaseInTheEngineTest.worked("algorithm: chase"));
    scenario.next(scenario.report(scenario.takeOrders().get(0)).build());
    return scenario;
  }

  private static void market(Scenario scenario) {
    scenario.quote(Scenario.SPOT, "49999.99", "50000.01");
    scenario.quote(Scenario.LINEAR, "49999.9", "50000.1");
    scenario.quote(Scenario.INVERSE, "49999.9", "50000.1");
    scenario.tick();
  }

  private static void rest(Scenario scenario, int ticks) {
    for (int i = 0; i < ticks; i++) {
      market(scenario);
    }
  }

  private static void canceled(Scenario scenario, Order order) {
    scenario.next(
        scenario
            .report(order)
            .setExecutionType(ExecutionType.CANCELED)
            .setStatus(OrderStatus.CANCELED)
            .build());
  }

  private static Decision last(Scenario scenario) {
    return scenario.decisions.get(scenario.decisions.size() - 1);
  }

  private static Alert told(Scenario scenario) {
    return scenario.alerts.get(scenario.alerts.size() - 1);
  }

  private static void fillAll(Scenario scenario) {
    for (Order order : scenario.takeOrders()) {
      scenario.fill(order);
    }
  }

  /** With a thousand books halted, to judge them at every quote would hold up the word to go on. */
  @Test
  void aHaltedHedgeIsNotJudgedAnewByWhatCannotLetItGo() {
    Scenario scenario = chasing();
    say(scenario, CommandType.HALT, "all");
    canceled(scenario, scenario.lastTaken);
    rest(scenario, 2);
    int judged = scenario.decisions.size();
    scenario.takeOrders();
    // Everything grows stale, which would be a further reason.
    for (int i = 0; i < 200; i++) {
      scenario.tick();
    }
    rest(scenario, 2);
    assertEquals(judged, scenario.decisions.size());
    say(scenario, CommandType.HALT, "account:no-such");
    assertEquals(judged, scenario.decisions.size(), "all of it is halted still");
    say(scenario, CommandType.RESUME, "all");
    assertEquals(OrderCommand.PLACE, scenario.takeOrders().get(0).getCommand());
  }

  /** A stop takes the place of another: what only reduces may go then. */
  @Test
  void aHaltThatIsLoosenedLetsGoWhatReduces() {
    Scenario scenario = Scenario.started(ChaseInTheEngineTest.worked("algorithm: market"));
    fillAll(scenario);
    say(scenario, CommandType.HALT, "all");
    scenario.customer(Side.SELL, "2", "50000");
    rest(scenario, 2);
    assertEquals(List.of(), scenario.orders);
    assertTrue(last(scenario).getDenials().get(0).startsWith("TRADING_HALTED"));
    say(scenario, CommandType.REDUCE, "all");
    rest(scenario, 1);
    Order order = scenario.takeOrders().get(0);
    assertEquals(Side.BUY, order.getSide());
    assertTrue(order.getReduceOnly());
  }

  /** It was calm when the halt came, so that it remembered nothing yet; then prices fall by 2%. */
  @Test
  void aStrategyThatRemembersIsAskedUnderAHaltToo() {
    Scenario scenario =
        Scenario.started(
            yaml ->
                yaml.replaceFirst(
                    "strategy: naive\n *parameters: \\{ratio: 1\\}",
                    "strategy: regime\n        parameters: {interval: 100ms, window: 20,"
                        + " minimum_samples: 5, drawdown: 0.01, calm: {strategy: naive, parameters:"
                        + " {ratio: 0.5}}, rough: {strategy: naive}}"));
    fillAll(scenario);
    say(scenario, CommandType.HALT, "all");
    scenario.customer(Side.SELL, "4", "50000");
    rest(scenario, 10);
    assertTrue(last(scenario).getDenials().get(0).startsWith("TRADING_HALTED"));
    assertEquals(Map.of(), scenario.tables.books().get("treasury").getMemory());
    for (int i = 0; i < 10; i++) {
      scenario.quote(Scenario.SPOT, "48999.99", "49000.01");
      scenario.tick();
    }
    assertEquals(Map.of("regime", "rough"), scenario.tables.books().get("treasury").getMemory());
  }

  /** Of a halted book nothing more is judged, so what held it up before may be over for long. */
  @Test
  void whatIsHaltedIsHeldUpByNothingElse() {
    Scenario scenario = chasing();
    scenario.ticks(5.5);
    canceled(scenario, scenario.takeOrders().get(0));
    scenario.ticks(4);
    assertEquals(List.of(HeldHedges.HEDGE_HELD_UP), heldUp(scenario));
    say(scenario, CommandType.HALT, "all");
    scenario.tick();
    assertEquals(List.of(HeldHedges.HEDGE_HELD_UP, HeldHedges.HEDGE_GOES_ON), heldUp(scenario));
    rest(scenario, 50);
    assertEquals(2, heldUp(scenario).size());
    say(scenario, CommandType.RESUME, "all");
    assertEquals(OrderCommand.PLACE, scenario.takeOrders().get(0).getCommand());
    assertEquals(2, heldUp(scenario).size());
  }

  /** The quotes were stale for a moment when the halt came. */
  @Test
  void whatIsOverWhenNobodyWasToldYetIsNotTold() {
    Scenario scenario = chasing();
    scenario.ticks(5.5);
    canceled(scenario, scenario.takeOrders().get(0));
    say(scenario, CommandType.HALT, "all");
    scenario.tick();
    assertTrue(last(scenario).getDenials().get(0).startsWith("STALE_MARKET_DATA"));
    rest(scenario, 50);
    assertEquals(List.of(), heldUp(scenario));
  }

  private static List<String> heldUp(Scenario scenario) {
    return scenario.alerts.stream()
        .filter(alert -> alert.getScope().equals("book:treasury/BTC"))
        .map(Alert::getCode)
        .toList();
  }

  @Test
  void aHaltCancelsWhatWorksAndNothingIsPlacedUntilItIsTakenBack() {
    Scenario scenario = chasing();
    Order standing = scenario.lastTaken;
    assertEquals(Outcome.APPLIED, say(scenario, CommandType.HALT, "all"));
    List<Order> sent = scenario.takeOrders();
    assertEquals(1, sent.size());
    assertEquals(OrderCommand.CANCEL, sent.get(0).getCommand());
    assertEquals(standing.getClientOrderId(), sent.get(0).getClientOrderId());
    assertEquals(AlertSeverity.CRITICAL, told(scenario).getSeverity());
    assertEquals("all is HALTED, says anna: drill; 1 order is canceled", told(scenario).getText());
    canceled(scenario, standing);
    assertEquals(0, scenario.memory.size("parents"), "its hedge has ended");
    String ends =
        "ends " + standing.getClientOrderId() + " with 0 of 11.988 filled: HALTED of all by anna";
    assertTrue(
        scenario.decisions.stream().anyMatch(one -> one.getReasons().contains(ends)),
        scenario.decisions::toString);
    rest(scenario, 20);
    assertEquals(List.of(), scenario.orders);
    assertEquals(
        List.of("TRADING_HALTED: state=HALTED scope=all by=anna"), last(scenario).getDenials());
    say(scenario, CommandType.RESUME, "all");
    assertEquals(OrderCommand.PLACE, scenario.takeOrders().get(0).getCommand());
  }

  @Test
  void whatWasNotAnsweredYetIsCanceledTooAndOnceMoreAfterFiveSeconds() {
    Scenario scenario = Scenario.started(ChaseInTheEngineTest.worked("algorithm: chase"));
    Order standing = scenario.takeOrders().get(0);
    say(scenario, CommandType.HALT, "all");
    assertEquals(OrderCommand.CANCEL, scenario.takeOrders().get(0).getCommand());
    rest(scenario, 45);
    assertEquals(List.of(), scenario.orders);
    rest(scenario, 10);
    List<Order> again = scenario.takeOrders();
    assertEquals(1, again.size());
    assertEquals(OrderCommand.CANCEL, again.get(0).getCommand());
    assertEquals(standing.getClientOrderId(), again.get(0).getClientOrderId());
  }

  @Test
  void aHaltInAnotherPlaceIsNoneHere() {
    for (String scope : List.of("account:other", "group:ETH", "venue:OKX", "portfolio:nobody")) {
      Scenario scenario = chasing();
      say(scenario, CommandType.HALT, scope);
      assertEquals(List.of(), scenario.orders, scope);
      assertEquals(List.of(), scenario.alerts, scope);
    }
    for (String scope :
        List.of(
            "account:binance-usdm",
            "group:BTC",
            "venue:BINANCE_USDM",
            "portfolio:treasury",
            "instrument:BINANCE_USDM:BTCUSDT")) {
      Scenario scenario = chasing();
      say(scenario, CommandType.HALT, scope);
      assertEquals(1, scenario.orders.size(), scope);
      assertEquals("TRADING_STATE", told(scenario).getCode(), scope);
    }
  }

  @Test
  void anyStopHoldsUntilItIsItselfTakenBack() {
    Scenario scenario = chasing();
    Order standing = scenario.lastTaken;
    say(scenario, CommandType.HALT, "account:binance-usdm");
    say(scenario, CommandType.HALT, "all");
    scenario.orders.clear();
    canceled(scenario, standing);
    say(scenario, CommandType.RESUME, "all");
    rest(scenario, 5);
    assertEquals(List.of(), scenario.orders);
    assertTrue(last(scenario).getDenials().get(0).contains("scope=account:binance-usdm"));
    say(scenario, CommandType.RESUME, "account:binance-usdm");
    assertEquals(1, scenario.orders.size());
  }

  /** 12 are hedged to 11.988; a customer sells 2, so 2 of the short come back. */
  @Test
  void whereOnlyReducedIsAPositionMayShrinkAndNotGrow() {
    Scenario scenario = Scenario.started(ChaseInTheEngineTest.worked("algorithm: market"));
    fillAll(scenario);
    say(scenario, CommandType.REDUCE, "all");
    assertEquals(AlertSeverity.WARNING, told(scenario).getSeverity());
    scenario.customer(Side.SELL, "2", "50000");
    Order back = scenario.takeOrders().get(0);
    assertEquals(Side.BUY, back.getSide());
    assertTrue(back.getReduceOnly(), "the venue has to see to it too");
    scenario.fill(back);
    scenario.customer(Side.BUY, "3", "50000");
    rest(scenario, 3);
    assertEquals(List.of(), scenario.orders);
    BigDecimal held =
        Decimals.toBigDecimal(
            scenario
                .tables
                .positions()
                .get("treasury/binance-usdm/" + Scenario.LINEAR)
                .getQuantity());
    assertEquals(
        Set.of(
            "TRADING_REDUCING: state=REDUCING scope=all by=anna position="
                + held.stripTrailingZeros().toPlainString()),
        last(scenario).getDenials().stream().collect(Collectors.toSet()));
  }

  @Test
  void whatWouldMakeAPositionLargerIsCanceledAndWhatMakesItSmallerStands() {
    for (CommandType type : List.of(CommandType.REDUCE, CommandType.CANCEL_ONLY)) {
      Scenario scenario = chasing();
      scenario.fill(scenario.lastTaken);
      scenario.customer(Side.BUY, "1", "50000");
      Order more = scenario.takeOrders().get(0);
      assertEquals(Side.SELL, more.getSide());
      scenario.next(scenario.report(more).build());
      say(scenario, type, "all");
      assertEquals(OrderCommand.CANCEL, scenario.takeOrders().get(0).getCommand());
      canceled(scenario, more);
      say(scenario, CommandType.RESUME, "all");
      scenario.fill(scenario.takeOrders().get(0));
      scenario.customer(Side.SELL, "1", "50000");
      Order less = scenario.takeOrders().get(0);
      assertEquals(Side.BUY, less.getSide());
      scenario.next(scenario.report(less).build());
      say(scenario, type, "all");
      rest(scenario, 3);
      assertEquals(List.of(), scenario.orders, "it stands");
      say(scenario, CommandType.HALT, "all");
      assertEquals(OrderCommand.CANCEL, scenario.takeOrders().get(0).getCommand());
    }
  }

  /** 12 are hedged by 11.988 short, in orders of at most 250,000: 4.9 at 50,000 and the collar. */
  @Test
  void flattenClosesTheHedgesPositionInClipsAndNothingElseIsPlaced() {
    Scenario scenario =
        Scenario.started(
            yaml ->
                ChaseInTheEngineTest.worked("algorithm: market")
                    .apply(yaml)
                    .replace("maximum_order_notional: 10000000", "maximum_order_notional: 250000"));
    while (!scenario.orders.isEmpty()) {
      fillAll(scenario);
    }
    BigDecimal hedged = held(scenario).abs();
    assertTrue(hedged.compareTo(new BigDecimal("11.9")) > 0, hedged::toString);
    say(scenario, CommandType.FLATTEN, "all");
    assertEquals(
        "all is REDUCING and flattened, says anna: drill; 0 orders are canceled",
        told(scenario).getText());
    BigDecimal closed = BigDecimal.ZERO;
    for (int i = 0; i < 20 && held(scenario).signum() != 0; i++) {
      List<Order> orders = scenario.takeOrders();
      assertEquals(1, orders.size(), "one at a time, until it is closed");
      Order order = orders.get(0);
      assertEquals(Side.BUY, order.getSide());
      assertEquals(TimeInForce.IOC, order.getTimeInForce());
      assertTrue(order.getReduceOnly());
      BigDecimal quantity = Decimals.toBigDecimal(order.getQuantity());
      assertTrue(quantity.compareTo(held(scenario).abs()) <= 0);
      assertTrue(
          quantity
                  .multiply(Decimals.toBigDecimal(order.getPrice()))
                  .compareTo(new BigDecimal("250000"))
              <= 0);
      assertEquals("flatten by anna: drill", last(scenario).getReason());
      closed = closed.add(quantity);
      scenario.fill(order);
    }
    assertEquals(0, hedged.compareTo(closed), "all of it, and none twice");
    assertEquals(0, held(scenario).signum());
    rest(scenario, 10);
    assertEquals(List.of(), scenario.orders, "it stays flat");
    assertTrue(last(scenario).getDenials().get(0).startsWith("TRADING_REDUCING"));
    say(scenario, CommandType.RESUME, "all");
    assertEquals(Side.SELL, scenario.takeOrders().get(0).getSide(), "hedged anew");
  }

  @Test
  void flattenCancelsWhatWorksFirst() {
    Scenario scenario = chasing();
    Order standing = scenario.lastTaken;
    scenario.next(scenario.fillOf(standing, "4"));
    say(scenario, CommandType.FLATTEN, "account:binance-usdm");
    List<Order> sent = scenario.takeOrders();
    assertEquals(1, sent.size(), sent::toString);
    assertEquals(OrderCommand.CANCEL, sent.get(0).getCommand());
    rest(scenario, 3);
    assertEquals(List.of(), scenario.orders, "nothing while it may still fill");
    scenario.next(
        scenario
            .report(standing)
            .setExecutionType(ExecutionType.CANCELED)
            .setStatus(OrderStatus.CANCELED)
            .setCumulativeQuantity(Decimals.parse("4"))
            .build());
    rest(scenario, 1);
    Order back = scenario.takeOrders().get(0);
    assertEquals(Side.BUY, back.getSide());
    assertEquals(0, new BigDecimal("4").compareTo(Decimals.toBigDecimal(back.getQuantity())));
  }

  /** Seed 5217 of the generated histories: what makes a position smaller stood on. */
  @Test
  void flattenCancelsWhereOnlyCancelsAreLetThrough() {
    Scenario scenario = chasing();
    scenario.fill(scenario.lastTaken);
    scenario.customer(Side.SELL, "1", "50000");
    Order less = scenario.takeOrders().get(0);
    assertEquals(Side.BUY, less.getSide());
    scenario.next(scenario.report(less).build());
    say(scenario, CommandType.CANCEL_ONLY, "all");
    rest(scenario, 3);
    assertEquals(List.of(), scenario.orders, "it stands");
    say(scenario, CommandType.FLATTEN, "account:binance-usdm");
    assertEquals(OrderCommand.CANCEL, scenario.takeOrders().get(0).getCommand());
    canceled(scenario, less);
    rest(scenario, 3);
    assertEquals(List.of(), scenario.orders, "nothing is closed before the stricter one ends");
    say(scenario, CommandType.RESUME, "all");
    rest(scenario, 1);
    Order back = scenario.takeOrders().get(0);
    assertTrue(back.getReduceOnly() && back.getSide() == Side.BUY, back::toString);
  }

  @Test
  void flattenGoesOnAfterARestartAndNotUnderAHalt() {
    Scenario scenario = Scenario.started(ChaseInTheEngineTest.worked("algorithm: market"));
    fillAll(scenario);
    say(scenario, CommandType.HALT, "group:BTC");
    say(scenario, CommandType.FLATTEN, "all");
    rest(scenario, 3);
    assertEquals(List.of(), scenario.orders, "the stricter one holds");
    scenario.replaceGroup(new HedgeGroup("BTC", scenario.tables));
    say(scenario, CommandType.RESUME, "group:BTC");
    assertEquals(Side.BUY, scenario.takeOrders().get(0).getSide());
  }

  private static BigDecimal held(Scenario scenario) {
    return Decimals.toBigDecimal(
        scenario.tables.positions().get("treasury/binance-usdm/" + Scenario.LINEAR).getQuantity());
  }

  @Test
  void whereOnlyCancelsAreLetThroughNothingIsPlaced() {
    Scenario scenario = Scenario.started(ChaseInTheEngineTest.worked("algorithm: market"));
    fillAll(scenario);
    say(scenario, CommandType.CANCEL_ONLY, "all");
    scenario.customer(Side.SELL, "2", "50000");
    rest(scenario, 3);
    assertEquals(List.of(), scenario.orders);
    assertEquals(
        List.of("TRADING_HALTED: state=CANCEL_ONLY scope=all by=anna"),
        last(scenario).getDenials());
  }

  @Test
  void aStopOutlivesARestart() {
    Scenario scenario = Scenario.started(ChaseInTheEngineTest.worked("algorithm: market"));
    fillAll(scenario);
    say(scenario, CommandType.HALT, "portfolio:treasury");
    scenario.replaceGroup(new HedgeGroup("BTC", scenario.tables));
    scenario.customer(Side.BUY, "3", "50000");
    rest(scenario, 3);
    assertEquals(List.of(), scenario.orders);
    assertTrue(last(scenario).getDenials().get(0).startsWith("TRADING_HALTED"));
  }

  @Test
  void whatCannotBeUnderstoodIsToldAndChangesNothing() {
    Scenario scenario = chasing();
    say(scenario, CommandType.HALT, "acount:perp");
    assertEquals("COMMAND_REFUSED", told(scenario).getCode());
    assertTrue(told(scenario).getText().contains("'acount:perp' is no scope"));
    say(scenario, CommandType.UNKNOWN, "all");
    assertEquals("COMMAND_REFUSED", told(scenario).getCode());
    assertEquals(List.of(), scenario.orders);
  }

  @Test
  void theSameCommandCountsOnce() {
    Scenario scenario = chasing();
    say(scenario, CommandType.HALT, "all");
    commands--;
    assertEquals(Outcome.DUPLICATE, say(scenario, CommandType.HALT, "all"));
    assertEquals(1, scenario.alerts.size());
  }
}
