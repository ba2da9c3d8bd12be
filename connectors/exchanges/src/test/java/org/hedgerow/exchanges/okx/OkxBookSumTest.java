package org.hedgerow.exchanges.okx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.hedgerow.exchanges.book.LevelBook;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Level;
import org.junit.jupiter.api.Test;

/** The rule of the venue's documentation; recorded sums are in OkxRecordedFramesTest. */
class OkxBookSumTest {
  private static long crc(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.US_ASCII));
    return sum.getValue();
  }

  private static Level level(long price, int priceScale, long quantity, int scale) {
    return new Level(new Decimal(price, priceScale), new Decimal(quantity, scale));
  }

  private static LevelBook book(List<Level> bids, List<Level> asks) {
    LevelBook book = new LevelBook();
    book.apply(new BookDelta("OKX:X", true, 0L, 0L, null, bids, asks, null));
    return book;
  }

  @Test
  void sidesInTurnAndTheLongerOneAlone() {
    // Documentation: bid[price:size]:ask[price:size] in turn; where bids end, asks go on.
    assertEquals(
        crc("3366.1:7:3366.8:9:3366:6:3368:8:3372:8"),
        new BookSum()
            .of(
                book(
                    List.of(level(33661, 1, 7, 0), level(3366L, 0, 6L, 0)),
                    List.of(
                        level(33668, 1, 9, 0), level(3368L, 0, 8L, 0), level(3372L, 0, 8L, 0)))));
    assertEquals(
        crc("10.0:0.50"), new BookSum().of(book(List.of(), List.of(level(100, 1, 50, 2)))));
    assertEquals(0, new BookSum().of(book(List.of(), List.of())));
  }

  @Test
  void twentyFiveLevels() {
    List<Level> bids = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      bids.add(level(1_001 - i * 10, 1, 1, 0));
      if (i < 25) {
        text.append(i == 0 ? "" : ":").append(100 - i).append(".1:1");
      }
    }
    assertEquals(crc(text.toString()), new BookSum().of(book(bids, List.of())));
  }
}
