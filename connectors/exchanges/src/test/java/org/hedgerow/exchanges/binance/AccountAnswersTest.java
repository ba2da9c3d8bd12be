package org.hedgerow.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
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
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in the form of the venue's documentation, with instruments of our own making. */
class AccountAnswersTest {
  private static final String STATEMENT = "/fapi/v3/positionRisk + /fapi/v3/balance";
  private static final String EXECUTIONS =
      "/fapi/v1/userTrades?symbol=XYZUSDT&limit=1000&startTime=1"
          + " + /fapi/v1/allOrders?symbol=XYZUSDT&limit=1000&startTime=1";
  private static final String ORDER =
      "{\"avgPrice\":\"12.34\",\"clientOrderId\":\"mine-1\",\"cumQuote\":\"18.51\","
          + "\"executedQty\":\"1.5\",\"orderId\":555,\"origQty\":\"2\",\"origType\":\"LIMIT\","
          + "\"price\":\"12.34\",\"reduceOnly\":true,\"side\":\"SELL\",\"positionSide\":\"BOTH\","
          + "\"status\":\"PARTIALLY_FILLED\",\"symbol\":\"XYZUSDT\",\"time\":1700000000000,"
          + "\"timeInForce\":\"GTX\",\"type\":\"LIMIT\",\"updateTime\":1700000000389}";

  private static String trade(int id, String quantity, int order) {
    return "{\"buyer\":false,\"commission\":\"0.001234\",\"commissionAsset\":\"USDT\",\"id\":"
        + id
        + ",\"maker\":true,\"orderId\":"
        + order
        + ",\"price\":\"12.34\",\"qty\":\""
        + quantity
        + "\",\"quoteQty\":\"6.17\",\"realizedPnl\":\"0\",\"side\":\"SELL\","
        + "\"positionSide\":\"BOTH\",\"symbol\":\"XYZUSDT\",\"time\":1700000000389}";
  }

  private static Collected decode(BinanceMarket market, String request, String json) {
    BinanceDecoder decoder =
        new BinanceDecoder(
            market,
            List.of(
                new Listing(market.venue() + ":XYZUSDT", "XYZUSDT", "XYZUSDT", false),
                new Listing(market.venue() + ":ABCUSDT", "ABCUSDT", "ABCUSDT", false)),
            Set.of("USDT"));
    RawFrame frame = Samples.rest(market, request, json.getBytes(StandardCharsets.UTF_8));
    frame.setAccount("acct");
    frame.setConnection("V/account/acct");
    frame.setEpoch(7L);
    frame.setSequence(12L);
    Collected found = new Collected();
    decoder.decode(frame, found);
    return found;
  }

  @Test
  void aStatementNamesEveryInstrumentAndAsset() {
    Collected found =
        decode(
            BinanceMarket.USD_M,
            STATEMENT,
            "{\"positions\":[{\"symbol\":\"XYZUSDT\",\"positionSide\":\"BOTH\","
                + "\"positionAmt\":\"-1.5\",\"entryPrice\":\"12.34\",\"unRealizedProfit\":\"0.25\"}],"
                + "\"balances\":[{\"accountAlias\":\"a\",\"asset\":\"BNB\",\"balance\":\"0.5\"}]}");
    assertEquals(List.of(), found.rejections);
    assertEquals(4, found.payloads.size());
    PositionReport held = (PositionReport) found.payloads.get(0);
    assertEquals("BINANCE_USDM:XYZUSDT", held.getInstrument());
    assertEquals("-1.5", Decimals.toString(held.getQuantity()));
    assertEquals("12.34", Decimals.toString(held.getEntryPrice()));
    assertEquals("0.25", Decimals.toString(held.getUnrealisedProfit()));
    assertEquals("V/account/acct/7/12", held.getSnapshot());
    PositionReport none = (PositionReport) found.payloads.get(1);
    assertEquals("BINANCE_USDM:ABCUSDT", none.getInstrument());
    assertEquals(0, Decimals.signum(none.getQuantity()));
    BalanceReport listed = (BalanceReport) found.payloads.get(2);
    assertEquals("BNB", listed.getAsset());
    assertEquals("0.5", Decimals.toString(listed.getWalletBalance()));
    assertEquals(BalanceChangeReason.STATEMENT, listed.getReason());
    BalanceReport missing = (BalanceReport) found.payloads.get(3);
    assertEquals("USDT", missing.getAsset());
    assertEquals(0, Decimals.signum(missing.getWalletBalance()));
    for (var payload : found.payloads) {
      boolean position = payload instanceof PositionReport;
      assertEquals(
          "V/account/acct/7/12",
          position
              ? ((PositionReport) payload).getSnapshot()
              : ((BalanceReport) payload).getSnapshot(),
          "one answer, one snapshot");
      assertTrue(
          (position
                  ? ((PositionReport) payload).getReportId()
                  : ((BalanceReport) payload).getReportId())
              .endsWith("/V/account/acct/7/12"),
          "the same position in the next snapshot is another report");
    }
  }

  @Test
  void aSpotBalanceIsWhatIsFreeAndWhatIsLocked() {
    Collected found =
        decode(
            BinanceMarket.SPOT,
            "/api/v3/account?omitZeroBalances=true",
            "{\"makerCommission\":15,\"balances\":[{\"asset\":\"XYZ\",\"free\":\"10.5\","
                + "\"locked\":\"2.25\"}],\"permissions\":[\"SPOT\"],\"uid\":1}");
    assertEquals(2, found.payloads.size());
    BalanceReport report = (BalanceReport) found.payloads.get(0);
    assertEquals("12.75", Decimals.toString(report.getWalletBalance()));
    assertEquals("V/account/acct/7/12", report.getSnapshot());
  }

  @Test
  void aPositionInAnUnknownSymbolIsToldAndAZeroOneIsNot() {
    Collected found =
        decode(
            BinanceMarket.USD_M,
            STATEMENT,
            "{\"positions\":[{\"symbol\":\"NOSUCH\",\"positionAmt\":\"1\"},"
                + "{\"symbol\":\"NEITHER\",\"positionAmt\":\"0.000\"}],\"balances\":[]}");
    assertEquals(1, found.rejections.size());
    assertEquals(RejectReason.UNKNOWN_INSTRUMENT, found.rejections.get(0).reason());
    assertTrue(found.rejections.get(0).detail().contains("NOSUCH"));
    assertEquals(3, found.payloads.size(), "two instruments and an asset");
  }

  @Test
  void aTwoSidedAccountIsRefusedWhole() {
    Collected found =
        decode(
            BinanceMarket.USD_M,
            STATEMENT,
            "{\"positions\":[{\"symbol\":\"XYZUSDT\",\"positionSide\":\"BOTH\",\"positionAmt\":\"0\"},"
                + "{\"symbol\":\"XYZUSDT\",\"positionSide\":\"LONG\",\"positionAmt\":\"1\"}],"
                + "\"balances\":[]}");
    assertEquals(RejectReason.INVALID_VALUE, found.onlyRejection().reason());
  }

  @Test
  void aFillHasTheSameIdentityByStreamAndByRest() {
    ExecutionReport stream =
        (ExecutionReport) Samples.decode(BinanceMarket.USD_M, Samples.ORDER).only();
    ExecutionReport rest =
        (ExecutionReport)
            decode(
                    BinanceMarket.USD_M,
                    EXECUTIONS,
                    "{\"trades\":[" + trade(902, "0.5", 555) + "],\"orders\":[" + ORDER + "]}")
                .only();
    assertEquals("902", rest.getExecutionId());
    assertEquals(stream.getExecutionId(), rest.getExecutionId());
    assertEquals(stream.getReportId(), rest.getReportId());
    // Nor do they say anything else of it, but for where it comes from.
    assertFalse(stream.getReconciliation());
    assertTrue(rest.getReconciliation());
    assertEquals(ReportSource.RECONCILIATION, rest.getSource());
    stream.setSource(ReportSource.RECONCILIATION);
    stream.setReconciliation(true);
    stream.setAveragePrice(null);
    assertEquals(stream, rest);
  }

  @Test
  void aSpotFillHasTheSameIdentityByStreamAndByRest() {
    ExecutionReport stream =
        (ExecutionReport) Samples.decode(BinanceMarket.SPOT, Samples.SPOT_EXECUTION).only();
    ExecutionReport rest =
        (ExecutionReport)
            decode(
                    BinanceMarket.SPOT,
                    EXECUTIONS.replace("fapi/v1/userTrades", "api/v3/myTrades"),
                    "{\"trades\":[{\"symbol\":\"XYZUSDT\",\"id\":903,\"orderId\":556,"
                        + "\"price\":\"12.30\",\"qty\":\"2.0\",\"commission\":\"0.002\","
                        + "\"commissionAsset\":\"XYZ\",\"time\":1700000000490,\"isBuyer\":true,"
                        + "\"isMaker\":false}],\"orders\":[{\"symbol\":\"XYZUSDT\",\"orderId\":556,"
                        + "\"clientOrderId\":\"mine-2\",\"price\":\"12.30\",\"origQty\":\"2.0\","
                        + "\"executedQty\":\"2.0\",\"cummulativeQuoteQty\":\"24.60\","
                        + "\"status\":\"FILLED\",\"timeInForce\":\"GTC\",\"type\":\"LIMIT_MAKER\","
                        + "\"side\":\"BUY\",\"time\":1700000000000,\"updateTime\":1700000000490}]}")
                .only();
    stream.setSource(ReportSource.RECONCILIATION);
    stream.setReconciliation(true);
    stream.setAveragePrice(null);
    assertEquals(stream, rest);
  }

  @Test
  void eachTradeSaysWhatItsOrderHadFilledByThen() {
    Collected found =
        decode(
            BinanceMarket.USD_M,
            EXECUTIONS,
            "{\"trades\":["
                + trade(900, "0.5", 555)
                + ","
                + trade(901, "0.25", 555)
                + "],\"orders\":["
                + ORDER
                    .replace("\"executedQty\":\"1.5\"", "\"executedQty\":\"2\"")
                    .replace("PARTIALLY_FILLED", "FILLED")
                + "]}");
    ExecutionReport first = (ExecutionReport) found.payloads.get(0);
    ExecutionReport second = (ExecutionReport) found.payloads.get(1);
    assertEquals(OrderStatus.PARTIALLY_FILLED, first.getStatus());
    assertEquals(0, Decimals.compare(Decimals.parse("1.75"), first.getCumulativeQuantity()));
    assertEquals(OrderStatus.FILLED, second.getStatus());
    assertEquals(0, Decimals.compare(Decimals.parse("2"), second.getCumulativeQuantity()));
    assertEquals(LiquidityFlag.MAKER, second.getLiquidity());
    assertEquals("mine-1", second.getClientOrderId());
  }

  @Test
  void aTradeWithoutItsOrderIsNobodysAndKept() {
    Collected found =
        decode(
            BinanceMarket.USD_M,
            EXECUTIONS,
            "{\"trades\":["
                + trade(900, "0.5", 554)
                + ","
                + trade(902, "0.5", 555)
                + "],\"orders\":["
                + ORDER
                + "]}");
    assertEquals(1, found.payloads.size());
    assertEquals("902", ((ExecutionReport) found.payloads.get(0)).getExecutionId());
    assertEquals(1, found.rejections.size());
    assertTrue(found.rejections.get(0).detail().contains("900"));
  }

  @Test
  void anOrderThatWasAskedForByIdCounts() {
    Collected found =
        decode(
            BinanceMarket.USD_M,
            EXECUTIONS,
            "{\"trades\":["
                + trade(902, "0.5", 555)
                + "],\"orders\":[],\"older\":["
                + ORDER
                + "]}");
    assertEquals("mine-1", ((ExecutionReport) found.only()).getClientOrderId());
  }

  @Test
  void aFullPageIsAGap() {
    String limited = EXECUTIONS.replace("limit=1000", "limit=1");
    Collected found =
        decode(
            BinanceMarket.USD_M,
            limited,
            "{\"trades\":[" + trade(902, "0.5", 555) + "],\"orders\":[" + ORDER + "]}");
    assertEquals(2, found.payloads.size());
    Gap gap = (Gap) found.payloads.get(1);
    assertEquals("BINANCE_USDM:XYZUSDT", gap.getInstrument());
    assertEquals("V/account/acct", gap.getConnection());
    // No trade, and nothing cut off: nothing to tell.
    assertEquals(
        List.of("executions"),
        decode(BinanceMarket.USD_M, limited, "{\"trades\":[],\"orders\":[]}").ignored);
  }

  @Test
  void anOpenOrderIsAStatusThatStaysTheSameReport() {
    ExecutionReport report =
        (ExecutionReport)
            decode(BinanceMarket.USD_M, "/fapi/v1/openOrders", "[" + ORDER + "]").only();
    assertEquals(ExecutionType.STATUS, report.getExecutionType());
    assertEquals(OrderStatus.PARTIALLY_FILLED, report.getStatus());
    assertEquals(ReportSource.RECONCILIATION, report.getSource());
    assertTrue(report.getReconciliation());
    assertNull(report.getExecutionId());
    assertEquals("555", report.getVenueOrderId());
    assertEquals(Side.SELL, report.getSide());
    assertTrue(report.getReduceOnly());
    assertEquals(OrderType.LIMIT, report.getOrderType());
    assertEquals(TimeInForce.POST_ONLY, report.getTimeInForce());
    assertEquals("2", Decimals.toString(report.getQuantity()));
    assertEquals("1.5", Decimals.toString(report.getCumulativeQuantity()));
    assertEquals("12.34", Decimals.toString(report.getAveragePrice()));
    assertEquals(1_700_000_000_389_000L, report.getAcknowledgedTimeMicros());
    assertFalse(report.getReportId().contains("V/account"), "made of what it says");
  }

  @Test
  void noOpenOrdersIsAnAnswerToo() {
    assertEquals(
        List.of("openOrders"), decode(BinanceMarket.USD_M, "/fapi/v1/openOrders", "[]").ignored);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "<html>Bad Gateway</html>",
        "{\"code\":-2015,\"msg\":\"Invalid API-key\"}",
        "[]",
        "{}",
        "{\"positions\":[]}",
        "{\"positions\":[],\"balances\":[1]}",
        "{\"positions\":{},\"balances\":[]}",
        "{\"positions\":[{\"symbol\":\"XYZUSDT\"}],\"balances\":[]}",
        "{\"positions\":[{\"symbol\":\"XYZUSDT\",\"positionAmt\":\"x\"}],\"balances\":[]}",
        "{\"positions\":[],\"balances\":[{\"asset\":\"USDT\",\"balance\":\"\"}]}",
        "{\"positions\":[],\"balances\":[]}garbage",
        "{\"positions\":[],\"balances\":["
      })
  void aStatementThatIsNoneIsRefusedWhole(String body) {
    Collected found = decode(BinanceMarket.USD_M, STATEMENT, body);
    assertEquals(List.of(), found.payloads, "no position is zero because of garbage");
    assertEquals(1, found.rejections.size());
  }

  @Test
  void whatTheConnectionMarkedAsFailedIsNeverTakenForAnAnswer() {
    Collected found =
        decode(
            BinanceMarket.SPOT,
            "/api/v3/account?omitZeroBalances=true#HTTP 503",
            "{\"balances\":[]}");
    assertEquals(RejectReason.VENUE_ERROR, found.onlyRejection().reason());
    assertTrue(found.rejections.get(0).detail().contains("HTTP 503"));
  }
}
