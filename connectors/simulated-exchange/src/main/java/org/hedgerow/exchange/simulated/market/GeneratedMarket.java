package org.hedgerow.exchange.simulated.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.hedgerow.exchange.simulated.binance.MarketFrames;
import org.hedgerow.exchange.simulated.binance.StreamHub;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.market.GeneratedBook.DepthWindow;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MarketListener;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.matching.Venue;

/**
 * A market made up from a seed. The same seed, rate and start time give the same frames, whoever
 * listens: market time is counted in frames, not read from a clock.
 */
public final class GeneratedMarket {
  /** More trades of a symbol than any rate makes. */
  private static final int IDS_A_SECOND = 10_000;

  private static final double BASIS_REVERSION = 1 / 60.0;
  private static final double BASIS_NOISE = 0.00003;
  private static final double BASIS_MEAN = 0.0002;
  private static final int EVENTS_A_DIRECT_DEPTH_FRAME = 6;
  private static final long SECOND = 1_000_000L;

  private final RandomGenerator random;
  private final MarketListener listener;
  private final SkewedClock clock;
  private final double framesASecond;
  private final long startMicros;
  private final long fundingMillis;
  private final Map<String, PriceProcess> prices = new HashMap<>();
  private final List<Symbol> symbols = new ArrayList<>();
  private final Map<String, StreamHub.Topic> indexTopics = new LinkedHashMap<>();
  private long frames;
  private long nextSecond;
  private long nextFundingMillis;

  /** One symbol with all that is generated for it. */
  private static final class Symbol {
    final Market market;
    final MarketFrames frames;
    final GeneratedBook book;
    final PriceProcess price;
    final DepthWindow[] windows;
    final StreamHub.Topic[] depthTopics;
    final StreamHub.Topic trade;
    final StreamHub.Topic ticker;
    final StreamHub.Topic mark;
    double basis;
    double smoothBasis;
    long basisMicros;
    long tradeId;
    long next100ms;
    long nextSlow;
    int eventsSinceDirect;
    long shownBid;
    long shownBidQuantity;
    long shownAsk;
    long shownAskQuantity;

    Symbol(Market market, PriceProcess price, RandomGenerator random, StreamHub hub) {
      this.market = market;
      this.price = price;
      this.frames = new MarketFrames(market.instrument);
      boolean futures = market.instrument.venue().futures();
      this.windows =
          futures
              ? new DepthWindow[] {
                new DepthWindow("@depth@100ms"),
                new DepthWindow("@depth"),
                new DepthWindow("@depth@0ms")
              }
              : new DepthWindow[] {new DepthWindow("@depth@100ms"), new DepthWindow("@depth")};
      this.book = new GeneratedBook(market, random, windows);
      String prefix = market.instrument.streamPrefix();
      this.depthTopics = new StreamHub.Topic[windows.length];
      for (int i = 0; i < windows.length; i++) {
        depthTopics[i] = hub.topic(prefix + windows[i].suffix);
      }
      this.trade = hub.topic(prefix + "@trade");
      this.ticker = hub.topic(prefix + "@bookTicker");
      this.mark = futures ? hub.topic(prefix + "@markPrice@1s") : null;
      // Above those of any exchange that ran before on the same seed: ids of trades never go back.
      this.tradeId =
          System.currentTimeMillis() / 1_000 * IDS_A_SECOND + random.nextInt(IDS_A_SECOND);
    }

    double fair() {
      return price.price() * (1 + basis);
    }
  }

  public GeneratedMarket(
      long seed,
      double framesASecond,
      long startMillis,
      long fundingMinutes,
      List<Market> markets,
      Function<Venue, StreamHub> hubs,
      MarketListener listener,
      SkewedClock clock) {
    this.clock = clock;
    this.random = new SplittableRandom(seed);
    this.framesASecond = framesASecond;
    this.startMicros = startMillis * 1000;
    this.listener = listener;
    this.fundingMillis = fundingMinutes * 60_000;
    this.nextFundingMillis = (startMillis / fundingMillis + 1) * fundingMillis;
    this.nextSecond = (startMicros / SECOND + 1) * SECOND;
    for (Market market : markets) {
      Instrument instrument = market.instrument;
      PriceProcess price =
          prices.computeIfAbsent(
              instrument.base(),
              base ->
                  new PriceProcess(
                      random,
                      base.equals("BTC") ? 62_000 : 2_700,
                      base.equals("BTC") ? 0.55 : 0.7,
                      startMicros));
      StreamHub hub = hubs.apply(instrument.venue());
      Symbol symbol = new Symbol(market, price, random, hub);
      symbol.basis = instrument.venue().futures() ? BASIS_MEAN : 0;
      symbol.smoothBasis = symbol.basis;
      symbol.basisMicros = startMicros;
      symbol.next100ms = startMicros + 100_000;
      symbol.nextSlow = startMicros + 250_000;
      symbol.book.requote(symbol.fair());
      symbols.add(symbol);
      if (instrument.inverse()) {
        indexTopics.put(
            instrument.pair(), hub.topic(instrument.streamPrefixOfPair() + "@indexPrice@1s"));
      }
      mark(symbol, startMillis);
    }
  }

  /** Frames made so far, counted on the streams a client of all symbols would take. */
  public long frames() {
    return frames;
  }

  /** Makes events until {@code total} frames have been made. */
  public void advanceTo(long total) {
    while (frames < total) {
      step();
    }
  }

  private long nowMicros() {
    return startMicros + (long) (frames * 1e6 / framesASecond);
  }

  /** Market time as the exchange's clock shows it. */
  private long eventMillis(long micros) {
    return micros / 1000 + clock.offsetMillis();
  }

  private void step() {
    long now = nowMicros();
    while (now >= nextSecond) {
      everySecond(nextSecond);
      nextSecond += SECOND;
    }
    Symbol symbol = symbols.get(random.nextInt(symbols.size()));
    symbol.price.advance(now);
    advanceBasis(symbol, now);
    double action = random.nextDouble();
    if (action < 0.2) {
      trade(symbol, now);
    } else if (action < 0.6) {
      symbol.book.resize(symbol.fair());
    } else {
      symbol.book.requote(symbol.fair());
    }
    listener.bookChanged(symbol.market);
    ticker(symbol, now);
    depth(symbol, now);
  }

  private void advanceBasis(Symbol symbol, long now) {
    if (symbol.market.instrument.venue().futures()) {
      double seconds = (now - symbol.basisMicros) / 1e6;
      symbol.basisMicros = now;
      symbol.basis +=
          BASIS_REVERSION * (BASIS_MEAN - symbol.basis) * seconds
              + BASIS_NOISE * Math.sqrt(seconds) * random.nextGaussian();
      symbol.smoothBasis += (symbol.basis - symbol.smoothBasis) * Math.min(1, seconds / 30);
    }
  }

  private void trade(Symbol symbol, long now) {
    boolean sale = random.nextBoolean();
    Side hit = sale ? Side.BUY : Side.SELL;
    long price = symbol.market.book.best(hit);
    long wanted = symbol.book.randomQuantity(symbol.fair()) / 8;
    long lot = symbol.market.instrument.lot();
    long quantity =
        Math.min(symbol.market.book.bestQuantity(hit), Math.max(lot, wanted / lot * lot));
    symbol.book.take(hit, quantity);
    listener.traded(symbol.market, price, quantity, sale);
    symbol.tradeId++;
    if (symbol.trade.wanted()) {
      symbol.trade.publish(
          symbol.frames.trade(eventMillis(now), symbol.tradeId, price, quantity, sale));
    }
    frames++;
    if (symbol.market.book.levels(hit).size() < 10) {
      symbol.book.requote(symbol.fair());
    }
  }

  private void ticker(Symbol symbol, long now) {
    var book = symbol.market.book;
    long bid = book.best(Side.BUY);
    long bidQuantity = book.bestQuantity(Side.BUY);
    long ask = book.best(Side.SELL);
    long askQuantity = book.bestQuantity(Side.SELL);
    if (bid != symbol.shownBid
        || bidQuantity != symbol.shownBidQuantity
        || ask != symbol.shownAsk
        || askQuantity != symbol.shownAskQuantity) {
      symbol.shownBid = bid;
      symbol.shownBidQuantity = bidQuantity;
      symbol.shownAsk = ask;
      symbol.shownAskQuantity = askQuantity;
      if (symbol.ticker.wanted()) {
        symbol.ticker.publish(
            symbol.frames.bookTicker(
                eventMillis(now), symbol.book.updateId(), bid, bidQuantity, ask, askQuantity));
      }
      frames++;
    }
  }

  private void depth(Symbol symbol, long now) {
    boolean futures = symbol.market.instrument.venue().futures();
    if (now >= symbol.next100ms) {
      symbol.next100ms = (now / 100_000 + 1) * 100_000;
      flush(symbol, 0, now);
      if (!futures) {
        frames++;
      }
    }
    if (now >= symbol.nextSlow) {
      long period = futures ? 250_000 : SECOND;
      symbol.nextSlow = (now / period + 1) * period;
      flush(symbol, 1, now);
    }
    if (futures && ++symbol.eventsSinceDirect >= EVENTS_A_DIRECT_DEPTH_FRAME) {
      symbol.eventsSinceDirect = 0;
      flush(symbol, 2, now);
      frames++;
    }
  }

  private void flush(Symbol symbol, int window, long now) {
    DepthWindow changes = symbol.windows[window];
    if (changes.empty()) {
      return;
    }
    long id = symbol.book.updateId();
    if (symbol.depthTopics[window].wanted()) {
      symbol.depthTopics[window].publish(
          symbol.frames.depth(
              eventMillis(now), changes.firstId, id, changes.lastId, changes.bids, changes.asks));
    }
    changes.flushed(id);
  }

  private void everySecond(long micros) {
    long millis = micros / 1000;
    boolean fundingDue = millis >= nextFundingMillis;
    for (Symbol symbol : symbols) {
      if (!symbol.market.instrument.venue().futures()) {
        continue;
      }
      mark(symbol, millis);
      if (fundingDue) {
        listener.fundingDue(symbol.market, symbol.market.fundingRate());
      }
      if (symbol.mark.wanted()) {
        symbol.mark.publish(symbol.frames.markPrice(eventMillis(micros), symbol.market));
      }
      frames++;
      StreamHub.Topic index = indexTopics.get(symbol.market.instrument.pair());
      if (index != null && symbol.market.instrument.inverse() && index.wanted()) {
        index.publish(symbol.frames.indexPrice(eventMillis(micros), symbol.market));
      }
    }
    if (fundingDue) {
      nextFundingMillis = (millis / fundingMillis + 1) * fundingMillis;
    }
  }

  private void mark(Symbol symbol, long millis) {
    if (!symbol.market.instrument.venue().futures()) {
      return;
    }
    double index = symbol.price.price();
    double rate = Math.max(-0.003, Math.min(0.003, 0.0001 + symbol.smoothBasis - BASIS_MEAN));
    long next = millis >= nextFundingMillis ? nextFundingMillis + fundingMillis : nextFundingMillis;
    symbol.market.marked(round(index * (1 + symbol.smoothBasis)), round(index), round(rate), next);
  }

  private static BigDecimal round(double value) {
    return BigDecimal.valueOf(value).setScale(Fixed.DECIMALS, RoundingMode.HALF_EVEN);
  }
}
