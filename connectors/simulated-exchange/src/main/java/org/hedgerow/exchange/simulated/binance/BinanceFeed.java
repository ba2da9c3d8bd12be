package org.hedgerow.exchange.simulated.binance;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.hedgerow.exchange.simulated.market.MarketFeed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MarketBook;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/** A generated market in the venue's streams. */
public final class BinanceFeed implements MarketFeed {
  private static final int EVENTS_A_DIRECT_DEPTH_FRAME = 6;
  private static final long TENTH = 100_000;
  private static final long QUARTER = 250_000;
  private static final long SECOND = 1_000_000;

  /** Ids of futures' books leave out as many as this. */
  private static final int LARGEST_ID_STEP = 60;

  /** Trades that can be asked for. */
  private static final int TRADES = 10_000;

  private final SplittableRandom random;
  private final Map<Market, Symbol> symbols = new HashMap<>();

  /**
   * @param seed of the ids
   */
  public BinanceFeed(Collection<Market> markets, StreamHub hub, long seed) {
    this.random = new SplittableRandom(seed);
    for (Market market : markets) {
      symbols.put(market, new Symbol(market, hub));
    }
  }

  /** A public trade. */
  record Trade(long id, long millis, long price, long quantity, boolean buyerIsMaker) {}

  /** What changed since a depth stream's last frame. */
  private static final class DepthWindow {
    final StreamHub.Topic topic;
    final TreeMap<Long, Long> bids = new TreeMap<>();
    final TreeMap<Long, Long> asks = new TreeMap<>();
    long firstId;
    long lastId;

    DepthWindow(StreamHub.Topic topic, long id) {
      this.topic = topic;
      this.lastId = id;
    }

    void flushed(long id) {
      bids.clear();
      asks.clear();
      firstId = 0;
      lastId = id;
    }
  }

  /** One symbol's streams. */
  private final class Symbol {
    final MarketFrames frames;
    final boolean futures;
    final StreamHub.Topic trade;
    final StreamHub.Topic ticker;
    final StreamHub.Topic mark;
    final StreamHub.Topic index;
    final DepthWindow[] windows;
    long updateId = 1_000_000_000L + random.nextInt(1_000_000_000);
    long nextTenth;
    long nextSlow;
    int turnsSinceDirect;

    /** Oldest first. */
    final Deque<Trade> recent = new ArrayDeque<>();

    Symbol(Market market, StreamHub hub) {
      Instrument instrument = market.instrument;
      String prefix = BinanceListing.streamPrefix(instrument);
      frames = new MarketFrames(instrument);
      futures = instrument.derivative();
      trade = hub.topic(prefix + "@trade");
      ticker = hub.topic(prefix + "@bookTicker");
      mark = futures ? hub.topic(prefix + "@markPrice@1s") : null;
      index =
          instrument.inverse()
              ? hub.topic(BinanceListing.streamPrefixOfPair(instrument) + "@indexPrice@1s")
              : null;
      windows = new DepthWindow[futures ? 3 : 2];
      windows[0] = new DepthWindow(hub.topic(prefix + "@depth@100ms"), updateId);
      windows[1] = new DepthWindow(hub.topic(prefix + "@depth"), updateId);
      if (futures) {
        windows[2] = new DepthWindow(hub.topic(prefix + "@depth@0ms"), updateId);
      }
    }
  }

  @Override
  public void levelChanged(Market market, Side side, long price, long quantity) {
    Symbol symbol = symbols.get(market);
    symbol.updateId += symbol.futures ? 1 + random.nextInt(LARGEST_ID_STEP) : 1;
    market.book.depthId(symbol.updateId);
    for (DepthWindow window : symbol.windows) {
      if (window.firstId == 0) {
        window.firstId = symbol.futures ? symbol.updateId : window.lastId + 1;
      }
      (side == Side.BUY ? window.bids : window.asks).put(price, quantity);
    }
  }

  @Override
  public int traded(
      Market market, long millis, long id, long price, long quantity, boolean buyerIsMaker) {
    Symbol symbol = symbols.get(market);
    symbol.recent.addLast(new Trade(id, millis, price, quantity, buyerIsMaker));
    if (symbol.recent.size() > TRADES) {
      symbol.recent.removeFirst();
    }
    if (symbol.trade.wanted()) {
      symbol.trade.publish(symbol.frames.trade(millis, id, price, quantity, buyerIsMaker));
    }
    return 1;
  }

  /** Oldest first. */
  Collection<Trade> recent(Market market) {
    return symbols.get(market).recent;
  }

  @Override
  public int topChanged(Market market, long millis) {
    Symbol symbol = symbols.get(market);
    if (symbol.ticker.wanted()) {
      MarketBook book = market.book;
      symbol.ticker.publish(
          symbol.frames.bookTicker(
              millis,
              symbol.updateId,
              book.best(Side.BUY),
              book.bestQuantity(Side.BUY),
              book.best(Side.SELL),
              book.bestQuantity(Side.SELL)));
    }
    return 1;
  }

  @Override
  public int turn(Market market, long micros, long millis) {
    Symbol symbol = symbols.get(market);
    int frames = 0;
    if (micros >= symbol.nextTenth) {
      symbol.nextTenth = (micros / TENTH + 1) * TENTH;
      flush(symbol, 0, millis);
      if (!symbol.futures) {
        frames++;
      }
    }
    if (micros >= symbol.nextSlow) {
      long period = symbol.futures ? QUARTER : SECOND;
      symbol.nextSlow = (micros / period + 1) * period;
      flush(symbol, 1, millis);
    }
    if (symbol.futures && ++symbol.turnsSinceDirect >= EVENTS_A_DIRECT_DEPTH_FRAME) {
      symbol.turnsSinceDirect = 0;
      flush(symbol, 2, millis);
      frames++;
    }
    return frames;
  }

  private static void flush(Symbol symbol, int number, long millis) {
    DepthWindow window = symbol.windows[number];
    if (window.firstId == 0) {
      return;
    }
    if (window.topic.wanted()) {
      window.topic.publish(
          symbol.frames.depth(
              millis, window.firstId, symbol.updateId, window.lastId, window.bids, window.asks));
    }
    window.flushed(symbol.updateId);
  }

  @Override
  public int second(Market market, long millis) {
    Symbol symbol = symbols.get(market);
    if (!symbol.futures) {
      return 0;
    }
    if (symbol.mark.wanted()) {
      symbol.mark.publish(symbol.frames.markPrice(millis, market));
    }
    if (symbol.index != null && symbol.index.wanted()) {
      symbol.index.publish(symbol.frames.indexPrice(millis, market));
    }
    return 1;
  }
}
