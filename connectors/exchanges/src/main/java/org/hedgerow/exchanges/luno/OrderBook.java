package org.hedgerow.exchanges.luno;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Side;

/**
 * A book order by order, and its price levels. Bounded by the venue's book: about 18,600 orders on
 * the busiest pair.
 *
 * <p>It is unknown until a snapshot, and again after an update that does not fit.
 */
final class OrderBook {
  private static final long UNKNOWN = -1;

  private final Map<String, RestingOrder> orders = new HashMap<>();
  private final TreeMap<Decimal, BigDecimal> bids =
      new TreeMap<>(((Comparator<Decimal>) Decimals::compare).reversed());
  private final TreeMap<Decimal, BigDecimal> asks = new TreeMap<>(Decimals::compare);

  /** Prices whose level the last update touched. */
  private final List<Decimal> changedBids = new ArrayList<>();

  private final List<Decimal> changedAsks = new ArrayList<>();

  /** Makers of the last update's trades, as they stood before, in the order of the trades. */
  private final List<RestingOrder> makers = new ArrayList<>();

  private long sequence = UNKNOWN;

  boolean isKnown() {
    return sequence != UNKNOWN;
  }

  /** Of the last update. */
  long sequence() {
    return sequence;
  }

  /** Nothing is known of it any more. */
  void forget() {
    orders.clear();
    bids.clear();
    asks.clear();
    sequence = UNKNOWN;
  }

  /**
   * Takes a snapshot in place of everything.
   *
   * @throws BrokenBookException if two orders have one id; the book is then unknown
   */
  void replace(MarketMessage snapshot) throws BrokenBookException {
    replace(snapshot.sequence(), snapshot.bids(), snapshot.asks());
  }

  /** As {@link #replace(MarketMessage)}. */
  void replace(long ofSequence, List<RestingOrder> ofBids, List<RestingOrder> ofAsks)
      throws BrokenBookException {
    forget();
    for (RestingOrder order : ofBids) {
      add(order);
    }
    for (RestingOrder order : ofAsks) {
      add(order);
    }
    sequence = ofSequence;
  }

  private void add(RestingOrder order) throws BrokenBookException {
    if (orders.put(order.id(), order) != null) {
      forget();
      throw new BrokenBookException("two orders of one id");
    }
    move(order.side(), order.price(), Decimals.toBigDecimal(order.volume()));
  }

  /**
   * Applies the next update: its trades, then the order that came, then the one that went.
   *
   * @throws BrokenBookException if it does not fit; the book is then unknown
   */
  void apply(MarketMessage update) throws BrokenBookException {
    changedBids.clear();
    changedAsks.clear();
    makers.clear();
    try {
      for (MarketMessage.TradeUpdate trade : update.trades()) {
        take(trade);
      }
      if (update.created() != null) {
        RestingOrder created = update.created();
        remove(created.id());
        orders.put(created.id(), created);
        change(created.side(), created.price(), Decimals.toBigDecimal(created.volume()));
      }
      if (update.deletedOrderId() != null) {
        // Nothing is left of an order that was filled.
        remove(update.deletedOrderId());
      }
      sequence = update.sequence();
    } catch (ArithmeticException e) {
      forget();
      throw new BrokenBookException("a volume that does not fit");
    } catch (BrokenBookException e) {
      forget();
      throw e;
    }
  }

  private void take(MarketMessage.TradeUpdate trade) throws BrokenBookException {
    RestingOrder maker = orders.get(trade.makerOrderId());
    if (maker == null) {
      throw new BrokenBookException("a trade of an order that is not in the book");
    }
    makers.add(maker);
    BigDecimal traded = Decimals.toBigDecimal(trade.volume());
    BigDecimal left = Decimals.toBigDecimal(maker.volume()).subtract(traded);
    if (left.signum() < 0) {
      throw new BrokenBookException("a trade of more than its order had left");
    }
    if (left.signum() == 0) {
      orders.remove(maker.id());
    } else {
      orders.put(
          maker.id(), new RestingOrder(maker.id(), maker.side(), maker.price(), Decimals.of(left)));
    }
    change(maker.side(), maker.price(), traded.negate());
  }

  private void remove(String id) {
    RestingOrder gone = orders.remove(id);
    if (gone != null) {
      change(gone.side(), gone.price(), Decimals.toBigDecimal(gone.volume()).negate());
    }
  }

  private void change(Side side, Decimal price, BigDecimal by) {
    move(side, price, by);
    List<Decimal> changed = side == Side.BUY ? changedBids : changedAsks;
    if (!changed.contains(price)) {
      changed.add(price);
    }
  }

  private void move(Side side, Decimal price, BigDecimal by) {
    TreeMap<Decimal, BigDecimal> levels = side == Side.BUY ? bids : asks;
    BigDecimal now = levels.getOrDefault(price, BigDecimal.ZERO).add(by);
    if (now.signum() == 0) {
      levels.remove(price);
    } else {
      levels.put(price, now);
    }
  }

  /**
   * The maker of each trade of the last update, as it stood before that trade.
   *
   * @return valid until the next update
   */
  List<RestingOrder> makers() {
    return makers;
  }

  /** Levels of bids that the last update changed, each with its volume now; zero if it is gone. */
  List<Level> changedBids() throws BrokenBookException {
    return levels(bids, changedBids);
  }

  /** Levels of asks that the last update changed, each with its volume now; zero if it is gone. */
  List<Level> changedAsks() throws BrokenBookException {
    return levels(asks, changedAsks);
  }

  /** All levels of bids, best first. */
  List<Level> bids() throws BrokenBookException {
    return levels(bids, bids.keySet());
  }

  /** All levels of asks, best first. */
  List<Level> asks() throws BrokenBookException {
    return levels(asks, asks.keySet());
  }

  /** The best bid, or null where there is none. */
  Level bestBid() throws BrokenBookException {
    return bids.isEmpty() ? null : level(bids.firstKey(), bids.firstEntry().getValue());
  }

  /** The best ask, or null where there is none. */
  Level bestAsk() throws BrokenBookException {
    return asks.isEmpty() ? null : level(asks.firstKey(), asks.firstEntry().getValue());
  }

  /** Every order, in no order. */
  Collection<RestingOrder> orders() {
    return orders.values();
  }

  private static List<Level> levels(Map<Decimal, BigDecimal> side, Collection<Decimal> prices)
      throws BrokenBookException {
    List<Level> levels = new ArrayList<>(prices.size());
    for (Decimal price : prices) {
      levels.add(level(price, side.getOrDefault(price, BigDecimal.ZERO)));
    }
    return levels;
  }

  private static Level level(Decimal price, BigDecimal volume) throws BrokenBookException {
    try {
      return new Level(price, Decimals.of(volume));
    } catch (ArithmeticException e) {
      throw new BrokenBookException("a level whose volume does not fit");
    }
  }
}
