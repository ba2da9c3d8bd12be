package org.hedgerow.exchanges.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.book.LevelBook;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OpenInterest;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.TradingStatus;
import org.junit.jupiter.api.Test;

/** Frames of our own making, in the shapes of Kraken's documentation. */
class KrakenDecoderTest {
  private final KrakenSpotDecoder spot = KrakenSamples.spotDecoder("BTC/USD");
  private final KrakenFuturesDecoder futures =
      KrakenSamples.futuresDecoder("PF_XBTUSD", "PI_XBTUSD");

  @Test
  void spotTrade() {
    Collected found = KrakenSamples.decode(spot, KrakenSamples.TRADE);
    assertEquals(
        new Trade(
            "KRAKEN_SPOT:BTC/USD", "77", new Decimal(600_001L, 1), new Decimal(25L, 4), Side.SELL),
        found.only());
    // 2023-11-14T22:13:20Z is second 1,700,000,000 (date -d @1700000000 -u).
    assertEquals(1_700_000_000_123_456L, found.times.get(0));
  }

  @Test
  void spotBookKeepsItsZeros() {
    BookDelta delta = (BookDelta) KrakenSamples.decode(spot, KrakenSamples.BOOK).only();
    assertTrue(delta.getSnapshot());
    assertEquals(
        List.of(new Level(new Decimal(6_000_010L, 2), new Decimal(150_000_000L, 8))),
        delta.getBids());
    assertEquals(4_294_967_295L, delta.getChecksum());
  }

  @Test
  void spotQuoteWithoutATime() {
    Collected found = KrakenSamples.decode(spot, KrakenSamples.TICKER);
    assertEquals(
        new Quote(
            "KRAKEN_SPOT:BTC/USD",
            new Decimal(600_001L, 1),
            new Decimal(25L, 1),
            new Decimal(600_002L, 1),
            new Decimal(75L, 2),
            null),
        found.only());
    assertNull(found.times.get(0));
  }

  @Test
  void spotInstrument() {
    InstrumentStatus status =
        (InstrumentStatus) KrakenSamples.decode(spot, KrakenSamples.INSTRUMENT).only();
    assertEquals(TradingStatus.POST_ONLY, status.getStatus());
    assertEquals(new Decimal(1L, 1), status.getDefinition().getTickSize());
    assertEquals(new Decimal(1L, 8), status.getDefinition().getLotSize());
    assertEquals(new Decimal(1L, 4), status.getDefinition().getMinimumQuantity());
    assertEquals(new Decimal(5L, 1), status.getDefinition().getMinimumNotional());
  }

  @Test
  void maintenanceHoldsForAll() {
    String status = "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"system\":\"%s\"}]}";
    InstrumentStatus down =
        (InstrumentStatus) KrakenSamples.decode(spot, String.format(status, "maintenance")).only();
    assertEquals(TradingStatus.HALTED, down.getStatus());
    assertEquals(
        List.of("status"), KrakenSamples.decode(spot, String.format(status, "online")).ignored);
  }

  /** Three messages, each of which leaves out what the ones before it have said. */
  @Test
  void spotOrderFromNewToFilled() {
    assertEquals(
        List.of("executions pending_new"),
        KrakenSamples.decode(spot, KrakenSamples.NEW_ORDER).ignored);
    ExecutionReport accepted =
        (ExecutionReport) KrakenSamples.decode(spot, KrakenSamples.ACCEPTED).only();
    assertEquals(ExecutionType.NEW, accepted.getExecutionType());
    assertEquals(OrderStatus.ACCEPTED, accepted.getStatus());
    assertEquals("abcdefgh0123456789", accepted.getClientOrderId());
    assertEquals(TimeInForce.POST_ONLY, accepted.getTimeInForce());
    assertEquals(new Decimal(600_001L, 1), accepted.getPrice());

    // What is remembered is enough for another decoder to go on.
    KrakenSpotDecoder other = KrakenSamples.spotDecoder("BTC/USD");
    spot.remembered().forEach(other::restore);
    Collected found = KrakenSamples.decode(other, KrakenSamples.FILL);
    assertEquals(found.payloads, KrakenSamples.decode(spot, KrakenSamples.FILL).payloads);
    ExecutionReport fill = (ExecutionReport) found.only();
    assertEquals("KRAKEN_SPOT/acct/BTC/USD/exec/TAAAAA-BBBBB-CCCCCC", fill.getReportId());
    assertEquals("TAAAAA-BBBBB-CCCCCC", fill.getExecutionId());
    assertEquals("abcdefgh0123456789", fill.getClientOrderId());
    assertEquals(OrderStatus.PARTIALLY_FILLED, fill.getStatus());
    assertEquals(new Decimal(2L, 0), fill.getQuantity());
    assertEquals(new Decimal(5L, 1), fill.getLastQuantity());
    assertEquals(new Decimal(5L, 1), fill.getCumulativeQuantity());
    assertEquals(new Decimal(755L, 1), fill.getFee());
    assertEquals("USD", fill.getFeeCurrency());
    assertEquals(LiquidityFlag.MAKER, fill.getLiquidity());
    assertEquals(TimeInForce.POST_ONLY, fill.getTimeInForce());

    String canceled =
        KrakenSamples.ACCEPTED.replace("\"new\"", "\"canceled\"").replace("20.3Z", "21Z");
    ExecutionReport end = (ExecutionReport) KrakenSamples.decode(spot, canceled).only();
    assertEquals(OrderStatus.CANCELED, end.getStatus());
    assertEquals(new Decimal(5L, 1), end.getCumulativeQuantity());
  }

  @Test
  void aTradeOfAnOrderThatWasNeverShown() {
    assertEquals(
        RejectReason.INVALID_VALUE,
        KrakenSamples.decode(spot, KrakenSamples.FILL).onlyRejection().reason());
    String snapshot = KrakenSamples.FILL.replace("\"update\"", "\"snapshot\"");
    assertEquals(
        List.of("trade of an order that is over"), KrakenSamples.decode(spot, snapshot).ignored);
  }

  @Test
  void spotBalances() {
    BalanceReport held = (BalanceReport) KrakenSamples.decode(spot, KrakenSamples.BALANCES).only();
    assertEquals(new Decimal(125L, 2), held.getWalletBalance());
    assertNull(held.getSnapshot());
    BalanceReport change = (BalanceReport) KrakenSamples.decode(spot, KrakenSamples.LEDGER).only();
    assertEquals(new Decimal(896L, 0), change.getWalletBalance());
    // The withdrawal and its fee.
    assertEquals(new Decimal(-104L, 0), change.getChange());
    assertEquals(BalanceChangeReason.WITHDRAWAL, change.getReason());
    assertEquals("KRAKEN_SPOT/acct/USD/ledger/LAAAAA", change.getReportId());
  }

  @Test
  void errorsAreTheVenues() {
    assertEquals(
        RejectReason.VENUE_ERROR,
        KrakenSamples.decode(
                spot,
                "{\"error\":\"Currency pair not supported FOO/BAR\",\"method\":\"subscribe\","
                    + "\"success\":false,\"symbol\":\"FOO/BAR\"}")
            .onlyRejection()
            .reason());
    assertEquals(
        RejectReason.VENUE_ERROR,
        KrakenSamples.decode(futures, "{\"event\":\"error\",\"message\":\"Invalid product id\"}")
            .onlyRejection()
            .reason());
  }

  @Test
  void futuresTickerTellsFiveThings() {
    Collected found = KrakenSamples.decode(futures, KrakenSamples.FUTURES_TICKER);
    String instrument = "KRAKEN_FUTURES:PF_XBTUSD";
    assertEquals(
        List.of(
            new Quote(
                instrument,
                new Decimal(600_005L, 1),
                new Decimal(25L, 2),
                new Decimal(60_001L, 0),
                new Decimal(15L, 1),
                null),
            new Mark(instrument, new Decimal(6_000_075L, 2)),
            new Index("KRAKEN_FUTURES:XBTUSD", new Decimal(6_000_225L, 2)),
            new Funding(instrument, new Decimal(-125L, 7), 1_700_002_800_000_000L),
            new OpenInterest(instrument, new Decimal(12_345L, 1))),
        found.payloads);
    assertEquals(1_700_000_000_123_000L, found.times.get(0));
    Collected halted =
        KrakenSamples.decode(
            futures,
            KrakenSamples.FUTURES_TICKER.replace("\"suspended\":false", "\"suspended\":true"));
    assertEquals(TradingStatus.HALTED, ((InstrumentStatus) halted.payloads.get(5)).getStatus());
  }

  @Test
  void futuresLiquidationIsATradeToo() {
    Collected found = KrakenSamples.decode(futures, KrakenSamples.FUTURES_TRADE);
    assertEquals(2, found.payloads.size());
    Trade trade = (Trade) found.payloads.get(0);
    assertEquals("u-1", trade.getTradeId());
    assertEquals(new Decimal(15_000L, 0), trade.getQuantity());
    assertEquals(Side.SELL, trade.getAggressor());
  }

  /** It comes with every connection, and a liquidation has no id to be known again by. */
  @Test
  void aSnapshotOfTradesTellsNoLiquidationAgain() {
    Collected found =
        KrakenSamples.decode(
            futures,
            "{\"feed\":\"trade_snapshot\",\"product_id\":\"PI_XBTUSD\",\"trades\":["
                + KrakenSamples.FUTURES_TRADE
                + "]}");
    assertEquals("u-1", ((Trade) found.only()).getTradeId());
  }

  @Test
  void aPositionInAnotherContractKeepsNoneFromBeingTold() {
    Collected found =
        KrakenSamples.decode(
            futures,
            "{\"feed\":\"open_positions\",\"account\":\"a\",\"positions\":["
                + "{\"instrument\":\"PF_NONEUSD\",\"balance\":5,\"pnl\":0,\"entry_price\":1},"
                + "{\"instrument\":\"PI_XBTUSD\",\"balance\":-2000,\"pnl\":-0.5,"
                + "\"entry_price\":60000.5}]}");
    assertEquals(1, found.payloads.size(), found::toString);
    assertEquals(new Decimal(-2_000L, 0), ((PositionReport) found.payloads.get(0)).getQuantity());
    assertEquals(1, found.rejections.size());
    assertEquals(RejectReason.UNKNOWN_INSTRUMENT, found.rejections.get(0).reason());
  }

  @Test
  void futuresBook() {
    BookDelta delta = (BookDelta) KrakenSamples.decode(futures, KrakenSamples.FUTURES_BOOK).only();
    assertEquals(12L, delta.getFirstUpdateId());
    assertEquals(12L, delta.getLastUpdateId());
    assertEquals(1, delta.getBids().size());
    assertTrue(delta.getAsks().isEmpty());
    BookDelta snapshot =
        (BookDelta) KrakenSamples.decode(futures, KrakenSamples.FUTURES_SNAPSHOT).only();
    assertTrue(snapshot.getSnapshot());
    assertEquals(2, snapshot.getAsks().size());
  }

  @Test
  void futuresOrderFillAndEnd() {
    ExecutionReport placed =
        (ExecutionReport) KrakenSamples.decode(futures, KrakenSamples.FUTURES_ORDER).only();
    assertEquals(Side.SELL, placed.getSide());
    assertTrue(placed.getReduceOnly());
    // 1.5 remain and 0.5 are filled.
    assertEquals(new Decimal(2L, 0), placed.getQuantity());
    ExecutionReport fill =
        (ExecutionReport) KrakenSamples.decode(futures, KrakenSamples.FUTURES_FILL).only();
    assertEquals(new Decimal(1L, 0), fill.getCumulativeQuantity());
    assertEquals("abcdefgh0123456789", fill.getClientOrderId());
    assertEquals("f-1", fill.getExecutionId());
    assertEquals(new Decimal(-25L, 2), fill.getFee());
    assertEquals("BTC", fill.getFeeCurrency());

    KrakenFuturesDecoder other = KrakenSamples.futuresDecoder("PF_XBTUSD");
    futures.remembered().forEach(other::restore);
    ExecutionReport end =
        (ExecutionReport)
            KrakenSamples.decode(
                    other,
                    "{\"feed\":\"open_orders\",\"order_id\":\"o-1\",\"is_cancel\":true,"
                        + "\"reason\":\"cancelled_by_user\"}")
                .only();
    assertEquals(ExecutionType.CANCELED, end.getExecutionType());
    assertEquals("abcdefgh0123456789", end.getClientOrderId());
    assertEquals(new Decimal(1L, 0), end.getCumulativeQuantity());
  }

  @Test
  void aPostOnlyOrderThatWouldTakeIsToldApart() {
    assertEquals(
        "POST_ONLY_WOULD_CROSS",
        FuturesOrderWords.rejectCode("post_order_failed_because_it_would_filled"));
    assertNull(FuturesOrderWords.rejectCode("would_execute_self"));
    assertEquals(
        "POST_ONLY_WOULD_CROSS",
        SpotOrderWords.rejectCode(OrderStatus.CANCELED, "Post only order"));
    assertNull(SpotOrderWords.rejectCode(OrderStatus.CANCELED, "User requested"));
    assertNull(SpotOrderWords.rejectCode(OrderStatus.ACCEPTED, "Post only order"));
    KrakenSamples.decode(futures, KrakenSamples.FUTURES_ORDER);
    ExecutionReport end =
        (ExecutionReport)
            KrakenSamples.decode(
                    futures,
                    "{\"feed\":\"open_orders\",\"order_id\":\"o-1\",\"is_cancel\":true,"
                        + "\"reason\":\"post_order_failed_because_it_would_filled\"}")
                .only();
    assertEquals(OrderStatus.REJECTED, end.getStatus());
    assertEquals("POST_ONLY_WOULD_CROSS", end.getRejectCode());
  }

  @Test
  void futuresPositionsAreToldWhenTheyChange() {
    PositionReport position =
        (PositionReport) KrakenSamples.decode(futures, KrakenSamples.FUTURES_POSITIONS).only();
    assertEquals(new Decimal(-2_000L, 0), position.getQuantity());
    assertEquals(
        List.of("open_positions unchanged"),
        KrakenSamples.decode(futures, KrakenSamples.FUTURES_POSITIONS).ignored);
    PositionReport closed =
        (PositionReport)
            KrakenSamples.decode(
                    futures, "{\"feed\":\"open_positions\",\"account\":\"a\",\"positions\":[]}")
                .only();
    assertEquals(new Decimal(0L, 0), closed.getQuantity());
  }

  @Test
  void futuresBalancesAreSumsOverWallets() {
    Collected all = KrakenSamples.decode(futures, KrakenSamples.FUTURES_BALANCES);
    assertEquals(
        List.of("BTC 175 2", "USD 1005 1"),
        all.payloads.stream().map(BalanceReport.class::cast).map(KrakenDecoderTest::held).toList());
    Collected part =
        KrakenSamples.decode(
            futures,
            "{\"feed\":\"balances\",\"account\":\"a\",\"flex_futures\":{\"currencies\":{"
                + "\"USD\":{\"quantity\":80.5}}},\"seq\":2,\"timestamp\":1700000000700}");
    assertEquals("USD 905 1", held((BalanceReport) part.only()));
  }

  private static String held(BalanceReport report) {
    return report.getAsset()
        + " "
        + report.getWalletBalance().getUnscaled()
        + " "
        + report.getWalletBalance().getScale();
  }

  @Test
  void anAccountsEventOnAPublicConnection() {
    Collected found = new Collected();
    futures.decode(
        KrakenSamples.stream(
            "KRAKEN_FUTURES",
            null,
            KrakenSamples.FUTURES_ORDER.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        found);
    assertEquals(RejectReason.INVALID_VALUE, found.onlyRejection().reason());
  }

  /** The example of Kraken's guide to the checksum of WebSocket v2, whose sum is 3310070434. */
  @Test
  void checksumOfTheGuide() {
    String[] asks =
        ("45285.2 0.00100000 45286.4 1.54571953 45286.6 1.54571109 45289.6 1.54560911 "
                + "45290.2 0.15890660 45291.8 1.54553491 45294.7 0.04454749 45296.1 0.35380000 "
                + "45297.5 0.09945542 45299.5 0.18772827")
            .split(" ");
    String[] bids =
        ("45283.5 0.10000000 45283.4 1.54582015 45282.1 0.10000000 45281.0 0.10000000 "
                + "45280.3 1.54592586 45279.0 0.07990000 45277.6 0.03310103 45277.5 0.30000000 "
                + "45277.3 1.54602737 45276.6 0.15445238")
            .split(" ");
    String json =
        "{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":["
            + levels(bids)
            + "],\"asks\":["
            + levels(asks)
            + "],\"checksum\":3310070434}]}";
    LevelBook book = new LevelBook();
    BookDelta delta = (BookDelta) KrakenSamples.decode(spot, json).only();
    book.apply(delta);
    assertEquals(3_310_070_434L, new KrakenChecksum().of(book));
    assertEquals(3_310_070_434L, delta.getChecksum());
  }

  static String levels(String... numbers) {
    StringBuilder levels = new StringBuilder();
    for (int i = 0; i < numbers.length; i += 2) {
      levels
          .append(i == 0 ? "" : ",")
          .append("{\"price\":")
          .append(numbers[i])
          .append(",\"qty\":")
          .append(numbers[i + 1])
          .append('}');
    }
    return levels.toString();
  }

  @Test
  void times() throws InvalidFieldException {
    // date -u -d '2024-02-29T12:00:00Z' +%s
    assertEquals(1_709_208_000_000_000L, KrakenTime.rfc3339("2024-02-29T12:00:00Z", "t"));
    assertEquals(1_709_208_000_100_000L, KrakenTime.rfc3339("2024-02-29T12:00:00.1Z", "t"));
    assertEquals(1_709_208_000_123_456L, KrakenTime.rfc3339("2024-02-29T12:00:00.123456789Z", "t"));
    assertEquals(1_762_795_433_971_744L, KrakenTime.seconds("1762795433.9717445", "t"));
    for (String none :
        List.of(
            "",
            "2024-02-29",
            "2024-13-01T00:00:00Z",
            "1970-01-01T00:00:00.000000Z",
            "2024-02-29T12:00:00.Z",
            "2024-02-29T12:00:0xZ")) {
      assertThrows(InvalidFieldException.class, () -> KrakenTime.rfc3339(none, "t"), none);
    }
    for (String none : List.of("", ".5", "1.", "x", "-1", "99999999999999")) {
      assertThrows(InvalidFieldException.class, () -> KrakenTime.seconds(none, "t"), none);
    }
  }

  @Test
  void names() {
    assertEquals("BTC/USD", Assets.pair("XBT/USD"));
    assertEquals("KSM/BTC", Assets.pair("KSM/XBT"));
    assertEquals("XBTUSD", Assets.restPair("BTC/USD"));
    assertEquals("XDGEUR", Assets.restPair("DOGE/EUR"));
    assertEquals("BTC", Assets.canonical("XXBT"));
    assertEquals("USD", Assets.canonical("ZUSD"));
    assertEquals("BTC.F", Assets.canonical("XBT.F"));
    assertEquals("AAPLx", Assets.canonical("AAPLx"));
    assertTrue(
        Assets.names("BTC/USD").containsAll(List.of("XXBTZUSD", "XBTUSD", "XBT/USD", "BTC/USD")));
  }
}
