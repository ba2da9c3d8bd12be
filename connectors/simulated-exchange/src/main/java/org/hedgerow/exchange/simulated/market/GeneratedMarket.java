package org.hedgerow.exchange.simulated.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.hedgerow.exchange.simulated.fault.Quoting;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
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
  private static final long SECOND = 1_000_000L;

  private final RandomGenerator random;
  private final MarketListener listener;
  private final SkewedClock clock;
  private final double framesASecond;
  private final long startMicros;
  private final long fundingMillis;
  private final Map<String, PriceProcess> prices = new HashMap<>();
  private final List<Symbol> symbols = new ArrayList<>();
  private long frames;
  private long nextSecond;
  private long nextFundingMillis;

  /** One symbol with all that is generated for it. */
  private static final class Symbol {
    final Market market;
    final MarketFeed feed;
    final GeneratedBook book;
    final PriceProcess price;
    double basis;
    double smoothBasis;
    long basisMicros;
    long tradeId;
    long shownBid;
    long shownBidQuantity;
    long shownAsk;
    long shownAskQuantity;

    Symbol(
        Market market,
        PriceProcess price,
        RandomGenerator random,
        MarketFeed feed,
        Quoting quoting) {
      this.market = market;
      this.price = price;
      this.feed = feed;
      this.book = new GeneratedBook(market, random, feed, quoting);
      // Above those of any exchange that ran before on the same seed: ids of trades never go back.
      this.tradeId =
          System.currentTimeMillis() / 1_000 * IDS_A_SECOND + random.nextInt(IDS_A_SECOND);
    }

    double fair(long micros) {
      return feed.fair(market, price.price(), basis, micros);
    }
  }

  public GeneratedMarket(
      long seed,
      double framesASecond,
      long startMillis,
      long fundingMinutes,
      List<Market> markets,
      Function<Venue, MarketFeed> feeds,
      Function<Venue, Quoting> quoting,
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
      Symbol symbol =
          new Symbol(
              market,
              price,
              random,
              feeds.apply(instrument.venue()),
              quoting.apply(instrument.venue()));
      symbol.basis = instrument.derivative() ? BASIS_MEAN : 0;
      symbol.smoothBasis = symbol.basis;
      symbol.basisMicros = startMicros;
      symbols.add(symbol);
      // The book of an option is as deep as what it is on is dear.
      mark(symbol, startMillis);
      symbol.book.requote(symbol.fair(startMicros));
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
    if (!symbol.book.isAsItShall()) {
      symbol.book.requote(symbol.fair(now));
    } else if (action < 0.2) {
      trade(symbol, now);
    } else if (action < 0.6) {
      symbol.book.resize(symbol.fair(now));
    } else {
      symbol.book.requote(symbol.fair(now));
    }
    listener.bookChanged(symbol.market);
    ticker(symbol, now);
    frames += symbol.feed.turn(symbol.market, now, eventMillis(now));
  }

  private void advanceBasis(Symbol symbol, long now) {
    if (symbol.market.instrument.derivative()) {
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
    long wanted = symbol.book.randomQuantity(symbol.fair(now)) / 8;
    long lot = symbol.market.instrument.lot();
    long quantity =
        Math.min(symbol.market.book.bestQuantity(hit), Math.max(lot, wanted / lot * lot));
    symbol.book.take(hit, quantity);
    listener.traded(symbol.market, price, quantity, sale);
    symbol.tradeId++;
    frames +=
        symbol.feed.traded(symbol.market, eventMillis(now), symbol.tradeId, price, quantity, sale);
    if (symbol.market.book.levels(hit).size() < 10 || !symbol.book.isAsItShall()) {
      symbol.book.requote(symbol.fair(now));
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
      frames += symbol.feed.topChanged(symbol.market, eventMillis(now));
    }
  }

  private void everySecond(long micros) {
    long millis = micros / 1000;
    boolean fundingDue = millis >= nextFundingMillis;
    for (Symbol symbol : symbols) {
      if (symbol.market.instrument.derivative()) {
        mark(symbol, millis);
        if (fundingDue && symbol.market.instrument.perpetual()) {
          listener.fundingDue(symbol.market, symbol.market.fundingRate());
        }
      }
      frames += symbol.feed.second(symbol.market, eventMillis(micros));
    }
    if (fundingDue) {
      nextFundingMillis = (millis / fundingMillis + 1) * fundingMillis;
    }
  }

  private void mark(Symbol symbol, long millis) {
    if (!symbol.market.instrument.derivative()) {
      return;
    }
    double index = symbol.price.price();
    double rate = Math.max(-0.003, Math.min(0.003, 0.0001 + symbol.smoothBasis - BASIS_MEAN));
    long next = millis >= nextFundingMillis ? nextFundingMillis + fundingMillis : nextFundingMillis;
    double fair = symbol.feed.fair(symbol.market, index, symbol.smoothBasis, millis * 1_000);
    symbol.market.marked(round(fair), round(index), round(rate), next);
  }

  private static BigDecimal round(double value) {
    return BigDecimal.valueOf(value).setScale(Fixed.DECIMALS, RoundingMode.HALF_EVEN);
  }
}
