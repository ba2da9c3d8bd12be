package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.OrderState;
import org.junit.jupiter.api.Test;

/**
 * A chase at a venue where orders are amended: 11.988 are sold at 50000.1, the touch of 49999.9 and
 * 50000.1, as in {@link ChaseInTheEngineTest}.
 */
class AmendInTheEngineTest {
  private static final String LINEAR = Scenario.LINEAR;

  static UnaryOperator<String> amending(String execution) {
    return yaml ->
        ChaseInTheEngineTest.worked(execution)
            .apply(yaml)
            .replace(
                "stream: \"${BINANCE_USDM_STREAM}\"}",
                "stream: \"${BINANCE_USDM_STREAM}\", amends: true}");
  }

  private final Scenario scenario = Scenario.started(amending("algorithm: chase"));
  private final Order placed = only();

  private Order only() {
    List<Order> orders = scenario.takeOrders();
    assertEquals(1, orders.size(), orders.toString());
    return orders.get(0);
  }

  private static void is(Order order, OrderCommand command, int number, String price) {
    assertEquals(command, order.getCommand());
    assertEquals(number, order.getCommandNumber());
    assertEquals(0, decimal(order.getPrice()).compareTo(new BigDecimal(price)), order::toString);
  }

  private static BigDecimal decimal(org.hedgerow.schema.Decimal decimal) {
    return Decimals.toBigDecimal(decimal);
  }

  private void market(String bid, String ask) {
    scenario.quote(Scenario.SPOT, "49999.99", "50000.01");
    scenario.quote(LINEAR, bid, ask);
    scenario.tick();
  }

  private void accepted() {
    scenario.next(scenario.report(placed).build());
  }

  private void ended(OrderStatus status, String cumulative) {
    scenario.next(
        scenario
            .report(placed)
            .setExecutionType(ExecutionType.CANCELED)
            .setStatus(status)
            .setCumulativeQuantity(Decimals.parse(cumulative))
            .build());
  }

  private ExecutionReport.Builder outcome(Order amend, ExecutionType type) {
    return scenario
        .report(placed)
        .setSource(ReportSource.REST)
        .setExecutionType(type)
        .setAmendNumber(amend.getCommandNumber());
  }

  private void replaced(Order amend) {
    scenario.next(outcome(amend, ExecutionType.REPLACED).setPrice(amend.getPrice()).build());
  }

  private void rest(double seconds) {
    for (int i = 0; i < Math.round(seconds * 10); i++) {
      market("49999.7", "49999.9");
    }
  }

  private OrderState row() {
    return scenario.tables.orders().get(placed.getClientOrderId());
  }

  @Test
  void aMovedTouchIsFollowedInPlace() {
    accepted();
    market("49999.7", "49999.9");
    Order amend = only();
    is(amend, OrderCommand.AMEND, 2, "49999.9");
    assertEquals(placed.getClientOrderId(), amend.getClientOrderId());
    assertEquals(placed.getQuantity(), amend.getQuantity(), "never another quantity");
    assertEquals(OrderStatus.PENDING_UPDATE, row().getStatus());
    assertEquals(
        List.of(
            "amends " + placed.getClientOrderId() + ": the touch is at 49999.9 and it at 50000.1"),
        scenario.decisions.get(scenario.decisions.size() - 1).getReasons());
    market("49999.0", "49999.2");
    assertEquals(List.of(), scenario.orders, "no second one before the first is answered");
    replaced(amend);
    assertEquals(amend.getPrice(), OrderLifecycle.price(row()));
    Order again = only();
    is(again, OrderCommand.AMEND, 3, "49999.2");
    replaced(again);
    assertEquals(OrderStatus.ACCEPTED, row().getStatus());
    market("49999.0", "49999.2");
    assertEquals(List.of(), scenario.orders, "it stands where it should");
    assertEquals(1, scenario.memory.size("parents"));
  }

  @Test
  void whatWasRefusedIsCanceledAndPlacedAnew() {
    accepted();
    market("49999.7", "49999.9");
    Order amend = only();
    scenario.next(outcome(amend, ExecutionType.REJECTED).setPrice(placed.getPrice()).build());
    is(only(), OrderCommand.CANCEL, 3, "50000.1");
    ended(OrderStatus.CANCELED, "0");
    Order next = only();
    is(next, OrderCommand.PLACE, 1, "49999.9");
    assertEquals(1, next.getGeneration());
  }

  @Test
  void oneThatWasNeverSentIsNoMoreThanThat() {
    accepted();
    market("49999.7", "49999.9");
    scenario.next(outcome(only(), ExecutionType.UNSENT).setSource(ReportSource.GATEWAY).build());
    assertEquals(placed.getPrice(), OrderLifecycle.worstPrice(row()));
    is(only(), OrderCommand.CANCEL, 3, "50000.1");
  }

  /** As Binance does with a post-only order that would take at its new price. */
  @Test
  void oneThatTheAmendHasEndedIsPlacedAnew() {
    accepted();
    market("49999.7", "49999.9");
    Order amend = only();
    scenario.next(outcome(amend, ExecutionType.STATUS).setStatus(OrderStatus.CANCELED).build());
    assertTrue(OrderLifecycle.isClosed(row()));
    assertEquals(List.of(), scenario.orders, "not at the refusal itself");
    market("49999.7", "49999.9");
    is(only(), OrderCommand.PLACE, 1, "49999.9");
  }

  @Test
  void oneThatNobodyAnswersIsCanceled() {
    accepted();
    market("49999.7", "49999.9");
    Order amend = only();
    rest(4.8);
    assertEquals(List.of(), scenario.orders);
    rest(0.2);
    is(only(), OrderCommand.CANCEL, scenario.requests.isEmpty() ? 3 : 4, "50000.1");
    ended(OrderStatus.CANCELED, "0");
    is(only(), OrderCommand.PLACE, 1, "49999.9");
    // The answer comes after all, and changes nothing.
    replaced(amend);
    rest(1);
    assertEquals(List.of(), scenario.orders);
  }

  @Test
  void aFillMayComeWhileItIsUnderWay() {
    accepted();
    market("49999.7", "49999.9");
    Order amend = only();
    scenario.next(scenario.fillOf(placed, "2"));
    assertEquals(OrderStatus.PARTIALLY_FILLED, row().getStatus());
    assertTrue(OrderLifecycle.isAmending(row()), "and its amend is open all the same");
    market("49999.0", "49999.2");
    assertEquals(List.of(), scenario.orders);
    replaced(amend);
    Order again = only();
    is(again, OrderCommand.AMEND, 3, "49999.2");
    assertEquals(0, decimal(again.getQuantity()).compareTo(new BigDecimal("11.988")), "the whole");
    scenario.next(scenario.fillOf(placed, "9.988"));
    replaced(again);
    rest(1);
    assertEquals(List.of(), scenario.orders);
    assertEquals(0, scenario.memory.size("parents"));
  }

  /** What a check stands against as a new order is not amended either; it is canceled. */
  @Test
  void anAmendIsJudgedAsAnOrderIs() {
    Scenario limited =
        Scenario.started(
            yaml ->
                amending("algorithm: chase")
                    .apply(yaml)
                    .replace("limits:\n", "limits:\n  checks: {spread: 0.0001}\n"));
    Order order = limited.takeOrders().get(0);
    limited.next(limited.report(order).build());
    limited.quote(Scenario.SPOT, "49999.99", "50000.01");
    limited.quote(LINEAR, "49990.0", "49999.9");
    limited.tick();
    Order cancel = limited.takeOrders().get(0);
    is(cancel, OrderCommand.CANCEL, 2, "50000.1");
    String why = limited.decisions.get(limited.decisions.size() - 1).getReasons().get(0);
    assertTrue(why.contains("not amended: SPREAD_TOO_WIDE"), why);
  }

  /** It is not counted beside itself: 11.988 at work are not twice that after its amend. */
  @Test
  void whatIsAmendedIsNotCountedTwice() {
    Scenario limited =
        Scenario.started(
            yaml ->
                amending("algorithm: chase")
                    .apply(yaml)
                    .replace(
                        "limits:\n",
                        """
                        limits:
                          checks: {open_orders: 1}
                          positions: {"instrument:BINANCE_USDM:BTCUSDT": 12}
                        """));
    Order order = limited.takeOrders().get(0);
    limited.next(limited.report(order).build());
    limited.quote(Scenario.SPOT, "49999.99", "50000.01");
    limited.quote(LINEAR, "49999.7", "49999.9");
    limited.tick();
    is(limited.takeOrders().get(0), OrderCommand.AMEND, 2, "49999.9");
  }

  @Test
  void untilItIsAnsweredItMayStandAtTheWorsePrice() {
    accepted();
    market("49999.7", "49999.9");
    Order amend = only();
    assertEquals(amend.getPrice(), OrderLifecycle.worstPrice(row()), "an offer: the lower one");
    assertEquals(placed.getPrice(), OrderLifecycle.price(row()));
    replaced(amend);
    market("50000.3", "50000.5");
    Order up = only();
    is(up, OrderCommand.AMEND, 3, "50000.5");
    assertEquals(amend.getPrice(), OrderLifecycle.worstPrice(row()));
    assertEquals(Side.SELL, row().getSide());
    replaced(up);
    assertEquals(up.getPrice(), OrderLifecycle.worstPrice(row()));
  }

  @Test
  void aStreamThatShowsThePriceIsNoAnswer() {
    accepted();
    market("49999.7", "49999.9");
    Order amend = only();
    scenario.next(
        scenario
            .report(placed)
            .setExecutionType(ExecutionType.REPLACED)
            .setPrice(amend.getPrice())
            .build());
    assertTrue(OrderLifecycle.isAmending(row()), "it may speak of an earlier one");
    assertEquals(placed.getPrice(), OrderLifecycle.price(row()));
  }

  @Test
  void aRestartFindsItWhereItWas() {
    accepted();
    market("49999.7", "49999.9");
    Order amend = only();
    replaced(amend);
    market("49999.0", "49999.2");
    Order again = only();
    Scenario other = scenario.livedAgain();
    assertEquals(scenario.decisions, other.decisions);
    assertEquals(List.of(placed, amend, again), other.orders, "the same commands, to the byte");
  }
}
