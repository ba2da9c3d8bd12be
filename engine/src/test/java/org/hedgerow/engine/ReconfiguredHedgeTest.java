package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.UnaryOperator;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.junit.jupiter.api.Test;

/** A configuration comes while a hedge is being worked: what it takes away, and what it leaves. */
class ReconfiguredHedgeTest {
  private static final String BTC_BOOK = "(?s)      - group: BTC.*?(?=      - group: ETH)";

  /** The linear perpetual is no leg of the book any more; the inverse one is. */
  private static ConfigChange otherLeg(String execution) {
    return next(
        yaml ->
            ChaseInTheEngineTest.worked(execution)
                .apply(yaml)
                .replaceFirst(
                    "\\{instrument: \"BINANCE_USDM:BTCUSDT\", account: binance-usdm, weight: 1\\}",
                    "{instrument: \"BINANCE_COINM:BTCUSD_PERP\", account: binance-coinm, weight:"
                        + " 1}"));
  }

  private static ConfigChange next(UnaryOperator<String> change) {
    return Scenario.snapshot(yaml -> change.apply(yaml).replaceFirst("version: 1", "version: 2"));
  }

  private static Order only(Scenario scenario) {
    List<Order> orders = scenario.takeOrders();
    assertEquals(1, orders.size(), orders.toString());
    return orders.get(0);
  }

  private static void accepted(Scenario scenario, Order order) {
    scenario.next(scenario.report(order).build());
  }

  private static void canceled(Scenario scenario, Order order, String cumulative) {
    scenario.next(
        scenario
            .report(order)
            .setExecutionType(ExecutionType.CANCELED)
            .setStatus(OrderStatus.CANCELED)
            .setCumulativeQuantity(Decimals.parse(cumulative))
            .build());
  }

  private static void rest(Scenario scenario, double seconds) {
    for (int i = 0; i < Math.round(seconds * 10); i++) {
      scenario.quoted();
    }
  }

  /** Its deadline has passed, so that the rest is to cross, and then there is no such leg. */
  @Test
  void aHedgeThatIsToCrossEndsWithItsLeg() {
    String execution = "algorithm: chase, deadline: 10s, then: cross";
    Scenario scenario = Scenario.started(ChaseInTheEngineTest.worked(execution));
    Order first = only(scenario);
    accepted(scenario, first);
    rest(scenario, 5.1);
    assertEquals(OrderCommand.CANCEL, only(scenario).getCommand());
    scenario.next(otherLeg(execution));
    assertEquals(List.of(), scenario.orders);
    canceled(scenario, first, "0");
    rest(scenario, 1);
    Order next = only(scenario);
    assertEquals(Scenario.INVERSE, next.getInstrument());
    assertEquals(OrderCommand.PLACE, next.getCommand());
  }

  @Test
  void aHedgeEndsWithItsLeg() {
    String execution = "algorithm: chase";
    Scenario scenario = Scenario.started(ChaseInTheEngineTest.worked(execution));
    Order first = only(scenario);
    accepted(scenario, first);
    scenario.next(otherLeg(execution));
    assertEquals(OrderCommand.CANCEL, only(scenario).getCommand());
    canceled(scenario, first, "0");
    rest(scenario, 1);
    assertEquals(Scenario.INVERSE, only(scenario).getInstrument());
  }

  /** A cancel may be lost on its way; nobody else looks after an order whose book is gone. */
  @Test
  void whatABookThatIsDroppedLeftStandingIsCanceledUntilItHasEnded() {
    Scenario scenario = Scenario.started(ChaseInTheEngineTest.worked("algorithm: chase"));
    Order first = only(scenario);
    accepted(scenario, first);
    scenario.next(
        next(yaml -> ChaseInTheEngineTest.worked("X").apply(yaml).replaceFirst(BTC_BOOK, "")));
    assertEquals(OrderCommand.CANCEL, only(scenario).getCommand());
    scenario.ticks(4.9);
    assertEquals(List.of(), scenario.orders);
    scenario.ticks(0.2);
    Order again = only(scenario);
    assertEquals(OrderCommand.CANCEL, again.getCommand());
    assertEquals(first.getClientOrderId(), again.getClientOrderId());
    assertEquals(3, again.getCommandNumber());
    canceled(scenario, first, "0");
    scenario.ticks(20);
    assertEquals(List.of(), scenario.orders);
    assertEquals(0, scenario.memory.size("parents"));
    assertEquals(List.of(), scenario.tables.header().get("").getDropped());
    assertEquals(
        List.of(1, 2, 3),
        scenario.livedAgain().orders.stream().map(Order::getCommandNumber).toList(),
        "a group that is restarted all the time does the same");
  }

  @Test
  void aGroupThatIsDroppedLeavesNothingStanding() {
    Scenario scenario = Scenario.started(ChaseInTheEngineTest.worked("algorithm: chase"));
    Order first = only(scenario);
    accepted(scenario, first);
    scenario.next(
        next(
            yaml ->
                ChaseInTheEngineTest.worked("X")
                    .apply(yaml)
                    .replaceFirst(BTC_BOOK, "")
                    .replaceFirst("  - \\{group: BTC, number: 1\\}\n", "")
                    .replaceFirst("(?s)\n# Bars of every instrument.*", "\n")));
    assertEquals(OrderCommand.CANCEL, only(scenario).getCommand());
    scenario.ticks(5.2);
    assertEquals(OrderCommand.CANCEL, only(scenario).getCommand());
    scenario.next(scenario.fillOf(first, "2"));
    canceled(scenario, first, "2");
    scenario.ticks(20);
    assertEquals(List.of(), scenario.orders);
  }

  /** Its hedge stands from before: it is ended, and only then another one is begun. */
  @Test
  void aBookThatComesBackEndsWhatItLeftStanding() {
    UnaryOperator<String> chase = ChaseInTheEngineTest.worked("algorithm: chase");
    Scenario scenario = Scenario.started(chase);
    Order first = only(scenario);
    accepted(scenario, first);
    scenario.next(next(yaml -> chase.apply(yaml).replaceFirst(BTC_BOOK, "")));
    only(scenario);
    scenario.next(
        Scenario.snapshot(yaml -> chase.apply(yaml).replaceFirst("version: 1", "version: 3")));
    rest(scenario, 4);
    Order again = only(scenario);
    assertEquals(OrderCommand.CANCEL, again.getCommand());
    assertEquals(3, again.getCommandNumber());
    assertEquals(List.of(), scenario.tables.header().get("").getDropped());
    canceled(scenario, first, "0");
    rest(scenario, 0.2);
    Order next = only(scenario);
    assertEquals(OrderCommand.PLACE, next.getCommand());
    assertEquals(first.getQuantity(), next.getQuantity());
  }

  /** Limits of a rough market go by what the strategy remembers: another one has not said so. */
  @Test
  void whatAStrategyRemembersIsNotTheNextOnes() {
    UnaryOperator<String> regime =
        yaml ->
            yaml.replaceFirst(
                "strategy: naive\n *parameters: \\{ratio: 1\\}",
                "strategy: regime\n        parameters: {interval: 100ms, window: 20,"
                    + " minimum_samples: 5, drawdown: 0.01, calm: {strategy: naive}, rough:"
                    + " {strategy: naive}}");
    Scenario scenario = Scenario.started(regime);
    rest(scenario, 1);
    for (int i = 0; i < 10; i++) {
      scenario.quote(Scenario.SPOT, "48999.99", "49000.01");
      scenario.tick();
    }
    // What it waits for holds it up: only a look at the book asks the strategy.
    scenario.takeOrders().forEach(scenario::fill);
    scenario.tick();
    assertEquals("{regime=rough}", scenario.tables.books().get("treasury").getMemory().toString());
    scenario.next(next(regime));
    assertEquals("{regime=rough}", scenario.tables.books().get("treasury").getMemory().toString());
    scenario.next(Scenario.snapshot(yaml -> yaml.replaceFirst("version: 1", "version: 3")));
    assertEquals("{}", scenario.tables.books().get("treasury").getMemory().toString());
  }
}
