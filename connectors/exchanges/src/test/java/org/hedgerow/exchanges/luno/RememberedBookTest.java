package org.hedgerow.exchanges.luno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.book.BookContinuity;
import org.hedgerow.exchanges.book.LevelBook;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Quote;
import org.junit.jupiter.api.Test;

/** A decoder that takes over what another one remembered tells the same from there on. */
class RememberedBookTest {
  private static final long SEED = 41_877L;
  private static final String CONNECTION = "LUNO/market/XBTZAR";

  private final LunoDecoder first = LunoSamples.decoder(List.of("XBTZAR", "ETHZAR"));

  private static void assertSame(Collected expected, Collected found, String why) {
    assertEquals(expected.payloads, found.payloads, why);
    assertEquals(expected.times, found.times, why);
    assertEquals(expected.ignored, found.ignored, why);
    assertEquals(expected.rejections, found.rejections, why);
  }

  private static LunoDecoder restored(Map<String, byte[]> remembered) {
    LunoDecoder decoder = LunoSamples.decoder(List.of("XBTZAR", "ETHZAR"));
    remembered.forEach(decoder::restore);
    return decoder;
  }

  /** Else an older copy of the book could come back after a gap, and tell of a second one. */
  @Test
  void thatABookIsUnknownIsRemembered() {
    assertTrue(first.remembered().isEmpty());
    LunoSamples.decode(first, LunoSamples.market(LunoSamples.SNAPSHOT));
    LunoSamples.decode(first, LunoSamples.market(LunoSamples.DELETE));
    byte[] remembered = first.remembered().get(CONNECTION);
    assertTrue(remembered.length < 10, remembered.length + " bytes");
    Collected found =
        LunoSamples.decode(restored(first.remembered()), LunoSamples.market(LunoSamples.STATUS));
    assertEquals(List.of("update without a book"), found.ignored);
    assertEquals(1, found.calls());
  }

  @Test
  void afterEachFrameOfTheSamples() {
    for (int cut = 1; cut < LunoSamples.STREAM.size(); cut++) {
      LunoDecoder whole = LunoSamples.decoder(List.of("XBTZAR"));
      for (String json : LunoSamples.STREAM.subList(0, cut)) {
        LunoSamples.decode(whole, LunoSamples.market(json));
      }
      LunoDecoder second = restored(whole.remembered());
      List<String> rest = new ArrayList<>(LunoSamples.STREAM.subList(cut, 6));
      rest.add(LunoSamples.update(1006, "\"delete_update\":{\"order_id\":\"B1\"}"));
      rest.add(LunoSamples.update(1009, "\"delete_update\":{\"order_id\":\"B2\"}"));
      for (String json : rest) {
        assertSame(
            LunoSamples.decode(whole, LunoSamples.market(json)),
            LunoSamples.decode(second, LunoSamples.market(json)),
            "cut " + cut + ": " + json);
      }
    }
  }

  /**
   * A stream of random orders: after each update the levels, the quote and a book made of the
   * deltas alone are what adding up all orders gives.
   */
  @Test
  void aLongStreamAgreesWithTheSumOfItsOrders() {
    RandomStream stream = new RandomStream(new Random(SEED));
    LunoDecoder decoder = first;
    LevelBook levels = new LevelBook();
    BookContinuity continuity = new BookContinuity();
    Quote quote = null;
    String json = stream.snapshot();
    for (int i = 0; i < 3_000; i++) {
      Collected found = LunoSamples.decode(decoder, LunoSamples.market(json));
      assertTrue(found.rejections.isEmpty(), json);
      for (Object payload : found.payloads) {
        if (payload instanceof BookDelta delta) {
          assertTrue(continuity.accept(delta).isEmpty(), "seed " + SEED + ", update " + i);
          levels.apply(delta);
        } else if (payload instanceof Quote told) {
          quote = told;
        }
      }
      assertEquals(stream.levels(true), RandomStream.text(levels.bids()), "update " + i);
      assertEquals(stream.levels(false), RandomStream.text(levels.asks()), "update " + i);
      if (levels.bestBid() != null && levels.bestAsk() != null) {
        assertEquals(levels.bestBid().getPrice(), quote.getBidPrice());
        assertEquals(levels.bestBid().getQuantity(), quote.getBidQuantity());
        assertEquals(levels.bestAsk().getPrice(), quote.getAskPrice());
        assertEquals(levels.bestAsk().getQuantity(), quote.getAskQuantity());
      }
      if (i % 250 == 0) {
        decoder = restored(decoder.remembered());
      }
      json = stream.next();
    }
    assertTrue(stream.trades > 300, "trades " + stream.trades);
  }

  /** Luno's busiest book has 18,600 orders of ids of 15 characters. */
  @Test
  void aLargeBookIsAboutThirtyBytesAnOrder() {
    StringBuilder json = new StringBuilder("{\"sequence\":\"4530030191\",\"asks\":[");
    int orders = 18_600;
    for (int i = 0; i < orders; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"id\":\"BX")
          .append(1_000_000_000_000L + i)
          .append("\",\"price\":\"")
          .append(1_407_088 + i / 10)
          .append(".00\",\"volume\":\"0.")
          .append(100_000 + i)
          .append("\"}");
    }
    json.append("],\"bids\":[],\"status\":\"ACTIVE\",\"timestamp\":1700000000000}");
    LunoSamples.decode(first, LunoSamples.market(json.toString()));
    byte[] remembered = first.remembered().get(CONNECTION);
    assertTrue(remembered.length < 30 * orders, remembered.length + " bytes");
    BookDelta delta =
        (BookDelta)
            LunoSamples.decode(
                    restored(Map.of(CONNECTION, remembered)),
                    LunoSamples.market(
                        "{\"sequence\":\"4530030192\",\"delete_update\":{\"order_id\":"
                            + "\"BX1000000000000\"},\"timestamp\":1700000000001}"))
                .payloads
                .get(0);
    // Ten orders at 1407088: 0.1, 0.100001 ... 0.100009, less the first.
    BigDecimal left = new BigDecimal("0.900045");
    assertEquals(Decimals.of(left), delta.getAsks().get(0).getQuantity());
  }

  @Test
  void aPairThatIsConfiguredNoMoreIsForgotten() {
    LunoSamples.decode(first, LunoSamples.market(LunoSamples.SNAPSHOT));
    LunoDecoder other = LunoSamples.decoder(List.of("ETHZAR"));
    first.remembered().forEach(other::restore);
    assertTrue(other.remembered().isEmpty());
  }

  @Test
  void bytesOfAnotherFormAreRefused() {
    LunoSamples.decode(first, LunoSamples.market(LunoSamples.SNAPSHOT));
    byte[] remembered = first.remembered().get(CONNECTION);
    byte[] later = remembered.clone();
    later[0] = 9;
    byte[] broken = Arrays.copyOf(remembered, remembered.length - 1);
    for (byte[] bytes : List.of(new byte[0], later, broken)) {
      assertThrows(UncheckedIOException.class, () -> first.restore(CONNECTION, bytes));
    }
  }
}
