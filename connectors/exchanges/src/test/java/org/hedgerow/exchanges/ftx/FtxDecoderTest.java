package org.hedgerow.exchanges.ftx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Liquidation;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OpenInterest;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.TradingStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames in the form of FTX's documentation. Times by {@code date -u -d ... +%s}. */
class FtxDecoderTest {
  private static Level level(String price, String quantity) {
    return new Level(Decimals.parse(price), Decimals.parse(quantity));
  }

  @Test
  void everyTradeOfAFrameAndTheOneThatWasForced() {
    Collected found = FtxSamples.decode(FtxSamples.TRADES);
    assertEquals(
        List.of(
            new Trade(
                "FTX:XYZ-PERP", "901", Decimals.parse("12.34"), Decimals.parse("0.5"), Side.SELL),
            new Trade("FTX:XYZ-PERP", "902", Decimals.parse("12.33"), Decimals.of(2), Side.BUY),
            new Liquidation("FTX:XYZ-PERP", Side.BUY, Decimals.parse("12.33"), Decimals.of(2))),
        found.payloads);
    assertEquals(
        List.of(1_618_677_881_605_564L, 1_618_677_881_000_000L, 1_618_677_881_000_000L),
        found.times);
    assertEquals(3, found.calls());
  }

  @Test
  void aTickerIsAQuote() {
    Collected found = FtxSamples.decode(FtxSamples.TICKER);
    assertEquals(
        new Quote(
            "FTX:XYZ/USD",
            Decimals.parse("0.000015"),
            Decimals.of(2),
            Decimals.parse("12.35"),
            Decimals.of(1100),
            null),
        found.only());
    assertEquals(List.of(1_618_677_880_877_571L), found.times);
    Collected oneSided = FtxSamples.decode(FtxSamples.TICKER.replace("12.35", "null"));
    assertEquals(List.of("one-sided ticker"), oneSided.ignored);
    assertEquals(1, oneSided.calls());
  }

  @Test
  void aBookHasASumAndNoIds() {
    Collected found = FtxSamples.decode(FtxSamples.BOOK);
    assertEquals(
        new BookDelta(
            "FTX:XYZ-PERP",
            true,
            0L,
            0L,
            null,
            List.of(level("12.33", "4"), level("12.3", "1")),
            List.of(level("12.34", "0.5")),
            3_430_105_248L),
        found.only());
    // The seventh digit of the fraction is a tenth of a microsecond.
    assertEquals(List.of(1_618_677_881_043_088L), found.times);
    BookDelta update = (BookDelta) FtxSamples.decode(FtxSamples.BOOK_UPDATE).only();
    assertEquals(false, update.getSnapshot());
    assertEquals(List.of(level("12.33", "0")), update.getBids());
  }

  @Test
  void whatRecordersWroteOfAnInstrument() {
    Collected found = FtxSamples.decode(FtxSamples.STATE);
    assertEquals(
        List.of(
            new Mark("FTX:XYZ-PERP", Decimals.parse("12.32")),
            new Index("FTX:XYZ", Decimals.parse("12.31")),
            new OpenInterest("FTX:XYZ-PERP", Decimals.parse("77.5")),
            new Funding("FTX:XYZ-PERP", Decimals.parse("-0.00001"), 1_618_678_800_000_000L)),
        found.payloads);
    found.times.forEach(time -> assertNull(time));
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscribed", "unsubscribed", "pong", "info"})
  void noticesAreIgnoredByName(String type) {
    Collected found = FtxSamples.decode("{\"type\":\"" + type + "\",\"channel\":\"trades\"}");
    assertEquals(List.of(type), found.ignored);
    assertEquals(1, found.calls());
  }

  @Test
  void refusalsByTheirReason() {
    assertEquals(
        new Collected.Rejection("", RejectReason.VENUE_ERROR, "the venue says 400 Not logged in"),
        FtxSamples.decode("{\"type\":\"error\",\"code\":400,\"msg\":\"Not logged in\"}")
            .onlyRejection());
    reject(RejectReason.UNKNOWN_INSTRUMENT, FtxSamples.TICKER.replace("XYZ/USD", "ABC/USD"));
    reject(RejectReason.UNKNOWN_CHANNEL, FtxSamples.TICKER.replace("\"ticker\"", "\"fills\""));
    reject(RejectReason.UNKNOWN_CHANNEL, FtxSamples.TICKER.replace("\"update\"", "\"login\""));
    reject(RejectReason.UNKNOWN_CHANNEL, "{}");
    reject(RejectReason.MALFORMED, FtxSamples.TRADES.replace("902", "null"));
    reject(RejectReason.MALFORMED, FtxSamples.TRADES.replaceFirst("\\[.*\\]", "[1]"));
    reject(RejectReason.INVALID_VALUE, FtxSamples.TRADES.replace("\"buy\"", "\"bought\""));
    reject(RejectReason.INVALID_VALUE, FtxSamples.TRADES.replace("2021-04-17T16:44:41+", "+"));
    reject(RejectReason.INVALID_VALUE, FtxSamples.BOOK.replace("3430105248", "4294967296"));
    reject(RejectReason.INVALID_VALUE, FtxSamples.BOOK.replace("12.33,", "-12.33,"));
    reject(RejectReason.INVALID_VALUE, FtxSamples.BOOK_UPDATE.replace("1618677882", "16186778820"));
    reject(RejectReason.MALFORMED, FtxSamples.BOOK.replace("3430105248", "NaN"));
  }

  private static void reject(RejectReason reason, String json) {
    assertEquals(reason, FtxSamples.decode(json).onlyRejection().reason(), json);
  }

  @Test
  void theListOfMarketsDefinesWhatIsConfigured() {
    String list =
        "{\"success\":true,\"result\":["
            + "{\"name\":\"XYZ-PERP\",\"enabled\":true,\"postOnly\":false,"
            + "\"priceIncrement\":0.0005,\"sizeIncrement\":0.1,\"minProvideSize\":0.2},"
            + "{\"name\":\"XYZ/USD\",\"enabled\":true,\"postOnly\":true,\"priceIncrement\":1e-06,"
            + "\"sizeIncrement\":1.0},"
            + "{\"name\":\"OFF-PERP\",\"enabled\":false,\"postOnly\":false,"
            + "\"priceIncrement\":1.0,\"sizeIncrement\":1.0},"
            + "{\"name\":\"ODD-PERP\",\"enabled\":true,\"priceIncrement\":0.0,"
            + "\"sizeIncrement\":1.0},"
            + "{\"name\":\"OTHER\"}]}";
    FtxDecoder decoder = FtxSamples.decoder(List.of("XYZ-PERP", "XYZ/USD", "OFF-PERP", "ODD-PERP"));
    Collected found = FtxSamples.decode(decoder, FtxSamples.rest("/api/markets", list));
    assertEquals(3, found.payloads.size());
    InstrumentStatus perpetual = (InstrumentStatus) found.payloads.get(0);
    assertEquals(TradingStatus.TRADING, perpetual.getStatus());
    assertEquals("0.0005", Decimals.toString(perpetual.getDefinition().getTickSize()));
    assertEquals("0.1", Decimals.toString(perpetual.getDefinition().getLotSize()));
    assertEquals("0.2", Decimals.toString(perpetual.getDefinition().getMinimumQuantity()));
    assertEquals("1000", Decimals.toString(perpetual.getDefinition().getMaximumQuantity()));
    InstrumentStatus spot = (InstrumentStatus) found.payloads.get(1);
    assertEquals(TradingStatus.POST_ONLY, spot.getStatus());
    assertEquals("0.000001", Decimals.toString(spot.getDefinition().getTickSize()));
    assertEquals("1", Decimals.toString(spot.getDefinition().getMinimumQuantity()));
    assertEquals(TradingStatus.HALTED, ((InstrumentStatus) found.payloads.get(2)).getStatus());
    assertEquals(1, found.rejections.size());
    assertTrue(found.rejections.get(0).detail().contains("ODD-PERP"));
    assertEquals(
        RejectReason.VENUE_ERROR,
        FtxSamples.decode(
                decoder,
                FtxSamples.rest("/api/markets", "{\"success\":false,\"error\":\"Not now\"}"))
            .onlyRejection()
            .reason());
    assertEquals(
        RejectReason.UNKNOWN_CHANNEL,
        FtxSamples.decode(decoder, FtxSamples.rest("/api/futures", list)).onlyRejection().reason());
  }
}
