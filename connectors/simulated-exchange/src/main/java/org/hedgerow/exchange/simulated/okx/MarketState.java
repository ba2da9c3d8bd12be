package org.hedgerow.exchange.simulated.okx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/** What the venue knows of a symbol besides its book: what it has told, and what has traded. */
final class MarketState {
  /** Trades that can be asked for. */
  private static final int TRADES = 5_000;

  final Market market;
  final StreamHub.Topic trades;
  final StreamHub.Topic tradesAll;
  final StreamHub.Topic bbo;
  final StreamHub.Topic books;
  final StreamHub.Topic books5;
  final StreamHub.Topic tickers;
  final StreamHub.Topic mark;
  final StreamHub.Topic funding;
  final StreamHub.Topic openInterest;
  final StreamHub.Topic index;

  /** Levels that changed since the stream of the book last told of it. */
  final TreeMap<Long, Long> bids = new TreeMap<>();

  final TreeMap<Long, Long> asks = new TreeMap<>();

  /** Counts changes; the stream of the book tells where it stands. */
  long sequence = 1_000_000_000L;

  long toldSequence = sequence;
  long nextBookMicros;
  long nextTickerMicros;

  long last;
  long lastQuantity;
  long high;
  long low;
  long open;
  long volume;
  final Deque<Trade> recent = new ArrayDeque<>();

  /** A public trade. */
  record Trade(long id, long millis, long price, long quantity, boolean sale) {}

  MarketState(Market market, StreamHub hub) {
    this.market = market;
    Instrument instrument = market.instrument;
    String symbol = instrument.symbol();
    trades = hub.topic(Channels.topic("trades", symbol));
    tradesAll = hub.topic(Channels.topic("trades-all", symbol));
    bbo = hub.topic(Channels.topic("bbo-tbt", symbol));
    books = hub.topic(Channels.topic("books", symbol));
    books5 = hub.topic(Channels.topic("books5", symbol));
    tickers = hub.topic(Channels.topic("tickers", symbol));
    mark = hub.topic(Channels.topic("mark-price", symbol));
    funding = hub.topic(Channels.topic("funding-rate", symbol));
    openInterest = hub.topic(Channels.topic("open-interest", symbol));
    index = hub.topic(Channels.topic("index-tickers", instrument.pair()));
  }

  void traded(Trade trade) {
    last = trade.price();
    lastQuantity = trade.quantity();
    open = open == 0 ? last : open;
    high = Math.max(high, last);
    low = low == 0 ? last : Math.min(low, last);
    volume += trade.quantity();
    recent.addFirst(trade);
    if (recent.size() > TRADES) {
      recent.removeLast();
    }
  }
}
