package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.junit.jupiter.api.Test;

/**
 * A hedge of two legs that are chased: 11.988 coins, 8.391 by the linear perpetual and 1,798
 * contracts of 100 by the inverse one. A generated history found it first.
 */
class StandingChildrenTest {
  /**
   * The linear leg's order fills whole after it was said to be canceled and another was placed for
   * the same. Until that one is canceled too it may still fill: 3.609 are left to hedge and 8.391
   * stand, so that the inverse leg places nothing.
   */
  @Test
  void whatStandsIsCountedThoughItsParentHasNothingLeft() {
    Scenario scenario =
        Scenario.started(
            yaml ->
                yaml.replaceFirst(
                        "leave: 0.001}",
                        "leave: 0.001}\n        execution: {algorithm: chase, deadline: 1m}")
                    .replaceFirst("maximum_order_notional: 250000", "maximum_order_notional: 1e7"));
    Order linear = scenario.orders.get(0);
    Order inverse = scenario.orders.get(1);
    is(linear, OrderCommand.PLACE, Scenario.LINEAR, "8.391");
    is(inverse, OrderCommand.PLACE, Scenario.INVERSE, "1798");
    scenario.orders.clear();
    scenario.next(scenario.report(linear).build());
    scenario.next(scenario.report(inverse).build());

    scenario.quote(Scenario.LINEAR, "49999.8", "50000.0");
    scenario.tick();
    is(only(scenario), OrderCommand.CANCEL, Scenario.LINEAR, "8.391");
    canceled(scenario, linear);
    Order second = only(scenario);
    is(second, OrderCommand.PLACE, Scenario.LINEAR, "8.391");
    scenario.next(scenario.report(second).build());
    scenario.next(scenario.fillOf(linear, "8.391"));
    is(only(scenario), OrderCommand.CANCEL, Scenario.LINEAR, "8.391");

    scenario.quote(Scenario.INVERSE, "49999.8", "50000.0");
    scenario.tick();
    is(only(scenario), OrderCommand.CANCEL, Scenario.INVERSE, "1798");
    canceled(scenario, inverse);
    scenario.ticks(1);
    assertEquals(List.of(), scenario.orders, "while the second stands");

    canceled(scenario, second);
    scenario.tick();
    assertEquals(Scenario.INVERSE, only(scenario).getInstrument());
  }

  private static void canceled(Scenario scenario, Order order) {
    scenario.next(
        scenario
            .report(order)
            .setExecutionType(ExecutionType.CANCELED)
            .setStatus(OrderStatus.CANCELED)
            .build());
  }

  private static Order only(Scenario scenario) {
    List<Order> orders = scenario.takeOrders();
    assertEquals(1, orders.size(), orders.toString());
    return orders.get(0);
  }

  private static void is(Order order, OrderCommand command, String instrument, String quantity) {
    assertEquals(command, order.getCommand());
    assertEquals(instrument, order.getInstrument());
    assertEquals(
        0,
        Decimals.toBigDecimal(order.getQuantity()).compareTo(new BigDecimal(quantity)),
        order::toString);
  }
}
