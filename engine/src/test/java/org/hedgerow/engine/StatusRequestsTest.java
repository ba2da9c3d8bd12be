package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.state.OrderState;
import org.hedgerow.schema.state.PositionState;
import org.junit.jupiter.api.Test;

class StatusRequestsTest {
  private static final double TICK = 0.11;

  @Test
  void fillsThatWereToldAndDidNotComeAreAskedForAfterASecond() {
    Scenario scenario = Scenario.started();
    Order order = leftWithOne(scenario, Scenario.LINEAR);
    scenario.next(filled(scenario, order, "50001"));
    scenario.ticks(1.0);
    assertEquals(List.of(), scenario.requests);
    scenario.ticks(0.3);
    assertEquals(1, scenario.requests.size());
    Order request = scenario.requests.get(0);
    assertEquals(OrderCommand.STATUS_REQUEST, request.getCommand());
    // The order's own id, and all that a look-up needs (law 6).
    Order expected = Order.newBuilder(order).build();
    expected.setCommand(OrderCommand.STATUS_REQUEST);
    expected.setCommandNumber(2);
    expected.setGroupSequence(request.getGroupSequence());
    expected.setCause(request.getCause());
    expected.setCauseReceiveTimeMicros(request.getCauseReceiveTimeMicros());
    expected.setDecisionTimeMicros(request.getDecisionTimeMicros());
    expected.setValidUntilMicros(request.getDecisionTimeMicros() + 2_000_000);
    assertEquals(expected, request);
  }

  @Test
  void nobodyAsksForFillsThatCame() {
    Scenario scenario = Scenario.started();
    Order order = leftWithOne(scenario, Scenario.LINEAR);
    scenario.next(filled(scenario, order, "50001"));
    scenario.ticks(0.5);
    scenario.fill(order);
    scenario.orders.clear();
    scenario.ticks(1.5);
    assertEquals(
        List.of(),
        scenario.requests.stream()
            .filter(one -> one.getClientOrderId().equals(order.getClientOrderId()))
            .toList());
  }

  @Test
  void afterThreeRequestsTheFillIsInferredOnce() {
    Scenario scenario = Scenario.started();
    Order order = leftWithOne(scenario, Scenario.LINEAR);
    scenario.next(filled(scenario, order, "50001"));
    scenario.ticks(1 + 1 + 2 + 3.5);
    assertEquals(3, scenario.requests.size());
    assertEquals(List.of(), scenario.alerts);
    scenario.ticks(1.2);
    assertEquals(List.of("FILL_INFERRED"), scenario.alertCodes());
    assertEquals(
        "FILL_INFERRED/" + order.getClientOrderId() + "/1", scenario.alerts.get(0).getAlertId());
    assertTrue(
        scenario.alerts.get(0).getText().contains("inferred/" + order.getClientOrderId() + "/1"));
    OrderState row = scenario.tables.orders().get(order.getClientOrderId());
    assertEquals(order.getQuantity(), row.getInferred());
    assertEquals(order.getQuantity(), row.getCumulative());
    PositionState position = position(scenario, order);
    assertEquals(
        Decimals.toBigDecimal(order.getQuantity()).negate(),
        Decimals.toBigDecimal(position.getInferredQuantity()));
    scenario.quoted();
    assertTrue(scenario.orders.size() > 0, "the book goes on");
    scenario.orders.clear();
  }

  /**
   * The order's true fill may have come before the person spoke, or come afterwards: it counts
   * once.
   */
  @Test
  void aPersonsWordAndTheTrueFillCountOnce() {
    Scenario patient = Scenario.started();
    Order order = leftWithOne(patient, Scenario.LINEAR);
    patient.next(priced(patient.fillOf(order, Decimals.toString(order.getQuantity())), "49990"));

    Scenario before = Scenario.started();
    Order same = leftWithOne(before, Scenario.LINEAR);
    before.next(priced(before.fillOf(same, Decimals.toString(same.getQuantity())), "49990"));
    before.next(word(before, same));
    assertEquals(position(patient, order), position(before, same));

    Scenario after = Scenario.started();
    same = leftWithOne(after, Scenario.LINEAR);
    after.next(word(after, same));
    assertEquals(
        Decimals.toBigDecimal(same.getQuantity()).negate(),
        Decimals.toBigDecimal(position(after, same).getInferredQuantity()));
    after.next(priced(after.fillOf(same, Decimals.toString(same.getQuantity())), "49990"));
    assertEquals(position(patient, order), position(after, same));
  }

  private static ExecutionReport word(Scenario scenario, Order order) {
    return scenario
        .report(order)
        .setSource(ReportSource.GATEWAY)
        .setExecutionType(ExecutionType.TRADE)
        .setExecutionId("resolved-" + order.getClientOrderId())
        .setStatus(OrderStatus.FILLED)
        .setLastQuantity(order.getQuantity())
        .setLastPrice(Decimals.parse("50001"))
        .setCumulativeQuantity(order.getQuantity())
        .setAveragePrice(Decimals.parse("50001"))
        .setInferred(true)
        .build();
  }

  /** Whatever came between: rows of positions and wallets end as if nothing had been inferred. */
  @Test
  void trueFillsTakeTheInferredOnesPlace() {
    for (String instrument : List.of(Scenario.LINEAR, Scenario.INVERSE)) {
      Scenario patient = Scenario.started();
      Order order = leftWithOne(patient, instrument);
      String part = Decimals.toString(part(order));
      stranger(patient, order);
      patient.next(priced(patient.fillOf(order, part), "49990"));
      stranger(patient, order);
      patient.next(priced(patient.fillOf(order, rest(order)), "49995"));

      Scenario inferring = Scenario.started();
      Order same = leftWithOne(inferring, instrument);
      assertEquals(order, same);
      inferring.next(filled(inferring, same, "50001.5"));
      inferring.ticks(9);
      assertEquals(List.of("FILL_INFERRED"), inferring.alertCodes());
      inferring.orders.clear();
      stranger(inferring, same);
      assertNotEquals(position(patient, order), position(inferring, same));
      inferring.next(priced(inferring.fillOf(same, part), "49990"));
      stranger(inferring, same);
      inferring.next(priced(inferring.fillOf(same, rest(same)), "49995"));
      assertEquals(position(patient, order), position(inferring, same), instrument);
      String wallet = "treasury/" + order.getAccount() + "/BTC";
      assertEquals(
          patient.tables.wallets().get(wallet), inferring.tables.wallets().get(wallet), instrument);
      OrderState row = inferring.tables.orders().get(same.getClientOrderId());
      assertEquals(Decimals.ZERO, row.getInferred());
      assertEquals(order.getQuantity(), row.getCumulative());
      assertEquals(Decimals.ZERO, row.getOverfill());
      assertEquals(List.of("FILL_INFERRED"), inferring.alertCodes());
    }
  }

  @Test
  void anOrderWithoutAnEndIsAskedForAtGrowingIntervals() {
    Scenario scenario = Scenario.started();
    Order order = leftWithOne(scenario, Scenario.LINEAR);
    long validUntil = order.getValidUntilMicros();
    scenario.ticks(200);
    List<Double> gaps = new ArrayList<>();
    long before = validUntil;
    for (Order request : scenario.requests) {
      gaps.add((request.getDecisionTimeMicros() - before) / 1e6);
      before = request.getDecisionTimeMicros();
    }
    double[] expected = {3, 1, 2, 4, 8, 16, 32, 60, 60};
    assertEquals(expected.length, gaps.size(), gaps.toString());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], gaps.get(i), TICK, gaps.toString());
      assertEquals(i + 2, scenario.requests.get(i).getCommandNumber());
    }
    assertEquals(List.of(), scenario.alerts, "nothing is inferred of what nobody reported");
  }

  @Test
  void theGatewaysDoubtIsToldAndAskedAboutAndHoldsTheBook() {
    Scenario scenario = Scenario.started();
    Order order = leftWithOne(scenario, Scenario.LINEAR);
    ExecutionReport unknown =
        scenario
            .report(order)
            .setSource(ReportSource.GATEWAY)
            .setExecutionType(ExecutionType.STATUS)
            .setStatus(OrderStatus.UNKNOWN)
            .build();
    scenario.next(unknown);
    scenario.ticks(6);
    assertEquals(List.of("ORDER_UNKNOWN"), scenario.alertCodes());
    assertTrue(scenario.requests.size() >= 1);
    assertEquals(List.of(), scenario.orders);
    scenario.next(scenario.expired(order, "0"));
    scenario.quote(Scenario.LINEAR, "49999.9", "50000.1");
    assertTrue(scenario.orders.size() > 0);
  }

  /** The venue takes requests and answers none; its stream tells of the order all the same. */
  @Test
  void anAnswerThatNeverCameIsToldThoughTheOrderIsKnown() {
    Scenario scenario = Scenario.started();
    Order order = leftWithOne(scenario, Scenario.LINEAR);
    scenario.fill(order);
    List<String> before = scenario.alertCodes();
    scenario.next(
        scenario
            .report(order)
            .setSource(ReportSource.GATEWAY)
            .setExecutionType(ExecutionType.STATUS)
            .setStatus(OrderStatus.UNKNOWN)
            .build());
    assertEquals(List.of(), before);
    assertEquals(List.of("ANSWER_MISSING"), scenario.alertCodes());
    assertEquals(AlertSeverity.WARNING, scenario.alerts.get(0).getSeverity());
    assertTrue(
        scenario.alerts.get(0).getText().endsWith("it is FILLED"), scenario.alerts::toString);
  }

  @Test
  void aRestingOrderIsAskedAboutAfterAMinuteWithoutAWord() {
    Scenario scenario = Scenario.started();
    Order order = leftWithOne(scenario, Scenario.LINEAR);
    OrderState row = scenario.tables.orders().get(order.getClientOrderId());
    row.getPlaced().setTimeInForce(TimeInForce.GTC);
    row.getPlaced().setOrderType(OrderType.LIMIT);
    scenario.tables.orders().put(order.getClientOrderId(), row);
    scenario.next(accepted(scenario, order));
    scenario.ticks(59.8);
    assertEquals(List.of(), scenario.requests);
    scenario.next(accepted(scenario, order));
    scenario.ticks(59.8);
    assertEquals(List.of(), scenario.requests, "a word begins the minute again");
    scenario.ticks(0.5);
    assertEquals(1, scenario.requests.size());
  }

  @Test
  void overfillsAndFillsAfterARejectionAreToldOnce() {
    Scenario scenario = Scenario.started();
    Order order = leftWithOne(scenario, Scenario.LINEAR);
    scenario.next(
        scenario
            .report(order)
            .setExecutionType(ExecutionType.REJECTED)
            .setStatus(OrderStatus.REJECTED)
            .build());
    scenario.next(scenario.fillOf(order, Decimals.toString(part(order))));
    assertEquals(List.of("FILL_AFTER_REJECT"), scenario.alertCodes());
    scenario.fill(order);
    assertEquals(List.of("FILL_AFTER_REJECT", "OVERFILL"), scenario.alertCodes());
    assertEquals(part(order), scenario.tables.orders().get(order.getClientOrderId()).getOverfill());
  }

  @Test
  void aFillCountsOnceByItsExecution() {
    Scenario scenario = Scenario.started();
    Order order = leftWithOne(scenario, Scenario.LINEAR);
    ExecutionReport fill = scenario.fillOf(order, "1");
    ExecutionReport byRest = ExecutionReport.newBuilder(fill).setReportId("rest").build();
    byRest.setReconciliation(true);
    byRest.setSource(ReportSource.RECONCILIATION);
    scenario.next(fill);
    scenario.next(byRest);
    assertEquals(
        Decimals.of(1), scenario.tables.orders().get(order.getClientOrderId()).getCumulative());
  }

  /** The order on that instrument; the other leg is done. */
  private static Order leftWithOne(Scenario scenario, String instrument) {
    Order left = null;
    for (Order order : scenario.takeOrders()) {
      if (order.getInstrument().equals(instrument)) {
        left = order;
      } else {
        scenario.fill(order);
      }
    }
    return left;
  }

  private static ExecutionReport filled(Scenario scenario, Order order, String average) {
    return scenario
        .report(order)
        .setSource(ReportSource.REST)
        .setExecutionType(ExecutionType.STATUS)
        .setStatus(OrderStatus.FILLED)
        .setCumulativeQuantity(order.getQuantity())
        .setAveragePrice(Decimals.parse(average))
        .build();
  }

  private static ExecutionReport accepted(Scenario scenario, Order order) {
    return scenario.report(order).build();
  }

  private static ExecutionReport priced(ExecutionReport fill, String price) {
    fill.setLastPrice(Decimals.parse(price));
    return fill;
  }

  /** Somebody buys one on the hedge account: against the position that the hedge makes. */
  private static void stranger(Scenario scenario, Order order) {
    ExecutionReport fill =
        scenario
            .report("web_9", order.getInstrument(), order.getAccount(), Side.BUY, "1")
            .setExternal(true)
            .setExecutionType(ExecutionType.TRADE)
            .setExecutionId("s" + scenario.offset)
            .setLastQuantity(Decimals.of(1))
            .setLastPrice(Decimals.of(50_100))
            .build();
    scenario.next(fill);
    scenario.orders.clear();
  }

  private static org.hedgerow.schema.Decimal part(Order order) {
    return order.getInstrument().equals(Scenario.LINEAR) ? Decimals.parse("0.4") : Decimals.of(7);
  }

  private static String rest(Order order) {
    return Decimals.toBigDecimal(order.getQuantity())
        .subtract(Decimals.toBigDecimal(part(order)))
        .toPlainString();
  }

  private static PositionState position(Scenario scenario, Order order) {
    return scenario
        .tables
        .positions()
        .get("treasury/" + order.getAccount() + "/" + order.getInstrument());
  }
}
