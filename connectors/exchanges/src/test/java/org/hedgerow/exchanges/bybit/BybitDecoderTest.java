package org.hedgerow.exchanges.bybit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.Recognition;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OpenInterest;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.api.Test;

/**
 * Frames of our own making, in the forms of the venue's documentation (version 5: public topics
 * orderbook, trade, ticker); there is no recording. Expected values are those written into them.
 */
class BybitDecoderTest {
  private final List<SpecificRecord> entries = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private final DecodedFrame out =
      new DecodedFrame() {
        @Override
        public void entry(SpecificRecord payload, Long venueTimeMicros) {
          entries.add(payload);
          times.add(venueTimeMicros);
        }

        @Override
        public void ignore(String channel) {
          others.add("ignored " + channel);
        }

        @Override
        public void reject(String channel, RejectReason reason, String detail) {
          others.add(reason + " " + channel);
        }
      };

  private static FrameDecoder decoder() {
    Recognition recognition = new BybitVenue().recognition();
    Instrument instrument = recognition.instrument("XYZUSDT").orElseThrow();
    return recognition.decoder(List.of(instrument));
  }

  private void decode(FrameDecoder decoder, long epoch, String text) {
    entries.clear();
    times.clear();
    others.clear();
    decoder.decode(
        new RawFrame(
            "BYBIT_LINEAR",
            "BYBIT_LINEAR/market/0",
            epoch,
            1L,
            5L,
            FrameKind.STREAM,
            null,
            null,
            ByteBuffer.wrap(text.getBytes(UTF_8))),
        out);
  }

  private static String book(int depth, String type, String bids, String asks, long update) {
    return ("{\"topic\":\"orderbook.%d.XYZUSDT\",\"type\":\"%s\",\"ts\":1700000000123,"
            + "\"data\":{\"s\":\"XYZUSDT\",\"b\":%s,\"a\":%s,\"u\":%d,\"seq\":77},"
            + "\"cts\":1700000000120}")
        .formatted(depth, type, bids, asks, update);
  }

  private String quote() {
    assertEquals(1, entries.size(), others.toString());
    Quote quote = (Quote) entries.get(0);
    return Decimals.toString(quote.getBidPrice())
        + " x "
        + Decimals.toString(quote.getBidQuantity())
        + ", "
        + Decimals.toString(quote.getAskPrice())
        + " x "
        + Decimals.toString(quote.getAskQuantity());
  }

  @Test
  void tradesHaveTheTakersSideAndTheirOwnTime() {
    decode(
        decoder(),
        1,
        "{\"topic\":\"publicTrade.XYZUSDT\",\"type\":\"snapshot\",\"ts\":1700000000123,\"data\":["
            + "{\"T\":1700000000120,\"s\":\"XYZUSDT\",\"S\":\"Buy\",\"v\":\"0.5\",\"p\":\"12.25\","
            + "\"L\":\"PlusTick\",\"i\":\"ab-1\",\"BT\":false},"
            + "{\"T\":1700000000121,\"s\":\"XYZUSDT\",\"S\":\"Sell\",\"v\":\"2\",\"p\":\"12.2\",\"i\":\"ab-2\"}]}");
    assertEquals(2, entries.size(), others.toString());
    Trade first = (Trade) entries.get(0);
    assertEquals("BYBIT_LINEAR:XYZUSDT", first.getInstrument());
    assertEquals("ab-1", first.getTradeId());
    assertEquals(Decimals.parse("12.25"), first.getPrice());
    assertEquals(Decimals.parse("0.5"), first.getQuantity());
    assertEquals(Side.BUY, first.getAggressor());
    assertEquals(Side.SELL, ((Trade) entries.get(1)).getAggressor());
    assertEquals(List.of(1_700_000_000_120_000L, 1_700_000_000_121_000L), times);
  }

  @Test
  void theSideThatADeltaLeavesOutIsAsItWas() {
    FrameDecoder decoder = decoder();
    decode(decoder, 1, book(1, "snapshot", "[[\"10\",\"1\"]]", "[[\"11\",\"2\"]]", 5));
    assertEquals("10 x 1, 11 x 2", quote());
    decode(decoder, 1, book(1, "delta", "[]", "[[\"10.9\",\"3\"],[\"11\",\"0\"]]", 6));
    assertEquals("10 x 1, 10.9 x 3", quote());
    decode(decoder, 1, book(1, "delta", "[[\"10\",\"0\"],[\"10.1\",\"4\"]]", "[]", 7));
    assertEquals("10.1 x 4, 10.9 x 3", quote());
    decode(decoder, 1, book(1, "delta", "[[\"10.1\",\"0\"]]", "[]", 8));
    assertEquals(List.of("ignored one-sided orderbook.1"), others);
  }

  @Test
  void aReplayFromACheckpointReadsTheSame() {
    FrameDecoder decoder = decoder();
    decode(decoder, 1, book(1, "snapshot", "[[\"10\",\"1\"]]", "[[\"11\",\"2\"]]", 5));
    FrameDecoder restored = decoder();
    decoder.remembered().forEach(restored::restore);
    decode(restored, 1, book(1, "delta", "[[\"10\",\"9\"]]", "[]", 6));
    assertEquals("10 x 9, 11 x 2", quote());
  }

  @Test
  void aNewConnectionKnowsNothing() {
    FrameDecoder decoder = decoder();
    decode(decoder, 1, book(1, "snapshot", "[[\"10\",\"1\"]]", "[[\"11\",\"2\"]]", 5));
    decode(decoder, 2, book(1, "delta", "[[\"10\",\"9\"]]", "[]", 6));
    assertEquals(List.of("ignored one-sided orderbook.1"), others);
  }

  @Test
  void deeperBooksAreToldAsTheyCome() {
    decode(decoder(), 1, book(50, "delta", "[[\"10\",\"0\"]]", "[]", 6));
    BookDelta delta = (BookDelta) entries.get(0);
    assertEquals(6L, delta.getFirstUpdateId());
    assertEquals(6L, delta.getLastUpdateId());
    assertTrue(!delta.getSnapshot() && delta.getAsks().isEmpty());
    assertEquals(Decimals.ZERO, delta.getBids().get(0).getQuantity());
    assertEquals(1_700_000_000_123_000L, times.get(0));
  }

  @Test
  void aTickersDeltaSaysWhatChanged() {
    String ticker =
        "{\"topic\":\"tickers.XYZUSDT\",\"type\":\"%s\",\"cs\":1,\"ts\":1700000000123,\"data\":{\"symbol\":\"XYZUSDT\",%s}}";
    FrameDecoder decoder = decoder();
    decode(
        decoder,
        1,
        ticker.formatted(
            "snapshot",
            "\"lastPrice\":\"12\",\"markPrice\":\"12.1\",\"indexPrice\":\"12.2\",\"openInterest\":\"30.5\","
                + "\"fundingRate\":\"-0.0001\",\"nextFundingTime\":\"1700006400000\""));
    assertEquals(Decimals.parse("12.1"), ((Mark) entries.get(0)).getPrice());
    assertEquals(Decimals.parse("12.2"), ((Index) entries.get(1)).getPrice());
    assertEquals(Decimals.parse("-0.0001"), ((Funding) entries.get(2)).getRate());
    assertEquals(1_700_006_400_000_000L, ((Funding) entries.get(2)).getNextFundingTimeMicros());
    assertEquals(Decimals.parse("30.5"), ((OpenInterest) entries.get(3)).getQuantity());
    decode(decoder, 1, ticker.formatted("delta", "\"markPrice\":\"12.3\""));
    assertEquals(1, entries.size());
    decode(decoder, 1, ticker.formatted("delta", "\"lastPrice\":\"12.3\""));
    assertEquals(List.of("ignored tickers without news"), others);
  }

  @Test
  void whatIsNotUnderstoodIsSaidByName() {
    FrameDecoder decoder = decoder();
    decode(decoder, 1, "{\"topic\":\"kline.5.XYZUSDT\",\"data\":[]}");
    assertEquals(List.of("UNKNOWN_CHANNEL kline.5.XYZUSDT"), others);
    decode(decoder, 1, book(1, "delta", "[]", "[]", 6).replace("s\":\"XYZ", "s\":\"ABC"));
    assertEquals(List.of("UNKNOWN_INSTRUMENT orderbook.1.XYZUSDT"), others);
    decode(decoder, 1, "{\"success\":false,\"ret_msg\":\"no\",\"op\":\"subscribe\"}");
    assertEquals(List.of("VENUE_ERROR "), others);
    decode(decoder, 1, "{\"success\":true,\"ret_msg\":\"pong\",\"op\":\"ping\"}");
    assertEquals(List.of("ignored ping"), others);
    decode(decoder, 1, "{\"topic\":\"orderbook.1.X");
    assertEquals("MALFORMED ", others.get(0).substring(0, 10));
  }

  @Test
  void topicsAreAskedForInBatchesAndEachBatchIsAcknowledged() {
    List<String> topics = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      topics.add("tickers.X" + i);
    }
    BybitConversation conversation = new BybitConversation(topics);
    assertEquals(2, conversation.opened().size());
    assertEquals(
        "{\"op\":\"subscribe\",\"req_id\":\"1\",\"args\":[\"tickers.X10\"]}",
        conversation.opened().get(1));
    byte[] yes = "{\"success\": true, \"op\": \"subscribe\", \"req_id\":\"0\"}".getBytes(UTF_8);
    conversation.heard(yes);
    assertEquals("1 of 2 requests for topics", conversation.missing());
    conversation.heard(yes);
    assertEquals("", conversation.missing());
    assertEquals(
        "the venue refused topics",
        conversation.heard("{\"success\":false,\"op\":\"subscribe\"}".getBytes(UTF_8)).end());
    assertTrue(conversation.isHeartbeat("{\"op\":\"pong\"}".getBytes(UTF_8)));
    assertTrue(!conversation.isHeartbeat(book(1, "delta", "[]", "[]", 1).getBytes(UTF_8)));
  }

  @Test
  void itIsAVenueWithoutOrders() {
    assertTrue(!Venues.named("BYBIT_LINEAR").hasTriedOrders());
    assertThrows(
        UnsupportedOperationException.class,
        () -> Venues.named("BYBIT_LINEAR").orders(null, null, null));
  }
}
