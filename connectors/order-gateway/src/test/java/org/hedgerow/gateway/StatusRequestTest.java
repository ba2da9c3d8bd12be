package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Answer.Kind;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.ReportSource;
import org.junit.jupiter.api.Test;

/** Who misses reports of an order gets them, or its certain absence, or nothing. */
class StatusRequestTest extends GatewayHarness {
  private static final Fill FIRST = fill("e1", "0.4", "50000.5");
  private static final Fill SECOND = fill("e2", "0.6", "50001");

  @Test
  void theFillsAreToldAndThenTheState() throws Exception {
    venue.fills = List.of(FIRST, SECOND);
    venue.shows(FakeVenue.filled());
    gateway().offer(request("A", 3));
    awaitReports(3);
    for (ExecutionReport report : journal) {
      assertTrue(report.getReconciliation());
      assertEquals(ReportSource.RECONCILIATION, report.getSource());
      assertEquals("A", report.getClientOrderId());
      assertTrue(report.getReportId().startsWith("A/3/"), report.getReportId());
    }
    ExecutionReport one = journal.get(0);
    assertEquals(ExecutionType.TRADE, one.getExecutionType());
    assertEquals("e1", one.getExecutionId());
    assertEquals(Decimals.parse("0.4"), one.getLastQuantity());
    assertEquals(Decimals.parse("50000.5"), one.getLastPrice());
    assertEquals(Decimals.parse("0.4"), one.getCumulativeQuantity());
    assertEquals(Decimals.parse("0.01"), one.getFee());
    assertEquals("USDT", one.getFeeCurrency());
    assertEquals(LiquidityFlag.TAKER, one.getLiquidity());
    assertEquals(OrderStatus.PARTIALLY_FILLED, one.getStatus());
    assertEquals("e2", journal.get(1).getExecutionId());
    assertEquals(OrderStatus.FILLED, journal.get(1).getStatus());
    assertEquals(Decimals.of(1), journal.get(1).getCumulativeQuantity());
    assertEquals(ExecutionType.STATUS, journal.get(2).getExecutionType());
    assertEquals(OrderStatus.FILLED, journal.get(2).getStatus());
  }

  /** Some venues give averages with sixteen decimals, others leave the division to us. */
  @Test
  void anAverageOfManyDigitsIsRounded() throws Exception {
    venue.fills = List.of(FIRST, SECOND);
    venue.shows(
        new Answer(
            Kind.ACCEPTED,
            "",
            "",
            Optional.of(
                new Answer.OrderView(
                    "77",
                    OrderStatus.FILLED,
                    BigDecimal.ONE,
                    Optional.of(new BigDecimal("50000.3333333333333333"))))));
    gateway().offer(request("A", 3));
    awaitReports(3);
    assertEquals(Decimals.parse("50000.3333333333333"), journal.get(2).getAveragePrice());
  }

  @Test
  void anOrderWithoutFillsIsOneReportAndARepeatedRequestTheSame() throws Exception {
    venue.shows(FakeVenue.working(), FakeVenue.working());
    AccountGateway gateway = gateway();
    gateway.offer(request("A", 3));
    gateway.offer(request("A", 3));
    awaitReports(2);
    assertEquals(journal.get(0).getReportId(), journal.get(1).getReportId());
    assertEquals(List.of("look up A", "look up A"), venue.calls());
    assertEquals(OrderStatus.ACCEPTED, journal.get(0).getStatus());
  }

  /** Whoever may have sent it did so while it was valid; that is over. */
  @Test
  void anOrderThatIsCertainlyNotThereIsUnsent() throws Exception {
    venue.shows(FakeVenue.answer(Kind.NOT_FOUND), FakeVenue.answer(Kind.NOT_FOUND));
    gateway().offer(request("A", 3, Duration.ofSeconds(-10)));
    awaitReports(1);
    assertEquals(ExecutionType.UNSENT, journal.get(0).getExecutionType());
    assertEquals(Reports.NOT_FOUND, journal.get(0).getRejectCode());
    assertTrue(journal.get(0).getReconciliation());
    assertEquals(2, venue.calls().size());
  }

  @Test
  void absenceSaysNothingWhileARequestMayBeUnderWay() throws Exception {
    venue.shows(FakeVenue.answer(Kind.NOT_FOUND), FakeVenue.answer(Kind.NOT_FOUND));
    gateway().offer(request("A", 3, Duration.ofMinutes(1)));
    await(() -> venue.calls().size() == 2);
    pause(Duration.ofMillis(100));
    awaitReports(0);
  }

  /** Its own loop finds out. */
  @Test
  void absenceSaysNothingWhileAnAttemptIsOpen() throws Exception {
    venue.enforcesDeadlines = false;
    for (int i = 0; i < 100; i++) {
      venue.shows(FakeVenue.answer(Kind.NOT_FOUND));
    }
    venue.places(FakeVenue.answer(Kind.AMBIGUOUS));
    AccountGateway gateway = gateway();
    Order order = place("A", Duration.ofMillis(50));
    gateway.offer(order);
    await(() -> venue.count("look up A") > 3);
    gateway.offer(command(order, OrderCommand.STATUS_REQUEST, 2));
    pause(Duration.ofMillis(500));
    awaitReports(1);
    assertEquals(OrderStatus.UNKNOWN, journal.get(0).getStatus());
  }

  /** The venue forgets orders; what it took is not unsent for that, and somebody has to know. */
  @Test
  void anOrderThatTheVenueTookIsNeverUnsent() throws Exception {
    venue.places(FakeVenue.working());
    AccountGateway gateway = gateway();
    Order order = place("A");
    gateway.offer(order);
    awaitReports(1);
    pause(Duration.ofMillis(150));
    venue.shows(FakeVenue.answer(Kind.NOT_FOUND), FakeVenue.answer(Kind.NOT_FOUND));
    gateway.offer(command(order, OrderCommand.STATUS_REQUEST, 2));
    await(() -> venue.count("look up A") == 2);
    awaitReports(2);
    assertEquals(OrderStatus.UNKNOWN, journal.get(1).getStatus());
    assertEquals(ExecutionType.STATUS, journal.get(1).getExecutionType());
    assertEquals(Reports.VANISHED, journal.get(1).getRejectCode());
    venue.shows(FakeVenue.answer(Kind.NOT_FOUND), FakeVenue.answer(Kind.NOT_FOUND));
    gateway.offer(command(order, OrderCommand.STATUS_REQUEST, 3));
    awaitReports(3);
    assertEquals(journal.get(1).getReportId(), journal.get(2).getReportId(), "told once");
  }

  @Test
  void silenceIsAskedAFewTimesAndThenLeft() throws Exception {
    gateway().offer(request("A", 3));
    await(() -> venue.count("look up A") == 5);
    pause(Duration.ofMillis(500));
    assertEquals(5, venue.count("look up A"));
    awaitReports(0);
  }

  private static Order request(String id, int number) {
    return command(place(id), OrderCommand.STATUS_REQUEST, number);
  }

  private static Order request(String id, int number, Duration valid) {
    return command(place(id, valid), OrderCommand.STATUS_REQUEST, number);
  }

  private static Fill fill(String id, String quantity, String price) {
    return new Fill(
        id,
        new BigDecimal(quantity),
        new BigDecimal(price),
        new BigDecimal("0.01"),
        "USDT",
        LiquidityFlag.TAKER,
        1_700_000_000_000_000L);
  }
}
