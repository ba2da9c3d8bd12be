package org.hedgerow.exchanges.deribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.ReportSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in the form of the venue's documentation. */
class AccountAnswersTest {
  private static final String STATEMENT =
      "/api/v2/private/get_positions?currency=any + /api/v2/private/get_account_summaries";
  private static final String EXECUTIONS =
      "/api/v2/private/get_user_trades_by_instrument?instrument_name=XYZ-PERPETUAL&count=1000"
          + "&sorting=desc";
  private static final String SUMMARIES =
      "{\"jsonrpc\":\"2.0\",\"result\":{\"id\":10,\"email\":\"a@b.c\",\"summaries\":["
          + "{\"currency\":\"XYZ\",\"balance\":12.5,\"equity\":13},"
          + "{\"currency\":\"ABC\",\"balance\":2e-05},{\"currency\":\"SOL\",\"balance\":0}]}}";

  private static Collected decode(String request, String json) {
    return Samples.decodeRest("acct", request, json);
  }

  private static String statement(String positions) {
    return "{\"positions\":{\"jsonrpc\":\"2.0\",\"result\":"
        + positions
        + "},\"balances\":"
        + SUMMARIES
        + "}";
  }

  @Test
  void aStatementNamesEveryContractAndAsset() {
    Collected found = decode(STATEMENT, statement("[" + Samples.POSITION + "]"));
    assertEquals(List.of(), found.rejections);
    String told =
        found.payloads.stream()
            .map(
                payload ->
                    payload instanceof PositionReport position
                        ? position.getInstrument() + " " + Decimals.toString(position.getQuantity())
                        : ((BalanceReport) payload).getAsset()
                            + " "
                            + Decimals.toString(((BalanceReport) payload).getWalletBalance()))
            .collect(Collectors.joining("\n"));
    // A spot pair has no position; a currency of which nothing is held is told where configured.
    assertEquals(
        """
        DERIBIT:XYZ-PERPETUAL -5
        DERIBIT:XYZ_USDC-PERPETUAL 0
        DERIBIT:XYZ-27MAR26-100-C 0
        XYZ 12.5
        ABC 0.00002
        USDC 0"""
            .strip(),
        told);
    for (var payload : found.payloads) {
      assertEquals(
          "DERIBIT/test/0/3/12",
          payload instanceof PositionReport position
              ? position.getSnapshot()
              : ((BalanceReport) payload).getSnapshot());
    }
  }

  @Test
  void anUnknownPositionIsToldOnlyWhereItIsNotZero() {
    String other = Samples.POSITION.replace("XYZ-PERPETUAL", "ABC-PERPETUAL");
    assertEquals(
        RejectReason.UNKNOWN_INSTRUMENT,
        decode(STATEMENT, statement("[" + other + "]")).rejections.get(0).reason());
    assertEquals(
        List.of(), decode(STATEMENT, statement("[" + other.replace("-50", "0") + "]")).rejections);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"positions\":{\"result\":[]},\"balances\":{\"result\":[]}}",
        "{\"positions\":{\"result\":{\"a\":1}},\"balances\":{\"result\":{\"summaries\":[]}}}",
        "{\"positions\":{\"result\":[5]},\"balances\":{\"result\":{\"summaries\":[]}}}",
        "{\"positions\":{\"result\":[]},\"balances\":{\"result\":{\"summaries\":[{}]}}}",
        "{\"positions\":{\"result\":[]}}",
        "{\"positions\":{\"error\":{\"code\":1}},\"balances\":{}}",
        "{}"
      })
  void aStatementIsTakenWholeOrNotAtAll(String json) {
    decode(STATEMENT, json).onlyRejection();
  }

  @Test
  void anExecutionHasTheIdentityOfTheStream() {
    String streamed =
        ((ExecutionReport)
                Samples.decode(Samples.notice("user.trades.any.any.raw", Samples.USER_TRADES))
                    .payloads
                    .get(1))
            .getReportId();
    Collected found =
        decode(
            EXECUTIONS, "{\"result\":{\"has_more\":false,\"trades\":" + Samples.USER_TRADES + "}}");
    assertEquals(List.of(), found.rejections);
    ExecutionReport first = (ExecutionReport) found.payloads.get(0);
    assertEquals(streamed, first.getReportId());
    assertEquals(ReportSource.RECONCILIATION, first.getSource());
    assertTrue(first.getReconciliation());
    assertEquals(1_700_000_000_999_000L, found.times.get(0));
    assertEquals("901", ((ExecutionReport) found.payloads.get(1)).getExecutionId());
  }

  @Test
  void aPageThatIsFullIsAGap() {
    Collected found =
        decode(
            EXECUTIONS, "{\"result\":{\"has_more\":true,\"trades\":" + Samples.USER_TRADES + "}}");
    Gap gap = (Gap) found.payloads.get(2);
    assertEquals("DERIBIT:XYZ-PERPETUAL", gap.getInstrument());
    assertEquals("executions fill a page of 2", gap.getReason());
    assertEquals(List.of("executions"), decode(EXECUTIONS, "{\"result\":{\"trades\":[]}}").ignored);
  }

  @Test
  void anOpenOrderIsAStatus() {
    Collected found =
        decode("/api/v2/private/get_open_orders", "{\"result\":[" + Samples.ORDER + "]}");
    ExecutionReport order = (ExecutionReport) found.only();
    assertEquals(ExecutionType.STATUS, order.getExecutionType());
    assertEquals(OrderStatus.PARTIALLY_FILLED, order.getStatus());
    assertEquals("5", Decimals.toString(order.getCumulativeQuantity()));
    assertEquals("20", Decimals.toString(order.getQuantity()));
    assertTrue(order.getReconciliation());
    assertEquals(
        List.of("open orders"),
        decode("/api/v2/private/get_open_orders", "{\"result\":[]}").ignored);
  }

  @Test
  void failuresAreDeadLettersUnderTheirName() {
    Collected.Rejection error =
        decode(
                EXECUTIONS + "#HTTP 400",
                "{\"error\":{\"code\":13009,\"message\":\"unauthorized\"}}")
            .onlyRejection();
    assertEquals(RejectReason.VENUE_ERROR, error.reason());
    assertEquals("executions", error.channel());
    assertEquals("the venue says 13009 unauthorized", error.detail());
    assertEquals(
        RejectReason.VENUE_ERROR,
        decode(EXECUTIONS + "#HTTP 503", "{\"result\":{\"trades\":[]}}").onlyRejection().reason());
    assertEquals(
        RejectReason.MALFORMED,
        decode(EXECUTIONS + "#HTTP 503", "<html>").onlyRejection().reason());
    assertEquals(
        RejectReason.UNKNOWN_CHANNEL,
        decode("/api/v2/private/get_margins", "{\"result\":[]}").onlyRejection().reason());
  }
}
