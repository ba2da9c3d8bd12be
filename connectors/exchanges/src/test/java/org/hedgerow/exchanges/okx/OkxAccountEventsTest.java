package org.hedgerow.exchanges.okx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.RejectCodes;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The private channels. */
class OkxAccountEventsTest {
  private static final String NO_FILL =
      Samples.ORDER
          .replace("\"fillSz\":\"0.5\"", "\"fillSz\":\"0\"")
          .replace("\"tradeId\":\"902\"", "\"tradeId\":\"\"");

  private static ExecutionReport report(String json) {
    return (ExecutionReport) Samples.decode(json).only();
  }

  @Test
  void anExecutionWithItsFee() {
    ExecutionReport report = report(Samples.ORDER);
    assertEquals("OKX/acct/XYZ-USDT-SWAP/exec/902", report.getReportId());
    assertEquals(ReportSource.STREAM, report.getSource());
    assertEquals(ExecutionType.TRADE, report.getExecutionType());
    assertEquals(OrderStatus.PARTIALLY_FILLED, report.getStatus());
    assertEquals("mine1", report.getClientOrderId());
    assertEquals("555", report.getVenueOrderId());
    assertEquals("902", report.getExecutionId());
    assertEquals(Side.SELL, report.getSide());
    assertTrue(report.getReduceOnly());
    assertEquals(OrderType.LIMIT, report.getOrderType());
    assertEquals(TimeInForce.POST_ONLY, report.getTimeInForce());
    assertEquals(new Decimal(5L, 1), report.getLastQuantity());
    assertEquals(new Decimal(1234L, 2), report.getLastPrice());
    assertEquals(new Decimal(15L, 1), report.getCumulativeQuantity());
    assertEquals(new Decimal(12345L, 3), report.getAveragePrice());
    // The venue took it, which is negative there.
    assertEquals(new Decimal(1234L, 6), report.getFee());
    assertEquals("USDT", report.getFeeCurrency());
    assertEquals(LiquidityFlag.MAKER, report.getLiquidity());
    assertEquals(1_700_000_000_390_000L, report.getAcknowledgedTimeMicros());
  }

  @Test
  void theLastExecutionFillsTheOrder() {
    ExecutionReport report =
        report(Samples.ORDER.replace("\"accFillSz\":\"1.5\"", "\"accFillSz\":\"2\""));
    assertEquals(OrderStatus.FILLED, report.getStatus());
  }

  @Test
  void aFeeOfTheOrderIsThatOfItsOnlyExecution() {
    String old =
        Samples.ORDER.replace(
            "\"fillFee\":\"-0.001234\",\"fillFeeCcy\":\"USDT\"",
            "\"fee\":\"0.002\",\"feeCcy\":\"USDT\"");
    assertNull(report(old).getFee());
    ExecutionReport only = report(old.replace("\"accFillSz\":\"1.5\"", "\"accFillSz\":\"0.5\""));
    // A rebate.
    assertEquals(new Decimal(-2L, 3), only.getFee());
  }

  @ParameterizedTest
  @CsvSource({
    "live, '', NEW, ACCEPTED",
    "live, 0, REPLACED, ACCEPTED",
    "live, -1, STATUS, ACCEPTED",
    "partially_filled, '', STATUS, PARTIALLY_FILLED",
    "canceled, '', CANCELED, CANCELED",
    "mmp_canceled, '', CANCELED, CANCELED",
    "surprise, '', STATUS, UNKNOWN"
  })
  void statesWithoutAnExecution(
      String state, String amended, ExecutionType type, OrderStatus status) {
    ExecutionReport report =
        report(
            NO_FILL
                .replace("\"state\":\"partially_filled\"", "\"state\":\"" + state + "\"")
                .replace("\"amendResult\":\"\"", "\"amendResult\":\"" + amended + "\""));
    assertEquals(type, report.getExecutionType());
    assertEquals(status, report.getStatus());
    assertNull(report.getExecutionId());
    assertNull(report.getLastQuantity());
    assertEquals(LiquidityFlag.NONE, report.getLiquidity());
  }

  @Test
  void aCancelThatRepeatsTheLastExecutionTellsBoth() {
    Collected found =
        Samples.decode(
            Samples.ORDER
                .replace("\"state\":\"partially_filled\"", "\"state\":\"canceled\"")
                .replace("\"cancelSource\":\"\"", "\"cancelSource\":\"32\""));
    assertEquals(2, found.payloads.size());
    ExecutionReport execution = (ExecutionReport) found.payloads.get(0);
    ExecutionReport cancel = (ExecutionReport) found.payloads.get(1);
    assertEquals(report(Samples.ORDER).getReportId(), execution.getReportId());
    assertEquals(OrderStatus.CANCELED, cancel.getStatus());
    assertEquals(new Decimal(15L, 1), cancel.getCumulativeQuantity());
    assertEquals("SELF_TRADE_PREVENTED", cancel.getRejectCode());
    assertNotEquals(execution.getReportId(), cancel.getReportId());
  }

  /** Of the documented sources, 31 is the post-only order that would have taken. */
  @Test
  void whatThePostOnlyOrderWasCanceledForHasACode() {
    for (String source : List.of("1", "31", "32")) {
      ExecutionReport cancel =
          (ExecutionReport)
              Samples.decode(
                      Samples.ORDER
                          .replace("\"state\":\"partially_filled\"", "\"state\":\"canceled\"")
                          .replace("\"cancelSource\":\"\"", "\"cancelSource\":\"" + source + "\""))
                  .payloads
                  .get(1);
      assertEquals(
          switch (source) {
            case "31" -> RejectCodes.POST_ONLY_WOULD_CROSS;
            case "32" -> "SELF_TRADE_PREVENTED";
            default -> null;
          },
          cancel.getRejectCode());
    }
  }

  @Test
  void ordersPlacedByHandHaveANameThatIsNoneOfOurs() {
    assertEquals(
        "#555",
        report(Samples.ORDER.replace("\"clOrdId\":\"mine1\"", "\"clOrdId\":\"\""))
            .getClientOrderId());
  }

  @Test
  void anAmountToSpendIsNoQuantity() {
    String spending =
        Samples.ORDER
            .replace("XYZ-USDT-SWAP", "XYZ-USDT")
            .replace(
                "\"px\":\"12.34\",\"sz\":\"2\"",
                "\"px\":\"\",\"sz\":\"1\",\"tgtCcy\":\"quote_ccy\"")
            .replace("post_only", "market");
    ExecutionReport report = report(spending);
    assertEquals(OrderType.MARKET, report.getOrderType());
    assertEquals(TimeInForce.IOC, report.getTimeInForce());
    assertEquals(new Decimal(15L, 1), report.getQuantity());
    assertEquals(OrderStatus.PARTIALLY_FILLED, report.getStatus());
    assertEquals(
        OrderStatus.FILLED, report(spending.replace("partially_filled", "filled")).getStatus());
  }

  @ParameterizedTest
  @CsvSource({
    "limit, GTC",
    "post_only, POST_ONLY",
    "fok, FOK",
    "op_fok, FOK",
    "ioc, IOC",
    "market, IOC",
    "optimal_limit_ioc, IOC",
    "mmp, GTC",
    "mmp_and_post_only, POST_ONLY"
  })
  void orderTypes(String type, TimeInForce expected) {
    assertEquals(expected, OrderRows.timeInForce(type));
  }

  @Test
  void balancesAndPositionsOfOneEvent() {
    Collected found = Samples.decode(Samples.BALANCE_AND_POSITION);
    assertEquals(List.of(), found.rejections);
    assertEquals(
        new BalanceReport(
            "OKX/acct/USDT/balance/1700000000399/1000.5",
            "OKX",
            "acct",
            "USDT",
            new Decimal(10005L, 1),
            null,
            BalanceChangeReason.ORDER,
            null),
        found.payloads.get(0));
    assertEquals(
        new PositionReport(
            "OKX/acct/XYZ-USDT-SWAP/position/1700000000399/-1.5/12.3",
            "OKX",
            "acct",
            "OKX:XYZ-USDT-SWAP",
            new Decimal(-15L, 1),
            new Decimal(123L, 1),
            null,
            null),
        found.payloads.get(1));
    assertEquals(List.of(1_700_000_000_399_000L, 1_700_000_000_399_000L), found.times);
  }

  @ParameterizedTest
  @CsvSource({
    "snapshot, STATEMENT", "filled, ORDER", "funding_fee, FUNDING", "transferred, TRANSFER",
    "interest_deduction, FEE", "liquidation, ADJUSTMENT", "delivered, ADJUSTMENT", "else, OTHER"
  })
  void reasons(String eventType, BalanceChangeReason expected) {
    assertEquals(expected, AccountRows.reason(eventType));
  }

  @Test
  void theAccountAndPositionsChannels() {
    BalanceReport balance = (BalanceReport) Samples.decode(Samples.ACCOUNT).only();
    assertEquals(new Decimal(1275L, 2), balance.getWalletBalance());
    assertEquals(BalanceChangeReason.STATEMENT, balance.getReason());
    PositionReport position = (PositionReport) Samples.decode(Samples.POSITION).only();
    assertEquals(new Decimal(3L, 0), position.getQuantity());
    assertEquals(new Decimal(25L, 2), position.getUnrealisedProfit());
  }

  @Test
  void positionsThatOneNumberCannotSayAreRefused() {
    for (String bad :
        List.of(
            Samples.POSITION.replace("\"net\"", "\"long\""),
            Samples.POSITION.replace("\"net\"", "\"short\""),
            Samples.POSITION
                .replace("XYZ-USD-SWAP", "XYZ-USDT")
                .replace("\"SWAP\"", "\"MARGIN\""))) {
      assertEquals(RejectReason.INVALID_VALUE, Samples.decode(bad).onlyRejection().reason(), bad);
    }
  }
}
