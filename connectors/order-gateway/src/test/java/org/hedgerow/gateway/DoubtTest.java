package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchanges.order.Answer.Kind;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is not known is asked for; what is certainly not there is sent again while it is valid. */
class DoubtTest extends GatewayHarness {
  @Test
  void silenceIsAskedAboutAndNeverSentAgain() throws Exception {
    venue.shows(FakeVenue.filled());
    gateway().offer(place("A"));
    awaitReports(2);
    assertEquals(OrderStatus.UNKNOWN, journal.get(0).getStatus());
    assertEquals(OrderStatus.FILLED, journal.get(1).getStatus());
    assertEquals(List.of("place A", "look up A"), venue.calls());
    assertEquals(Map.of("A", "ADOPTED"), log.outcomes());
  }

  /** It counts twice, and only once no request can be taken and the venue had its time. */
  @Test
  void notFoundTwiceIsSentAgainUnderANewAttempt() throws Exception {
    venue.deadlineMicros = 300_000;
    venue
        .places(FakeVenue.answer(Kind.AMBIGUOUS), FakeVenue.filled())
        .shows(
            FakeVenue.answer(Kind.NOT_FOUND),
            FakeVenue.answer(Kind.AMBIGUOUS),
            FakeVenue.answer(Kind.NOT_FOUND),
            FakeVenue.answer(Kind.NOT_FOUND),
            FakeVenue.answer(Kind.NOT_FOUND));
    gateway().offer(place("A"));
    awaitReports(2);
    assertEquals(2, venue.count("place A"));
    assertEquals(2, log.row("A").attempt());
    assertEquals(
        List.of(venue.placeDeadlines.get(1)),
        List.of(log.row("A").deadlineMicros()),
        "as reserved");
    long counts = venue.placeDeadlines.get(0) + venue.settleMicros;
    assertTrue(venue.placeTimes.get(1) > counts, "sent again after the first could still arrive");
    assertTrue(
        venue.lookUpTimes.stream().filter(time -> time >= counts).count() >= 2, "asked twice");
    assertEquals(OrderStatus.FILLED, journal.get(1).getStatus());
    assertEquals(Map.of("A", "ACCEPTED"), log.outcomes());
  }

  @Test
  void notFoundAndNoLongerValidIsUnsent() throws Exception {
    venue
        .places(FakeVenue.answer(Kind.AMBIGUOUS))
        .shows(
            FakeVenue.answer(Kind.NOT_FOUND),
            FakeVenue.answer(Kind.NOT_FOUND),
            FakeVenue.answer(Kind.NOT_FOUND));
    gateway().offer(place("A", Duration.ofMillis(80)));
    awaitReports(2);
    assertEquals(1, venue.count("place A"));
    assertEquals(ExecutionType.UNSENT, journal.get(1).getExecutionType());
    assertEquals(Reports.NOT_FOUND, journal.get(1).getRejectCode());
  }

  /** Not known once, told once; ambiguous answers to the question count for nothing. */
  @Test
  void ambiguousAnswersCountForNothingAndAreToldOnce() throws Exception {
    gateway().offer(place("A"));
    await(() -> venue.count("look up A") > 5);
    assertEquals(1, venue.count("place A"));
    assertEquals(Map.of(), log.outcomes());
    awaitReports(1);
    assertEquals("A/1/unknown", journal.get(0).getReportId());
  }

  @Test
  void aVenueWithoutDeadlinesIsNeverSentToTwice() throws Exception {
    venue.enforcesDeadlines = false;
    venue.places(FakeVenue.answer(Kind.AMBIGUOUS), FakeVenue.filled());
    for (int i = 0; i < 100; i++) {
      venue.shows(FakeVenue.answer(Kind.NOT_FOUND));
    }
    AccountGateway gateway = gateway();
    gateway.offer(place("A"));
    await(() -> venue.count("look up A") > 6);
    assertEquals(1, venue.count("place A"));
    assertEquals(Map.of(), log.outcomes());
    awaitReports(1);
    assertEquals(OrderStatus.UNKNOWN, journal.get(0).getStatus());
    List<Long> asked = List.copyOf(venue.lookUpTimes);
    assertTrue(asked.get(6) - asked.get(5) >= 190_000, "asked at a growing interval: " + asked);
    // The next owner does not send it either.
    gateway.close();
    gateway();
    long before = venue.count("look up A");
    await(() -> venue.count("look up A") > before + 3);
    assertEquals(1, venue.count("place A"));
  }

  @ParameterizedTest
  @EnumSource(names = {"DUPLICATE", "DEADLINE_PASSED", "RATE_LIMITED", "REJECTED"})
  void aRefusalOfALaterAttemptIsNotTheLastWord(Kind refusal) throws Exception {
    venue
        .places(FakeVenue.answer(Kind.AMBIGUOUS), FakeVenue.answer(refusal))
        .shows(
            FakeVenue.answer(Kind.NOT_FOUND),
            FakeVenue.answer(Kind.NOT_FOUND),
            FakeVenue.answer(Kind.NOT_FOUND),
            // The first attempt was there after all.
            FakeVenue.filled());
    gateway().offer(place("A"));
    awaitReports(3);
    assertEquals(OrderStatus.UNKNOWN, journal.get(0).getStatus());
    // Each attempt in doubt is told, and noted, under the one id that the engine counts once.
    assertEquals(journal.get(0).getReportId(), journal.get(1).getReportId());
    assertEquals(OrderStatus.FILLED, journal.get(2).getStatus());
    assertEquals(2, venue.count("place A"));
  }

  /** The venue says that it has the id, whatever it shows. */
  @Test
  void aDuplicateIsAskedForAndNeverSentAgain() throws Exception {
    venue.places(FakeVenue.answer(Kind.DUPLICATE), FakeVenue.filled());
    for (int i = 0; i < 4; i++) {
      venue.shows(FakeVenue.answer(Kind.NOT_FOUND));
    }
    venue.shows(FakeVenue.filled());
    gateway().offer(place("A"));
    awaitReports(2);
    assertEquals(OrderStatus.FILLED, journal.get(1).getStatus());
    assertEquals(1, venue.count("place A"));
  }

  /** Its clock or ours was off: nothing is there, and it is tried again in time. */
  @Test
  void aRequestThatCameTooLateIsMadeAgain() throws Exception {
    venue.places(FakeVenue.answer(Kind.DEADLINE_PASSED), FakeVenue.filled());
    gateway().offer(place("A"));
    awaitReports(1);
    assertEquals(OrderStatus.FILLED, journal.get(0).getStatus());
    assertEquals(2, log.row("A").attempt());
    assertEquals(List.of("place A", "place A"), venue.calls());
  }

  @Test
  void aNewOwnerAsksForWhatTheOldOneLeftOpen() throws Exception {
    log.take("account");
    log.reserve("account", 1, List.of(new Reservation(place("A"), 1, 1, nowMicros())));
    venue.shows(FakeVenue.filled());
    gateway();
    awaitReports(1);
    assertEquals(List.of("look up A"), venue.calls());
    assertEquals(Map.of("A", "ADOPTED"), log.outcomes());
  }

  /** It waited behind a rate limit when a checkpoint passed: it is in the log, not in Kafka. */
  @Test
  void aNewOwnerSendsWhatTheOldOneReservedAndNeverSent() throws Exception {
    log.take("account");
    log.reserve("account", 1, List.of(new Reservation(place("A"), 1, 1, nowMicros() - 1_000_000)));
    venue
        .places(FakeVenue.filled())
        .shows(FakeVenue.answer(Kind.NOT_FOUND), FakeVenue.answer(Kind.NOT_FOUND));
    gateway();
    awaitReports(1);
    assertEquals(List.of("look up A", "look up A", "place A"), venue.calls());
    assertEquals(2, log.row("A").attempt());
    assertEquals(OrderStatus.FILLED, journal.get(0).getStatus());
  }

  @Test
  void aHaltStopsAFurtherAttempt() throws Exception {
    venue
        .places(FakeVenue.answer(Kind.AMBIGUOUS), FakeVenue.filled())
        .shows(
            FakeVenue.answer(Kind.NOT_FOUND),
            FakeVenue.answer(Kind.NOT_FOUND),
            FakeVenue.answer(Kind.NOT_FOUND));
    gateway().offer(place("A"));
    await(() -> venue.count("look up A") == 1);
    log.stops = new Stops(List.of("HALTED all"));
    awaitReports(2);
    assertEquals("HALTED", journal.get(1).getRejectCode());
    assertEquals(1, venue.count("place A"));
  }

  @Test
  void anOrderThatCameTooLateIsAskedForAndNeverSent() throws Exception {
    venue.shows(
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND));
    gateway().offer(place("A", Duration.ofMillis(-1)));
    awaitReports(1);
    assertEquals(ExecutionType.UNSENT, journal.get(0).getExecutionType());
    assertEquals(Reports.EXPIRED_UNSENT, journal.get(0).getRejectCode());
    assertEquals(0, venue.count("place A"));
    assertTrue(venue.count("look up A") >= 2);
  }

  /** Whoever had the account before could not send it any more when it was decided. */
  @Test
  void whatWasDecidedAfterTheAccountWasTakenIsNotAskedFor() throws Exception {
    AccountGateway gateway = gateway();
    gateway.offer(late("A", JournalClock.BOUND_MICROS + 1_000_000));
    awaitReports(1);
    assertEquals(ExecutionType.UNSENT, journal.get(0).getExecutionType());
    assertEquals(Reports.EXPIRED_UNSENT, journal.get(0).getRejectCode());
    assertEquals(List.of(), venue.calls());
  }

  /** Clocks may differ by so much, so that it may have been decided before. */
  @Test
  void whatWasDecidedAboutThenIs() throws Exception {
    venue.shows(FakeVenue.filled());
    AccountGateway gateway = gateway();
    gateway.offer(late("A", JournalClock.BOUND_MICROS - 500_000));
    awaitReports(1);
    assertEquals(OrderStatus.FILLED, journal.get(0).getStatus());
    assertEquals(List.of("look up A"), venue.calls());
  }

  /** Sent in time, told to the log, which loses it; the order is read once more. */
  @Test
  void whatThisOwnerHasSentAndTheLogHasLostIsAskedFor() throws Exception {
    venue.places(FakeVenue.filled());
    venue.shows(FakeVenue.filled());
    AccountGateway gateway = gateway();
    Order order = late("A", JournalClock.BOUND_MICROS + 1_000_000);
    order.setValidUntilMicros(order.getDecisionTimeMicros() + 300_000);
    gateway.offer(order);
    awaitReports(1);
    log.loses("A");
    pause(Duration.ofMillis(400));
    gateway.offer(order);
    awaitReports(2);
    assertEquals(List.of("place A", "look up A"), venue.calls());
  }

  @Test
  void anOwnerRemembersSoManyAndKnowsNothingOfOlderOnes() {
    Tenure tenure = new Tenure();
    assertFalse(isFirst(tenure, "before", -1), "nobody has the account");
    tenure.begins(0);
    assertFalse(isFirst(tenure, "about then", 0), "clocks differ by so much");
    for (int i = 1; i < Tenure.MOST - 1; i++) {
      assertTrue(isFirst(tenure, "o" + i, i), "order " + i);
    }
    assertFalse(isFirst(tenure, "o1", 1), "it has begun");
    assertFalse(isFirst(tenure, "future", 10_000_001), "nobody knows how old it is");
    assertTrue(isFirst(tenure, "x", 1_000_000));
    assertTrue(isFirst(tenure, "y", 1_000_000), "the oldest two are forgotten");
    assertTrue(isFirst(tenure, "z", 1_000_000), "o1 as well");
    assertFalse(isFirst(tenure, "o1", 1), "and whether it was sent");
    assertFalse(isFirst(tenure, "older", 1), "as of all that were decided when it was");
  }

  /** Decided so much later than clocks may differ after the account was taken; 10 s after that. */
  private static boolean isFirst(Tenure tenure, String id, long laterMicros) {
    long decided = JournalClock.BOUND_MICROS + laterMicros;
    return tenure.isFirst(
        GatewayOrders.order(id).setDecisionTimeMicros(decided).build(), 10_000_000);
  }

  /** Both clocks go on by so much; the order was decided now, and is late. */
  private Order late(String id, long laterMicros) {
    hostOffsetMicros = laterMicros;
    venue.offsetMicros = laterMicros;
    Order order = place(id);
    order.setDecisionTimeMicros(nowMicros() + laterMicros);
    order.setValidUntilMicros(nowMicros() + laterMicros - 1);
    return order;
  }

  /** The log was lost: the order was sent when it was not late. */
  @Test
  void anOrderThatCameTooLateAndIsThereIsAdopted() throws Exception {
    venue.shows(FakeVenue.filled());
    gateway().offer(place("A", Duration.ofMillis(-1)));
    awaitReports(1);
    assertEquals(OrderStatus.FILLED, journal.get(0).getStatus());
    assertEquals(List.of("look up A"), venue.calls());
  }

  /** An hour-wrong host judges by the venue's clock: what is valid is sent, what is not, is not. */
  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(longs = {3_600_000_000L, -3_600_000_000L})
  void aHostWhoseClockIsOffJudgesByTheVenues(long offset) throws Exception {
    hostOffsetMicros = offset;
    venue.places(FakeVenue.filled());
    AccountGateway gateway = gateway();
    gateway.offer(place("A"));
    awaitReports(1);
    assertEquals(OrderStatus.FILLED, journal.get(0).getStatus());
    venue.shows(
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND));
    Order late = place("B", Duration.ofMinutes(-1));
    late.setDecisionTimeMicros(nowMicros() - 120_000_000);
    gateway.offer(late);
    awaitReports(2);
    assertEquals(Reports.EXPIRED_UNSENT, journal.get(1).getRejectCode());
    assertEquals(0, venue.count("place B"));
  }

  /** A ticker an hour ahead: the order says that it is valid, and nobody can tell how old it is. */
  @Test
  void anOrderFromTheFutureIsNotSent() throws Exception {
    venue.shows(
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND));
    Order order = place("A", Duration.ofHours(1));
    order.setDecisionTimeMicros(nowMicros() + 3_600_000_000L);
    gateway().offer(order);
    awaitReports(1);
    assertEquals(Reports.EXPIRED_UNSENT, journal.get(0).getRejectCode());
    assertEquals(0, venue.count("place A"));
    assertTrue(venue.count("look up A") >= 2);
  }

  /** The venue's clock goes back by an hour; nobody sent the order meanwhile, nor will. */
  @Test
  void whatWasNeverSentDoesNotWaitForADeadlineThatAWrongClockHasSet() throws Exception {
    venue.offsetMicros = 3_600_000_000L;
    venue.shows(
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND));
    gateway().offer(place("A", Duration.ofMillis(200)));
    await(() -> venue.count("look up A") > 0);
    venue.offsetMicros = 0;
    awaitReports(1);
    assertEquals(Reports.EXPIRED_UNSENT, journal.get(0).getRejectCode());
    assertEquals(0, venue.count("place A"));
  }

  /** The same with one that was sent: it may be taken for another hour, and is asked for. */
  @Test
  void whatWasSentByAWrongClockIsToldAndAskedForAllTheTime() throws Exception {
    venue.offsetMicros = 3_600_000_000L;
    venue.places(FakeVenue.answer(Kind.AMBIGUOUS));
    venue.shows(
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.answer(Kind.NOT_FOUND),
        FakeVenue.filled());
    gateway().offer(place("A", Duration.ofHours(2)));
    await(() -> venue.count("look up A") > 0);
    venue.offsetMicros = 0;
    awaitReports(2);
    assertEquals(OrderStatus.UNKNOWN, journal.get(0).getStatus());
    assertEquals(OrderStatus.FILLED, journal.get(1).getStatus());
    assertEquals(1, venue.count("place A"));
  }
}
