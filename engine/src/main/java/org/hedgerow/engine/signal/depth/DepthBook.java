package org.hedgerow.engine.signal.depth;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.state.SampleBlock;

/**
 * The book of one instrument near its mid, for depth and impact: what lies within {@link #REACH} of
 * the mid that the last snapshot had. It answers nothing (NaN) before a snapshot, after a gap, and
 * where the answer would need levels that the snapshot did not show.
 *
 * <p>State: one row for each quarter of a basis point of price that has levels (their prices and
 * quantities), at most {@value #MOST_ROWS} a side, and one with six numbers. The levels are kept in
 * memory besides; who makes the object anew reads them back.
 */
public final class DepthBook {
  /** How far from the snapshot's mid levels are kept, as a fraction of it. */
  public static final double REACH = 0.05;

  private static final double ROW = 0.000_025;
  static final int MOST_ROWS = (int) (REACH / ROW) + 1;
  private static final String HEAD = "head";
  private static final double BASIS_POINT = 1e-4;

  private final Table<SampleBlock> rows;
  private final double contractValue;
  private final boolean inverse;
  private final BookSide bids = new BookSide(true);
  private final BookSide asks = new BookSide(false);
  private final TreeSet<Long> changedBids = new TreeSet<>();
  private final TreeSet<Long> changedAsks = new TreeSet<>();
  private boolean read;
  private boolean valid;
  private double width;
  private double lowest;
  private double highest;
  private double knownBid;
  private double knownAsk;

  /**
   * @param contractValue base units a contract, of inverse ones quote units
   */
  public DepthBook(Table<SampleBlock> rows, double contractValue, boolean inverse) {
    this.rows = rows;
    this.contractValue = contractValue;
    this.inverse = inverse;
  }

  /** Takes a snapshot or changed levels. */
  public void apply(BookDelta delta) {
    readBack();
    if (delta.getSnapshot()) {
      begin(delta);
    } else if (!valid) {
      return;
    }
    apply(bids, changedBids, delta.getBids());
    apply(asks, changedAsks, delta.getAsks());
    if (delta.getSnapshot()) {
      knownBid = Math.max(lowest, extreme(delta.getBids(), -1));
      knownAsk = Math.min(highest, extreme(delta.getAsks(), 1));
    }
    keep("b", bids, changedBids);
    keep("a", asks, changedAsks);
    keepHead();
  }

  /** Something is missing: the levels are not believed until the next snapshot. */
  public void invalidate() {
    readBack();
    valid = false;
    keepHead();
  }

  /** Nothing asks for it any more: forgets it. */
  public void end() {
    readBack();
    erase();
    rows.remove(HEAD);
  }

  private void begin(BookDelta delta) {
    erase();
    double bid = extreme(delta.getBids(), 1);
    double ask = extreme(delta.getAsks(), -1);
    double mid = (bid + ask) / 2;
    // One side alone has no mid, and nothing near it.
    valid = mid > 0 && ask >= bid;
    if (valid) {
      width = mid * ROW;
      lowest = mid * (1 - REACH);
      highest = mid * (1 + REACH);
    }
  }

  /** The highest price (sign 1) or the lowest (-1) of levels that are there; NaN: none. */
  private static double extreme(List<Level> levels, int sign) {
    double extreme = Double.NaN;
    for (int i = 0; i < levels.size(); i++) {
      double price = Decimals.approximate(levels.get(i).getPrice());
      boolean there = Decimals.approximate(levels.get(i).getQuantity()) > 0;
      if (there && !(sign * extreme >= sign * price)) {
        extreme = price;
      }
    }
    return extreme;
  }

  private void apply(BookSide side, Set<Long> changed, List<Level> levels) {
    if (!valid) {
      return;
    }
    for (int i = 0; i < levels.size(); i++) {
      double price = Decimals.approximate(levels.get(i).getPrice());
      if (price >= lowest && price <= highest) {
        side.set(price, Decimals.approximate(levels.get(i).getQuantity()));
        changed.add(row(price));
      }
    }
  }

  private long row(double price) {
    return (long) StrictMath.floor(price / width);
  }

  private void keep(String key, BookSide side, Set<Long> changed) {
    for (long row : changed) {
      // The levels of a row stand together; of asks those with the higher prices come first.
      double worst = side == bids ? row * width : (row + 1) * width;
      int from = Math.max(0, side.firstWithin(worst) - 1);
      while (from < side.size() && row(side.price(from)) != row && isBefore(side, from, row)) {
        from++;
      }
      int to = from;
      while (to < side.size() && row(side.price(to)) == row) {
        to++;
      }
      if (to == from) {
        rows.remove(key + row);
        continue;
      }
      ByteBuffer bytes = ByteBuffer.allocate((to - from) * 2 * Double.BYTES);
      for (int level = from; level < to; level++) {
        bytes.putDouble(side.price(level)).putDouble(side.quantity(level));
      }
      rows.put(key + row, new SampleBlock(bytes.flip()));
    }
    changed.clear();
  }

  private boolean isBefore(BookSide side, int level, long row) {
    return side == bids ? row(side.price(level)) < row : row(side.price(level)) > row;
  }

  private void keepHead() {
    double[] head = {valid ? 1 : 0, width, lowest, highest, knownBid, knownAsk};
    ByteBuffer bytes = ByteBuffer.allocate(head.length * Double.BYTES);
    for (double number : head) {
      bytes.putDouble(number);
    }
    rows.put(HEAD, new SampleBlock(bytes.flip()));
  }

  private void erase() {
    if (width > 0) {
      for (long row = row(lowest); row <= row(highest); row++) {
        rows.remove("b" + row);
        rows.remove("a" + row);
      }
    }
    bids.clear();
    asks.clear();
    changedBids.clear();
    changedAsks.clear();
  }

  private void readBack() {
    if (read) {
      return;
    }
    read = true;
    SampleBlock head = rows.get(HEAD);
    if (head == null) {
      return;
    }
    ByteBuffer numbers = head.getValues().duplicate();
    valid = numbers.getDouble() == 1;
    width = numbers.getDouble();
    lowest = numbers.getDouble();
    highest = numbers.getDouble();
    knownBid = numbers.getDouble();
    knownAsk = numbers.getDouble();
    for (long row = width > 0 ? row(lowest) : 1; width > 0 && row <= row(highest); row++) {
      readBack("b" + row, bids);
      readBack("a" + row, asks);
    }
  }

  private void readBack(String key, BookSide side) {
    SampleBlock levels = rows.get(key);
    if (levels != null) {
      ByteBuffer numbers = levels.getValues().duplicate();
      while (numbers.hasRemaining()) {
        side.set(numbers.getDouble(), numbers.getDouble());
      }
    }
  }

  /** The middle of the best prices; NaN: not known, or they are crossed. */
  public double mid() {
    readBack();
    double bid = bids.best();
    double ask = asks.best();
    return valid && ask >= bid ? (bid + ask) / 2 : Double.NaN;
  }

  /**
   * What is bid for, or offered, within so many basis points of the mid, in quote units; NaN: not
   * known.
   */
  public double within(boolean ofBids, double basisPoints) {
    double mid = mid();
    double limit = mid * (1 + (ofBids ? -1 : 1) * basisPoints * BASIS_POINT);
    if (!isKnown(ofBids, limit)) {
      return Double.NaN;
    }
    BookSide side = ofBids ? bids : asks;
    double worth = 0;
    for (int level = side.firstWithin(limit); level < side.size(); level++) {
      worth += worth(side, level);
    }
    return worth;
  }

  private boolean isKnown(boolean ofBids, double limit) {
    return ofBids ? limit >= knownBid : limit <= knownAsk;
  }

  /**
   * How far from the mid, as a fraction of it and never negative, the average price would be of
   * buying (or selling) so much at once; NaN: not known, or not that much is known to be there.
   *
   * @param clip in quote units at the levels' own prices
   */
  public double impact(boolean buys, double clip) {
    double mid = mid();
    BookSide side = buys ? asks : bids;
    double left = clip;
    double base = 0;
    for (int level = side.size() - 1; level >= 0 && left > 0; level--) {
      if (!isKnown(!buys, side.price(level))) {
        return Double.NaN;
      }
      double taken = Math.min(left, worth(side, level));
      base += taken / side.price(level);
      left -= taken;
    }
    return left > 0 || base == 0 ? Double.NaN : (buys ? 1 : -1) * (clip / base / mid - 1);
  }

  private double worth(BookSide side, int level) {
    double contracts = side.quantity(level) * contractValue;
    return inverse ? contracts : contracts * side.price(level);
  }
}
