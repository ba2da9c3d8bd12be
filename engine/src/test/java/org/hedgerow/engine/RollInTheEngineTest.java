package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.Test;

/**
 * Dated futures in a book: the demo's holdings of 12 bitcoins, hedged with one that expires some
 * seconds after the scenario's beginning (2001-09-09T01:46:40Z) and one that lasts.
 */
class RollInTheEngineTest {
  private static final String NEAR = "BINANCE_USDM:BTCUSDT_NEAR";
  private static final String FAR = "BINANCE_USDM:BTCUSDT_FAR";

  private static UnaryOperator<String> dated(String near, String book) {
    return yaml ->
        yaml.replace(
                "groups:\n",
                future(NEAR, near) + future(FAR, "2001-12-28T08:00:00Z") + "\ngroups:\n")
            .replaceFirst(
                "(?s)          - \\{instrument: \"BINANCE_USDM:BTCUSDT\".*?weight: 0.3\\}\n",
                "          - {instrument: \""
                    + NEAR
                    + "\", account: binance-usdm, weight: 1, fee: 0.0002}\n"
                    + "          - {instrument: \""
                    + FAR
                    + "\", account: binance-usdm, fee: 0.0002}\n"
                    + book);
  }

  private static String future(String name, String expiry) {
    return "  - {instrument: \""
        + name
        + "\", kind: linear_future, base: BTC, quote: USDT, settlement: USDT, contract_value: 1,"
        + " tick_size: 0.1, lot_size: 0.001, minimum_quantity: 0.001, maximum_quantity: 1000,"
        + " minimum_notional: 100, expiry: "
        + expiry
        + ", channels: [trade, quote, depth, mark]}\n";
  }

  /** Hedged in the near future, which rolls from 30 s before its expiry, late from 10 s. */
  private static Scenario hedged(String near, String roll) {
    return hedged(near, roll, "leave: 0.001");
  }

  private static Scenario hedged(String near, String roll, String leave) {
    Scenario scenario = new Scenario();
    scenario.next(
        Scenario.snapshot(
            yaml -> dated(near, roll).apply(yaml).replaceFirst("leave: 0.001", leave)));
    scenario.next(Scenario.coins("binance-spot", "BTC", "opening", "10"));
    scenario.next(Scenario.position("binance-usdm", NEAR, "opening", "0"));
    scenario.next(Scenario.position("binance-usdm", FAR, "opening", "0"));
    scenario.tick();
    quotes(scenario, "0.1");
    scenario.tick();
    while (!scenario.orders.isEmpty()) {
      Order order = scenario.orders.remove(0);
      assertEquals(NEAR, order.getInstrument());
      assertEquals(Side.SELL, order.getSide());
      scenario.fill(order);
      quotes(scenario, "0.1");
      scenario.tick();
    }
    return scenario;
  }

  private static void quotes(Scenario scenario, String half) {
    double spread = Double.parseDouble(half);
    scenario.quote(Scenario.SPOT, "49999.99", "50000.01");
    for (String one : List.of(NEAR, FAR)) {
      scenario.next(
          quote(one, "%.1f".formatted(50_000 - spread), "%.1f".formatted(50_000 + spread), 2));
    }
  }

  private static Quote quote(String instrument, String bid, String ask, long shown) {
    return new Quote(
        instrument,
        Decimals.parse(bid),
        Decimals.of(shown),
        Decimals.parse(ask),
        Decimals.of(shown),
        null);
  }

  private static final String ROLL =
      "        roll: {before: 30s, latest: 10s, maximum_cost: 0.001, clip: 0.5}\n";

  private static void until(Scenario scenario, String time) {
    long until = java.time.Instant.parse(time).toEpochMilli() * 1_000;
    while (scenario.clock < until) {
      quotes(scenario, "0.1");
      scenario.tick();
    }
  }

  /**
   * 12 bitcoins short in the near contract; 2 are shown at each touch, so that a package is 2; the
   * orders may be 250,000 / 50,000 = 5 at most.
   */
  @Test
  void whatIsHeldGoesToTheNextExpiryTwoLegsAtATime() {
    Scenario scenario = hedged("2001-09-09T01:48:00Z", ROLL);
    until(scenario, "2001-09-09T01:47:29Z");
    assertEquals(List.of(), scenario.orders, "not before its time");
    until(scenario, "2001-09-09T01:47:30Z");
    List<Order> orders = scenario.takeOrders();
    assertEquals(List.of(NEAR, FAR), orders.stream().map(Order::getInstrument).toList());
    assertEquals(List.of(Side.BUY, Side.SELL), orders.stream().map(Order::getSide).toList());
    assertEquals(
        List.of("2.000", "2.000"),
        orders.stream()
            .map(order -> Decimals.toBigDecimal(order.getQuantity()).setScale(3).toPlainString())
            .toList());
    Decision decision = scenario.decisions.get(scenario.decisions.size() - 1);
    assertEquals("a future is about to expire", decision.getReason());
    assertEquals(
        List.of("rolls " + NEAR + " into " + FAR + " at a cost of 0.000404"),
        decision.getReasons());
    orders.forEach(scenario::fill);
    for (int i = 0; i < 60; i++) {
      quotes(scenario, "0.1");
      scenario.tick();
      for (int j = 0; j < 10 && !scenario.orders.isEmpty(); j++) {
        scenario.fill(scenario.orders.remove(0));
      }
    }
    scenario.customer(Side.BUY, "1", "50000");
    assertEquals(
        List.of(FAR),
        scenario.orders.stream().map(Order::getInstrument).toList(),
        "new hedges too");
    assertEquals(List.of(), scenario.alertCodes());
  }

  /** One leg fills and the other does not: the residual is hedged by the leg that is open. */
  @Test
  void halfAPackageIsCompletedByTheNextHedge() {
    Scenario scenario = hedged("2001-09-09T01:48:00Z", ROLL);
    until(scenario, "2001-09-09T01:47:30Z");
    List<Order> orders = scenario.takeOrders();
    scenario.fill(orders.get(0));
    scenario.next(scenario.expired(orders.get(1), "0"));
    List<Order> next = scenario.takeOrders();
    assertEquals(List.of(FAR), next.stream().map(Order::getInstrument).toList());
    assertEquals(Side.SELL, next.get(0).getSide());
  }

  /**
   * Of 12.0005 coins a hundredth may stay: 11.880495 is to be sold, 11.88 is, and the 0.0005 that
   * is left beyond the band is less than a lot. The future rolls nevertheless.
   */
  @Test
  void aRestThatIsTooSmallToBeHedgedKeepsNoFutureFromRolling() {
    Scenario scenario = hedged("2001-09-09T01:48:00Z", ROLL, "leave: 0.01");
    scenario.customer(Side.BUY, "0.0005", "50000");
    until(scenario, "2001-09-09T01:47:29Z");
    assertEquals(List.of(), scenario.orders);
    until(scenario, "2001-09-09T01:47:30Z");
    assertEquals(List.of(NEAR, FAR), scenario.orders.stream().map(Order::getInstrument).toList());
  }

  /**
   * One leg of a roll fills, and what the other lacks is chased for at most a minute. At 01:47:50,
   * when the future has to be rolled whatever that costs, the chase ends across the spread.
   */
  @Test
  void whatIsWorkedEndsWhenAFutureHasToBeRolled() {
    Scenario scenario =
        hedged(
            "2001-09-09T01:48:00Z",
            ROLL + "        execution: {algorithm: chase, deadline: 1m, then: give_up}\n",
            "leave: 0.001");
    until(scenario, "2001-09-09T01:47:30Z");
    List<Order> orders = scenario.takeOrders();
    scenario.fill(orders.get(0));
    scenario.next(scenario.expired(orders.get(1), "0"));
    Order chased = scenario.takeOrders().get(0);
    assertEquals(TimeInForce.POST_ONLY, chased.getTimeInForce());
    scenario.next(scenario.report(chased).build());
    until(scenario, "2001-09-09T01:47:49Z");
    assertEquals(List.of(), scenario.orders);
    until(scenario, "2001-09-09T01:47:50Z");
    assertEquals(OrderCommand.CANCEL, scenario.takeOrders().get(0).getCommand());
    scenario.next(
        scenario
            .report(chased)
            .setExecutionType(ExecutionType.CANCELED)
            .setStatus(OrderStatus.CANCELED)
            .build());
    Order taken = scenario.takeOrders().get(0);
    assertEquals(FAR, taken.getInstrument());
    assertEquals(Side.SELL, taken.getSide());
    assertEquals(TimeInForce.IOC, taken.getTimeInForce());
    assertEquals(chased.getQuantity(), taken.getQuantity());
  }

  /** Spreads of 100 on 50,000 are 0.001 each as halves: 0.0024 with both fees, above 0.001. */
  @Test
  void itWaitsForACostThatIsAllowedUntilItIsLate() {
    Scenario scenario = hedged("2001-09-09T01:48:00Z", ROLL);
    until(scenario, "2001-09-09T01:47:29Z");
    for (int i = 0; i < 30; i++) {
      quotes(scenario, "50");
      scenario.tick();
    }
    assertEquals(List.of(), scenario.orders);
    Decision denied = scenario.decisions.get(scenario.decisions.size() - 1);
    assertTrue(denied.getDenials().get(0).startsWith("ROLL_COST: from=" + NEAR), denied.toString());
    int decisions = scenario.decisions.size();
    while (scenario.orders.isEmpty()) {
      quotes(scenario, "50");
      scenario.tick();
    }
    assertEquals(decisions + 1, scenario.decisions.size(), "a denial is told once");
    assertTrue(
        scenario.clock >= java.time.Instant.parse("2001-09-09T01:47:50Z").toEpochMilli() * 1_000);
    assertTrue(
        scenario.decisions.get(decisions).getReasons().get(0).endsWith("it is about to expire"));
  }

  /** Without a schedule it is left to expire: it weighs nothing then, and the next one is used. */
  @Test
  void anExpiredFutureWeighsNothing() {
    Scenario scenario =
        hedged("2001-09-09T01:47:20Z", "        roll: {before: 1ms, latest: 1ms}\n");
    int before = scenario.decisions.size();
    until(scenario, "2001-09-09T01:47:19Z");
    assertEquals(before, scenario.decisions.size());
    until(scenario, "2001-09-09T01:47:21Z");
    Decision decision = scenario.decisions.get(before);
    assertEquals(0, Decimals.signum(decision.getHedge()));
    assertEquals(
        List.of(FAR), scenario.takeOrders().stream().map(Order::getInstrument).distinct().toList());
  }

  @Test
  void aWeightIsOnlyMissingWhereItRolls() {
    IllegalStateException refused =
        org.junit.jupiter.api.Assertions.assertThrows(
            IllegalStateException.class,
            () -> Scenario.snapshot(dated("2001-09-09T01:48:00Z", "")));
    assertTrue(
        refused.getCause().getMessage().contains("a weight"), refused.getCause().getMessage());
  }

  @Test
  void aScheduleNeedsAFutureAndTimesInOrder() {
    IllegalStateException refused =
        org.junit.jupiter.api.Assertions.assertThrows(
            IllegalStateException.class,
            () ->
                Scenario.snapshot(
                    yaml ->
                        yaml.replaceFirst(
                            "weight: 0.3\\}\n",
                            "weight: 0.3}\n        roll: {before: 1h, latest: 2h}\n")));
    assertTrue(
        refused.getCause().getMessage().contains("a dated future with an expiry"),
        refused.getCause().getMessage());
    assertTrue(
        refused.getCause().getMessage().contains("no longer before expiry than before"),
        refused.getCause().getMessage());
  }

  /**
   * The near one trades 1 % above spot and has 72 h left: who sells it gains 1 % x 8 / 72 of it in
   * 8 h. The far one trades at spot.
   */
  @Test
  void whatABasisLosesOverTheHorizonIsItsCarry() {
    Scenario scenario = new Scenario();
    scenario.next(
        Scenario.snapshot(
            dated(
                "2001-09-12T01:46:41Z",
                "        roll: {before: 3h}\n        choice: {method: expected-cost}\n")));
    scenario.next(Scenario.coins("binance-spot", "BTC", "opening", "10"));
    scenario.next(Scenario.position("binance-usdm", NEAR, "opening", "0"));
    scenario.next(Scenario.position("binance-usdm", FAR, "opening", "0"));
    scenario.tick();
    scenario.quote(Scenario.SPOT, "49999.99", "50000.01");
    scenario.next(quote(NEAR, "50499.9", "50500.1", 2));
    scenario.ticks(0.9);
    scenario.next(quote(FAR, "49999.9", "50000.1", 2));
    scenario.tick();
    Decision decision = scenario.decisions.get(scenario.decisions.size() - 1);
    assertEquals(-0.01 * 8 / 72, decision.getAlternatives().get(0).getCarry(), 1e-12);
    assertEquals(0, decision.getAlternatives().get(1).getCarry(), 1e-12);
    assertTrue(decision.getAlternatives().get(0).getChosen());
  }
}
