package org.hedgerow.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.cli.chaos.ExchangeLedger;
import org.hedgerow.schema.Order;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each thing that can be wrong with an order is found, by a ledger written by hand. */
class TraceFindingsTest {
  private static final String REQUEST =
      "{\"type\":\"request\",\"t_us\":12,\"received_us\":11,\"account\":\"acct\",\"method\":\"POST\",\"path\":\"/v1/order\",\"clientId\":\"A\",\"verdict\":\"accepted\",\"parameters\":{\"newClientOrderId\":\"A\"}}";
  private static final String PLACED =
      "{\"type\":\"order\",\"t_us\":13,\"account\":\"acct\",\"symbol\":\"XYZ\",\"orderId\":7,\"clientId\":\"A\",\"side\":\"BUY\",\"quantity\":\"2\",\"filled\":\"2\",\"customer\":false}";
  private static final String FILL =
      "{\"type\":\"fill\",\"t_us\":13,\"account\":\"acct\",\"symbol\":\"XYZ\",\"tradeId\":5,\"side\":\"BUY\",\"quantity\":\"2\",\"price\":\"10\",\"fee\":\"0.01\",\"feeAsset\":\"USD\"}";

  @TempDir private Path folder;
  private final Map<String, OrderLife> orders = new LinkedHashMap<>();
  private final Map<String, String> executions = new LinkedHashMap<>();
  private final TraceFindings findings = new TraceFindings();
  private OrderLife life;

  @BeforeEach
  void oneOrderThatIsWhole() {
    life = new OrderLife(new Order(), 1);
    life.decisions = 1;
    life.journaledMicros = 1;
    life.reservedMicros = 1;
    life.reported = true;
    life.explained = true;
    life.filledByRow = "2.0";
    orders.put("A", life);
    executions.put(
        "acct/XYZ/5",
        ExchangeLedger.content(
            "BUY", new BigDecimal(2), BigDecimal.TEN, new BigDecimal("0.01"), "USD"));
  }

  private ExchangeLedger ledger(String... rows) throws IOException {
    return ExchangeLedger.read(Files.write(folder.resolve("ledger.jsonl"), List.of(rows)));
  }

  private void judge(String... rows) throws IOException {
    findings.judge(orders, ledger(rows), Map.of(), executions);
  }

  @Test
  void nothingIsWrongWithAWholeOne() throws Exception {
    judge(REQUEST, PLACED, FILL);
    findings.fillRows(1, 1, ledger(FILL));
    assertTrue(findings.isEmpty(), () -> findings.untraced() + " " + findings.lost());
    assertEquals(11, life.atExchangeMicros);
  }

  @Test
  void anOrderThatIsNotAtTheExchangeIsLostUnlessItsEndWasTold() throws Exception {
    executions.clear();
    judge();
    assertEquals(Set.of("A"), findings.lost());
    TraceFindings told = new TraceFindings();
    told.judge(orders, ledger(), Map.of("A", "EXPIRED"), executions);
    assertTrue(told.isEmpty());
  }

  @Test
  void anOrderAtTheExchangeThatNobodyOrderedIsUntraced() throws Exception {
    orders.clear();
    judge(REQUEST, PLACED, FILL);
    assertEquals(Set.of("A"), findings.untraced().keySet());
  }

  @Test
  void twoOrdersUnderOneIdAndAPlaceSentAgainAreDoubled() throws Exception {
    judge(REQUEST, PLACED, PLACED.replace("\"orderId\":7", "\"orderId\":8"), FILL);
    assertEquals(Set.of("A: at the exchange as [acct/7, acct/8]"), findings.doubled());
    TraceFindings again = new TraceFindings();
    again.judge(orders, ledger(REQUEST, REQUEST, PLACED, FILL), Map.of(), executions);
    assertEquals(Set.of("A: placed again"), again.doubled());
  }

  @Test
  void whatTheVenueDidNotJudgeMayBePlacedAgainUnlessNobodyWasTold() throws Exception {
    String late = REQUEST.replace("\"accepted\"", "\"refused\",\"status\":400,\"code\":-1021");
    judge(late, REQUEST, PLACED, FILL);
    assertEquals(Set.of(), findings.doubled());
    TraceFindings untold = new TraceFindings();
    String cut = late.replace("\"verdict\"", "\"fault\":\"cut\",\"verdict\"");
    untold.judge(orders, ledger(cut, REQUEST, PLACED, FILL), Map.of(), executions);
    assertEquals(Set.of("A: placed again"), untold.doubled());
  }

  @Test
  void eachHoleInTheTraceIsNamed() throws Exception {
    life.decisions = 0;
    life.journaledMicros = 0;
    life.reservedMicros = 0;
    life.reported = false;
    life.explained = false;
    life.filledByRow = "1";
    judge(REQUEST, PLACED, FILL);
    assertEquals(6, findings.untraced().get("A").size(), findings.untraced().toString());
  }

  @Test
  void aDecisionTwiceIsDoubled() throws Exception {
    life.decisions = 2;
    judge(REQUEST, PLACED, FILL);
    assertEquals(Set.of("A: decided 2 times"), findings.doubled());
  }

  @Test
  void fillsAreHeldAgainstTheLedgerBothWays() throws Exception {
    executions.put("acct/XYZ/6", "made up");
    judge(REQUEST, PLACED, FILL, FILL.replace("\"tradeId\":5", "\"tradeId\":9"));
    assertEquals(Set.of("fill acct/XYZ/9"), findings.lost());
    assertEquals(Set.of("fill acct/XYZ/6: not the exchange's"), findings.doubled());
    TraceFindings otherwise = new TraceFindings();
    executions.remove("acct/XYZ/6");
    otherwise.judge(
        orders, ledger(REQUEST, PLACED, FILL.replace("\"10\"", "\"11\"")), Map.of(), executions);
    assertEquals(Set.of("fill acct/XYZ/5"), otherwise.untraced().keySet());
    TraceFindings rows = new TraceFindings();
    rows.fillRows(2, 1, ledger(FILL));
    rows.fillRows(0, 0, ledger(FILL));
    assertEquals(1, rows.doubled().size());
    assertEquals(1, rows.lost().size());
  }
}
