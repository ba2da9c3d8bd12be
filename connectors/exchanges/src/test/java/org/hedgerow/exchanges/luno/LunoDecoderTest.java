package org.hedgerow.exchanges.luno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hedgerow.engine.configuration.Channel;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.TradingStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stream tells, on a book of five orders; expected levels added up by hand. */
class LunoDecoderTest {
  private static final String XBTZAR = "LUNO:XBTZAR";

  private final LunoDecoder decoder = LunoSamples.decoder(List.of("XBTZAR"));

  private Collected next(String json) {
    return LunoSamples.decode(decoder, LunoSamples.market(json));
  }

  private static Level level(String price, String quantity) {
    return new Level(Decimals.parse(price), Decimals.parse(quantity));
  }

  private static Quote quote(String bid, String size, String ask, String askSize, long id) {
    return new Quote(
        XBTZAR,
        Decimals.parse(bid),
        Decimals.parse(size),
        Decimals.parse(ask),
        Decimals.parse(askSize),
        id);
  }

  private static BookDelta delta(
      long first, long last, Long previous, List<Level> bids, List<Level> asks) {
    return new BookDelta(XBTZAR, previous == null, first, last, previous, bids, asks, null);
  }

  @Test
  void aSnapshotIsStatusBookAndQuote() {
    Collected found = next(LunoSamples.SNAPSHOT);
    assertEquals(
        List.of(
            new InstrumentStatus(XBTZAR, TradingStatus.TRADING, null),
            delta(
                1000,
                1000,
                null,
                List.of(level("99.5", "1.5"), level("99", "1")),
                List.of(level("100.5", "0.5"), level("101", "2"))),
            quote("99.5", "1.5", "100.5", "0.5", 1000)),
        found.payloads);
    assertEquals(3, found.calls());
    found.times.forEach(time -> assertEquals(1_700_000_000_000_000L, time));
  }

  /** The maker was an ask, so the buyer came last; 25.13 / 0.25 is not quite its price. */
  @Test
  void aTradeTakesFromItsMakersLevel() {
    next(LunoSamples.SNAPSHOT);
    Collected found = next(LunoSamples.TRADE);
    assertEquals(
        List.of(
            new Trade(XBTZAR, "71", Decimals.parse("100.5"), Decimals.parse("0.25"), Side.BUY),
            delta(1001, 1001, 1000L, List.of(), List.of(level("100.5", "0.25"))),
            quote("99.5", "1.5", "100.5", "0.25", 1001)),
        found.payloads);
    assertEquals(1_700_000_001_001_000L, found.times.get(0));
  }

  /** One taker goes through both orders at 99.5 and into 99; what is left of it rests as an ask. */
  @Test
  void aTakerThatFillsSeveralAndRests() {
    next(LunoSamples.SNAPSHOT);
    Collected found =
        next(
            LunoSamples.update(
                1001,
                "\"trade_updates\":["
                    + "{\"sequence\":71,\"base\":\"1\",\"counter\":\"1\",\"maker_order_id\":\"B1\"},"
                    + "{\"sequence\":72,\"base\":\"0.5\",\"counter\":\"1\",\"order_id\":\"B2\"},"
                    + "{\"sequence\":73,\"base\":\"0.25\",\"counter\":\"1\","
                    + "\"maker_order_id\":\"B3\"}],\"create_update\":{\"order_id\":\"A9\","
                    + "\"type\":\"ASK\",\"price\":\"99.4\",\"volume\":\"7\"}"));
    assertEquals(
        List.of("71", "72", "73"),
        found.payloads.stream()
            .filter(Trade.class::isInstance)
            .map(trade -> ((Trade) trade).getTradeId())
            .toList());
    assertEquals(Side.SELL, ((Trade) found.payloads.get(0)).getAggressor());
    assertEquals(
        delta(
            1001,
            1001,
            1000L,
            List.of(level("99.5", "0"), level("99", "0.75")),
            List.of(level("99.4", "7"))),
        found.payloads.get(3));
    assertEquals(quote("99", "0.75", "99.4", "7", 1001), found.payloads.get(4));
    // The filled orders left without a delete; one that comes all the same changes nothing.
    Collected late = next(LunoSamples.update(1002, "\"delete_update\":{\"order_id\":\"B1\"}"));
    assertEquals(List.of("update"), late.ignored);
    assertEquals(1, late.calls());
  }

  @Test
  void whatChangesNoLevelIsBridgedByTheNextDelta() {
    LunoSamples.STREAM.forEach(this::next);
    Collected found = next(LunoSamples.update(1006, "\"delete_update\":{\"order_id\":\"B3\"}"));
    // 1004 was a status, 1005 nothing.
    assertEquals(
        List.of(delta(1004, 1006, 1003L, List.of(level("99", "0")), List.of())), found.payloads);
  }

  @Test
  void aStatusAndAnUpdateOfNothing() {
    LunoSamples.STREAM.subList(0, 4).forEach(this::next);
    assertEquals(
        new InstrumentStatus(XBTZAR, TradingStatus.POST_ONLY, null),
        next(LunoSamples.STATUS).only());
    Collected nothing = next(LunoSamples.NOTHING);
    assertEquals(List.of("update"), nothing.ignored);
    assertEquals(1, nothing.calls());
  }

  @Test
  void aChangeBehindTheBestIsNoQuote() {
    next(LunoSamples.SNAPSHOT);
    Collected found = next(LunoSamples.update(1001, "\"delete_update\":{\"order_id\":\"A2\"}"));
    assertEquals(
        List.of(delta(1001, 1001, 1000L, List.of(), List.of(level("101", "0")))), found.payloads);
  }

  @Test
  void onlyWhatIsWantedIsTold() {
    LunoDecoder trades = LunoSamples.decoder(Channel.TRADE);
    assertEquals(
        List.of("book"),
        LunoSamples.decode(trades, LunoSamples.market(LunoSamples.SNAPSHOT)).ignored);
    assertTrue(
        LunoSamples.decode(trades, LunoSamples.market(LunoSamples.TRADE)).only() instanceof Trade);
    assertEquals(
        List.of("update"),
        LunoSamples.decode(trades, LunoSamples.market(LunoSamples.CREATE)).ignored);
    LunoDecoder quotes = LunoSamples.decoder(Channel.QUOTE);
    assertTrue(
        LunoSamples.decode(quotes, LunoSamples.market(LunoSamples.SNAPSHOT)).only()
            instanceof Quote);
    assertTrue(
        LunoSamples.decode(quotes, LunoSamples.market(LunoSamples.TRADE)).only() instanceof Quote);
  }

  @Test
  void aBookWithOneSideHasNoQuote() {
    String empty =
        "{\"sequence\":\"5\",\"asks\":[],\"bids\":[],\"status\":\"DISABLED\","
            + "\"timestamp\":1700000000000}";
    Collected found = next(empty);
    assertEquals(
        List.of(
            new InstrumentStatus(XBTZAR, TradingStatus.HALTED, null),
            delta(5, 5, null, List.of(), List.of())),
        found.payloads);
    Collected bid =
        next(
            LunoSamples.update(
                6,
                "\"create_update\":{\"order_id\":\"B\",\"type\":\"BID\",\"price\":\"1\","
                    + "\"volume\":\"1\"}"));
    assertTrue(bid.only() instanceof BookDelta);
  }

  @Test
  void aGapIsOneReportAndSilenceUntilTheNextSnapshot() {
    next(LunoSamples.SNAPSHOT);
    assertEquals(
        new Gap("LUNO/market/XBTZAR", XBTZAR, "sequence", 1000L, 1002L),
        next(LunoSamples.CREATE).only());
    assertEquals(List.of("update without a book"), next(LunoSamples.DELETE).ignored);
    assertEquals(3, next(LunoSamples.SNAPSHOT).payloads.size());
    assertEquals(3, next(LunoSamples.TRADE).payloads.size());
    assertEquals(List.of("old update"), next(LunoSamples.TRADE).ignored);
  }

  @ParameterizedTest
  @CsvSource({
    "NOSUCH, 0.1, a trade of an order that is not in the book",
    "A1, 0.51, a trade of more than its order had left"
  })
  void anUpdateThatDoesNotFitIsAGap(String maker, String base, String reason) {
    next(LunoSamples.SNAPSHOT);
    String trade =
        LunoSamples.TRADE
            .replace("\"maker_order_id\":\"A1\"", "\"maker_order_id\":\"" + maker + "\"")
            .replace("0.25", base);
    assertEquals(new Gap("LUNO/market/XBTZAR", XBTZAR, reason, 1000L, 1001L), next(trade).only());
    assertEquals(List.of("update without a book"), next(LunoSamples.CREATE).ignored);
  }

  @Test
  void twoOrdersOfOneIdAreNoBook() {
    assertEquals(
        new Gap("LUNO/market/XBTZAR", XBTZAR, "two orders of one id", 1000L, 1000L),
        next(LunoSamples.SNAPSHOT.replace("B2", "B1")).only());
  }

  @Test
  void aNewConnectionBeginsWithoutABook() {
    next(LunoSamples.SNAPSHOT);
    Collected found = LunoSamples.decode(decoder, LunoSamples.market(2, LunoSamples.TRADE));
    assertEquals(List.of("update without a book"), found.ignored);
    assertEquals(1, found.calls());
  }

  /** As after a restart in the middle of a stream whose book was not in the checkpoint. */
  @Test
  void aStreamWhoseBookIsUnknownIsIgnoredByName() {
    for (String update : LunoSamples.STREAM.subList(1, 6)) {
      Collected found = next(update);
      assertEquals(List.of("update without a book"), found.ignored);
      assertEquals(1, found.calls());
    }
  }

  @Test
  void theKeepAliveIsIgnoredByName() {
    assertEquals(List.of("keep-alive"), next("\"\"").ignored);
    assertEquals(List.of("keep-alive"), next("").ignored);
  }

  @Test
  void refusalsByTheirReason() {
    assertEquals(
        new Collected.Rejection(
            "error", RejectReason.VENUE_ERROR, "the venue says invalid_credentials"),
        next("{\"error_code\":\"invalid_credentials\",\"error\":\"you said abcdef\"}")
            .onlyRejection());
    reject(RejectReason.UNKNOWN_CHANNEL, "{}");
    reject(RejectReason.UNKNOWN_CHANNEL, "{\"sequence\":\"1\",\"timestamp\":1700000000000}");
    reject(RejectReason.MALFORMED, "[]");
    reject(RejectReason.MALFORMED, "\"x\"");
    reject(RejectReason.MALFORMED, LunoSamples.SNAPSHOT + LunoSamples.SNAPSHOT);
    reject(RejectReason.MALFORMED, LunoSamples.SNAPSHOT.replace("\"bids\"", "\"bidz\""));
    reject(RejectReason.MALFORMED, LunoSamples.SNAPSHOT.replace("\"id\":\"B2\"", "\"id\":2"));
    reject(RejectReason.MALFORMED, LunoSamples.SNAPSHOT.replace("\"id\":\"B2\",", ""));
    reject(RejectReason.MALFORMED, LunoSamples.SNAPSHOT.replace("\"99.5\"", "true"));
    reject(RejectReason.INVALID_VALUE, LunoSamples.SNAPSHOT.replace("\"99.5\"", "\"-99.5\""));
    reject(RejectReason.INVALID_VALUE, LunoSamples.SNAPSHOT.replace("\"99.5\"", "\"NaN\""));
    reject(RejectReason.INVALID_VALUE, LunoSamples.SNAPSHOT.replace("\"0.50\"", "\"0.00\""));
    reject(RejectReason.INVALID_VALUE, LunoSamples.SNAPSHOT.replace("\"1000\"", "\"1e40\""));
    reject(RejectReason.INVALID_VALUE, LunoSamples.SNAPSHOT.replace("1700000000000", "-5"));
    reject(RejectReason.MALFORMED, LunoSamples.CREATE.replace("\"sequence\":\"1002\",", ""));
    reject(RejectReason.INVALID_VALUE, LunoSamples.CREATE.replace("\"BID\"", "\"BUY\""));
    reject(RejectReason.MALFORMED, LunoSamples.TRADE.replace("\"sequence\":71,", ""));
    reject(RejectReason.MALFORMED, LunoSamples.TRADE.replace("[{", "{").replace("}]", "}"));
    Collected other =
        LunoSamples.decode(
            decoder,
            LunoSamples.frame("LUNO/market/ETHZAR", 1, 0, LunoSamples.bytes(LunoSamples.CREATE)));
    assertEquals(RejectReason.UNKNOWN_INSTRUMENT, other.onlyRejection().reason());
  }

  private void reject(RejectReason reason, String json) {
    assertEquals(reason, next(json).onlyRejection().reason(), json);
  }

  /** Of a frame that was refused nothing is in the book, so the next one is a gap. */
  @Test
  void aRefusedUpdateLeavesAGap() {
    next(LunoSamples.SNAPSHOT);
    reject(RejectReason.INVALID_VALUE, LunoSamples.TRADE.replace("0.25", "-0.25"));
    assertTrue(next(LunoSamples.CREATE).only() instanceof Gap);
  }
}
