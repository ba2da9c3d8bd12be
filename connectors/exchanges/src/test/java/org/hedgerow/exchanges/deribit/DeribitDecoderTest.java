package org.hedgerow.exchanges.deribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Liquidation;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OpenInterest;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.OptionRight;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.TradingStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frames in the forms of the documentation. XYZ-PERPETUAL counts contracts of 10 USD, so that an
 * amount of 40 is 4 contracts; the linear perpetual contracts of 0.001 XYZ.
 */
class DeribitDecoderTest {
  private static Decimal number(String text) {
    return Decimals.parse(text);
  }

  @Test
  void aPerpetualsTickerTellsAllThatItHas() {
    Collected found = Samples.decode(Samples.TICKER);
    assertEquals(
        List.of(
            new Quote(
                "DERIBIT:XYZ-PERPETUAL",
                number("100"),
                number("4"),
                number("100.5"),
                number("250"),
                null),
            new Mark("DERIBIT:XYZ-PERPETUAL", number("100.3")),
            new Index("DERIBIT:xyz_usd", number("100.25")),
            new Funding("DERIBIT:XYZ-PERPETUAL", number("-0.00012"), null),
            new OpenInterest("DERIBIT:XYZ-PERPETUAL", number("123456"))),
        found.payloads);
    assertEquals(List.of(), found.rejections);
    found.times.forEach(time -> assertEquals(1_700_000_000_123_000L, time));
  }

  @Test
  void anOptionsTickerHasFractionsOfVolatilityAndOnlyTheSidesThatAreThere() {
    OptionQuote quote = (OptionQuote) Samples.decode(Samples.OPTION_TICKER).only();
    assertEquals("DERIBIT:XYZ-27MAR26-100-C", quote.getInstrument());
    assertNull(quote.getBidPrice());
    assertNull(quote.getBidQuantity());
    assertEquals(number("0.045"), quote.getAskPrice());
    assertEquals(number("3.5"), quote.getAskQuantity());
    assertEquals(number("0.0415"), quote.getMarkPrice());
    assertEquals(number("102.5"), quote.getUnderlyingPrice());
    assertEquals(0.6321, quote.getMarkVolatility());
    assertEquals(0.8609, quote.getDelta());
    assertEquals(0.00134, quote.getGamma());
    assertEquals(0.46511, quote.getVega());
    assertEquals(-5.09811, quote.getTheta());
    assertEquals(0.16173, quote.getRho());
    assertEquals(number("12.5"), quote.getOpenInterest());
  }

  @Test
  void aQuoteWithAnEmptySideIsNone() {
    assertEquals(
        new Quote(
            "DERIBIT:XYZ-PERPETUAL",
            number("100"),
            number("7"),
            number("100.5"),
            number("9"),
            null),
        Samples.decode(Samples.QUOTE).only());
    Collected empty =
        Samples.decode(
            Samples.QUOTE
                .replace("\"best_bid_price\":100.0", "\"best_bid_price\":null")
                .replace("\"best_bid_amount\":70.0", "\"best_bid_amount\":0"));
    assertEquals(List.of("quote with an empty side"), empty.ignored);
    assertEquals(1, empty.calls());
  }

  @Test
  void aTradeUnderLiquidationTellsWhichSideWasClosed() {
    Collected found = Samples.decode(Samples.TRADES);
    assertEquals(
        List.of(
            new Trade("DERIBIT:XYZ-PERPETUAL", "901", number("100.5"), number("5"), Side.SELL),
            new Trade("DERIBIT:XYZ-PERPETUAL", "902", number("100"), number("3"), Side.SELL),
            // M: the maker, who bought.
            new Liquidation("DERIBIT:XYZ-PERPETUAL", Side.BUY, number("100"), number("3"))),
        found.payloads);
    Collected both = Samples.decode(Samples.TRADES.replace("\"M\"", "\"MT\""));
    assertEquals(4, both.payloads.size());
    Collected taker = Samples.decode(Samples.TRADES.replace("\"M\"", "\"T\""));
    assertEquals(Side.SELL, ((Liquidation) taker.payloads.get(2)).getSide());
  }

  @Test
  void oneBadTradeDoesNotTakeTheOthersWithIt() {
    Collected found = Samples.decode(Samples.TRADES.replace("\"amount\":50", "\"amount\":-50"));
    assertEquals(2, found.payloads.size());
    assertEquals(RejectReason.INVALID_VALUE, found.rejections.get(0).reason());
    assertEquals("trades", found.rejections.get(0).channel());
  }

  @Test
  void aBookIsASnapshotAndThenChainedChanges() {
    BookDelta snapshot = (BookDelta) Samples.decode(Samples.BOOK_SNAPSHOT).only();
    assertTrue(snapshot.getSnapshot());
    assertEquals(40, snapshot.getLastUpdateId());
    assertNull(snapshot.getPreviousUpdateId());
    assertEquals(number("99.5"), snapshot.getBids().get(0).getPrice());
    assertEquals(number("250"), snapshot.getBids().get(0).getQuantity());
    BookDelta change = (BookDelta) Samples.decode(Samples.BOOK_CHANGE).only();
    assertEquals(false, change.getSnapshot());
    assertEquals(41, change.getFirstUpdateId());
    assertEquals(45, change.getLastUpdateId());
    assertEquals(40L, change.getPreviousUpdateId());
    assertEquals(Decimals.ZERO, change.getBids().get(0).getQuantity());
    assertEquals(number("125"), change.getBids().get(1).getQuantity());
    assertEquals(List.of(), change.getAsks());
  }

  @Test
  void aBookWithoutATypeIsASnapshotWhereNothingCameBefore() {
    assertTrue(
        ((BookDelta)
                Samples.decode(Samples.BOOK_SNAPSHOT.replace("\"type\":\"snapshot\",", "")).only())
            .getSnapshot());
    assertEquals(
        false,
        ((BookDelta) Samples.decode(Samples.BOOK_CHANGE.replace("\"type\":\"change\",", "")).only())
            .getSnapshot());
    assertEquals(
        RejectReason.INVALID_VALUE,
        Samples.decode(Samples.BOOK_CHANGE.replace("\"change\",\"time", "\"new\",\"time"))
            .onlyRejection()
            .reason());
  }

  @Test
  void aGroupedBookIsTheTopOfIt() {
    BookTop top = (BookTop) Samples.decode(Samples.GROUPED_BOOK).only();
    assertEquals(46, top.getUpdateId());
    assertEquals(1, top.getBids().size());
    assertEquals(number("6"), top.getAsks().get(1).getQuantity());
  }

  @Test
  void indicesAndStates() {
    assertEquals(
        new Index("DERIBIT:xyz_usd", number("100.25")), Samples.decode(Samples.INDEX).only());
    assertEquals(
        List.of("deribit_price_index of no instrument"),
        Samples.decode(Samples.INDEX.replace("xyz_usd", "abc_usd")).ignored);
    assertEquals(
        new InstrumentStatus("DERIBIT:XYZ-27MAR26-100-C", TradingStatus.DELISTED, null),
        Samples.decode(Samples.STATE).only());
    assertEquals(
        List.of("instrument.state of others"),
        Samples.decode(Samples.STATE.replace("-100-C", "-110-C")).ignored);
  }

  @Test
  void aLockHaltsWhatTheIndexPricesAndAMaintenanceEverything() {
    assertEquals(
        List.of(
            new InstrumentStatus("DERIBIT:XYZ_USDC-PERPETUAL", TradingStatus.HALTED, null),
            new InstrumentStatus("DERIBIT:XYZ_USDC", TradingStatus.HALTED, null)),
        Samples.decode(Samples.LOCK).payloads);
    Collected over = Samples.decode(Samples.notice("platform_state", "{\"maintenance\":false}"));
    assertEquals(4, over.payloads.size());
    assertEquals(TradingStatus.TRADING, ((InstrumentStatus) over.payloads.get(0)).getStatus());
  }

  @Test
  void aChangeHasTradesThenOrdersThenPositions() {
    Collected found = Samples.decode(Samples.CHANGES);
    assertEquals(List.of(), found.rejections);
    assertEquals(4, found.payloads.size());
    ExecutionReport first = (ExecutionReport) found.payloads.get(0);
    assertEquals("DERIBIT/acct/XYZ-PERPETUAL/exec/901", first.getReportId());
    assertEquals(ReportSource.STREAM, first.getSource());
    assertEquals("0123456789abcDEFGH", first.getClientOrderId());
    assertEquals("5551", first.getVenueOrderId());
    assertEquals("901", first.getExecutionId());
    assertEquals(ExecutionType.TRADE, first.getExecutionType());
    assertEquals(OrderStatus.PARTIALLY_FILLED, first.getStatus());
    assertEquals(Side.SELL, first.getSide());
    assertTrue(first.getReduceOnly());
    assertEquals(TimeInForce.POST_ONLY, first.getTimeInForce());
    assertEquals(number("2"), first.getLastQuantity());
    assertEquals(number("100.5"), first.getLastPrice());
    // 50 USD are filled in all, 10 of them by the trade after it.
    assertEquals(number("4"), first.getCumulativeQuantity());
    assertEquals(number("20"), first.getQuantity());
    assertEquals(number("-0.00000016"), first.getFee());
    assertEquals("XYZ", first.getFeeCurrency());
    assertEquals(LiquidityFlag.MAKER, first.getLiquidity());
    assertEquals(1_700_000_000_998_000L, found.times.get(0));
    ExecutionReport second = (ExecutionReport) found.payloads.get(1);
    assertEquals(number("5"), second.getCumulativeQuantity());
    assertEquals(LiquidityFlag.TAKER, second.getLiquidity());
    ExecutionReport order = (ExecutionReport) found.payloads.get(2);
    assertEquals(ExecutionType.STATUS, order.getExecutionType());
    assertEquals(OrderStatus.PARTIALLY_FILLED, order.getStatus());
    assertEquals(OrderType.LIMIT, order.getOrderType());
    assertEquals(number("5"), order.getCumulativeQuantity());
    assertEquals(number("100.5"), order.getAveragePrice());
    assertNull(order.getExecutionId());
    PositionReport position = (PositionReport) found.payloads.get(3);
    assertEquals(number("-5"), position.getQuantity());
    assertEquals(number("100.4"), position.getEntryPrice());
    assertEquals(number("0.0125"), position.getUnrealisedProfit());
    assertNull(position.getSnapshot());
  }

  @ParameterizedTest
  @CsvSource({
    "buy, 50, 5",
    "sell, 50, -5",
    "sell, -50, -5",
    "zero, 0, 0",
    "buy, -50, INVALID_VALUE",
    "zero, 50, INVALID_VALUE"
  })
  void thePositionsDirectionGivesItsSign(String direction, String size, String quantity) {
    Collected found =
        Samples.decode(
            Samples.notice(
                "user.changes.any.any.raw",
                "{\"positions\":["
                    + Samples.POSITION
                        .replace("\"size\":-50", "\"size\":" + size)
                        .replace("\"sell\"", "\"" + direction + "\"")
                    + "]}"));
    assertEquals(
        quantity,
        found.payloads.isEmpty()
            ? found.onlyRejection().reason().name()
            : Decimals.toString(((PositionReport) found.only()).getQuantity()));
  }

  @ParameterizedTest
  @CsvSource({
    "open, 0, true, NEW, ACCEPTED",
    "open, 0, false, STATUS, ACCEPTED",
    "open, 50, false, STATUS, PARTIALLY_FILLED",
    "filled, 200, false, STATUS, FILLED",
    "cancelled, 50, false, CANCELED, CANCELED",
    "rejected, 0, false, REJECTED, REJECTED",
    "untriggered, 0, false, STATUS, ACCEPTED",
    "archive, 0, false, STATUS, UNKNOWN"
  })
  void statesOfAnOrder(
      String state, String filled, boolean untouched, ExecutionType type, OrderStatus status) {
    String json =
        Samples.ORDER
            .replace("\"open\"", "\"" + state + "\"")
            .replace("\"filled_amount\":50", "\"filled_amount\":" + filled);
    if (untouched) {
      json = json.replace("1700000000990", "1700000001000");
    }
    // An order alone comes bare.
    ExecutionReport report =
        (ExecutionReport) Samples.decode(Samples.notice("user.orders.any.any.raw", json)).only();
    assertEquals(type, report.getExecutionType());
    assertEquals(status, report.getStatus());
  }

  @Test
  void anOrderWithoutALabelIsSomebodyElses() {
    ExecutionReport report =
        (ExecutionReport)
            Samples.decode(
                    Samples.notice(
                        "user.orders.any.any.raw",
                        Samples.ORDER
                            .replace("0123456789abcDEFGH", "")
                            .replace("\"price\":100.5", "\"price\":\"market_price\"")))
                .only();
    assertTrue(report.getExternal());
    assertEquals("5551", report.getClientOrderId());
    assertNull(report.getPrice());
  }

  @Test
  void tradesWithoutTheirOrderSayTheLeastThatCanBe() {
    Collected found =
        Samples.decode(Samples.notice("user.trades.any.any.raw", Samples.USER_TRADES));
    ExecutionReport report = (ExecutionReport) found.payloads.get(0);
    assertEquals("DERIBIT/acct/XYZ-PERPETUAL/exec/901", report.getReportId());
    assertEquals(number("2"), report.getCumulativeQuantity());
    assertEquals(OrderStatus.PARTIALLY_FILLED, report.getStatus());
  }

  @Test
  void aBalance() {
    BalanceReport report = (BalanceReport) Samples.decode(Samples.PORTFOLIO).only();
    assertEquals("XYZ", report.getAsset());
    assertEquals(number("55.00055"), report.getWalletBalance());
  }

  @Test
  void anAccountsEventOnAPublicConnectionIsRefused() {
    RawFrame frame = Samples.stream(Samples.utf8(Samples.PORTFOLIO));
    frame.setAccount(null);
    assertEquals(
        RejectReason.INVALID_VALUE,
        Samples.decode(Samples.decoder(), frame).onlyRejection().reason());
  }

  @Test
  void answersHeartbeatsAndErrors() {
    assertEquals(
        List.of("answer"), Samples.decode("{\"id\":3,\"result\":[\"ticker.X.raw\"]}").ignored);
    assertEquals(
        List.of("heartbeat"),
        Samples.decode("{\"method\":\"heartbeat\",\"params\":{\"type\":\"heartbeat\"}}").ignored);
    Collected.Rejection error =
        Samples.decode(
                "{\"id\":3,\"error\":{\"code\":13009,\"message\":\"unauthorized\","
                    + "\"data\":{\"reason\":\"PLANTED\"}}}")
            .onlyRejection();
    assertEquals(RejectReason.VENUE_ERROR, error.reason());
    assertEquals("the venue says 13009 unauthorized", error.detail());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "announcements",
        "chart.trades.XYZ-PERPETUAL.1",
        "deribit_volatility_index.btc_usd",
        "estimated_expiration_price.btc_usd",
        "markprice.options.btc_usd",
        "perpetual.XYZ-PERPETUAL.100ms",
        "platform_state.public_methods_state",
        "user.lock",
        "user.mmp_trigger.btc_usd"
      })
  void channelsLeftOut(String channel) {
    Collected found = Samples.decode(Samples.notice(channel, "{}"));
    assertEquals(1, found.ignored.size());
    assertEquals(1, found.calls());
    assertTrue(channel.startsWith(found.ignored.get(0)));
  }

  @Test
  void tradesThatWereAskedForComeOldestFirstAndTellNoLiquidation() {
    Collected found =
        Samples.decodeRest(
            null,
            "/api/v2/public/get_last_trades_by_instrument?instrument_name=XYZ-PERPETUAL"
                + "&count=1000&sorting=desc",
            "{\"result\":{\"has_more\":true,\"trades\":"
                + Samples.TRADES.substring(
                    Samples.TRADES.indexOf('['), Samples.TRADES.indexOf(']') + 1)
                + "}}");
    assertEquals(List.of(), found.rejections);
    assertEquals(2, found.payloads.size());
    assertEquals("902", ((Trade) found.payloads.get(0)).getTradeId());
    assertEquals("901", ((Trade) found.payloads.get(1)).getTradeId());
  }

  @Test
  void definitionsCountInOurContracts() {
    Collected found =
        Samples.decodeRest(
            null,
            "/api/v2/public/get_instruments?currency=XYZ&kind=future",
            "{\"jsonrpc\":\"2.0\",\"result\":["
                + "{\"price_index\":\"xyz_usd\",\"kind\":\"future\","
                + "\"instrument_name\":\"XYZ-PERPETUAL\",\"instrument_type\":\"reversed\","
                + "\"expiration_timestamp\":32503708800000,\"is_active\":true,\"tick_size\":0.5,"
                + "\"contract_size\":10.0,\"min_trade_amount\":20.0,\"settlement_currency\":\"XYZ\","
                + "\"settlement_period\":\"perpetual\",\"base_currency\":\"XYZ\","
                + "\"quote_currency\":\"USD\",\"tick_size_steps\":[]},"
                + "{\"kind\":\"option\",\"instrument_name\":\"XYZ-27MAR26-100-C\","
                + "\"option_type\":\"call\",\"strike\":100.0,\"instrument_type\":\"reversed\","
                + "\"expiration_timestamp\":1774598400000,\"is_active\":false,\"tick_size\":0.0005,"
                + "\"contract_size\":1.0,\"min_trade_amount\":0.1,\"settlement_currency\":\"XYZ\","
                + "\"settlement_period\":\"month\",\"base_currency\":\"XYZ\","
                + "\"quote_currency\":\"XYZ\",\"price_index\":\"xyz_usd\"},"
                + "{\"kind\":\"future\",\"instrument_name\":\"ABC-PERPETUAL\"}],\"usIn\":1}");
    assertEquals(List.of(), found.rejections);
    assertEquals(2, found.payloads.size());
    InstrumentStatus perpetual = (InstrumentStatus) found.payloads.get(0);
    assertEquals(TradingStatus.TRADING, perpetual.getStatus());
    InstrumentDefinition future = perpetual.getDefinition();
    assertEquals(InstrumentKind.INVERSE_PERPETUAL, future.getKind());
    assertEquals(number("10"), future.getContractValue());
    assertEquals(number("1"), future.getLotSize());
    assertEquals(number("2"), future.getMinimumQuantity());
    assertEquals(number("100000"), future.getMaximumQuantity());
    assertEquals(number("0.5"), future.getTickSize());
    assertNull(future.getExpiryMicros());
    assertEquals("DERIBIT:xyz_usd", future.getUnderlying());
    InstrumentStatus option = (InstrumentStatus) found.payloads.get(1);
    assertEquals(TradingStatus.HALTED, option.getStatus());
    assertEquals(InstrumentKind.OPTION, option.getDefinition().getKind());
    assertEquals(number("100"), option.getDefinition().getStrike());
    assertEquals(OptionRight.CALL, option.getDefinition().getRight());
    assertEquals(number("0.1"), option.getDefinition().getLotSize());
    assertEquals(1_774_598_400_000_000L, option.getDefinition().getExpiryMicros());
  }

  @Test
  void aListThatIsNoneIsRefused() {
    String request = "/api/v2/public/get_instruments?currency=XYZ&kind=future";
    assertEquals(
        RejectReason.MALFORMED,
        Samples.decodeRest(null, request, "{\"result\":5}").onlyRejection().reason());
    assertEquals(
        RejectReason.MALFORMED,
        Samples.decodeRest(null, request, "{\"result\":[{").onlyRejection().reason());
  }
}
