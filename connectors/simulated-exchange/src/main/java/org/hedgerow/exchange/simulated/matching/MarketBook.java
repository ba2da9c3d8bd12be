package org.hedgerow.exchange.simulated.matching;

import java.util.HashMap;
import java.util.Map;

/**
 * The market's own liquidity in one symbol, as its feed shows it, less what this exchange's
 * accounts have taken from it.
 *
 * <p>Two feeds describe it: depth updates (all levels, in batches) and best bid and ask (one level,
 * at once). The depth levels are kept pure, because REST snapshots must fit the depth stream; the
 * best bid and ask lie over them while they are the newer of the two.
 */
public final class MarketBook {
  private final Levels bids = new Levels(true);
  private final Levels asks = new Levels(false);
  private final Map<Long, Long> takenBids = new HashMap<>();
  private final Map<Long, Long> takenAsks = new HashMap<>();
  private long depthId;
  private long touchId;
  private long touchBid;
  private long touchBidQuantity;
  private long touchAsk;
  private long touchAskQuantity;

  /** Sees levels from the best on. */
  public interface LevelVisitor {
    /** Returns whether to go on to the next level. */
    boolean level(long price, long available);
  }

  public Levels levels(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  /** The last update id that the depth levels contain. */
  public long depthId() {
    return depthId;
  }

  public void depthId(long id) {
    depthId = id;
  }

  public void level(Side side, long price, long quantity) {
    levels(side).set(price, quantity);
    taken(side).remove(price);
  }

  public void clear() {
    bids.clear();
    asks.clear();
    takenBids.clear();
    takenAsks.clear();
    depthId = 0;
    touchId = 0;
    touchBid = 0;
    touchAsk = 0;
  }

  /** The best bid and ask, as of update {@code id}. */
  public void touch(long id, long bid, long bidQuantity, long ask, long askQuantity) {
    touchId = id;
    if (bid != touchBid || bidQuantity != touchBidQuantity) {
      takenBids.remove(bid);
      touchBid = bid;
      touchBidQuantity = bidQuantity;
    }
    if (ask != touchAsk || askQuantity != touchAskQuantity) {
      takenAsks.remove(ask);
      touchAsk = ask;
      touchAskQuantity = askQuantity;
    }
  }

  public boolean ready() {
    return best(Side.BUY) > 0 && best(Side.SELL) > 0;
  }

  /** The market's best price on {@code side}, zero when that side is empty. */
  public long best(Side side) {
    if (overlaid()) {
      return side == Side.BUY ? touchBid : touchAsk;
    }
    Levels levels = levels(side);
    return levels.size() == 0 ? 0 : levels.price(0);
  }

  public long bestQuantity(Side side) {
    if (overlaid()) {
      return side == Side.BUY ? touchBidQuantity : touchAskQuantity;
    }
    Levels levels = levels(side);
    return levels.size() == 0 ? 0 : levels.quantity(0);
  }

  public long mid() {
    return (best(Side.BUY) + best(Side.SELL)) / 2;
  }

  /** What the market still offers at {@code price} on {@code side}. */
  public long available(Side side, long price) {
    long shown =
        overlaid() && price == best(side) ? bestQuantity(side) : levels(side).quantityAt(price);
    return Math.max(0, shown - taken(side).getOrDefault(price, 0L));
  }

  public void take(Side side, long price, long quantity) {
    taken(side).merge(price, quantity, Long::sum);
  }

  /** Walks what is available on {@code side}, best first. */
  public void walk(Side side, LevelVisitor visitor) {
    Levels levels = levels(side);
    Map<Long, Long> taken = taken(side);
    int rank = 0;
    if (overlaid()) {
      long top = best(side);
      long left = bestQuantity(side) - taken.getOrDefault(top, 0L);
      if (left > 0 && !visitor.level(top, left)) {
        return;
      }
      while (rank < levels.size() && !worse(side, levels.price(rank), top)) {
        rank++;
      }
    }
    for (; rank < levels.size(); rank++) {
      long price = levels.price(rank);
      long left = levels.quantity(rank) - taken.getOrDefault(price, 0L);
      if (left > 0 && !visitor.level(price, left)) {
        return;
      }
    }
  }

  private static boolean worse(Side side, long price, long than) {
    return side == Side.BUY ? price < than : price > than;
  }

  private boolean overlaid() {
    return touchId >= depthId && touchBid > 0 && touchAsk > 0;
  }

  private Map<Long, Long> taken(Side side) {
    return side == Side.BUY ? takenBids : takenAsks;
  }
}
