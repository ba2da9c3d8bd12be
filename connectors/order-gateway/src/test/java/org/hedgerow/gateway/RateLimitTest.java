package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.hedgerow.exchanges.order.Answer.Kind;
import org.hedgerow.exchanges.order.RateLimit;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.junit.jupiter.api.Test;

/** How fast orders leave, and what becomes of those that wait. */
class RateLimitTest extends GatewayHarness {
  @Test
  void inAnySpanThereAreAtMostSoMany() {
    AtomicLong nanos = new AtomicLong();
    RateBucket bucket =
        new RateBucket(Optional.of(new RateLimit(2, Duration.ofNanos(100))), TIMING, nanos::get);
    assertEquals(0, bucket.waitNanos());
    bucket.take();
    nanos.set(60);
    assertEquals(0, bucket.waitNanos());
    bucket.take();
    assertEquals(40, bucket.waitNanos());
    nanos.set(99);
    assertEquals(1, bucket.waitNanos());
    nanos.set(100);
    assertEquals(0, bucket.waitNanos());
    bucket.take();
    assertEquals(60, bucket.waitNanos());
  }

  @Test
  void aBucketStandsStillLongerEachTime() {
    AtomicLong nanos = new AtomicLong();
    RateBucket bucket = new RateBucket(Optional.empty(), TIMING, nanos::get);
    bucket.standStill();
    assertEquals(300_000_000L, bucket.waitNanos());
    bucket.standStill();
    assertEquals(600_000_000L, bucket.waitNanos());
    bucket.standStill();
    assertEquals(1_000_000_000L, bucket.waitNanos(), "and never longer than that");
    nanos.set(1_000_000_000L);
    assertEquals(0, bucket.waitNanos());
    bucket.goOn();
    bucket.standStill();
    assertEquals(300_000_000L, bucket.waitNanos());
  }

  @Test
  void ordersLeaveAsTheVenueAllowsInTheirOrder() throws Exception {
    venue.limit = Optional.of(new RateLimit(2, Duration.ofMillis(200)));
    venue.deadlineMicros = 5_000_000;
    AccountGateway gateway = gateway();
    for (int i = 0; i < 6; i++) {
      venue.places(FakeVenue.filled());
      gateway.offer(place("A" + i));
    }
    gateway.awaitReserved();
    awaitReports(6);
    assertEquals(
        List.of("place A0", "place A1", "place A2", "place A3", "place A4", "place A5"),
        venue.calls());
    for (int i = 2; i < 6; i++) {
      long span = venue.placeTimes.get(i) - venue.placeTimes.get(i - 2);
      assertTrue(span >= 195_000, "three within " + span + " us");
    }
  }

  @Test
  void whatIsStoppedWhileItWaitsIsNotSent() throws Exception {
    venue.limit = Optional.of(new RateLimit(1, Duration.ofMillis(300)));
    venue.deadlineMicros = 5_000_000;
    venue.places(FakeVenue.filled(), FakeVenue.filled(), FakeVenue.filled());
    AccountGateway gateway = gateway();
    gateway.offer(place("A"));
    gateway.offer(place("B"));
    Order reducing = place("C");
    reducing.setReduceOnly(true);
    gateway.offer(reducing);
    gateway.awaitReserved();
    log.stops = new Stops(List.of("REDUCING all"));
    awaitReports(3);
    assertEquals(List.of("place A", "place C"), venue.calls());
    assertEquals(
        List.of("HALTED"),
        journal.stream().map(one -> one.getRejectCode()).filter(one -> one != null).toList());
  }

  /** Those that wait are written down together: a cancel waits for a round trip, not for twenty. */
  @Test
  void aCancelDoesNotWaitForThoseThatAreStoppedBehindTheLimit() throws Exception {
    venue.limit = Optional.of(new RateLimit(1, Duration.ofMillis(300)));
    venue.deadlineMicros = 5_000_000;
    venue.places(FakeVenue.working());
    AccountGateway gateway = gateway();
    gateway.offer(place("A"));
    gateway.awaitReserved();
    awaitReports(1);
    for (int i = 0; i < 20; i++) {
      gateway.offer(place("B" + i));
    }
    gateway.awaitReserved();
    log.stops = new Stops(List.of("HALTED all"));
    int before = log.concludes;
    log.concludeMillis = 50;
    await(() -> journal.size() >= 2);
    gateway.offer(command(place("A"), OrderCommand.CANCEL, 2));
    await(() -> venue.calls().contains("cancel A"));
    // A, its cancel, and what became of each of the others.
    await(() -> journal.size() == 22);
    assertEquals(1, log.concludes - before);
  }

  /** Nobody could tell it of a halt meanwhile. */
  @Test
  void whatWaitsDoesNotLeaveWhileTheLogCannotBeAsked() throws Exception {
    venue.limit = Optional.of(new RateLimit(1, Duration.ofMillis(200)));
    venue.deadlineMicros = 5_000_000;
    venue.places(FakeVenue.filled(), FakeVenue.filled());
    AccountGateway gateway = gateway();
    gateway.offer(place("A"));
    gateway.offer(place("B"));
    awaitReports(1);
    log.down = true;
    pause(Duration.ofMillis(600));
    assertEquals(List.of("place A"), venue.calls());
    log.down = false;
    awaitReports(2);
    assertEquals(List.of("place A", "place B"), venue.calls());
  }

  /** The deadline was fixed when it was reserved; it is over, so it is another attempt. */
  @Test
  void aDeadlineThatPassedWhileItWaitedIsNeverUsed() throws Exception {
    venue.limit = Optional.of(new RateLimit(1, Duration.ofMillis(300)));
    venue.deadlineMicros = 100_000;
    venue.places(FakeVenue.filled(), FakeVenue.filled());
    AccountGateway gateway = gateway();
    gateway.offer(place("A"));
    gateway.offer(place("B"));
    awaitReports(2);
    assertEquals(1, log.row("A").attempt());
    assertEquals(2, log.row("B").attempt());
    assertTrue(venue.placeDeadlines.get(1) > venue.placeTimes.get(1), "sent in time");
    assertEquals(
        List.of(log.row("B").deadlineMicros()), List.of(venue.placeDeadlines.get(1)), "as stored");
  }

  /** It was never sent, so nobody has to be asked, and it is told when its time is over. */
  @Test
  void anOrderWhoseTimeIsOverWhileItWaitsIsToldThen() throws Exception {
    venue.limit = Optional.of(new RateLimit(1, Duration.ofSeconds(30)));
    venue.places(FakeVenue.filled(), FakeVenue.filled());
    AccountGateway gateway = gateway();
    gateway.offer(place("A"));
    gateway.offer(place("B", Duration.ofMillis(100)));
    awaitReports(2);
    assertEquals(Reports.EXPIRED_UNSENT, journal.get(1).getRejectCode());
    assertEquals(List.of("place A"), venue.calls());
  }

  @Test
  void anOrderThatTheVenueHadNoTimeForIsSentAgainAndNotRejected() throws Exception {
    venue.places(FakeVenue.answer(Kind.RATE_LIMITED), FakeVenue.filled(), FakeVenue.filled());
    AccountGateway gateway = gateway();
    gateway.offer(place("A"));
    gateway.awaitReserved();
    gateway.offer(place("B"));
    awaitReports(2);
    assertEquals(List.of("place A", "place A", "place B"), venue.calls());
    assertTrue(
        venue.placeTimes.get(1) - venue.placeTimes.get(0) >= 295_000, "the account stood still");
    assertEquals(2, log.row("A").attempt());
    assertEquals(Map.of("A", "ACCEPTED", "B", "ACCEPTED"), log.outcomes());
  }

  @Test
  void anOrderThatTheVenueNeverHadTimeForIsUnsent() throws Exception {
    venue.places(FakeVenue.answer(Kind.RATE_LIMITED));
    gateway().offer(place("A", Duration.ofMillis(100)));
    awaitReports(1);
    assertEquals(OrderStatus.EXPIRED, journal.get(0).getStatus());
    assertEquals("RATE_LIMITED", journal.get(0).getRejectCode());
    assertEquals(List.of("place A"), venue.calls());
  }

  @Test
  void cancelsAndQuestionsPassWhatStandsStill() throws Exception {
    venue.limit = Optional.of(new RateLimit(1, Duration.ofSeconds(30)));
    venue.places(FakeVenue.working());
    venue.shows(FakeVenue.working());
    AccountGateway gateway = gateway();
    gateway.offer(place("A"));
    gateway.awaitReserved();
    gateway.offer(place("B"));
    gateway.offer(command(place("old"), OrderCommand.CANCEL, 2));
    gateway.offer(command(place("older"), OrderCommand.STATUS_REQUEST, 2));
    await(() -> venue.calls().size() == 3);
    assertEquals(List.of("place A", "cancel old", "look up older"), venue.calls());
  }
}
