package org.hedgerow.exchanges.kraken;

import java.util.Collection;
import java.util.zip.CRC32;
import org.hedgerow.exchanges.book.BookChecksum;
import org.hedgerow.exchanges.book.LevelBook;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Level;

/**
 * CRC-32 over the ten best asks and the ten best bids: of each level the digits of price and
 * quantity as they were written, without the point and without zeros before them. That is the
 * unscaled number of a decimal that keeps the zeros at its end.
 *
 * @see <a href="https://docs.kraken.com/exchange/guides/websockets/book-checksum-v2">Book
 *     checksum</a>
 */
final class KrakenChecksum implements BookChecksum {
  private static final int LEVELS = 10;

  /** The depths that can be subscribed; a snapshot has as many levels, or fewer in a thin book. */
  private static final int[] DEPTHS = {10, 25, 100, 500, 1_000};

  /** Levels beyond the subscribed depth leave without a word. */
  @Override
  public int depth(BookDelta snapshot) {
    int levels = Math.max(snapshot.getBids().size(), snapshot.getAsks().size());
    for (int depth : DEPTHS) {
      if (levels <= depth) {
        return depth;
      }
    }
    return Integer.MAX_VALUE;
  }

  @Override
  public long of(LevelBook book) {
    CRC32 sum = new CRC32();
    byte[] digits = new byte[20];
    add(sum, book.asks(), digits);
    add(sum, book.bids(), digits);
    return sum.getValue();
  }

  private static void add(CRC32 sum, Collection<Level> side, byte[] digits) {
    int count = 0;
    for (Level level : side) {
      if (count++ == LEVELS) {
        return;
      }
      add(sum, level.getPrice(), digits);
      add(sum, level.getQuantity(), digits);
    }
  }

  private static void add(CRC32 sum, Decimal number, byte[] digits) {
    int at = digits.length;
    for (long rest = number.getUnscaled(); rest > 0; rest /= 10) {
      digits[--at] = (byte) ('0' + rest % 10);
    }
    sum.update(digits, at, digits.length - at);
  }
}
