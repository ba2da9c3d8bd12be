package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Answer.Kind;
import org.hedgerow.exchanges.order.RateLimit;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.junit.jupiter.api.Test;

/** Cancels: without an intent, never late, and after the place of the same order. */
class CancelTest extends GatewayHarness {
  @Test
  void aCancelNeedsNoIntentAndTellsWhatItDid() throws Exception {
    gateway().offer(command(place("A"), OrderCommand.CANCEL, 2));
    awaitReports(1);
    assertEquals(List.of("cancel A"), venue.calls());
    assertEquals(OrderStatus.CANCELED, journal.get(0).getStatus());
    assertEquals("A/2/cancel", journal.get(0).getReportId());
  }

  @Test
  void aCancelNeverExpires() throws Exception {
    gateway().offer(command(place("A", Duration.ofHours(-1)), OrderCommand.CANCEL, 2));
    await(() -> venue.count("cancel A") == 1);
  }

  @Test
  void aCancelWorksWithTheDatabaseDownAndTheAccountHalted() throws Exception {
    AccountGateway gateway = gateway();
    gateway.awaitReserved();
    log.down = true;
    log.stops = new Stops(List.of("HALTED all"));
    gateway.offer(command(place("A"), OrderCommand.CANCEL, 2));
    await(() -> venue.count("cancel A") == 1);
    pause(Duration.ofMillis(200));
    gateway.offer(command(place("B"), OrderCommand.CANCEL, 2));
    await(() -> venue.count("cancel B") == 1);
    assertEquals(List.of(), failures);
  }

  /** Its outcome cannot be written: nothing is sent any more but cancels, of whatever may work. */
  @Test
  void cancelsLeaveAfterAnOutcomeFoundNoDatabase() throws Exception {
    venue.limit = Optional.of(new RateLimit(1, Duration.ofSeconds(1)));
    venue.deadlineMicros = 5_000_000;
    venue.places(FakeVenue.working(), FakeVenue.working());
    AccountGateway gateway = gateway();
    gateway.offer(place("A"));
    awaitReports(1);
    Order queued = place("B");
    gateway.offer(queued);
    gateway.awaitReserved();
    log.down = true;
    gateway.offer(command(queued, OrderCommand.CANCEL, 2));
    gateway.offer(command(place("A"), OrderCommand.CANCEL, 2));
    await(() -> venue.count("cancel A") == 1);
    await(() -> failures.size() == 1);
    assertInstanceOf(LogAwayException.class, failures.get(0));
    gateway.offer(command(place("C"), OrderCommand.CANCEL, 2));
    await(() -> venue.count("cancel C") == 1);
    pause(Duration.ofMillis(1_500));
    assertEquals(0, venue.count("place B"), "what waited never leaves");
    await(() -> journal.stream().anyMatch(one -> one.getReportId().equals("C/2/cancel")));
  }

  /** A database that neither answers nor refuses. */
  @Test
  void aCancelDoesNotWaitForAReserveThatHangs() throws Exception {
    CountDownLatch database = new CountDownLatch(1);
    venue.places(FakeVenue.working());
    AccountGateway gateway = gateway();
    gateway.awaitReserved();
    log.beforeReserve = database;
    Order hanging = place("B");
    gateway.offer(hanging);
    gateway.offer(command(place("A"), OrderCommand.CANCEL, 2));
    gateway.offer(command(hanging, OrderCommand.CANCEL, 2));
    await(() -> venue.count("cancel A") >= 1);
    await(() -> venue.count("cancel B") >= 1);
    assertEquals(0, venue.count("place B"));
    database.countDown();
    // Its cancel overtook it; the lane's own comes after it.
    await(() -> venue.count("place B") == 1);
    await(() -> venue.calls().lastIndexOf("cancel B") > venue.calls().indexOf("place B"));
    assertEquals(List.of(), failures);
  }

  /** It may have reached the venue, and its answer finds no lane any more. */
  @Test
  void aCancelOfWhatWasSentLeavesWhenTheLaneBreaks() throws Exception {
    AccountGateway gateway = gateway();
    Order sent = place("A");
    gateway.offer(sent);
    await(() -> venue.count("place A") == 1);
    gateway.offer(command(sent, OrderCommand.CANCEL, 2));
    gateway.awaitReserved();
    assertEquals(0, venue.count("cancel A"), "it waits for the place");
    log.down = true;
    gateway.offer(place("B"));
    await(() -> venue.count("cancel A") >= 1);
    assertEquals(0, venue.count("place B"));
  }

  @Test
  void aCancelThatNobodyAnsweredIsRepeated() throws Exception {
    venue.cancelAnswers.addAll(
        List.of(FakeVenue.answer(Kind.AMBIGUOUS), FakeVenue.answer(Kind.RATE_LIMITED)));
    gateway().offer(command(place("A"), OrderCommand.CANCEL, 2));
    awaitReports(1);
    assertEquals(3, venue.count("cancel A"));
  }

  /** There is nothing to cancel: the engine hears what became of the order. */
  @Test
  void aCancelThatIsRefusedIsFollowedByTheOrdersState() throws Exception {
    venue.cancelAnswers.add(FakeVenue.answer(Kind.REJECTED));
    venue.shows(FakeVenue.view(OrderStatus.EXPIRED, java.math.BigDecimal.ZERO));
    gateway().offer(command(place("A"), OrderCommand.CANCEL, 2));
    awaitReports(1);
    assertEquals(OrderStatus.EXPIRED, journal.get(0).getStatus());
    assertEquals("A/2/status", journal.get(0).getReportId());
  }

  @Test
  void aCancelWaitsForThePlaceOfItsOrder() throws Exception {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    venue.placeAnswers.add(answer);
    AccountGateway gateway = gateway();
    Order order = place("A");
    gateway.offer(order);
    gateway.offer(command(order, OrderCommand.CANCEL, 2));
    gateway.awaitReserved();
    pause(Duration.ofMillis(50));
    assertEquals(List.of("place A"), venue.calls());
    answer.complete(FakeVenue.working());
    await(() -> venue.count("cancel A") == 1);
  }

  @Test
  void aCanceledOrderThatStillWaitsIsNeverSent() throws Exception {
    venue.limit = Optional.of(new RateLimit(1, Duration.ofSeconds(1)));
    venue.places(FakeVenue.filled(), FakeVenue.filled());
    AccountGateway gateway = gateway();
    Order order = place("B");
    gateway.offer(place("A"));
    gateway.offer(order);
    gateway.offer(command(order, OrderCommand.CANCEL, 2));
    awaitReports(2);
    pause(Duration.ofMillis(1_200));
    assertEquals(List.of("place A"), venue.calls());
    assertEquals(Map.of("A", "ACCEPTED", "B", Reports.CANCELED_UNSENT), log.outcomes());
  }

  /** Also not by the next owner, who has not read the cancel. */
  @Test
  void aCanceledOrderInDoubtIsNeverSentAgain() throws Exception {
    venue.places(FakeVenue.answer(Kind.AMBIGUOUS), FakeVenue.filled());
    AccountGateway gateway = gateway();
    Order order = place("A");
    gateway.offer(order);
    await(() -> journal.size() == 1);
    gateway.offer(command(order, OrderCommand.CANCEL, 2));
    await(() -> venue.count("cancel A") == 1);
    gateway.awaitReserved();
    gateway.close();
    venue.shows(
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND));
    gateway();
    awaitReports(3);
    assertEquals(1, venue.count("place A"));
    assertEquals(
        journal.get(0).getReportId(),
        journal.get(1).getReportId(),
        "what the first owner told may not have arrived");
    assertEquals(Reports.CANCELED_UNSENT, journal.get(2).getRejectCode());
  }

  /** It was there after all, and still is after the first cancel was lost. */
  @Test
  void anOrderThatIsFoundAfterItsCancelIsCanceled() throws Exception {
    venue.places(FakeVenue.answer(Kind.AMBIGUOUS));
    venue.cancelAnswers.add(FakeVenue.answer(Kind.NOT_FOUND));
    AccountGateway gateway = gateway();
    Order order = place("A");
    gateway.offer(order);
    await(() -> journal.size() == 1);
    gateway.offer(command(order, OrderCommand.CANCEL, 2));
    await(() -> venue.count("cancel A") == 1);
    synchronized (venue) {
      venue.shows(FakeVenue.working());
    }
    await(() -> venue.count("cancel A") == 2);
    assertTrue(log.outcomes().containsValue("ADOPTED"));
  }
}
