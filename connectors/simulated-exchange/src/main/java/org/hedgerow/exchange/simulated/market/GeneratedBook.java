package org.hedgerow.exchange.simulated.market;

import java.util.random.RandomGenerator;
import org.hedgerow.exchange.simulated.fault.Quoting;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Levels;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;

/** Keeps about twenty levels a side around a fair price, and tells the venue of each change. */
final class GeneratedBook {
  private static final int LEVELS = 20;
  private static final double LEVEL_SPACING = 1e-5;
  private static final double LEVEL_NOTIONAL = 60_000;

  /** Of what options are on: their price says nothing of how much is traded. */
  private static final double LEVEL_UNDERLYING = 500_000;

  final Market market;
  private final RandomGenerator random;
  private final MarketFeed feed;
  private final Quoting quoting;
  private long lastTick;

  GeneratedBook(Market market, RandomGenerator random, MarketFeed feed, Quoting quoting) {
    this.market = market;
    this.random = random;
    this.feed = feed;
    this.quoting = quoting;
    this.lastTick = market.instrument.tick();
  }

  /** Moves the book so that its best prices enclose {@code fair}. */
  void requote(double fair) {
    Instrument instrument = market.instrument;
    long tick = instrument.tick();
    long bid = Math.max(tick, (long) Math.floor(fair * Fixed.ONE / tick) * tick);
    // A crossed book has its best bid above its best ask.
    long ask = quoting.isCrossed() ? bid - tick : bid + tick;
    if (tick != lastTick) {
      lastTick = tick;
      clear(Side.BUY);
      clear(Side.SELL);
    }
    Levels bids = market.book.levels(Side.BUY);
    Levels asks = market.book.levels(Side.SELL);
    while (bids.size() > 0 && bids.price(0) > bid) {
      set(Side.BUY, bids.price(0), 0);
    }
    while (asks.size() > 0 && asks.price(0) < ask) {
      set(Side.SELL, asks.price(0), 0);
    }
    fill(Side.BUY, bid, fair);
    if (quoting.isOneSided()) {
      clear(Side.SELL);
    } else {
      fill(Side.SELL, ask, fair);
    }
  }

  private void clear(Side side) {
    Levels levels = market.book.levels(side);
    while (levels.size() > 0) {
      set(side, levels.price(0), 0);
    }
  }

  /** Whether something stands on both sides, and crossed only if it shall be. */
  boolean isAsItShall() {
    return market.book.levels(Side.BUY).size() > 0
        && market.book.levels(Side.SELL).size() > 0
        && quoting.isCrossed() == market.book.best(Side.BUY) > market.book.best(Side.SELL);
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
      long price = levels.price(levels.size() - 1) - side.sign() * step;
      if (price <= 0) {
        return;
      }
      set(side, price, randomQuantity(fair));
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

  /**
   * About 60,000 quote units, or options on 500,000, a level, log-normally spread, in whole lots.
   */
  long randomQuantity(double fair) {
    double size = market.instrument.contractSize().doubleValue();
    double wanted =
        market.instrument.option()
            ? LEVEL_UNDERLYING / market.index().doubleValue() * fair
            : LEVEL_NOTIONAL;
    double quantity =
        wanted
            * Math.exp(0.9 * random.nextGaussian())
            / (market.instrument.inverse() ? size : fair * size);
    long lot = market.instrument.lot();
    return Math.max(1, (long) (quantity * Fixed.ONE / lot)) * lot;
  }

  private void set(Side side, long price, long quantity) {
    market.book.level(side, price, quantity);
    feed.levelChanged(market, side, price, quantity);
  }
}
