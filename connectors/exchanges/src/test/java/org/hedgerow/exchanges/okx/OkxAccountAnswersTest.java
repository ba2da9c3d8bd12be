package org.hedgerow.exchanges.okx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeMap;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.ReportSource;
import org.junit.jupiter.api.Test;

/** Snapshots of an account. */
class OkxAccountAnswersTest {
  private static final String STATEMENT = Requests.POSITIONS + " + " + Requests.BALANCE;
  private static final String EXECUTIONS =
      Requests.FILLS
          + "?instType=SWAP&limit=100 + "
          + Requests.ORDERS_HISTORY
          + "?instType=SWAP&limit=100 + "
          + Requests.ORDERS_PENDING
          + "?instType=SWAP&limit=100";

  private static Collected decode(String request, String json) {
    return Samples.decodeRest("acct", request, json);
  }

  private static String envelope(String... rows) {
    return "{\"code\":\"0\",\"msg\":\"\",\"data\":[" + String.join(",", rows) + "]}";
  }

  private static String statement(String positions, String details) {
    return "{\"positions\":"
        + positions
        + ",\"balances\":"
        + envelope("{\"uTime\":\"1\",\"details\":[" + details + "]}")
        + "}";
  }

  private static String position(String symbol, String type, String side, String quantity) {
    return "{\"instId\":\""
        + symbol
        + "\",\"instType\":\""
        + type
        + "\",\"mgnMode\":\"cross\",\"posSide\":\""
        + side
        + "\",\"pos\":\""
        + quantity
        + "\",\"avgPx\":\"12.3\",\"upl\":\"0.5\",\"uTime\":\"1700000000000\"}";
  }

  private static final String USDT =
      "{\"ccy\":\"USDT\",\"cashBal\":\"1000.5\",\"eq\":\"1001\",\"uTime\":\"1700000000000\"}";

  @Test
  void aStatementNamesEverythingConfigured() {
    Collected found =
        decode(
            STATEMENT, statement(envelope(position("XYZ-USDT-SWAP", "SWAP", "net", "-3")), USDT));
    assertEquals(List.of(), found.rejections);
    TreeMap<String, String> told = new TreeMap<>();
    found.payloads.forEach(
        payload -> {
          if (payload instanceof PositionReport report) {
            assertEquals("OKX/test/0/1/4", report.getSnapshot());
            told.put(report.getInstrument(), Decimals.toString(report.getQuantity()));
          } else {
            BalanceReport report = (BalanceReport) payload;
            assertEquals("OKX/test/0/1/4", report.getSnapshot());
            told.put(report.getAsset(), Decimals.toString(report.getWalletBalance()));
          }
        });
    TreeMap<String, String> expected = new TreeMap<>();
    expected.put("OKX:XYZ-USDT-SWAP", "-3");
    expected.put("OKX:XYZ-USD-SWAP", "0");
    expected.put("OKX:XYZ-USD-231229", "0");
    expected.put("OKX:XYZ-USD-231229-12-C", "0");
    expected.put("USDT", "1000.5");
    expected.put("XYZ", "0");
    assertEquals(expected, told);
  }

  /** Sixteen decimals, as the venue writes what it has divided; no long holds the digits. */
  @Test
  void moreDigitsThanAreKeptAreRoundedOff() {
    Collected found =
        decode(
            STATEMENT,
            statement(
                envelope(
                    position("XYZ-USDT-SWAP", "SWAP", "net", "-3")
                        .replace("\"12.3\"", "\"61973.5262093737326921\"")
                        .replace("\"0.5\"", "\"-1234567.0273000000000002\"")),
                USDT.replace("1000.5", "1000000.52768569797846")));
    assertEquals(List.of(), found.rejections);
    for (var payload : found.payloads) {
      if (payload instanceof PositionReport report && report.getEntryPrice() != null) {
        assertEquals("61973.526209373733", Decimals.toString(report.getEntryPrice()));
        assertEquals("-1234567.0273", Decimals.toString(report.getUnrealisedProfit()));
      } else if (payload instanceof BalanceReport report && report.getAsset().equals("USDT")) {
        assertEquals("1000000.527685698", Decimals.toString(report.getWalletBalance()));
      }
    }
  }

  @Test
  void aStatementIsWholeOrNothing() {
    for (String bad :
        List.of(
            statement(envelope(position("XYZ-USDT-SWAP", "SWAP", "long", "3")), USDT),
            statement(
                envelope(
                    position("XYZ-USDT-SWAP", "SWAP", "net", "3"),
                    position("XYZ-USDT-SWAP", "SWAP", "net", "1")),
                USDT),
            statement(envelope(position("XYZ-USDT-SWAP", "SWAP", "net", "")), USDT),
            statement(envelope(), USDT.replace("1000.5", "many")),
            statement("{\"code\":\"50011\",\"msg\":\"slow\",\"data\":[]}", USDT),
            "{\"positions\":" + envelope() + "}",
            "{}")) {
      assertEquals("statement", decode(STATEMENT, bad).onlyRejection().channel(), bad);
    }
  }

  @Test
  void aPositionThatNobodyConfiguredIsSaidAndLeavesTheOthers() {
    Collected found =
        decode(STATEMENT, statement(envelope(position("ABC-USDT-SWAP", "SWAP", "net", "3")), USDT));
    assertEquals(RejectReason.UNKNOWN_INSTRUMENT, found.rejections.get(0).reason());
    assertEquals(6, found.payloads.size());
  }

  private static String fill(String tradeId, String orderId, String quantity) {
    return "{\"instType\":\"SWAP\",\"instId\":\"XYZ-USDT-SWAP\",\"tradeId\":\""
        + tradeId
        + "\",\"ordId\":\""
        + orderId
        + "\",\"clOrdId\":\"mine1\",\"billId\":\"9"
        + tradeId
        + "\",\"fillPx\":\"12.34\",\"fillSz\":\""
        + quantity
        + "\",\"side\":\"sell\",\"execType\":\"T\",\"feeCcy\":\"USDT\",\"fee\":\"-0.01\","
        + "\"fillTime\":\"1700000000390\",\"ts\":\"1700000000395\"}";
  }

  @Test
  void executionsHaveTheIdentityOfTheStreamAndTheirOrdersState() {
    // Newest first, as the venue lists them; the order has filled 1.5 in all.
    Collected found =
        decode(
            EXECUTIONS,
            "{\"fills\":"
                + envelope(fill("902", "555", "0.5"), fill("901", "555", "1"), fill("77", "4", "1"))
                + ",\"orders\":"
                + envelope()
                + ",\"open\":"
                + envelope(Samples.ORDER_ROW)
                + "}");
    assertEquals(2, found.payloads.size());
    ExecutionReport first = (ExecutionReport) found.payloads.get(0);
    ExecutionReport second = (ExecutionReport) found.payloads.get(1);
    assertEquals("901", first.getExecutionId());
    assertEquals(new Decimal(1L, 0), first.getCumulativeQuantity());
    assertEquals(
        ((ExecutionReport) Samples.decode(Samples.ORDER).only()).getReportId(),
        second.getReportId());
    assertEquals(new Decimal(15L, 1), second.getCumulativeQuantity());
    assertEquals(OrderStatus.PARTIALLY_FILLED, second.getStatus());
    assertEquals(new Decimal(1L, 2), second.getFee());
    assertEquals(ReportSource.RECONCILIATION, second.getSource());
    assertTrue(second.getReconciliation());
    assertEquals(RejectReason.INVALID_VALUE, found.rejections.get(0).reason());
    assertTrue(found.rejections.get(0).detail().contains("77"));
  }

  @Test
  void aFullPageIsAGap() {
    StringBuilder fills = new StringBuilder(fill("1", "555", "0.01"));
    for (int i = 2; i <= AccountSnapshots.PAGE; i++) {
      fills.append(',').append(fill(Integer.toString(i), "555", "0.01"));
    }
    Collected found =
        decode(
            EXECUTIONS,
            "{\"fills\":"
                + envelope(fills.toString())
                + ",\"orders\":"
                + envelope(Samples.ORDER_ROW)
                + ",\"open\":"
                + envelope()
                + "}");
    assertEquals(101, found.payloads.size());
    Gap gap = (Gap) found.payloads.get(100);
    assertTrue(gap.getReason().contains("SWAP"), gap.getReason());
  }

  @Test
  void anOrderThatWasAskedForByItsIdSaysWhatAFillWas() {
    Collected found =
        decode(
            EXECUTIONS,
            "{\"fills\":"
                + envelope(fill("1", "555", "0.01"))
                + ",\"orders\":"
                + envelope()
                + ",\"open\":"
                + envelope()
                + ",\"older\":["
                + envelope(Samples.ORDER_ROW)
                + "]}");
    assertEquals(List.of(), found.rejections);
    assertEquals(ExecutionType.TRADE, ((ExecutionReport) found.only()).getExecutionType());
  }

  @Test
  void openOrdersAreStatus() {
    Collected found = decode(Requests.ORDERS_PENDING + "?limit=100", envelope(Samples.ORDER_ROW));
    ExecutionReport report = (ExecutionReport) found.only();
    assertEquals(ExecutionType.STATUS, report.getExecutionType());
    assertEquals(OrderStatus.PARTIALLY_FILLED, report.getStatus());
    assertNotNull(report.getReportId());
    assertEquals(
        List.of("openOrders"), decode(Requests.ORDERS_PENDING + "?limit=100", envelope()).ignored);
  }

  @Test
  void errorsAndAnswersMarkedAsFailedAreTheVenues() {
    for (String request : List.of(STATEMENT, EXECUTIONS, Requests.ORDERS_PENDING + "?limit=100")) {
      assertEquals(
          RejectReason.VENUE_ERROR,
          decode(request, "{\"code\":\"50011\",\"msg\":\"Too Many Requests\",\"data\":[]}")
              .onlyRejection()
              .reason());
      assertEquals(
          RejectReason.VENUE_ERROR, decode(request + "#HTTP 503", "{}").onlyRejection().reason());
      assertEquals(
          RejectReason.MALFORMED, decode(request + "#HTTP 503", "<html>").onlyRejection().reason());
    }
  }
}
