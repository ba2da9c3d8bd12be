package org.hedgerow.cli.bench.execution;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;

/**
 * What a venue showed. Best prices come by a channel of their own, faster than depth: they are
 * believed about the touch, and depth about what lies behind it.
 */
final class DisplayedBook {
  private final NavigableMap<BigDecimal, BigDecimal> bids =
      new TreeMap<>(Comparator.<BigDecimal>reverseOrder());
  private final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
  private final List<BookDelta> early = new ArrayList<>();
  private boolean whole;
  private BigDecimal bid = BigDecimal.ZERO;
  private BigDecimal bidQuantity = BigDecimal.ZERO;
  private BigDecimal ask = BigDecimal.ZERO;
  private BigDecimal askQuantity = BigDecimal.ZERO;

  /** Takes best prices. */
  void apply(Quote quote) {
    bid = Decimals.toBigDecimal(quote.getBidPrice());
    bidQuantity = Decimals.toBigDecimal(quote.getBidQuantity());
    ask = Decimals.toBigDecimal(quote.getAskPrice());
    askQuantity = Decimals.toBigDecimal(quote.getAskQuantity());
  }

  /** Takes depth: increments, and the snapshot that an answer brings while they already run. */
  void apply(BookDelta delta) {
    if (delta.getSnapshot()) {
      bids.clear();
      asks.clear();
      levels(delta);
      for (BookDelta one : early) {
        if (one.getLastUpdateId() > delta.getLastUpdateId()) {
          levels(one);
        }
      }
      early.clear();
      whole = true;
    } else if (whole) {
      levels(delta);
    } else {
      early.add(delta);
    }
  }

  private void levels(BookDelta delta) {
    set(bids, delta.getBids());
    set(asks, delta.getAsks());
  }

  private static void set(NavigableMap<BigDecimal, BigDecimal> side, List<Level> levels) {
    for (Level level : levels) {
      // Prices with the same value and another scale are one key of a sorted map.
      BigDecimal price = Decimals.toBigDecimal(level.getPrice());
      if (Decimals.signum(level.getQuantity()) == 0) {
        side.remove(price);
      } else {
        side.put(price, Decimals.toBigDecimal(level.getQuantity()));
      }
    }
  }

  /** Whether there are best prices and a whole book behind them. */
  boolean isKnown() {
    return whole && bid.signum() > 0 && ask.signum() > 0;
  }

  /** The best price of a side: what a buyer bids, or a seller asks. */
  BigDecimal best(Side side) {
    return side == Side.BUY ? bid : ask;
  }

  /** What is shown at the best price of a side. */
  BigDecimal atBest(Side side) {
    return side == Side.BUY ? bidQuantity : askQuantity;
  }

  BigDecimal mid() {
    return bid.add(ask).divide(BigDecimal.valueOf(2));
  }

  /** The quantity that stands at a price on a side; zero in front of the touch. */
  BigDecimal shown(Side side, BigDecimal price) {
    int behind = behind(side, price, best(side));
    if (behind <= 0) {
      return behind == 0 ? atBest(side) : BigDecimal.ZERO;
    }
    return (side == Side.BUY ? bids : asks).getOrDefault(price, BigDecimal.ZERO);
  }

  /** Whether it is shown by depth and not by the best prices. */
  boolean isBehind(Side side, BigDecimal price) {
    return behind(side, price, best(side)) > 0;
  }

  /** Above zero: that price is worse for whoever takes it than the other; zero: the same. */
  private static int behind(Side side, BigDecimal price, BigDecimal other) {
    return side == Side.BUY ? other.compareTo(price) : price.compareTo(other);
  }

  /** Whether an order of that side at that price would trade at once. */
  boolean crosses(Side side, BigDecimal price) {
    BigDecimal touch = best(opposite(side));
    return touch.signum() > 0 && behind(opposite(side), price, touch) >= 0;
  }

  /** What an order takes, best first, down to its limit. */
  List<Taken> take(Side side, BigDecimal limit, BigDecimal quantity) {
    Side other = opposite(side);
    List<Taken> taken = new ArrayList<>();
    BigDecimal left = quantity;
    if (crosses(side, limit)) {
      left = take(taken, left, best(other), atBest(other));
      for (Map.Entry<BigDecimal, BigDecimal> level : (other == Side.BUY ? bids : asks).entrySet()) {
        if (left.signum() == 0 || behind(other, level.getKey(), limit) > 0) {
          break;
        }
        if (isBehind(other, level.getKey())) {
          left = take(taken, left, level.getKey(), level.getValue());
        }
      }
    }
    return taken;
  }

  private static BigDecimal take(
      List<Taken> taken, BigDecimal left, BigDecimal price, BigDecimal shown) {
    BigDecimal part = left.min(shown);
    if (part.signum() > 0) {
      taken.add(new Taken(price, part));
    }
    return left.subtract(part);
  }

  static Side opposite(Side side) {
    return side == Side.BUY ? Side.SELL : Side.BUY;
  }

  /** A part of an order that found somebody. */
  record Taken(BigDecimal price, BigDecimal quantity) {}
}
