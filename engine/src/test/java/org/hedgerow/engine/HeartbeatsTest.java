package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.order.ClientOrderId;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
  @Test
  void onceASecondForEachAccountThatIsTradedOn() {
    Scenario scenario = Scenario.started();
    scenario.heartbeats.clear();
    scenario.ticks(10);
    assertEquals(20, scenario.heartbeats.size(), "ten seconds, two accounts of hedges");
    assertEquals(
        List.of("binance-usdm", "binance-coinm"),
        scenario.heartbeats.subList(0, 2).stream().map(Order::getAccount).toList());
    assertEquals(20, scenario.heartbeats.stream().map(Order::getClientOrderId).distinct().count());
  }

  @Test
  void isNoOrder() {
    Scenario scenario = Scenario.started();
    int decisions = scenario.decisions.size();
    scenario.ticks(2);
    long orders = scenario.tables.header().get("").getGroupSequence();
    assertEquals(2, orders, "the two hedges, and no heartbeat");
    Order heartbeat = scenario.heartbeats.get(scenario.heartbeats.size() - 1);
    assertEquals(0, heartbeat.getGroupSequence());
    assertEquals(Decimals.ZERO, heartbeat.getQuantity());
    assertEquals("", heartbeat.getInstrument());
    assertEquals("BINANCE_COINM", heartbeat.getVenue());
    assertEquals(Optional.empty(), ClientOrderId.decode(heartbeat.getClientOrderId()));
    assertTrue(heartbeat.getValidUntilMicros() > heartbeat.getDecisionTimeMicros());
    assertEquals(decisions, scenario.decisions.size());
  }

  @Test
  void anotherEntryIsNoReasonForOne() {
    Scenario scenario = Scenario.started();
    scenario.heartbeats.clear();
    for (int i = 0; i < 50; i++) {
      scenario.quote(Scenario.LINEAR, "49999.9", "50000.1");
    }
    assertEquals(List.of(), scenario.heartbeats);
  }
}
