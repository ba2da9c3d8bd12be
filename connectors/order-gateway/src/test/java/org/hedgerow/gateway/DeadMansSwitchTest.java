package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.Test;

/** The venue's timer is renewed while the engine lives, and only then. */
class DeadMansSwitchTest extends GatewayHarness {
  private static final String ARMED = "cancel [BTCUSDT] after 600";

  @Test
  void itIsArmedWhileTheEngineLivesAndNoLonger() throws Exception {
    venue.hasDeadMansSwitch = true;
    venue.places(FakeVenue.working());
    AccountGateway gateway = gateway();
    gateway.offer(heartbeat(nowMicros()));
    gateway.offer(working("A"));
    await(() -> venue.count(ARMED) >= 2);
    for (int i = 0; i < 10; i++) {
      gateway.offer(heartbeat(nowMicros()));
      pause(Duration.ofMillis(100));
    }
    long whileAlive = venue.count(ARMED);
    assertTrue(whileAlive >= 5, "armed " + whileAlive + " times in a second");
    pause(Duration.ofMillis(900));
    long dead = venue.count(ARMED);
    pause(Duration.ofMillis(600));
    assertEquals(dead, venue.count(ARMED), "no sign of life for longer than the timer");
  }

  /** A restart reads old heartbeats again; the engine may be dead for long. */
  @Test
  void anOldHeartbeatThatIsReadAgainDoesNotCount() throws Exception {
    venue.hasDeadMansSwitch = true;
    venue.places(FakeVenue.working());
    AccountGateway gateway = gateway();
    for (int i = 0; i < 5; i++) {
      gateway.offer(heartbeat(nowMicros() - 5_000_000));
    }
    gateway.offer(heartbeat(nowMicros() + 3_600_000_000L));
    gateway.offer(working("A"));
    await(() -> venue.count("place A") == 1);
    pause(Duration.ofMillis(500));
    assertEquals(0, venue.count(ARMED));
  }

  @Test
  void whatCannotWorkInTheBookIsNotCovered() throws Exception {
    venue.hasDeadMansSwitch = true;
    venue.places(FakeVenue.filled());
    AccountGateway gateway = gateway();
    gateway.offer(heartbeat(nowMicros()));
    gateway.offer(place("A"));
    await(() -> venue.count("place A") == 1);
    pause(Duration.ofMillis(300));
    assertEquals(List.of("place A"), venue.calls());
  }

  /** What the owner before left in the book. */
  @Test
  void aNewOwnerCoversWhatIsInTheLog() throws Exception {
    venue.places(FakeVenue.working());
    gateway().offer(working("A"));
    await(() -> venue.count("place A") == 1);
    assertEquals(0, venue.count(ARMED), "this venue has no timer");
    venue.hasDeadMansSwitch = true;
    gateway().offer(heartbeat(nowMicros()));
    await(() -> venue.count(ARMED) >= 1);
  }

  private static Order working(String id) {
    Order order = place(id);
    order.setTimeInForce(TimeInForce.GTC);
    return order;
  }

  private static Order heartbeat(long micros) {
    Order beat = command(place(""), OrderCommand.HEARTBEAT, 0);
    beat.setDecisionTimeMicros(micros);
    return beat;
  }
}
