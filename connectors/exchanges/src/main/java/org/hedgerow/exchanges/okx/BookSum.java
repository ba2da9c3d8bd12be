package org.hedgerow.exchanges.okx;

import java.util.Iterator;
import java.util.zip.CRC32;
import org.hedgerow.exchanges.book.BookChecksum;
import org.hedgerow.exchanges.book.LevelBook;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Level;

/**
 * OKX's sum over a book: CRC-32 of {@code bid:quantity:ask:quantity:...} for the best 25 levels of
 * each side in turn, numbers as they were written; where one side is shorter, the other goes on
 * alone. The venue sends it as a signed number of 32 bits.
 */
final class BookSum implements BookChecksum {
  private static final int LEVELS = 25;

  @Override
  public long of(LevelBook book) {
    CRC32 sum = new CRC32();
    Iterator<Level> bids = book.bids().iterator();
    Iterator<Level> asks = book.asks().iterator();
    boolean first = true;
    for (int i = 0; i < LEVELS; i++) {
      if (bids.hasNext()) {
        first = add(sum, bids.next(), first);
      }
      if (asks.hasNext()) {
        first = add(sum, asks.next(), first);
      }
    }
    return sum.getValue();
  }

  private static boolean add(CRC32 sum, Level level, boolean first) {
    if (!first) {
      sum.update(':');
    }
    add(sum, level.getPrice());
    sum.update(':');
    add(sum, level.getQuantity());
    return false;
  }

  private static void add(CRC32 sum, Decimal number) {
    String text = Decimals.toString(number);
    for (int i = 0; i < text.length(); i++) {
      sum.update(text.charAt(i));
    }
  }
}
