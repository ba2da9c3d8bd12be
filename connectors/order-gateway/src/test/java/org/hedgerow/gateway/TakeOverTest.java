package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Answer.Kind;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.junit.jupiter.api.Test;

/** One owner of an account after another, and what the earlier one, which goes on, says. */
class TakeOverTest extends GatewayHarness {
  private void showsNothing() {
    for (int i = 0; i < 200; i++) {
      venue.shows(FakeVenue.answer(Kind.NOT_FOUND));
    }
  }

  /** The cancel itself may be behind a completed checkpoint: nobody reads it again. */
  @Test
  void whatWasToBeCanceledIsCanceledByTheNextOwner() throws Exception {
    AccountGateway first = gateway();
    Order order = place("A");
    first.offer(order);
    first.offer(command(order, OrderCommand.CANCEL, 2));
    first.awaitReserved();
    pause(Duration.ofMillis(50));
    first.close();
    assertEquals(List.of("place A"), venue.calls(), "the cancel waits for the place");
    venue.shows(FakeVenue.working());
    gateway();
    await(() -> log.outcomes().containsKey("A"));
    await(() -> venue.count("cancel A") == 1);
    assertEquals("ADOPTED", log.outcomes().get("A"));
  }

  @Test
  void whatHasEndedNeedsNoCancelOfTheNextOwner() throws Exception {
    AccountGateway first = gateway();
    Order order = place("A");
    first.offer(order);
    first.offer(command(order, OrderCommand.CANCEL, 2));
    first.awaitReserved();
    first.close();
    venue.shows(FakeVenue.view(OrderStatus.FILLED, BigDecimal.ONE));
    gateway();
    awaitReports(1);
    pause(Duration.ofMillis(100));
    assertEquals(0, venue.count("cancel A"));
  }

  /** It asks between two attempts of the next owner, and sees nothing: that is no end. */
  @Test
  void anOwnerBeforeDoesNotSayThatWhatTheNextOneSendsIsAbsent() throws Exception {
    venue.deadlineMicros = 300_000;
    AccountGateway before = gateway();
    AccountGateway next = gateway();
    Order order = place("A");
    next.offer(order);
    next.awaitReserved();
    venue.settleMicros = 10_000_000;
    // Its deadline has passed, and the next owner still waits for the venue to settle.
    pause(Duration.ofMillis(500));
    venue.settleMicros = 0;
    showsNothing();
    before.offer(command(order, OrderCommand.STATUS_REQUEST, 2));
    pause(Duration.ofMillis(200));
    assertTrue(
        journal.stream().noneMatch(one -> one.getExecutionType() == ExecutionType.UNSENT),
        journal::toString);
  }

  /** Else a person could resolve as unknown what another owner is sending. */
  @Test
  void anOwnerBeforeDoesNotMarkOrdersAsUnknown() throws Exception {
    timing = PATIENT;
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    venue.placeAnswers.add(answer);
    AccountGateway before = gateway();
    before.offer(place("A"));
    await(() -> venue.count("place A") == 1);
    venue.shows(FakeVenue.working());
    gateway();
    await(() -> journal.size() == 1);
    // The owner before does not know what became of its place, and may not say so.
    answer.complete(FakeVenue.answer(Kind.AMBIGUOUS));
    await(() -> failures.size() == 1);
    assertInstanceOf(FencedException.class, failures.get(0));
    pause(Duration.ofMillis(100));
    assertEquals(
        List.of(OrderStatus.ACCEPTED), journal.stream().map(ExecutionReport::getStatus).toList());
  }

  private static Order amend(String id) {
    Order amend = command(place(id), OrderCommand.AMEND, 2);
    amend.setPrice(Decimals.parse("49999"));
    return amend;
  }

  /** The account is not in the configuration any more: it may have been amended or not. */
  @Test
  void anAmendThatAnOwnerBeforeMayHaveSentIsNotSaidToBeUnsent() throws Exception {
    venue.deadlineMicros = 5_000_000;
    AccountGateway before = gateway();
    before.offer(amend("A"));
    await(() -> venue.count("amend A") == 1);
    before.close();
    gateway(new UnconfiguredVenue());
    pause(Duration.ofMillis(200));
    assertEquals(List.of(), journal);
    assertEquals(Optional.empty(), Optional.ofNullable(log.outcomes().get("A/2")));
    venue.shows(FakeVenue.standing("49999"));
    gateway();
    awaitReports(1);
    ExecutionReport report = journal.get(0);
    assertEquals(ExecutionType.REPLACED, report.getExecutionType());
  }

  @Test
  void whereTheAccountIsNotConfiguredNothingIsAmended() throws Exception {
    gateway(new UnconfiguredVenue()).offer(amend("A"));
    awaitReports(1);
    assertEquals("A/2/1", journal.get(0).getReportId());
    assertTrue(
        journal.get(0).getExecutionType() == ExecutionType.REJECTED
            || journal.get(0).getExecutionType() == ExecutionType.UNSENT);
  }
}
