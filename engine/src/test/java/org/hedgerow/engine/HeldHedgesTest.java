package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.junit.jupiter.api.Test;

/**
 * Who is told of hedges that are not made. The demo's bitcoin book is hedged and its quotes are
 * young or older than the five seconds that they may be; a customer's sale takes it out of its
 * band.
 */
class HeldHedgesTest {
  private static Scenario hedged() {
    Scenario scenario = Scenario.started();
    while (!scenario.orders.isEmpty()) {
      scenario.takeOrders().forEach(scenario::fill);
    }
    return scenario;
  }

  private static List<Alert> told(Scenario scenario) {
    return scenario.alerts.stream().filter(alert -> alert.getCode().startsWith("HEDGE_")).toList();
  }

  private static void quote(Scenario scenario) {
    scenario.quote(Scenario.LINEAR, "49999.9", "50000.1");
    scenario.quote(Scenario.INVERSE, "49999.9", "50000.1");
  }

  @Test
  void aDenialThatLastsIsToldOnceWithItsNumbersAndItsEnd() {
    Scenario scenario = hedged();
    scenario.ticks(6);
    scenario.customer(Side.SELL, "0.4", "50000");
    scenario.ticks(2.9);
    assertEquals(List.of(), told(scenario));
    scenario.ticks(10);
    assertEquals(1, told(scenario).size());
    Alert held = told(scenario).get(0);
    assertEquals("HEDGE_HELD_UP", held.getCode());
    assertEquals("book:treasury/BTC", held.getScope());
    assertEquals(AlertSeverity.WARNING, held.getSeverity());
    assertTrue(
        held.getText().contains("STALE_MARKET_DATA: instrument=" + Scenario.LINEAR), held::getText);
    quote(scenario);
    scenario.takeOrders().forEach(scenario::fill);
    quote(scenario);
    scenario.tick();
    assertEquals(2, told(scenario).size());
    assertEquals("HEDGE_GOES_ON", told(scenario).get(1).getCode());
    assertEquals("book:treasury/BTC", told(scenario).get(1).getScope());
    assertTrue(
        told(scenario).get(1).getText().contains("held up for 12900 ms"),
        told(scenario).get(1)::getText);
  }

  @Test
  void whatPassesIsNobodysBusiness() {
    Scenario scenario = hedged();
    scenario.ticks(6);
    scenario.customer(Side.SELL, "0.4", "50000");
    scenario.ticks(2);
    quote(scenario);
    scenario.takeOrders().forEach(scenario::fill);
    scenario.ticks(10);
    assertEquals(List.of(), told(scenario));
  }

  /** The customer buys it back: there is nothing to hedge any more. */
  @Test
  void aBookThatIsBackByItselfIsHeldUpNoMore() {
    Scenario scenario = hedged();
    scenario.ticks(6);
    scenario.customer(Side.SELL, "0.4", "50000");
    scenario.ticks(4);
    scenario.customer(Side.BUY, "0.4", "50000");
    assertEquals(
        List.of("HEDGE_HELD_UP", "HEDGE_GOES_ON"),
        told(scenario).stream().map(Alert::getCode).toList());
  }

  /** 0.0005 are outside this band, and less than the venues take. */
  @Test
  void aBookWhoseRestIsLessThanAnOrderIsHeldUpNoMore() {
    Scenario scenario =
        Scenario.started(
            yaml ->
                yaml.replaceFirst("enter: 0.01, leave: 0.001", "enter: 0.00002, leave: 0.00001"));
    for (int i = 0; i < 5; i++) {
      if (!scenario.orders.isEmpty()) {
        scenario.takeOrders().forEach(scenario::fill);
      }
      quote(scenario);
      scenario.tick();
    }
    assertEquals(List.of(), scenario.orders);
    scenario.ticks(6);
    scenario.customer(Side.SELL, "0.4", "50000");
    scenario.ticks(4);
    scenario.customer(Side.BUY, "0.3995", "50000");
    scenario.ticks(4);
    assertEquals(
        List.of("HEDGE_HELD_UP", "HEDGE_GOES_ON"),
        told(scenario).stream().map(Alert::getCode).toList());
    assertEquals("", scenario.tables.books().get("treasury").getDenied());
  }

  @Test
  void aRestartForgetsNeitherWhatIsDueNorWhatWasTold() {
    Scenario scenario = hedged();
    scenario.ticks(6);
    scenario.customer(Side.SELL, "0.4", "50000");
    scenario.ticks(2);
    scenario.replaceGroup(new HedgeGroup("BTC", scenario.tables));
    scenario.ticks(2);
    assertEquals(1, told(scenario).size());
    scenario.replaceGroup(new HedgeGroup("BTC", scenario.tables));
    scenario.ticks(5);
    assertEquals(1, told(scenario).size());
  }

  private static Order sold(Scenario scenario) {
    scenario.customer(Side.BUY, "1", "50000");
    return scenario.takeOrders().get(0);
  }

  /** The end was told with nothing filled, and a fill comes all the same. */
  @Test
  void aFillThatNoEndSpokeOfIsTold() {
    Scenario scenario = hedged();
    Order order = sold(scenario);
    scenario.next(scenario.expired(order, "0"));
    scenario.next(scenario.fillOf(order, "0.002"));
    List<Alert> after =
        scenario.alerts.stream().filter(one -> one.getCode().equals("FILL_AFTER_END")).toList();
    assertEquals(1, after.size());
    assertEquals(AlertSeverity.CRITICAL, after.get(0).getSeverity());
    assertEquals(order.getClientOrderId(), after.get(0).getClientOrderId());
    assertTrue(after.get(0).getText().startsWith("the venue filled 0.002 "), after.toString());
  }

  /** Reports out of order: the end spoke of the fill that comes after it. */
  @Test
  void aFillThatTheEndSpokeOfIsNot() {
    Scenario scenario = hedged();
    Order order = sold(scenario);
    scenario.next(scenario.expired(order, "0.002"));
    scenario.next(scenario.fillOf(order, "0.002"));
    assertTrue(scenario.alertCodes().stream().noneMatch("FILL_AFTER_END"::equals));
  }

  /** More than was ordered has an alarm of its own. */
  @Test
  void anOverfillIsToldAsSuch() {
    Scenario scenario = hedged();
    Order order = sold(scenario);
    scenario.fill(order);
    scenario.next(scenario.fillOf(order, Decimals.toString(order.getQuantity())));
    assertEquals(
        List.of("OVERFILL"),
        scenario.alertCodes().stream().filter(code -> code.contains("FILL")).toList());
  }

  /** Its open quantity still counts: a venue that finds it again may fill it. */
  @Test
  void anOrderThatVanishedIsToldOnceAndItsBookWaits() {
    Scenario scenario = hedged();
    Order order = sold(scenario);
    scenario.next(scenario.report(order).build());
    for (int i = 0; i < 2; i++) {
      scenario.next(
          scenario
              .report(order)
              .setReportId(order.getClientOrderId() + "/vanished/" + i)
              .setSource(ReportSource.GATEWAY)
              .setExecutionType(ExecutionType.STATUS)
              .setStatus(OrderStatus.UNKNOWN)
              .setRejectCode("ORDER_VANISHED")
              .build());
    }
    List<Alert> vanished =
        scenario.alerts.stream().filter(one -> one.getCode().equals("ORDER_VANISHED")).toList();
    assertEquals(1, vanished.size());
    assertEquals(order.getClientOrderId(), vanished.get(0).getClientOrderId());
    quote(scenario);
    scenario.tick();
    assertEquals(List.of(), scenario.orders);
  }

  /** A venue that is closed with an order of ours working: nobody answers its cancel. */
  @Test
  void aCancelThatNobodyAnswersIsToldOnceAndItsEnd() {
    for (String execution :
        List.of("algorithm: chase", "algorithm: chase, deadline: 1s, then: cross")) {
      Scenario scenario = Scenario.started(ChaseInTheEngineTest.worked(execution));
      Order order = scenario.takeOrders().get(0);
      scenario.next(scenario.report(order).build());
      scenario.quote(Scenario.LINEAR, "49000.0", "49000.2");
      scenario.tick();
      scenario.quote(Scenario.LINEAR, "49000.0", "49000.2");
      scenario.ticks(1.5);
      Order cancel = scenario.takeOrders().get(0);
      assertEquals(OrderCommand.CANCEL, cancel.getCommand(), execution);
      scenario.ticks(1);
      assertEquals(List.of(), told(scenario), "an answer may be on its way");
      scenario.ticks(20);
      assertEquals(1, told(scenario).size(), () -> told(scenario).toString());
      assertTrue(
          told(scenario)
              .get(0)
              .getText()
              .endsWith(
                  "denied by CANCEL_UNANSWERED: order="
                      + order.getClientOrderId()
                      + " instrument="
                      + Scenario.LINEAR),
          told(scenario)::toString);
      assertTrue(scenario.takeOrders().size() > 1, "it is said again");
      quote(scenario);
      scenario.next(
          scenario
              .report(order)
              .setExecutionType(ExecutionType.CANCELED)
              .setStatus(OrderStatus.CANCELED)
              .build());
      quote(scenario);
      scenario.tick();
      assertEquals(2, told(scenario).size(), () -> told(scenario).toString());
      assertEquals("HEDGE_GOES_ON", told(scenario).get(1).getCode());
    }
  }
}
