package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Answer.Kind;
import org.hedgerow.exchanges.order.RateLimit;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Amends: with an intent, never late, once at most, and asked about until their outcome is known.
 */
class AmendTest extends GatewayHarness {
  private static final String ASKED = "49999";
  private static final String OLD = "50000";

  /** Long enough for a slow machine; a test that waits for it says how long it is. */
  @BeforeEach
  void deadline() {
    venue.deadlineMicros = 5_000_000;
  }

  private static Order amend(String id) {
    return amend(id, 2);
  }

  private static Order amend(String id, int number) {
    return amend(place(id), number);
  }

  private static Order amend(Order place, int number) {
    Order amend = command(place, OrderCommand.AMEND, number);
    amend.setPrice(Decimals.parse(ASKED));
    return amend;
  }

  private void answers(Answer... answers) {
    for (Answer answer : answers) {
      venue.amendAnswers.add(CompletableFuture.completedFuture(answer));
    }
  }

  private ExecutionReport only() throws InterruptedException {
    awaitReports(1);
    return journal.get(0);
  }

  private static void isNotReplaced(ExecutionReport report) {
    assertEquals(ExecutionType.REJECTED, report.getExecutionType());
    assertEquals(OrderStatus.ACCEPTED, report.getStatus(), "the order is as it was");
    assertEquals(2, report.getAmendNumber());
  }

  @Test
  void anAmendHasAnIntentADeadlineAndAnOutcome() throws Exception {
    answers(FakeVenue.standing(ASKED));
    gateway().offer(amend("A"));
    ExecutionReport report = only();
    assertEquals(List.of("amend A"), venue.calls());
    assertEquals(ExecutionType.REPLACED, report.getExecutionType());
    assertEquals(OrderStatus.ACCEPTED, report.getStatus());
    assertEquals(Decimals.parse(ASKED), report.getPrice());
    assertEquals("A/2/1", report.getReportId());
    assertEquals(2, report.getAmendNumber());
    assertEquals("REPLACED", log.outcomes().get("A/2"));
    assertEquals(log.row("A/2").deadlineMicros(), venue.amendDeadlines.get(0));
    await(() -> log.isPublished("A/2"));
  }

  @Test
  void whatIsReadTwiceIsSentOnce() throws Exception {
    answers(FakeVenue.standing(ASKED));
    AccountGateway gateway = gateway();
    Order amend = amend("A");
    gateway.offer(amend);
    only();
    gateway.offer(amend);
    gateway.awaitReserved();
    pause(Duration.ofMillis(100));
    assertEquals(1, venue.count("amend A"));
    only();
  }

  @Test
  void oneThatIsOlderThanAnotherOfItsOrderIsNotSent() throws Exception {
    answers(FakeVenue.standing(ASKED));
    AccountGateway gateway = gateway();
    gateway.offer(amend("A", 3));
    only();
    gateway.offer(amend("A", 2));
    await(() -> journal.size() == 2);
    assertEquals(ExecutionType.CONFLICT, journal.get(1).getExecutionType());
    assertEquals(1, venue.count("amend A"));
  }

  @Test
  void whereTradingIsStoppedNothingIsAmended() throws Exception {
    log.stops = new Stops(List.of("HALTED all"));
    gateway().offer(amend("A"));
    ExecutionReport report = only();
    assertEquals(ExecutionType.UNSENT, report.getExecutionType());
    assertEquals(IntentLog.HALTED, report.getRejectCode());
    assertNull(report.getPrice());
    assertEquals(List.of(), venue.calls());
  }

  @Test
  void oneThatComesTooLateIsNotSent() throws Exception {
    gateway().offer(amend(place("A", Duration.ofSeconds(-1)), 2));
    assertEquals(Reports.EXPIRED_UNSENT, only().getRejectCode());
    assertEquals(List.of(), venue.calls());
  }

  @Test
  void oneWhoseDeadlinePassesBehindTheLimitIsNotSent() throws Exception {
    venue.deadlineMicros = 1_000_000;
    venue.limit = Optional.of(new RateLimit(1, Duration.ofSeconds(3)));
    answers(FakeVenue.standing(ASKED), FakeVenue.standing(ASKED));
    AccountGateway gateway = gateway();
    gateway.offer(amend("A"));
    gateway.offer(amend("B"));
    awaitReports(2);
    assertEquals(List.of("amend A"), venue.calls());
    assertEquals(Reports.EXPIRED_UNSENT, journal.get(1).getRejectCode());
  }

  /** The stop comes while it waits behind the limit. */
  @Test
  void oneThatIsStoppedWhileItWaitsIsNotSent() throws Exception {
    venue.limit = Optional.of(new RateLimit(1, Duration.ofMillis(300)));
    answers(FakeVenue.standing(ASKED), FakeVenue.standing(ASKED));
    AccountGateway gateway = gateway();
    gateway.offer(amend("A"));
    gateway.offer(amend("B"));
    gateway.awaitReserved();
    log.stops = new Stops(List.of("HALTED all"));
    awaitReports(2);
    assertEquals(List.of("amend A"), venue.calls());
    assertEquals(IntentLog.HALTED, journal.get(1).getRejectCode());
  }

  @Test
  void itWaitsForThePlaceOfItsOrder() throws Exception {
    CompletableFuture<Answer> placed = new CompletableFuture<>();
    venue.placeAnswers.add(placed);
    answers(FakeVenue.standing(ASKED));
    AccountGateway gateway = gateway();
    Order order = place("A");
    gateway.offer(order);
    gateway.offer(amend(order, 2));
    gateway.awaitReserved();
    pause(Duration.ofMillis(100));
    assertEquals(List.of("place A"), venue.calls());
    placed.complete(FakeVenue.working());
    awaitReports(2);
    assertEquals(List.of("place A", "amend A"), venue.calls());
  }

  @Test
  void aCancelDoesNotWaitForIt() throws Exception {
    AccountGateway gateway = gateway();
    Order amend = amend("A");
    gateway.offer(amend);
    await(() -> venue.count("amend A") == 1);
    gateway.offer(command(amend, OrderCommand.CANCEL, 3));
    await(() -> venue.count("cancel A") == 1);
    venue.shows(FakeVenue.view(OrderStatus.CANCELED, BigDecimal.ZERO));
    awaitReports(2);
    assertEquals(OrderStatus.CANCELED, journal.get(1).getStatus());
    assertEquals("ENDED", log.outcomes().get("A/2"));
  }

  @Test
  void whatHasNotLeftWhenItsOrderIsCanceledIsNotSent() throws Exception {
    venue.limit = Optional.of(new RateLimit(1, Duration.ofMillis(300)));
    answers(FakeVenue.standing(ASKED), FakeVenue.standing(ASKED));
    AccountGateway gateway = gateway();
    gateway.offer(amend("A"));
    Order amend = amend("B");
    gateway.offer(amend);
    gateway.offer(command(amend, OrderCommand.CANCEL, 3));
    awaitReports(3);
    pause(Duration.ofMillis(400));
    assertEquals(List.of("amend A", "cancel B"), venue.calls());
    assertEquals(Reports.CANCELED_UNSENT, log.outcomes().get("B/2"));
  }

  @Test
  void oneThatNobodyAnsweredIsAskedFor() throws Exception {
    answers(FakeVenue.answer(Kind.AMBIGUOUS));
    venue.shows(FakeVenue.answer(Kind.AMBIGUOUS), FakeVenue.standing(ASKED));
    gateway().offer(amend("A"));
    assertEquals(ExecutionType.REPLACED, only().getExecutionType());
    assertEquals(1, venue.count("amend A"), "never sent again");
  }

  /** Before its deadline the venue may still do it, whatever it shows. */
  @Test
  void theOldPriceCountsOnlyAfterTheDeadline() throws Exception {
    venue.deadlineMicros = 400_000;
    answers(FakeVenue.answer(Kind.AMBIGUOUS));
    for (int i = 0; i < 100; i++) {
      venue.shows(FakeVenue.standing(OLD));
    }
    gateway().offer(amend("A"));
    ExecutionReport report = only();
    isNotReplaced(report);
    assertEquals(Decimals.parse(OLD), report.getPrice());
    long counts = log.row("A/2").deadlineMicros() + venue.settleMicros;
    long last = venue.lookUpTimes.get(venue.lookUpTimes.size() - 1);
    assertTrue(last >= counts, "asked " + (counts - last) + " us too early");
    assertTrue(venue.lookUpTimes.size() > 1);
  }

  /** A venue that would take a late request may do so at any time. */
  @Test
  void withoutDeadlinesTheOldPriceNeverCounts() throws Exception {
    venue.enforcesDeadlines = false;
    answers(FakeVenue.answer(Kind.AMBIGUOUS));
    for (int i = 0; i < 100; i++) {
      venue.shows(FakeVenue.standing(OLD));
    }
    gateway().offer(amend("A"));
    await(() -> venue.lookUpTimes.size() > 4);
    assertEquals(List.of(), journal);
  }

  @Test
  void aRefusalIsFollowedByTheOrdersState() throws Exception {
    answers(FakeVenue.answer(Kind.REJECTED));
    venue.shows(FakeVenue.standing(OLD));
    gateway().offer(amend("A"));
    ExecutionReport report = only();
    isNotReplaced(report);
    assertEquals("REJECTED -1", report.getRejectCode());
    assertEquals(Decimals.parse(OLD), report.getPrice());
  }

  /** As Binance does with a post-only order that would take at its new price. */
  @Test
  void aRefusalThatEndedTheOrderSaysSo() throws Exception {
    answers(FakeVenue.answer(Kind.REJECTED), FakeVenue.view(OrderStatus.CANCELED, BigDecimal.ZERO));
    venue.shows(FakeVenue.view(OrderStatus.CANCELED, BigDecimal.ZERO));
    AccountGateway gateway = gateway();
    gateway.offer(amend("A"));
    ExecutionReport report = only();
    assertEquals(ExecutionType.STATUS, report.getExecutionType());
    assertEquals(OrderStatus.CANCELED, report.getStatus());
    assertEquals(2, report.getAmendNumber());
    gateway.offer(amend("B"));
    awaitReports(2);
    assertEquals(OrderStatus.CANCELED, journal.get(1).getStatus());
    assertEquals(0, venue.count("look up B"), "the answer said it");
  }

  @Test
  void whatTheVenueDidNotJudgeHasChangedNothing() throws Exception {
    answers(FakeVenue.answer(Kind.RATE_LIMITED), FakeVenue.answer(Kind.DEADLINE_PASSED));
    AccountGateway gateway = gateway();
    gateway.offer(amend("A"));
    isNotReplaced(only());
    assertEquals(1, venue.calls().size());
  }

  @Test
  void oneOfAnOrderThatTheVenueDoesNotKnowEnds() throws Exception {
    venue.deadlineMicros = 400_000;
    answers(FakeVenue.answer(Kind.NOT_FOUND));
    venue.shows(
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND));
    gateway().offer(amend("A"));
    isNotReplaced(only());
  }

  @Test
  void whereTheVenueCannotNothingIsSent() throws Exception {
    venue.amends = false;
    gateway().offer(amend("A"));
    assertEquals("AMEND_UNSUPPORTED", only().getRejectCode());
    assertEquals(List.of(), venue.calls());
  }

  /** Its owner died before it said so; no look-up could tell more. */
  @Test
  void norDoesTheNextOwnerAskThere() throws Exception {
    venue.placeAnswers.add(new CompletableFuture<>());
    AccountGateway first = gateway();
    Order order = place("A");
    first.offer(order);
    first.offer(amend(order, 2));
    first.awaitReserved();
    first.close();
    venue.amends = false;
    venue.shows(FakeVenue.working());
    gateway();
    awaitReports(2);
    assertEquals("AMEND_UNSUPPORTED", log.outcomes().get("A/2"));
    assertEquals(1, venue.count("look up A"), "for its place");
  }

  /** The owner that sent it has died before the answer; the next one asks, and sends nothing. */
  @Test
  void theNextOwnerFindsOutWhatBecameOfIt() throws Exception {
    AccountGateway first = gateway();
    first.offer(amend("A"));
    await(() -> venue.count("amend A") == 1);
    first.close();
    venue.shows(FakeVenue.standing(ASKED));
    gateway();
    ExecutionReport report = only();
    assertEquals(ExecutionType.REPLACED, report.getExecutionType());
    assertEquals("A/2/1", report.getReportId());
    assertTrue(report.getReconciliation());
    assertEquals(1, venue.count("amend A"));
  }

  /** Reserved, never sent: for the next owner the same as sent and lost. */
  @Test
  void theNextOwnerNeverSendsIt() throws Exception {
    venue.deadlineMicros = 400_000;
    CompletableFuture<Answer> placed = new CompletableFuture<>();
    venue.placeAnswers.add(placed);
    AccountGateway first = gateway();
    Order order = place("A");
    first.offer(order);
    first.offer(amend(order, 2));
    first.awaitReserved();
    first.close();
    for (int i = 0; i < 100; i++) {
      venue.shows(FakeVenue.standing(OLD));
    }
    gateway();
    awaitReports(2);
    assertEquals("ADOPTED", log.outcomes().get("A"));
    assertEquals("NOT_REPLACED", log.outcomes().get("A/2"));
    assertEquals(0, venue.count("amend A"));
  }
}
