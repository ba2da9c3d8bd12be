package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchanges.order.Answer.Kind;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.Test;

/**
 * Orders that stand in the book. Their validity is that of sending them; nothing that happens to
 * the gateway doubles them or ends them.
 */
class RestingOrderTest extends GatewayHarness {
  private static Order resting(String id, Duration valid) {
    Order order = place(id, valid);
    order.setTimeInForce(TimeInForce.POST_ONLY);
    return order;
  }

  private List<OrderStatus> told() {
    return journal.stream().map(ExecutionReport::getStatus).toList();
  }

  /** Its answer was lost, its time to be sent is over, and it stands: it is ours, and goes on. */
  @Test
  void oneInDoubtThatStandsAtTheVenueIsAdoptedAndNotSentAgain() throws Exception {
    venue.places(FakeVenue.answer(Kind.AMBIGUOUS));
    gateway().offer(resting("A", Duration.ofMillis(150)));
    await(() -> journal.size() == 1);
    pause(Duration.ofMillis(200));
    synchronized (venue) {
      venue.shows(FakeVenue.working());
    }
    awaitReports(2);
    pause(Duration.ofMillis(200));
    assertEquals(1, venue.count("place A"));
    assertEquals(0, venue.count("cancel A"));
    assertEquals(List.of(OrderStatus.UNKNOWN, OrderStatus.ACCEPTED), told());
    assertEquals(Map.of("A", "ADOPTED"), log.outcomes());
  }

  /** Killed between sending and the answer: the next owner finds it standing. */
  @Test
  void aNewOwnerAdoptsWhatStands() throws Exception {
    AccountGateway first = gateway();
    first.offer(resting("A", Duration.ofMillis(100)));
    await(() -> venue.count("place A") == 1);
    first.close();
    pause(Duration.ofMillis(100));
    venue.shows(FakeVenue.view(OrderStatus.PARTIALLY_FILLED, new BigDecimal("0.3")));
    gateway();
    awaitReports(1);
    pause(Duration.ofMillis(200));
    assertEquals(1, venue.count("place A"));
    assertEquals(List.of(OrderStatus.PARTIALLY_FILLED), told());
    assertEquals(Map.of("A", "ADOPTED"), log.outcomes());
  }

  /** What stood before the take-over stands after it, and can be canceled by whoever owns it. */
  @Test
  void aTakeOverLeavesWhatStandsAndCancelsItWhenAsked() throws Exception {
    venue.places(FakeVenue.working());
    AccountGateway first = gateway();
    Order order = resting("A", Duration.ofMillis(100));
    first.offer(order);
    awaitReports(1);
    first.close();
    pause(Duration.ofMillis(200));
    AccountGateway second = gateway();
    second.offer(order);
    second.awaitReserved();
    pause(Duration.ofMillis(200));
    assertEquals(List.of("place A"), venue.calls(), "it is known, also when it is read again");
    second.offer(command(order, OrderCommand.CANCEL, 2));
    awaitReports(2);
    assertEquals(List.of("place A", "cancel A"), venue.calls());
    assertEquals(List.of(OrderStatus.ACCEPTED, OrderStatus.CANCELED), told());
  }

  /** Twice the same and once more under the next number: the venue decides, and tells one end. */
  @Test
  void aCancelThatIsReadOrSentAgainChangesNothing() throws Exception {
    venue.places(FakeVenue.working());
    venue.cancelAnswers.addAll(
        List.of(
            FakeVenue.view(OrderStatus.CANCELED, BigDecimal.ZERO),
            FakeVenue.answer(Kind.REJECTED),
            FakeVenue.answer(Kind.NOT_FOUND)));
    venue.shows(
        FakeVenue.view(OrderStatus.CANCELED, BigDecimal.ZERO),
        FakeVenue.view(OrderStatus.CANCELED, BigDecimal.ZERO));
    AccountGateway gateway = gateway();
    Order order = resting("A", Duration.ofSeconds(5));
    gateway.offer(order);
    awaitReports(1);
    gateway.offer(command(order, OrderCommand.CANCEL, 2));
    await(() -> journal.size() == 2);
    gateway.offer(command(order, OrderCommand.CANCEL, 2));
    await(() -> journal.size() == 3);
    gateway.offer(command(order, OrderCommand.CANCEL, 3));
    awaitReports(4);
    assertEquals(
        List.of(
            OrderStatus.ACCEPTED, OrderStatus.CANCELED, OrderStatus.CANCELED, OrderStatus.CANCELED),
        told());
    assertEquals(Map.of("A", "ACCEPTED"), log.outcomes());
  }

  /** The fill was faster than the cancel: that is how it ended, and no error. */
  @Test
  void aCancelOfAFilledOrderTellsTheFill() throws Exception {
    venue.places(FakeVenue.working());
    venue.cancelAnswers.add(FakeVenue.answer(Kind.REJECTED));
    venue.shows(FakeVenue.filled());
    AccountGateway gateway = gateway();
    Order order = resting("A", Duration.ofSeconds(5));
    gateway.offer(order);
    awaitReports(1);
    gateway.offer(command(order, OrderCommand.CANCEL, 2));
    awaitReports(2);
    assertEquals(OrderStatus.FILLED, journal.get(1).getStatus());
  }

  /** Long after it could be sent it is asked for: it stands, and nothing says that it has ended. */
  @Test
  void aStatusRequestAfterItsValiditySaysThatItStands() throws Exception {
    venue.places(FakeVenue.working());
    venue.shows(FakeVenue.working());
    AccountGateway gateway = gateway();
    Order order = resting("A", Duration.ofMillis(50));
    gateway.offer(order);
    awaitReports(1);
    pause(Duration.ofMillis(150));
    gateway.offer(command(order, OrderCommand.STATUS_REQUEST, 2));
    awaitReports(2);
    assertEquals(List.of(OrderStatus.ACCEPTED, OrderStatus.ACCEPTED), told());
  }

  /** Read too late, it may have been sent by somebody whose log is lost: it is asked for first. */
  @Test
  void oneThatIsReadTooLateAndStandsIsAdopted() throws Exception {
    venue.shows(FakeVenue.working());
    gateway().offer(resting("A", Duration.ofSeconds(-1)));
    awaitReports(1);
    assertEquals(0, venue.count("place A"));
    assertEquals(List.of(OrderStatus.ACCEPTED), told());
  }
}
