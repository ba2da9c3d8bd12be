package org.hedgerow.exchanges.binance;

import static org.hedgerow.exchanges.binance.BinanceMarket.COIN_M;
import static org.hedgerow.exchanges.binance.BinanceMarket.SPOT;
import static org.hedgerow.exchanges.binance.BinanceMarket.USD_M;
import static org.hedgerow.exchanges.binance.Samples.decode;
import static org.hedgerow.exchanges.binance.Samples.decodeRest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.TradingStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinanceDecoderTest {
  private static Decimal number(String text) {
    return Decimals.parse(text);
  }

  @Test
  void aTradeWhoseBuyerWasTheMakerWasASale() {
    Collected found = decode(USD_M, Samples.TRADE);
    assertEquals(
        new Trade("BINANCE_USDM:XYZUSDT", "901", number("12.34"), number("0.5"), Side.SELL),
        found.only());
    assertEquals(1_700_000_000_120_000L, found.times.get(0));
    Trade other = (Trade) decode(USD_M, Samples.TRADE.replace("true", "false")).only();
    assertEquals(Side.BUY, other.getAggressor());
  }

  @Test
  void aSpotQuoteHasNoVenueTime() {
    Collected found = decode(SPOT, Samples.SPOT_QUOTE);
    assertEquals(
        new Quote(
            "BINANCE_SPOT:XYZUSDT",
            number("12.33"),
            number("4"),
            number("12.34"),
            number("5.25"),
            77L),
        found.only());
    assertNull(found.times.get(0));
  }

  @Test
  void anAggregateTradeCountsOnlyWhereItIsTheSource() {
    String aggregate =
        "{\"e\":\"aggTrade\",\"E\":1700000000123,\"s\":\"XYZUSDT\",\"a\":5,\"p\":\"1\","
            + "\"q\":\"2\",\"f\":1,\"l\":2,\"T\":1700000000123,\"m\":false}";
    assertEquals(List.of("aggTrade"), decode(USD_M, aggregate).ignored);
    Trade trade = (Trade) decode(USD_M, aggregate.replace("XYZUSDT", "AGGUSDT")).only();
    assertEquals("5", trade.getTradeId());
  }

  @Test
  void depthIsAnIncrement() {
    assertEquals(
        new BookDelta(
            "BINANCE_USDM:XYZUSDT",
            false,
            10L,
            12L,
            9L,
            List.of(
                new Level(number("12.33"), number("4")), new Level(number("12.3"), number("0"))),
            List.of(),
            null),
        decode(USD_M, Samples.DEPTH).only());
  }

  @Test
  void partialDepthIsNotAnIncrement() {
    String partial = "{\"stream\":\"xyzusdt@depth5@100ms\",\"data\":" + Samples.DEPTH + "}";
    assertEquals(12L, ((BookTop) decode(USD_M, partial).only()).getUpdateId());
    String spot = "{\"stream\":\"xyzusdt@depth20\",\"data\":" + Samples.SNAPSHOT + "}";
    assertEquals("BINANCE_SPOT:XYZUSDT", ((BookTop) decode(SPOT, spot).only()).getInstrument());
  }

  @Test
  void aSnapshotIsNamedByItsRequest() {
    Collected found = decodeRest(SPOT, "/api/v3/depth?limit=1000&symbol=XYZUSDT", Samples.SNAPSHOT);
    assertEquals(
        new BookDelta(
            "BINANCE_SPOT:XYZUSDT",
            true,
            9L,
            9L,
            null,
            List.of(new Level(number("12.33"), number("3"))),
            List.of(new Level(number("12.34"), number("1"))),
            null),
        found.only());
    assertNull(found.times.get(0));
    assertEquals(
        RejectReason.UNKNOWN_CHANNEL,
        decodeRest(SPOT, "/api/v3/time", "{\"serverTime\":1}").onlyRejection().reason());
    assertEquals(
        RejectReason.VENUE_ERROR,
        decodeRest(SPOT, "/api/v3/depth?symbol=XYZUSDT", "{\"code\":-1003,\"msg\":\"Too many\"}")
            .onlyRejection()
            .reason());
  }

  @Test
  void aMarkCarriesIndexAndFunding() {
    Collected found = decode(USD_M, Samples.MARK);
    assertEquals(
        List.of(
            new Mark("BINANCE_USDM:XYZUSDT", number("12.35")),
            new Index("BINANCE_USDM:XYZUSDT", number("12.36")),
            new Funding("BINANCE_USDM:XYZUSDT", number("-0.0001"), 1_700_006_400_000_000L)),
        found.payloads);
    String dated = Samples.MARK.replace("-0.00010000", "").replace("1700006400000", "0");
    assertEquals(2, decode(USD_M, dated).payloads.size());
  }

  @Test
  void anIndexIsNamedByItsPair() {
    String index =
        "{\"e\":\"indexPriceUpdate\",\"E\":1700000000000,\"i\":\"XYZUSD\",\"p\":\"12.5\"}";
    assertEquals(new Index("BINANCE_COINM:XYZUSD", number("12.5")), decode(COIN_M, index).only());
    assertEquals(
        RejectReason.UNKNOWN_INSTRUMENT,
        decode(COIN_M, index.replace("XYZUSD", "OTHER")).onlyRejection().reason());
  }

  @Test
  void anArrayOfEventsIsEachOfThem() {
    assertEquals(2, decode(USD_M, "[" + Samples.DEPTH + "," + Samples.TRADE_DATA + "]").calls());
    assertEquals(
        2,
        decode(
                USD_M,
                "{\"stream\":\"!all\",\"data\":[" + Samples.DEPTH + "," + Samples.DEPTH + "]}")
            .payloads
            .size());
    assertEquals(1, decode(USD_M, "[]").ignored.size());
  }

  @Test
  void aFuturesFill() {
    Collected found = decode(USD_M, Samples.ORDER);
    ExecutionReport report = (ExecutionReport) found.only();
    assertEquals(1_700_000_000_400_000L, found.times.get(0));
    assertEquals("BINANCE_USDM/acct/XYZUSDT/exec/902", report.getReportId());
    assertEquals("BINANCE_USDM:XYZUSDT", report.getInstrument());
    assertEquals("mine-1", report.getClientOrderId());
    assertEquals("555", report.getVenueOrderId());
    assertEquals("902", report.getExecutionId());
    assertEquals(ExecutionType.TRADE, report.getExecutionType());
    assertEquals(OrderStatus.PARTIALLY_FILLED, report.getStatus());
    assertEquals(Side.SELL, report.getSide());
    assertTrue(report.getReduceOnly());
    assertEquals(OrderType.LIMIT, report.getOrderType());
    assertEquals(TimeInForce.POST_ONLY, report.getTimeInForce());
    assertEquals(number("12.34"), report.getPrice());
    assertEquals(number("2"), report.getQuantity());
    assertEquals(number("0.5"), report.getLastQuantity());
    assertEquals(number("12.34"), report.getLastPrice());
    assertEquals(number("1.5"), report.getCumulativeQuantity());
    assertEquals(number("12.34"), report.getAveragePrice());
    assertEquals(number("0.001234"), report.getFee());
    assertEquals("USDT", report.getFeeCurrency());
    assertEquals(LiquidityFlag.MAKER, report.getLiquidity());
    assertEquals(1_700_000_000_389_000L, report.getAcknowledgedTimeMicros());
  }

  @Test
  void aSpotFill() {
    ExecutionReport report = (ExecutionReport) decode(SPOT, Samples.SPOT_EXECUTION).only();
    assertEquals("BINANCE_SPOT/acct/XYZUSDT/exec/903", report.getReportId());
    assertEquals(OrderStatus.FILLED, report.getStatus());
    assertEquals(OrderType.LIMIT, report.getOrderType());
    assertEquals(TimeInForce.POST_ONLY, report.getTimeInForce());
    assertEquals(number("12.3"), report.getAveragePrice());
    assertEquals(LiquidityFlag.TAKER, report.getLiquidity());
    assertNull(report.getRejectText());
  }

  @Test
  void aCanceledSpotOrderKeepsItsOwnId() {
    String canceled =
        Samples.SPOT_EXECUTION
            .replace("\"c\":\"mine-2\"", "\"c\":\"the-request\"")
            .replace("\"C\":\"\"", "\"C\":\"mine-2\"")
            .replace("\"x\":\"TRADE\",\"X\":\"FILLED\"", "\"x\":\"CANCELED\",\"X\":\"CANCELED\"")
            .replace("\"l\":\"2.0\"", "\"l\":\"0\"")
            .replace("\"t\":903", "\"t\":-1");
    ExecutionReport report = (ExecutionReport) decode(SPOT, canceled).only();
    assertEquals("mine-2", report.getClientOrderId());
    assertEquals(ExecutionType.CANCELED, report.getExecutionType());
    assertNull(report.getExecutionId());
    assertNull(report.getLastQuantity());
    assertNull(report.getFee());
  }

  @ParameterizedTest
  @CsvSource({
    "NEW, NEW, 0, NEW, ACCEPTED",
    "NEW, PENDING_NEW, 0, NEW, ACCEPTED",
    "TRADE, PARTIALLY_FILLED, 1, TRADE, PARTIALLY_FILLED",
    "TRADE, FILLED, 2, TRADE, FILLED",
    "CANCELED, CANCELED, 1, CANCELED, CANCELED",
    "CANCELED, PENDING_CANCEL, 1, CANCELED, PENDING_CANCEL",
    "REPLACED, NEW, 0, REPLACED, ACCEPTED",
    "AMENDMENT, PARTIALLY_FILLED, 1, REPLACED, PARTIALLY_FILLED",
    "REJECTED, REJECTED, 0, REJECTED, REJECTED",
    "EXPIRED, EXPIRED, 0, EXPIRED, EXPIRED",
    "EXPIRED, EXPIRED_IN_MATCH, 0, EXPIRED, EXPIRED",
    "TRADE_PREVENTION, EXPIRED_IN_MATCH, 0, EXPIRED, EXPIRED",
    "CALCULATED, FILLED, 2, TRADE, FILLED",
    "CALCULATED, NEW_INSURANCE, 2, TRADE, FILLED",
    "CALCULATED, NEW_ADL, 1, TRADE, PARTIALLY_FILLED",
    "CALCULATED, NEW, 0, STATUS, ACCEPTED",
    "NEW_KIND, NEW_STATUS, 0, STATUS, UNKNOWN"
  })
  void everyTypeAndStatusOfTheVenueHasOneOfOurs(
      String x, String venueStatus, String cumulative, ExecutionType type, OrderStatus status) {
    String json =
        Samples.ORDER
            .replace("\"x\":\"TRADE\"", "\"x\":\"" + x + "\"")
            .replace("\"X\":\"PARTIALLY_FILLED\"", "\"X\":\"" + venueStatus + "\"")
            .replace("\"z\":\"1.5\"", "\"z\":\"" + cumulative + "\"");
    if (cumulative.equals("0")) {
      json = json.replace("\"l\":\"0.5\"", "\"l\":\"0\"").replace("\"t\":902", "\"t\":0");
    }
    ExecutionReport report = (ExecutionReport) decode(USD_M, json).only();
    assertEquals(type, report.getExecutionType());
    assertEquals(status, report.getStatus());
    assertEquals(type == ExecutionType.TRADE, report.getExecutionId() != null);
  }

  @Test
  void aFillWithoutATradeIdIsAStatusSoThatItCannotCountTwice() {
    ExecutionReport report =
        (ExecutionReport) decode(USD_M, Samples.ORDER.replace("\"t\":902", "\"t\":0")).only();
    assertEquals(ExecutionType.STATUS, report.getExecutionType());
    assertEquals(number("1.5"), report.getCumulativeQuantity());
  }

  @Test
  void reportsOfTheSameOrderThatDifferHaveIdsThatDiffer() {
    String amended =
        Samples.ORDER
            .replace("\"x\":\"TRADE\"", "\"x\":\"AMENDMENT\"")
            .replace("\"l\":\"0.5\"", "\"l\":\"0\"");
    ExecutionReport first = (ExecutionReport) decode(USD_M, amended).only();
    ExecutionReport again = (ExecutionReport) decode(USD_M, amended).only();
    ExecutionReport second =
        (ExecutionReport)
            decode(USD_M, amended.replace("\"p\":\"12.34\"", "\"p\":\"12.35\"")).only();
    assertEquals(first.getReportId(), again.getReportId());
    assertNotEquals(first.getReportId(), second.getReportId());
  }

  @Test
  void anAccountUpdateIsBalancesAndPositions() {
    Collected found = decode(USD_M, Samples.ACCOUNT_UPDATE);
    BalanceReport balance = (BalanceReport) found.payloads.get(0);
    assertEquals(number("1000.5"), balance.getWalletBalance());
    assertEquals(number("0"), balance.getChange());
    assertEquals(BalanceChangeReason.ORDER, balance.getReason());
    PositionReport position = (PositionReport) found.payloads.get(1);
    assertEquals("BINANCE_USDM:XYZUSDT", position.getInstrument());
    assertEquals(number("-1.5"), position.getQuantity());
    assertEquals(number("12.34"), position.getEntryPrice());
    assertEquals(number("0.25"), position.getUnrealisedProfit());
    assertEquals(2, found.calls());
  }

  @Test
  void hedgeModeIsRefusedAndBalancesAreKept() {
    Collected found = decode(USD_M, Samples.ACCOUNT_UPDATE.replace("BOTH", "LONG"));
    assertEquals(1, found.payloads.size());
    assertEquals(RejectReason.INVALID_VALUE, found.rejections.get(0).reason());
  }

  @Test
  void aSpotStatementIsFreePlusLocked() {
    Collected found = decode(SPOT, Samples.POSITION);
    assertEquals(number("12.75"), ((BalanceReport) found.payloads.get(0)).getWalletBalance());
    assertEquals(2, found.payloads.size());
    String change =
        "{\"e\":\"balanceUpdate\",\"E\":1700000000000,\"a\":\"XYZ\",\"d\":\"-1.5\","
            + "\"T\":1700000000000}";
    BalanceReport report = (BalanceReport) decode(SPOT, change).only();
    assertEquals(number("-1.5"), report.getChange());
    assertEquals(BalanceChangeReason.WITHDRAWAL, report.getReason());
    assertNull(report.getWalletBalance());
  }

  @ParameterizedTest
  @CsvSource({
    "FUNDING_FEE, FUNDING",
    "DEPOSIT, DEPOSIT",
    "WITHDRAW, WITHDRAWAL",
    "ASSET_TRANSFER, TRANSFER",
    "ADJUSTMENT, ADJUSTMENT",
    "MARGIN_TYPE_CHANGE, OTHER"
  })
  void reasonsOfBalanceChanges(String reason, BalanceChangeReason expected) {
    Collected found =
        decode(
            USD_M, Samples.ACCOUNT_UPDATE.replace("\"m\":\"ORDER\"", "\"m\":\"" + reason + "\""));
    assertEquals(expected, ((BalanceReport) found.payloads.get(0)).getReason());
  }

  @Test
  void anAccountsEventOnAPublicConnectionIsRefused() {
    Collected found = new Collected();
    Samples.decoder(USD_M)
        .decode(Samples.stream(USD_M, null, Samples.ORDER.getBytes(StandardCharsets.UTF_8)), found);
    assertEquals(RejectReason.INVALID_VALUE, found.onlyRejection().reason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"result\":null,\"id\":1}",
        "{\"id\":1000,\"result\":null}",
        "{\"e\":\"kline\",\"E\":1700000000000,\"s\":\"XYZUSDT\",\"k\":{}}",
        "{\"id\":\"account\",\"status\":200,\"result\":{\"subscriptionId\":0},\"rateLimits\":[]}",
        "{\"e\":\"listenKeyExpired\",\"E\":1700000000000,\"listenKey\":\"abc\"}",
        "{\"e\":\"MARGIN_CALL\",\"E\":1700000000000,\"p\":[]}",
        "{\"e\":\"ACCOUNT_CONFIG_UPDATE\",\"E\":1700000000000,\"ac\":{\"s\":\"XYZUSDT\",\"l\":25}}",
        "{\"e\":\"serverShutdown\",\"E\":1700000000000}"
      })
  void controlFramesAreNeitherEntryNorDeadLetter(String json) {
    Collected found = decode(USD_M, json);
    assertEquals(1, found.ignored.size());
    assertEquals(1, found.calls());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":1} | VENUE_ERROR",
        "{\"code\":-1121,\"msg\":\"Invalid symbol.\"} | VENUE_ERROR",
        "{\"e\":\"compositeIndex\",\"E\":1700000000000,\"s\":\"XYZUSDT\"} | UNKNOWN_CHANNEL",
        "{} | UNKNOWN_CHANNEL",
        "{\"stream\":\"xyzusdt@openInterest\",\"data\":{\"symbol\":\"XYZUSDT\"}} | UNKNOWN_CHANNEL",
        "hello | MALFORMED",
        "'' | MALFORMED",
        "\"text\" | MALFORMED",
        "[1,2] | MALFORMED",
        "{\"e\":\"trade\"} {} | MALFORMED",
        "{\"u\":1,\"s\":\"NOSUCH\",\"b\":\"1\",\"B\":\"1\",\"a\":\"2\",\"A\":\"1\"} "
            + "| UNKNOWN_INSTRUMENT",
        "{\"u\":1,\"s\":\"XYZUSDT\",\"b\":\"x\",\"B\":\"1\",\"a\":\"2\",\"A\":\"1\"} "
            + "| INVALID_VALUE",
        "{\"u\":1.5,\"s\":\"XYZUSDT\",\"b\":\"1\",\"B\":\"1\",\"a\":\"2\",\"A\":\"1\"} "
            + "| INVALID_VALUE",
        "{\"u\":1,\"s\":\"XYZUSDT\",\"b\":\"1\",\"a\":\"2\",\"A\":\"1\"} | MALFORMED"
      })
  void whatCannotBeReadIsRefusedWithTheReason(String json, RejectReason reason) {
    assertEquals(reason, decode(SPOT, json).onlyRejection().reason());
  }

  @Test
  void aTimeThatIsNoTimeIsRefused() {
    String micros = Samples.TRADE.replace("1700000000120", "1700000000120000");
    assertEquals(RejectReason.INVALID_VALUE, decode(USD_M, micros).onlyRejection().reason());
  }

  @Test
  void aListenKeyNeverComesBackOut() {
    String envelope = "{\"stream\":\"SECRETLISTENKEY\",\"data\":{\"x\":1}}";
    Collected.Rejection rejection = decode(USD_M, envelope).onlyRejection();
    assertTrue(!rejection.toString().contains("SECRET"), rejection::toString);
  }

  /** A list of one symbol says nothing of the others; a whole one that they are gone. */
  @Test
  void onlyWhatWasAskedForIsMissedInAList() {
    String list =
        "{\"timezone\":\"UTC\",\"symbols\":[{\"symbol\":\"XYZUSDT\",\"status\":\"TRADING\","
            + "\"baseAsset\":\"XYZ\",\"quoteAsset\":\"USDT\",\"filters\":["
            + "{\"filterType\":\"PRICE_FILTER\",\"tickSize\":\"0.01\"},"
            + "{\"filterType\":\"LOT_SIZE\",\"minQty\":\"1\",\"maxQty\":\"9\",\"stepSize\":\"1\"}]}]}";
    assertEquals(
        1,
        Samples.decodeRest(BinanceMarket.SPOT, "/api/v3/exchangeInfo?symbol=XYZUSDT", list)
            .payloads
            .size());
    assertEquals(
        3, Samples.decodeRest(BinanceMarket.SPOT, "/api/v3/exchangeInfo", list).payloads.size());
  }

  /** As BTCSTUSDT stood in the list of April 2021. */
  @Test
  void aPerpetualThatIsBeingSettledHasNoExpiry() {
    Collected found =
        Samples.decodeRest(
            BinanceMarket.USD_M,
            "/fapi/v1/exchangeInfo",
            "{\"symbols\":[{\"symbol\":\"XYZUSDT\",\"contractType\":\"\",\"status\":\"SETTLING\","
                + "\"deliveryDate\":4133404800000,\"baseAsset\":\"XYZ\",\"quoteAsset\":\"USDT\","
                + "\"marginAsset\":\"USDT\",\"filters\":["
                + "{\"filterType\":\"PRICE_FILTER\",\"tickSize\":\"0.01\"},"
                + "{\"filterType\":\"LOT_SIZE\",\"minQty\":\"1\",\"maxQty\":\"9\",\"stepSize\":\"1\"}]}]}");
    InstrumentStatus status = (InstrumentStatus) found.payloads.get(0);
    assertEquals(TradingStatus.SETTLING, status.getStatus());
    assertEquals(null, status.getDefinition().getExpiryMicros());
  }
}
