package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.hedgerow.schema.Alternative;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.junit.jupiter.api.Test;

/** Leverage bands of coin-margined hedges, and hedges that are split over instruments. */
class MarginInTheEngineTest {
  private static UnaryOperator<String> with(String section) {
    return yaml -> yaml.replaceFirst("weight: 0.3\\}\n", "weight: 0.3}\n" + section);
  }

  /**
   * 12 bitcoins, 0.3 of them hedged by the inverse contract: 3.6 short at 50,000 on 2 coins is a
   * leverage of 1.8. At p the contracts are 180,000 / p coins, and the equity 2 - 3.6 + 180,000 /
   * p: 6.75 at 100,000 (0.4 + ... is 1.8 over 0.2667 at 96,428).
   */
  @Test
  void aRallyThatDrainsMarginIsToldAndTheOtherLegHedgesOn() {
    Scenario scenario =
        Scenario.started(
            with("        leverage: {low: 0.5, target: 2, high: 4, from: binance-spot}\n"));
    fillAll(scenario);
    scenario.ticks(0.2);
    assertEquals(List.of(), scenario.alertCodes());
    price(scenario, "90000");
    scenario.ticks(0.2);
    // 180,000 / 90,000 = 2 coins short on 2 - 3.6 + 2 = 0.4 (less what rounding of lots left).
    assertEquals(List.of("LEVERAGE_HIGH"), scenario.alertCodes());
    String text = scenario.alerts.get(0).getText();
    assertTrue(text.contains("from binance-spot for 2"), text);
    assertEquals("binance-coinm", scenario.alerts.get(0).getScope());
    scenario.customer(Side.BUY, "1", "90000");
    assertEquals(
        List.of(Scenario.LINEAR),
        scenario.takeOrders().stream().map(Order::getInstrument).toList());
    price(scenario, "50000");
    scenario.ticks(0.2);
    assertEquals(List.of("LEVERAGE_HIGH", "LEVERAGE_IN_BAND"), scenario.alertCodes());
  }

  private static void price(Scenario scenario, String price) {
    double mid = Double.parseDouble(price);
    for (String one : List.of(Scenario.SPOT, Scenario.LINEAR, Scenario.INVERSE)) {
      scenario.quote(one, "%.1f".formatted(mid - 0.1), "%.1f".formatted(mid + 0.1));
    }
    scenario.next(new Mark(Scenario.INVERSE, Decimals.parse(price)));
  }

  private static void fillAll(Scenario scenario) {
    for (int i = 0; i < 40 && !scenario.orders.isEmpty(); i++) {
      scenario.fill(scenario.orders.remove(0));
    }
  }

  /**
   * A sale of 1 where the linear one shows 0.5 bid and costs half a spread of 2e-6, and the inverse
   * one shows plenty at 4e-6, no fees: beyond 0.5 the next unit of the first costs 2e-6 (4 x -
   * 0.0), d/dx of x (2 + 2 (2 x - 1)) = 8 x, which is 4 at x = 0.5: half and half.
   */
  @Test
  void theTradeIsSharedWhereTheTouchShowsTooLittle() {
    Scenario scenario =
        Scenario.started(
            yaml ->
                with("        choice: {method: optimal-split}\n")
                    .apply(yaml.replaceFirst("leave: 0.001", "leave: 0.0")));
    fillAll(scenario);
    scenario.next(
        new Quote(
            Scenario.LINEAR,
            Decimals.parse("49999.9"),
            Decimals.parse("0.5"),
            Decimals.parse("50000.1"),
            Decimals.of(5),
            null));
    scenario.next(
        new Quote(
            Scenario.INVERSE,
            Decimals.parse("49999.8"),
            Decimals.of(100_000),
            Decimals.parse("50000.2"),
            Decimals.of(100_000),
            null));
    scenario.customer(Side.BUY, "1", "50000");
    List<Order> orders = scenario.takeOrders();
    assertEquals(
        List.of(Scenario.LINEAR, Scenario.INVERSE),
        orders.stream().map(Order::getInstrument).toList());
    assertEquals(0.5, Decimals.approximate(orders.get(0).getQuantity()), 0.011);
    assertEquals(250, Decimals.approximate(orders.get(1).getQuantity()), 6);
    Decision decision = scenario.decisions.get(scenario.decisions.size() - 1);
    List<Alternative> alternatives = decision.getAlternatives();
    assertEquals(1, alternatives.get(0).getShare() + alternatives.get(1).getShare(), 1e-12);
    assertEquals(0.5, alternatives.get(0).getShare(), 0.011);
    assertTrue(
        decision.getReasons().get(0).startsWith("shared out at 0.00000"), decision.toString());
  }

  /** What is held is taken back where it is held, and nothing is turned round for it. */
  @Test
  void aTradeThatReducesTakesBackWhatIsHeld() {
    Scenario scenario = Scenario.started(with("        choice: {method: optimal-split}\n"));
    fillAll(scenario);
    scenario.customer(Side.SELL, "9", "50000");
    for (Order order : scenario.takeOrders()) {
      assertEquals(Side.BUY, order.getSide());
    }
  }
}
