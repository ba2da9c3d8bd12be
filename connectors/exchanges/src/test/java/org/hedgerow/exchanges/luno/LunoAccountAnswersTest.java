package org.hedgerow.exchanges.luno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in the form of the venue's documentation, with numbers of our own making. */
class LunoAccountAnswersTest {
  private static final String EXECUTIONS =
      "/api/1/listtrades?pair=XBTZAR&limit=1000&sort_desc=true + /api/exchange/3/order?id=BX1";
  private static final String ORDER = "/api/exchange/3/order?id=BX1";
  private static final String OPEN = "/api/exchange/2/listorders?limit=1000";

  private static String order(String status, String base, String counter) {
    return "{\"order_id\":\"BX1\",\"client_order_id\":\"mine-1\",\"pair\":\"XBTZAR\","
        + "\"side\":\"SELL\",\"type\":\"LIMIT\",\"time_in_force\":\"IOC\",\"status\":\""
        + status
        + "\",\"limit_price\":\"1400000\",\"limit_volume\":\"0.5\",\"base\":\""
        + base
        + "\",\"counter\":\""
        + counter
        + "\",\"fee_base\":\"0\",\"fee_counter\":\"3\",\"creation_timestamp\":1700000000000,"
        + "\"completed_timestamp\":1700000000250,\"expiration_timestamp\":0}";
  }

  private static String trade(int sequence, String volume, boolean takerBuys) {
    return "{\"sequence\":"
        + sequence
        + ",\"order_id\":\"BX1\",\"client_order_id\":\"mine-1\",\"pair\":\"XBTZAR\","
        + "\"type\":\"ASK\",\"is_buy\":"
        + takerBuys
        + ",\"price\":\"1400000\",\"volume\":\""
        + volume
        + "\",\"base\":\""
        + volume
        + "\",\"counter\":\"1\",\"fee_base\":\"0.00\",\"fee_counter\":\"1.5\","
        + "\"timestamp\":17000000001"
        + sequence
        + "}";
  }

  private static Collected decode(String request, String json) {
    return LunoSamples.decode(
        LunoSamples.decoder(List.of("XBTZAR")),
        LunoSamples.answer(LunoSamples.account(json), request));
  }

  @Test
  void aStatementNamesEveryAssetByItsCanonicalName() {
    Collected found =
        decode(
            "/api/1/balance",
            "{\"balance\":["
                + "{\"account_id\":\"1\",\"asset\":\"XBT\",\"balance\":\"1.5\","
                + "\"reserved\":\"0.5\",\"unconfirmed\":\"9\"},"
                + "{\"account_id\":\"2\",\"asset\":\"XBT\",\"balance\":\"0.25\"},"
                + "{\"account_id\":\"3\",\"asset\":\"ETH\",\"balance\":\"0.00\"}]}");
    assertEquals(List.of(), found.rejections);
    assertEquals(
        List.of("BTC 1.75", "ETH 0", "ZAR 0"),
        found.payloads.stream()
            .map(BalanceReport.class::cast)
            .map(one -> one.getAsset() + " " + Decimals.toString(one.getWalletBalance()))
            .toList());
    for (var payload : found.payloads) {
      BalanceReport report = (BalanceReport) payload;
      assertEquals("LUNO/account/acct/7/12", report.getSnapshot());
      assertEquals(BalanceChangeReason.STATEMENT, report.getReason());
      assertEquals("acct", report.getAccount());
      assertTrue(report.getReportId().endsWith("/LUNO/account/acct/7/12"));
    }
  }

  @Test
  void aStatementIsWholeOrNothing() {
    assertEquals(
        RejectReason.INVALID_VALUE,
        decode(
                "/api/1/balance",
                "{\"balance\":[{\"asset\":\"XBT\",\"balance\":\"1\"},"
                    + "{\"asset\":\"ZAR\",\"balance\":\"lots\"}]}")
            .onlyRejection()
            .reason());
    assertEquals(RejectReason.MALFORMED, decode("/api/1/balance", "{}").onlyRejection().reason());
  }

  @Test
  void anOrderIsAStatus() {
    ExecutionReport report =
        (ExecutionReport) decode(ORDER, order("PENDING", "0.2", "280000")).only();
    assertEquals("LUNO/acct/XBTZAR/order/BX1/PENDING/0.2", report.getReportId());
    assertEquals(ReportSource.RECONCILIATION, report.getSource());
    assertEquals("LUNO:XBTZAR", report.getInstrument());
    assertEquals("mine-1", report.getClientOrderId());
    assertEquals("BX1", report.getVenueOrderId());
    assertEquals(ExecutionType.STATUS, report.getExecutionType());
    assertEquals(OrderStatus.PARTIALLY_FILLED, report.getStatus());
    assertEquals(Side.SELL, report.getSide());
    assertEquals(OrderType.LIMIT, report.getOrderType());
    assertEquals(TimeInForce.IOC, report.getTimeInForce());
    assertEquals("1400000", Decimals.toString(report.getPrice()));
    assertEquals("0.5", Decimals.toString(report.getQuantity()));
    assertEquals("0.2", Decimals.toString(report.getCumulativeQuantity()));
    // 280000 / 0.2
    assertEquals("1400000", Decimals.toString(report.getAveragePrice()));
    assertEquals(1_700_000_000_250_000L, report.getAcknowledgedTimeMicros());
    assertTrue(report.getReconciliation());
    assertNull(report.getExecutionId());
  }

  @ParameterizedTest
  @CsvSource({
    "AWAITING, 0, ACCEPTED",
    "PENDING, 0, ACCEPTED",
    "PENDING, 0.1, PARTIALLY_FILLED",
    "COMPLETE, 0.5, FILLED",
    "COMPLETE, 0.1, CANCELED",
    "COMPLETE, 0, CANCELED",
    "SOMETHING, 0, UNKNOWN"
  })
  void statesOfAnOrder(String status, String base, OrderStatus expected) {
    assertEquals(
        expected, ((ExecutionReport) decode(ORDER, order(status, base, "1")).only()).getStatus());
  }

  @Test
  void anotherSystemsOrderNeedsNoClientId() {
    String foreign =
        order("COMPLETE", "0.5", "700000")
            .replace("\"mine-1\"", "\"\"")
            .replace("\"LIMIT\"", "\"MARKET\"")
            .replace("\"1400000\"", "\"0\"")
            .replace("\"limit_volume\":\"0.5\"", "\"limit_volume\":\"0\"");
    ExecutionReport report = (ExecutionReport) decode(ORDER, foreign).only();
    assertEquals("BX1", report.getClientOrderId());
    assertEquals(OrderType.MARKET, report.getOrderType());
    assertNull(report.getPrice());
    assertEquals("0.5", Decimals.toString(report.getQuantity()));
    assertEquals(OrderStatus.FILLED, report.getStatus());
  }

  @Test
  void ofOpenOrdersEachStandsForItself() {
    Collected found =
        decode(
            OPEN,
            "{\"orders\":["
                + order("PENDING", "0", "0")
                + ","
                + order("PENDING", "0", "0").replace("XBTZAR", "ETHZAR")
                + "]}");
    assertEquals(1, found.payloads.size());
    assertEquals(RejectReason.UNKNOWN_INSTRUMENT, found.rejections.get(0).reason());
    assertEquals(List.of("openOrders"), decode(OPEN, "{\"orders\":[]}").ignored);
    assertEquals(
        "openOrders fill a page of 1",
        ((Gap)
                decode(
                        "/api/exchange/2/listorders?limit=1",
                        "{\"orders\":[" + order("PENDING", "0", "0") + "]}")
                    .payloads
                    .get(1))
            .getReason());
  }

  /** Newest first, as asked for without a number: told oldest first. */
  @Test
  void executionsHaveTheTradesNumberAndTheOrders() {
    Collected found =
        decode(
            EXECUTIONS,
            "{\"trades\":["
                + trade(72, "0.3", false)
                + ","
                + trade(71, "0.2", true)
                + "],\"orders\":["
                + order("COMPLETE", "0.5", "700000")
                + "]}");
    assertEquals(List.of(), found.rejections);
    ExecutionReport first = (ExecutionReport) found.payloads.get(0);
    assertEquals("LUNO/acct/XBTZAR/exec/71-BX1", first.getReportId());
    assertEquals("71-BX1", first.getExecutionId());
    assertEquals(ExecutionType.TRADE, first.getExecutionType());
    assertEquals("0.2", Decimals.toString(first.getLastQuantity()));
    assertEquals("1400000", Decimals.toString(first.getLastPrice()));
    assertEquals("0.2", Decimals.toString(first.getCumulativeQuantity()));
    assertEquals(OrderStatus.PARTIALLY_FILLED, first.getStatus());
    assertEquals("1.5", Decimals.toString(first.getFee()));
    assertEquals("ZAR", first.getFeeCurrency());
    // An ask, and the taker bought: the ask was the maker.
    assertEquals(LiquidityFlag.MAKER, first.getLiquidity());
    assertEquals(1_700_000_000_171_000L, first.getAcknowledgedTimeMicros());
    assertEquals(1_700_000_000_171_000L, found.times.get(0));
    ExecutionReport second = (ExecutionReport) found.payloads.get(1);
    assertEquals("72-BX1", second.getExecutionId());
    assertEquals("0.5", Decimals.toString(second.getCumulativeQuantity()));
    assertEquals(OrderStatus.FILLED, second.getStatus());
    assertEquals(LiquidityFlag.TAKER, second.getLiquidity());
  }

  @Test
  void aFeeInTheBaseAssetIsInItsCanonicalName() {
    Collected found =
        decode(
            EXECUTIONS,
            "{\"trades\":["
                + trade(71, "0.2", true)
                    .replace("\"fee_base\":\"0.00\"", "\"fee_base\":\"0.0002\"")
                    .replace("\"fee_counter\":\"1.5\"", "\"fee_counter\":\"0\"")
                + "],\"orders\":["
                + order("COMPLETE", "0.5", "700000")
                + "]}");
    ExecutionReport report = (ExecutionReport) found.only();
    assertEquals("0.0002", Decimals.toString(report.getFee()));
    assertEquals("BTC", report.getFeeCurrency());
  }

  @Test
  void aTradeWithoutItsOrderIsRefusedAndAFullPageIsAGap() {
    Collected found =
        decode(
            "/api/1/listtrades?pair=XBTZAR&limit=1&after_seq=71",
            "{\"trades\":[" + trade(71, "0.2", true) + "],\"orders\":[]}");
    assertEquals(RejectReason.INVALID_VALUE, found.rejections.get(0).reason());
    Gap gap = (Gap) found.payloads.get(0);
    assertEquals("LUNO:XBTZAR", gap.getInstrument());
    assertEquals("executions fill a page of 1", gap.getReason());
    assertEquals(List.of("executions"), decode(EXECUTIONS, "{\"trades\":[]}").ignored);
  }

  @ParameterizedTest
  @ValueSource(strings = {EXECUTIONS, ORDER, OPEN, "/api/1/balance"})
  void errorsAndGarbageAreNamed(String request) {
    Collected.Rejection refused =
        decode(
                request,
                "{\"error\":\"your key abcdef is revoked\",\"error_code\":\"ErrApiKeyRevoked\"}")
            .onlyRejection();
    assertEquals(RejectReason.VENUE_ERROR, refused.reason());
    assertEquals("the venue says ErrApiKeyRevoked", refused.detail());
    assertEquals(
        RejectReason.VENUE_ERROR, decode(request + "#HTTP 503", "").onlyRejection().reason());
    assertEquals(
        RejectReason.MALFORMED, decode(request + "#unreadable", "<html>").onlyRejection().reason());
    assertEquals(RejectReason.MALFORMED, decode(request, "{\"x\":").onlyRejection().reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"order_status", "order_fill", "balance_update"})
  void theUserStreamIsOnlyAHint(String type) {
    Collected found =
        LunoSamples.decode(
            LunoSamples.decoder(List.of("XBTZAR")),
            LunoSamples.account("{\"type\":\"" + type + "\",\"timestamp\":1700000000000}"));
    assertEquals(List.of(type), found.ignored);
    assertEquals(1, found.calls());
  }

  @Test
  void whatAUserStreamMayNotSay() {
    LunoDecoder decoder = LunoSamples.decoder(List.of("XBTZAR"));
    assertEquals(
        List.of("keep-alive"), LunoSamples.decode(decoder, LunoSamples.account("\"\"")).ignored);
    assertEquals(
        RejectReason.UNKNOWN_CHANNEL,
        LunoSamples.decode(decoder, LunoSamples.account("{\"type\":\"x\"}"))
            .onlyRejection()
            .reason());
    assertEquals(
        RejectReason.VENUE_ERROR,
        LunoSamples.decode(
                decoder, LunoSamples.account("{\"error_code\":\"auth_timeout\",\"error\":\"\"}"))
            .onlyRejection()
            .reason());
    assertEquals(
        RejectReason.UNKNOWN_CHANNEL, decode("/api/1/accounts", "{}").onlyRejection().reason());
  }
}
