package org.hedgerow.exchange.simulated.okx;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32;
import org.hedgerow.exchange.simulated.matching.Levels;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;

/** Levels of a book as {@code ["price","quantity","0","orders"]}, and their sum. */
final class BookText {
  private static final int SUMMED = 25;

  private BookText() {}

  static void levels(StringBuilder out, Market market, Side side, int most) {
    Levels levels = market.book.levels(side);
    out.append('[');
    for (int rank = 0; rank < Math.min(most, levels.size()); rank++) {
      level(out, rank > 0, levels.price(rank), levels.quantity(rank));
    }
    out.append(']');
  }

  static void changes(StringBuilder out, SortedMap<Long, Long> changes) {
    out.append('[');
    boolean more = false;
    for (Map.Entry<Long, Long> change : changes.entrySet()) {
      level(out, more, change.getKey(), change.getValue());
      more = true;
    }
    out.append(']');
  }

  private static void level(StringBuilder out, boolean more, long price, long quantity) {
    OkxText.append(out.append(more ? ",[\"" : "[\""), price).append("\",\"");
    OkxText.append(out, quantity).append("\",\"0\",\"").append(quantity == 0 ? 0 : 1).append("\"]");
  }

  /** CRC-32, signed, over the best 25 levels, bid and ask in turn, as {@code price:quantity}. */
  static int sum(Market market) {
    Levels bids = market.book.levels(Side.BUY);
    Levels asks = market.book.levels(Side.SELL);
    StringBuilder text = new StringBuilder(1024);
    for (int rank = 0; rank < SUMMED; rank++) {
      summed(text, bids, rank);
      summed(text, asks, rank);
    }
    CRC32 crc = new CRC32();
    crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
    return (int) crc.getValue();
  }

  private static void summed(StringBuilder text, Levels levels, int rank) {
    if (rank < levels.size()) {
      OkxText.append(text.append(text.isEmpty() ? "" : ":"), levels.price(rank)).append(':');
      OkxText.append(text, levels.quantity(rank));
    }
  }
}
