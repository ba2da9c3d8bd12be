package org.hedgerow.exchange.simulated.market;

import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Levels;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;

/**
 * Keeps about twenty levels a side around a fair price, and remembers what changed, with update
 * ids, for each depth stream.
 */
final class GeneratedBook {
  private static final int LEVELS = 20;
  private static final double LEVEL_SPACING = 1e-5;
  private static final double LEVEL_NOTIONAL = 60_000;

  final Market market;
  private final RandomGenerator random;
  private final DepthWindow[] windows;
  private final boolean contiguousIds;
  private long updateId;

  GeneratedBook(Market market, RandomGenerator random, DepthWindow... windows) {
    this.market = market;
    this.random = random;
    this.windows = windows;
    this.contiguousIds = !market.instrument.venue().futures();
    this.updateId = 1_000_000_000L + random.nextInt(1_000_000_000);
    for (DepthWindow window : windows) {
      window.lastId = updateId;
    }
  }

  /** What changed since a depth stream's last frame. */
  static final class DepthWindow {
    final String suffix;
    final TreeMap<Long, Long> bids = new TreeMap<>();
    final TreeMap<Long, Long> asks = new TreeMap<>();
    long firstId;
    long lastId;

    /**
     * @param suffix the stream's name after the symbol
     */
    DepthWindow(String suffix) {
      this.suffix = suffix;
    }

    boolean empty() {
      return firstId == 0;
    }

    void flushed(long id) {
      bids.clear();
      asks.clear();
      firstId = 0;
      lastId = id;
    }
  }

  long updateId() {
    return updateId;
  }

  /** Moves the book so that its best prices enclose {@code fair}. */
  void requote(double fair) {
    Instrument instrument = market.instrument;
    long tick = instrument.tick();
    long bid = (long) Math.floor(fair * Fixed.ONE / tick) * tick;
    long ask = bid + tick;
    Levels bids = market.book.levels(Side.BUY);
    Levels asks = market.book.levels(Side.SELL);
    while (bids.size() > 0 && bids.price(0) > bid) {
      set(Side.BUY, bids.price(0), 0);
    }
    while (asks.size() > 0 && asks.price(0) < ask) {
      set(Side.SELL, asks.price(0), 0);
    }
    fill(Side.BUY, bid, fair);
    fill(Side.SELL, ask, fair);
  }

  private void fill(Side side, long best, double fair) {
    Levels levels = market.book.levels(side);
    if (levels.size() == 0 || levels.price(0) != best) {
      set(side, best, randomQuantity(fair));
    }
    while (levels.size() > LEVELS) {
      set(side, levels.price(levels.size() - 1), 0);
    }
    long tick = market.instrument.tick();
    long widest = Math.max(2, (long) (2 * LEVEL_SPACING * fair * Fixed.ONE / tick));
    while (levels.size() < LEVELS) {
      long step = (1 + random.nextLong(widest)) * tick;
      set(side, levels.price(levels.size() - 1) - side.sign() * step, randomQuantity(fair));
    }
  }

  /** Changes the quantity of one of the best levels. */
  void resize(double fair) {
    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
    Levels levels = market.book.levels(side);
    double nearness = random.nextDouble();
    int rank = (int) (nearness * nearness * nearness * levels.size());
    set(side, levels.price(rank), randomQuantity(fair));
  }

  /** Takes {@code quantity} from the best level of {@code side}. */
  void take(Side side, long quantity) {
    Levels levels = market.book.levels(side);
    set(side, levels.price(0), levels.quantity(0) - quantity);
  }

  /** About 60,000 quote units a level, log-normally spread, in whole lots. */
  long randomQuantity(double fair) {
    double quantity =
        LEVEL_NOTIONAL
            * Math.exp(0.9 * random.nextGaussian())
            / (market.instrument.inverse() ? market.instrument.contractSize().doubleValue() : fair);
    long lot = market.instrument.lot();
    return Math.max(1, (long) (quantity * Fixed.ONE / lot)) * lot;
  }

  private void set(Side side, long price, long quantity) {
    updateId += contiguousIds ? 1 : 1 + random.nextInt(60);
    market.book.level(side, price, quantity);
    market.book.depthId(updateId);
    for (DepthWindow window : windows) {
      if (window.firstId == 0) {
        window.firstId = contiguousIds ? window.lastId + 1 : updateId;
      }
      (side == Side.BUY ? window.bids : window.asks).put(price, quantity);
    }
  }
}
