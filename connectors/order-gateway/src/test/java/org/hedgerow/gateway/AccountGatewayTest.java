package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.RecordCodec;
import org.junit.jupiter.api.Test;

/** From the intent to the outcome: reserving, repeating, halting, fencing, telling. */
class AccountGatewayTest extends GatewayHarness {
  @Test
  void sendsOnceAndReportsTheAnswer() throws Exception {
    venue.places(FakeVenue.filled());
    gateway().offer(place("A"));
    awaitReports(1);
    ExecutionReport report = journal.get(0);
    assertEquals(OrderStatus.FILLED, report.getStatus());
    assertEquals("77", report.getVenueOrderId());
    assertEquals("A/1/1", report.getReportId());
    assertEquals(Map.of("A", "ACCEPTED"), log.outcomes());
    await(() -> log.isPublished("A"));
  }

  /** With a round trip each, the database would say how many orders a second there can be. */
  @Test
  void answersThatComeTogetherAreWrittenTogether() throws Exception {
    log.concludeMillis = 50;
    int orders = 30;
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < orders; i++) {
      CompletableFuture<Answer> answer = new CompletableFuture<>();
      answers.add(answer);
      venue.placeAnswers.add(answer);
    }
    AccountGateway gateway = gateway();
    for (int i = 0; i < orders; i++) {
      gateway.offer(place("A" + i));
    }
    gateway.awaitReserved();
    answers.forEach(answer -> answer.complete(FakeVenue.filled()));
    awaitReports(orders);
    assertEquals(orders, log.outcomes().size());
    assertTrue(log.concludes <= 5, "statements: " + log.concludes);
    assertTrue(
        journal.stream()
            .allMatch(report -> report.getAcknowledgedTimeMicros() >= report.getSentTimeMicros()));
  }

  /** The cancel finds it as if it were not answered, and leaves with the outcome. */
  @Test
  void aCancelBetweenAnAnswerAndItsOutcomeIsSent() throws Exception {
    CompletableFuture<Answer> first = new CompletableFuture<>();
    CompletableFuture<Answer> second = new CompletableFuture<>();
    venue.placeAnswers.addAll(List.of(first, second));
    log.concludeMillis = 200;
    AccountGateway gateway = gateway();
    Order order = place("B");
    gateway.offer(place("A"));
    gateway.offer(order);
    gateway.awaitReserved();
    // While the lane writes the first's outcome, the second's answer and its cancel come.
    first.complete(FakeVenue.working());
    await(() -> log.concludes == 1);
    second.complete(FakeVenue.working());
    gateway.offer(command(order, OrderCommand.CANCEL, 2));
    await(() -> venue.calls().contains("cancel B"));
    awaitReports(2);
    assertEquals(Map.of("A", "ACCEPTED", "B", "ACCEPTED"), log.outcomes());
  }

  @Test
  void anOrderThatComesTwiceIsSentOnce() throws Exception {
    venue.places(FakeVenue.filled(), FakeVenue.filled());
    Order order = place("A");
    AccountGateway gateway = gateway();
    gateway.offer(order);
    gateway.offer(order);
    gateway.awaitReserved();
    awaitReports(1);
    AccountGateway restarted = gateway();
    restarted.offer(order);
    restarted.awaitReserved();
    pause(Duration.ofMillis(100));
    assertEquals(List.of("place A"), venue.calls());
    awaitReports(1);
  }

  /** A producer that repeats itself puts both copies into one batch of the gateway's. */
  @Test
  void anOrderThatStandsTwiceInOneBatchIsSentOnce() throws Exception {
    venue.places(FakeVenue.filled(), FakeVenue.filled(), FakeVenue.filled());
    CountDownLatch bothWait = new CountDownLatch(1);
    log.beforeReserve = bothWait;
    AccountGateway gateway = gateway();
    Order order = place("A");
    gateway.offer(place("first"));
    gateway.offer(order);
    gateway.offer(Order.newBuilder(order).build());
    bothWait.countDown();
    gateway.awaitReserved();
    assertEquals(List.of("place first", "place A"), venue.calls());
  }

  @Test
  void anotherOrderUnderTheSameIdIsNeverSentAndTold() throws Exception {
    venue.places(FakeVenue.filled(), FakeVenue.filled());
    AccountGateway gateway = gateway();
    Order order = place("A");
    gateway.offer(order);
    awaitReports(1);
    Order other = Order.newBuilder(order).setQuantity(Decimals.of(3)).build();
    gateway.offer(other);
    awaitReports(2);
    ExecutionReport conflict = journal.get(1);
    assertEquals(ExecutionType.CONFLICT, conflict.getExecutionType());
    assertTrue(conflict.getRejectText().contains("recorded SELL 1 "), conflict.getRejectText());
    assertTrue(conflict.getRejectText().contains("refused SELL 3 "), conflict.getRejectText());
    assertEquals(List.of("place A"), venue.calls());
    gateway.offer(other);
    awaitReports(3);
    assertEquals(conflict.getReportId(), journal.get(2).getReportId());
  }

  /** Both copies in one batch: the first is the order, the second the conflict. */
  @Test
  void aConflictWithinOneBatchIsTold() throws Exception {
    venue.places(FakeVenue.filled(), FakeVenue.filled(), FakeVenue.filled());
    CountDownLatch bothWait = new CountDownLatch(1);
    log.beforeReserve = bothWait;
    AccountGateway gateway = gateway();
    Order order = place("A");
    gateway.offer(place("first"));
    gateway.offer(order);
    gateway.offer(Order.newBuilder(order).setQuantity(Decimals.of(3)).build());
    bothWait.countDown();
    awaitReports(3);
    assertEquals(List.of("place first", "place A"), venue.calls());
    assertEquals(
        1, journal.stream().filter(r -> r.getExecutionType() == ExecutionType.CONFLICT).count());
  }

  @Test
  void aRefusalIsFinal() throws Exception {
    venue.places(Answer.of(Answer.Kind.REJECTED, "-2019", "Margin is insufficient."));
    gateway().offer(place("A"));
    awaitReports(1);
    assertEquals(OrderStatus.REJECTED, journal.get(0).getStatus());
    assertEquals("REJECTED -2019", journal.get(0).getRejectCode());
    assertEquals("Margin is insufficient.", journal.get(0).getRejectText());
  }

  /** An engine goes by our code, whichever venue it was; people find the venue's beside it. */
  @Test
  void aPostOnlyOrderThatWouldCrossIsToldByOurCode() throws Exception {
    venue.places(Answer.ofCrossing("-5022", "Due to the order"));
    gateway().offer(place("A"));
    awaitReports(1);
    assertEquals(OrderStatus.REJECTED, journal.get(0).getStatus());
    assertEquals("POST_ONLY_WOULD_CROSS", journal.get(0).getRejectCode());
    assertEquals("-5022 Due to the order", journal.get(0).getRejectText());
  }

  /** A checkpoint waits for reserves and never for a venue. */
  @Test
  void aVenueThatNeverAnswersStallsNoFlush() throws Exception {
    AccountGateway gateway = gateway();
    for (int i = 0; i < 100; i++) {
      gateway.offer(place("A" + i));
    }
    CompletableFuture<Void> flushed =
        CompletableFuture.runAsync(
            () -> {
              try {
                gateway.awaitReserved();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    flushed.get(300, TimeUnit.MILLISECONDS);
    assertEquals(100, log.open("account").size());
    assertEquals(100, venue.calls().size());
  }

  @Test
  void aFlushWaitsForReserves() throws Exception {
    CountDownLatch database = new CountDownLatch(1);
    log.beforeReserve = database;
    AccountGateway gateway = gateway();
    gateway.offer(place("A"));
    CompletableFuture<Void> flushed =
        CompletableFuture.runAsync(
            () -> {
              try {
                gateway.awaitReserved();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    pause(Duration.ofMillis(100));
    assertFalse(flushed.isDone());
    database.countDown();
    flushed.get(5, TimeUnit.SECONDS);
    assertEquals(1, log.open("account").size());
  }

  @Test
  void anOutcomeThatDidNotReachTheJournalIsPublishedByTheNextOwner() throws Exception {
    venue.places(FakeVenue.filled());
    journalTakes = 0;
    gateway().offer(place("A"));
    await(() -> !failures.isEmpty());
    failures.clear();
    journalTakes = Integer.MAX_VALUE;
    gateway();
    awaitReports(1);
    assertEquals("A", journal.get(0).getClientOrderId());
  }

  /** "Unknown" was told; what became of it must be told too, by whoever comes next. */
  @Test
  void anOutcomeAfterDoubtIsPublishedByTheNextOwner() throws Exception {
    venue.shows(FakeVenue.filled());
    journalTakes = 1;
    gateway().offer(place("A"));
    await(() -> !failures.isEmpty());
    failures.clear();
    assertEquals(OrderStatus.UNKNOWN, journal.get(0).getStatus());
    journalTakes = Integer.MAX_VALUE;
    gateway();
    awaitReports(2);
    assertEquals(OrderStatus.FILLED, journal.get(1).getStatus());
  }

  @Test
  void anOldOwnerIsFenced() throws Exception {
    AccountGateway old = gateway();
    gateway();
    old.offer(place("A"));
    await(() -> !failures.isEmpty());
    assertInstanceOf(FencedException.class, failures.get(0));
    assertEquals(List.of(), venue.calls());
  }

  /** The row keeps the refusal: the order is stale when the halt is over. */
  @Test
  void aHaltedAccountSendsNothingSaysSoAndForgetsNothing() throws Exception {
    log.stops = new Stops(List.of("HALTED account:account"));
    Order order = place("A");
    AccountGateway gateway = gateway();
    gateway.offer(order);
    awaitReports(1);
    assertEquals(ExecutionType.UNSENT, journal.get(0).getExecutionType());
    assertEquals("HALTED", journal.get(0).getRejectCode());
    log.stops = Stops.NONE;
    gateway.offer(order);
    gateway.awaitReserved();
    gateway();
    pause(Duration.ofMillis(200));
    assertEquals(List.of(), venue.calls());
    awaitReports(1);
  }

  /** The process ended between the reserve that refused and the report. */
  @Test
  void aRefusalThatWasNotToldIsToldByTheNextOwner() throws Exception {
    log.stops = new Stops(List.of("HALTED account:account"));
    log.take("account");
    log.reserve("account", 1, List.of(new Reservation(place("A"), 1, 1, nowMicros())));
    log.stops = Stops.NONE;
    gateway();
    awaitReports(1);
    assertEquals("HALTED", journal.get(0).getRejectCode());
    assertEquals(List.of(), venue.calls());
  }

  @Test
  void whereOnlyReducedIsWhatReducesIsSent() throws Exception {
    log.stops = new Stops(List.of("REDUCING account:account", "HALTED account:other"));
    venue.places(FakeVenue.filled());
    Order order = place("A");
    order.setReduceOnly(true);
    gateway().offer(order);
    awaitReports(1);
    assertEquals(OrderStatus.FILLED, journal.get(0).getStatus());
  }

  /** A person writes into the row; the gateway publishes it, and asks no more. */
  @Test
  void whatAPersonResolvedIsPublishedAndTheLoopEnds() throws Exception {
    venue.enforcesDeadlines = false;
    gateway().offer(place("A"));
    await(() -> venue.count("look up A") > 1);
    awaitReports(1);
    log.resolve(
        "A",
        OrderResolution.NOT_SENT,
        RecordCodec.of(JournalEntry.class)
            .encode(Reports.unsent(place("A"), OrderResolution.NOT_SENT, "by a test", 0)));
    awaitReports(2);
    assertEquals(OrderResolution.NOT_SENT, journal.get(1).getRejectCode());
    await(() -> log.isPublished("A"));
    pause(Duration.ofMillis(50));
    long asked = venue.count("look up A");
    pause(Duration.ofMillis(500));
    assertEquals(asked, venue.count("look up A"));
    awaitReports(2);
  }

  /** The answer arrives after the person's word, and before the gateway has seen it. */
  @Test
  void anAnswerAfterAPersonsWordChangesAndBreaksNothing() throws Exception {
    CompletableFuture<Answer> late = new CompletableFuture<>();
    venue.placeAnswers.add(late);
    gateway().offer(place("A"));
    await(() -> venue.calls().size() == 1);
    byte[] word =
        RecordCodec.of(JournalEntry.class)
            .encode(Reports.unsent(place("A"), OrderResolution.NOT_SENT, "by a test", 0));
    log.resolve("A", OrderResolution.NOT_SENT, word);
    late.complete(FakeVenue.filled());
    awaitReports(1);
    pause(Duration.ofMillis(200));
    awaitReports(1);
    assertEquals(Map.of("A", OrderResolution.NOT_SENT), log.outcomes());
  }
}
