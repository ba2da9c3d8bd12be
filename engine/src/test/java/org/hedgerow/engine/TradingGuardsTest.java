package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.TradingStatus;
import org.junit.jupiter.api.Test;

/** What stops without a person, what waits for one, and what lets trading go on. */
class TradingGuardsTest {
  private static int commands;

  private static UnaryOperator<String> with(String... limits) {
    return yaml ->
        yaml.replace(
                "  maximum_hedges_per_minute: 240\n",
                "  maximum_hedges_per_minute: 240\n" + String.join("\n", limits) + "\n")
            .replace("    number: 1\n", "    number: 1\n    accounting: {interval: 1s}\n");
  }

  private static void say(Scenario scenario, CommandType type, String scope) {
    Command command =
        Command.newBuilder()
            .setCommandId("g" + ++commands)
            .setType(type)
            .setScope(scope)
            .setBy("anna")
            .setReason("drill")
            .build();
    scenario.next(command, new Origin("operator", 0L, -1L, "command/" + command.getCommandId()));
  }

  /** All instruments around a price, and the clock moves on. */
  private static void market(Scenario scenario, String bid, String ask, double seconds) {
    for (int i = 0; i < seconds * 10; i++) {
      scenario.quote(Scenario.SPOT, bid, ask);
      scenario.quote(Scenario.LINEAR, bid, ask);
      scenario.quote(Scenario.INVERSE, bid, ask);
      scenario.tick();
    }
  }

  private static List<Alert> told(Scenario scenario, String code) {
    return scenario.alerts.stream().filter(one -> one.getCode().equals(code)).toList();
  }

  private static Decision last(Scenario scenario) {
    return scenario.decisions.get(scenario.decisions.size() - 1);
  }

  private static void ended(Scenario scenario, List<Order> orders) {
    for (Order order : orders) {
      scenario.next(scenario.expired(order, "0"));
    }
  }

  /** 10 of spot and 2 in coin, not hedged yet, lose 12 x 10 = 120 as the price falls by 10. */
  @Test
  void aDailyLossHaltsTheBookUntilAPersonResumesIt() {
    Scenario scenario = Scenario.started(with("  books: {treasury/BTC: {daily_loss: 115}}"));
    List<Order> placed = scenario.takeOrders();
    market(scenario, "49999.9", "50000.1", 2);
    assertEquals(List.of(), told(scenario, "GUARD_HALTED"));
    market(scenario, "49990.4", "49990.6", 2);
    assertEquals(List.of(), told(scenario, "GUARD_HALTED"), "12 x 9.5 are 114");
    market(scenario, "49989.9", "49990.1", 2);
    Alert alert = told(scenario, "GUARD_HALTED").get(0);
    assertEquals(AlertSeverity.CRITICAL, alert.getSeverity());
    assertEquals("book:treasury/BTC", alert.getScope());
    assertTrue(
        alert.getText().startsWith("daily loss of 120 has reached 115; 2 orders are canceled"),
        alert::getText);
    assertEquals(
        List.of(OrderCommand.CANCEL, OrderCommand.CANCEL),
        scenario.orders.stream().map(Order::getCommand).toList());
    scenario.orders.clear();
    ended(scenario, placed);
    scenario.replaceGroup(new HedgeGroup("BTC", scenario.tables));
    market(scenario, "49989.9", "49990.1", 2);
    assertEquals(List.of(), scenario.orders, "a restart changes nothing");
    assertTrue(
        last(scenario)
            .getDenials()
            .contains("TRADING_HALTED: state=HALTED scope=book:treasury/BTC by=guard"),
        () -> last(scenario).getDenials().toString());
    market(scenario, "49989.8", "49990.0", 2);
    assertEquals(1, told(scenario, "GUARD_HALTED").size(), "told once, whatever more is lost");
    market(scenario, "49989.9", "49990.1", 2);

    say(scenario, CommandType.RESUME, "all");
    market(scenario, "49989.9", "49990.1", 1);
    assertEquals(List.of(), scenario.orders, "another scope's word is none about the book");
    say(scenario, CommandType.RESUME, "book:treasury/BTC");
    assertEquals("anna says RESUME: drill", told(scenario, "GUARD_RELEASED").get(0).getText());
    assertEquals(OrderCommand.PLACE, scenario.takeOrders().get(0).getCommand());
    market(scenario, "49989.9", "49990.1", 3);
    assertEquals(1, told(scenario, "GUARD_HALTED").size(), "what was lost counts no more");
    market(scenario, "49979.9", "49980.1", 2);
    assertEquals(2, told(scenario, "GUARD_HALTED").size(), "another 120");
  }

  @Test
  void aDrawdownOfTheGroupReducesTheGroup() {
    Scenario scenario =
        Scenario.started(with("  groups: {BTC: {drawdown: 115}}", "  guards: {on_loss: reduce}"));
    market(scenario, "49999.9", "50000.1", 2);
    market(scenario, "49989.9", "49990.1", 2);
    assertEquals("group:BTC", told(scenario, "GUARD_REDUCING").get(0).getScope());
  }

  private static void rejects(Scenario scenario, Order order) {
    scenario.next(
        scenario
            .report(order)
            .setSource(ReportSource.REST)
            .setExecutionType(ExecutionType.REJECTED)
            .setStatus(OrderStatus.REJECTED)
            .build());
  }

  /** The linear leg's orders are rejected, one after the other; the other account trades on. */
  @Test
  void aStormOfRejectionsHaltsTheAccountAndNoOther() {
    Scenario scenario = Scenario.started(with("  guards: {rejects: 3}"));
    List<Order> placed = scenario.takeOrders();
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of(), told(scenario, "GUARD_HALTED"), "after " + i);
      Order linear =
          placed.stream()
              .filter(one -> one.getAccount().equals("binance-usdm"))
              .findFirst()
              .orElseThrow();
      Order inverse =
          placed.stream()
              .filter(one -> one.getAccount().equals("binance-coinm"))
              .findFirst()
              .orElseThrow();
      ended(scenario, List.of(inverse));
      rejects(scenario, linear);
      placed = List.copyOf(scenario.orders);
      scenario.orders.clear();
    }
    assertEquals("account:binance-usdm", told(scenario, "GUARD_HALTED").get(0).getScope());
    assertTrue(placed.stream().allMatch(one -> one.getAccount().equals("binance-coinm")));
    assertEquals(1, placed.size());
  }

  @Test
  void ordersThatNobodyKnowsOfHaltTheAccount() {
    Scenario scenario = Scenario.started(with("  guards: {errors: 2, on_errors: cancel_only}"));
    List<Order> placed = scenario.takeOrders();
    for (Order order : List.of(placed.get(0), placed.get(0))) {
      scenario.next(
          scenario
              .report(order)
              .setSource(ReportSource.GATEWAY)
              .setExecutionType(ExecutionType.STATUS)
              .setStatus(OrderStatus.UNKNOWN)
              .build());
    }
    assertEquals(
        "account:" + placed.get(0).getAccount(),
        told(scenario, "GUARD_CANCEL_ONLY").get(0).getScope());
  }

  @Test
  void aBreakWithTheVenueHaltsTheAccountWhereThatIsConfigured() {
    for (String guards : List.of("  guards: {on_break: halt}", "")) {
      Scenario scenario = Scenario.started(with(guards));
      for (Order order : scenario.takeOrders()) {
        scenario.fill(order);
      }
      scenario.tick();
      ended(scenario, List.copyOf(scenario.orders));
      scenario.orders.clear();
      for (String snapshot : List.of("s1", "s2", "s3")) {
        scenario.ticks(1);
        for (Order order : List.copyOf(scenario.orders)) {
          scenario.fill(order);
        }
        scenario.orders.clear();
        scenario.venuesHold(snapshot, "11", "0", "0");
      }
      assertTrue(scenario.alertCodes().contains("RECONCILIATION_BREAK"));
      assertEquals(!guards.isEmpty(), scenario.alertCodes().contains("GUARD_HALTED"), guards);
    }
  }

  @Test
  void aLargeOrderWaitsForAPerson() {
    Scenario scenario = Scenario.started(with("  checks: {approval_above: 100000}"));
    assertEquals(List.of(), scenario.orders);
    List<Alert> asked = told(scenario, "APPROVAL_REQUESTED");
    assertEquals(
        List.of("1-1-0s1", "1-1-1s1"),
        asked.stream().map(one -> one.getText().substring(0, 7)).toList());
    say(scenario, CommandType.APPROVE, "1-1-0s9");
    assertEquals(1, told(scenario, "APPROVAL_REFUSED").size());
    assertEquals(List.of(), scenario.orders);
    say(scenario, CommandType.APPROVE, "1-1-0s1");
    Order order = scenario.takeOrders().get(0);
    assertEquals(Scenario.LINEAR, order.getInstrument());
    assertEquals("anna", order.getApprovedBy());
    assertEquals("1-1-0s1", order.getApproval());
    assertTrue(last(scenario).getChecksPassed().contains("APPROVAL_REQUIRED"));
    scenario.fill(order);
    assertEquals(List.of(), scenario.orders, "one word lets one order out");
  }

  @Test
  void whatAVenueDoesNotTradeIsNotOrdered() {
    Scenario scenario = Scenario.started();
    List<Order> placed = scenario.takeOrders();
    scenario.next(new InstrumentStatus(Scenario.LINEAR, TradingStatus.HALTED, null));
    scenario.next(new InstrumentStatus(Scenario.INVERSE, TradingStatus.SETTLING, null));
    ended(scenario, placed);
    assertEquals(List.of(), scenario.orders);
    assertTrue(
        scenario.decisions.stream()
            .anyMatch(
                one ->
                    one.getDenials()
                        .contains(
                            "INSTRUMENT_NOT_TRADABLE: instrument=BINANCE_USDM:BTCUSDT"
                                + " status=HALTED")));
    scenario.next(new InstrumentStatus(Scenario.LINEAR, TradingStatus.TRADING, null));
    assertTrue(
        scenario.orders.stream().anyMatch(one -> one.getInstrument().equals(Scenario.LINEAR)));
  }

  /**
   * 12 x 10 = 120 of a drawdown of 240 leave half of 250,000, less what the collar takes: 2.495.
   */
  @Test
  void ordersAreSmallerInADrawdown() {
    Scenario scenario =
        Scenario.started(with("  books: {treasury/BTC: {sizing: {drawdown: 240, least: 0.1}}}"));
    List<Order> placed = scenario.takeOrders();
    market(scenario, "49999.9", "50000.1", 2);
    market(scenario, "49989.9", "49990.1", 2);
    scenario.orders.clear();
    ended(scenario, placed);
    Order linear =
        scenario.orders.stream()
            .filter(one -> one.getInstrument().equals(Scenario.LINEAR))
            .findFirst()
            .orElseThrow();
    // 125,000 / (49,989.9 x 1.002) = 2.4955
    assertEquals("2.495", org.hedgerow.schema.Decimals.toString(linear.getQuantity()));
    assertEquals("0.5", last(scenario).getStatistics().get("order_size"));
  }

  /** Ether hedges a part of the bitcoins; a naive hedge has no figure for how well. */
  @Test
  void aHedgeOnAnotherAssetNeedsItsCorrelation() {
    for (String limit : List.of("  books: {treasury/BTC: {correlation: 0.7}}", "")) {
      Scenario scenario =
          Scenario.started(
              yaml ->
                  with(limit)
                      .apply(yaml)
                      .replace(
                          "{group: BTC, number: 1}",
                          "{group: BTC, number: 1, instruments: [\"BINANCE_USDM:ETHUSDT\"]}")
                      .replace(
                          "{instrument: \"BINANCE_USDM:BTCUSDT\", account: binance-usdm",
                          "{instrument: \"BINANCE_USDM:ETHUSDT\", account: binance-usdm"));
      scenario.quote("BINANCE_USDM:ETHUSDT", "2999.99", "3000.01");
      scenario.tick();
      assertEquals(limit.isEmpty(), !scenario.orders.isEmpty(), limit);
      assertEquals(
          limit.isEmpty() ? List.of() : List.of("MIN_CORRELATION: r_squared=unknown minimum=0.49"),
          last(scenario).getDenials());
    }
  }
}
