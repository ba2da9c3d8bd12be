package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.hedgerow.cli.stack.TestDatabase;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.RecordCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class OrderResolutionTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private JdbcIntentLog log;
  private Connection connection;
  private OrderResolution resolution;
  private Reservation reservation;

  @BeforeEach
  void begin() throws Exception {
    DATABASE.empty();
    log = new JdbcIntentLog(DATABASE.login());
    connection = DATABASE.openAsOwner();
    resolution = new OrderResolution(connection);
    log.take("perp");
    reservation = new Reservation(GatewayOrders.order("A"), 1, 1, 77);
    log.reserve("perp", 1, List.of(reservation));
  }

  @AfterEach
  void end() throws Exception {
    connection.close();
    log.close();
  }

  @Test
  void onlyAnUnknownOrderCanBeResolvedAndOnlyOnce() throws Exception {
    assertEquals(List.of(), resolution.unknown());
    assertThrows(OrderResolution.Refused.class, () -> resolution.notSent("A", "ann", "looked"));
    assertThrows(OrderResolution.Refused.class, () -> resolution.notSent("B", "ann", "looked"));
    log.unknown(reservation);
    assertEquals("A", resolution.unknown().get(0).order().getClientOrderId());
    resolution.notSent("A", "ann", "looked");
    assertEquals(List.of(), resolution.unknown());
    assertThrows(OrderResolution.Refused.class, () -> resolution.notSent("A", "bob", "looked"));
    assertEquals(
        "ann looked " + OrderResolution.NOT_SENT,
        DATABASE.one(
            "SELECT resolved_by || ' ' || reason || ' ' || outcome FROM gateway_resolution"));
    assertEquals(1, DATABASE.count("gateway_resolution"));
  }

  @Test
  void theGatewayFindsTheReportAndGivesUpItsOwnOutcome() throws Exception {
    log.unknown(reservation);
    resolution.notSent("A", "ann", "looked");
    ExecutionReport report = report();
    assertEquals(ExecutionType.UNSENT, report.getExecutionType());
    assertEquals(OrderResolution.NOT_SENT, report.getRejectCode());
    assertEquals("A/1/1", report.getReportId());
    assertTrue(report.getRejectText().contains("ann"), report.getRejectText());
    assertFalse(log.conclude(reservation, "ADOPTED", new byte[0]));
    assertEquals(IntentLog.Attempt.RESOLVED, log.attemptAgain(reservation, 99));
    assertEquals(OrderResolution.NOT_SENT, DATABASE.one("SELECT outcome FROM gateway_order"));
    assertEquals(List.of(), log.open("perp"));
  }

  @Test
  void aFillIsToldAsATradeWithAnExecutionOfItsOwn() throws Exception {
    log.unknown(reservation);
    assertThrows(
        OrderResolution.Refused.class,
        () ->
            resolution.filled(
                "A", Optional.of(new BigDecimal("1.5")), Optional.empty(), "ann", "too much"));
    resolution.filled(
        "A",
        Optional.of(new BigDecimal("0.4")),
        Optional.of(new BigDecimal("49999.5")),
        "ann",
        "looked");
    ExecutionReport report = report();
    assertEquals(ExecutionType.TRADE, report.getExecutionType());
    assertEquals("resolved-A", report.getExecutionId());
    assertEquals(Decimals.parse("0.4"), report.getLastQuantity());
    assertEquals(Decimals.parse("49999.5"), report.getLastPrice());
    assertEquals(Decimals.parse("0.4"), report.getCumulativeQuantity());
  }

  @Test
  void withoutAQuantityItIsTheWholeOrderAtItsLimit() throws Exception {
    log.unknown(reservation);
    resolution.filled("A", Optional.empty(), Optional.empty(), "ann", "looked");
    assertEquals(OrderStatus.FILLED, report().getStatus());
    assertEquals(Decimals.of(1), report().getLastQuantity());
    assertEquals(Decimals.of(50_000), report().getLastPrice());
  }

  /** The gateway sends it again after all: it is not unknown any more. */
  @Test
  void anOrderThatIsSentAgainIsNotForAPerson() throws Exception {
    log.unknown(reservation);
    assertEquals(IntentLog.Attempt.GRANTED, log.attemptAgain(reservation, 99));
    assertEquals(List.of(), resolution.unknown());
    assertThrows(OrderResolution.Refused.class, () -> resolution.notSent("A", "ann", "looked"));
  }

  /** The venue took it, and does not know it any more: its first outcome stands until then. */
  @Test
  void anOrderThatVanishedIsForAPersonOnce() throws Exception {
    log.conclude(reservation, "ACCEPTED", new byte[0]);
    log.published(List.of(new IntentLog.Published("A", 1)));
    assertThrows(OrderResolution.Refused.class, () -> resolution.notSent("A", "ann", "looked"));
    log.vanished(reservation.order());
    log.vanished(reservation.order());
    assertEquals("A", resolution.unknown().get(0).order().getClientOrderId());
    assertEquals("ACCEPTED", DATABASE.one("SELECT outcome FROM gateway_order"));
    assertEquals(List.of(), log.unpublished("perp"));
    resolution.notSent("A", "ann", "looked");
    assertEquals("A/1/1/resolved", report().getReportId());
    assertEquals(ExecutionType.UNSENT, report().getExecutionType());
    assertEquals(List.of(), resolution.unknown());
    assertThrows(OrderResolution.Refused.class, () -> resolution.notSent("A", "bob", "looked"));
  }

  private ExecutionReport report() throws Exception {
    List<byte[]> unpublished = log.unpublished("perp");
    assertEquals(1, unpublished.size());
    return (ExecutionReport)
        RecordCodec.of(JournalEntry.class).decode(unpublished.get(0)).getPayload();
  }
}
