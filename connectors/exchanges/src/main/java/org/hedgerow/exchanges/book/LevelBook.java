package org.hedgerow.exchanges.book;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Level;

/** A book by price levels, as a venue's snapshot and increments make it. */
public final class LevelBook {
  private final TreeMap<Decimal, Level> bids =
      new TreeMap<>(((Comparator<Decimal>) Decimals::compare).reversed());
  private final TreeMap<Decimal, Level> asks = new TreeMap<>(Decimals::compare);
  private final int depth;

  /** Of any depth. */
  public LevelBook() {
    this(Integer.MAX_VALUE);
  }

  /**
   * Of a depth to which its venue cuts it: levels beyond leave it, and nothing is said about them.
   */
  public LevelBook(int depth) {
    this.depth = depth;
  }

  /** Takes the levels of a snapshot in place of all others, or the changed ones of an increment. */
  public void apply(BookDelta delta) {
    if (delta.getSnapshot()) {
      clear();
    }
    apply(bids, delta.getBids());
    apply(asks, delta.getAsks());
  }

  private void apply(NavigableMap<Decimal, Level> side, List<Level> changed) {
    for (Level level : changed) {
      if (Decimals.signum(level.getQuantity()) == 0) {
        side.remove(level.getPrice());
      } else {
        // The key as well, so that it is written as in the newest message.
        side.remove(level.getPrice());
        side.put(level.getPrice(), level);
      }
    }
    while (side.size() > depth) {
      side.pollLastEntry();
    }
  }

  /** Forgets every level. */
  public void clear() {
    bids.clear();
    asks.clear();
  }

  /** Bids, best first. */
  public Collection<Level> bids() {
    return bids.values();
  }

  /** Asks, best first. */
  public Collection<Level> asks() {
    return asks.values();
  }

  /** The best bid, or null. */
  public Level bestBid() {
    return bids.isEmpty() ? null : bids.firstEntry().getValue();
  }

  /** The best ask, or null. */
  public Level bestAsk() {
    return asks.isEmpty() ? null : asks.firstEntry().getValue();
  }
}
