package org.hedgerow.exchange.simulated.deribit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/** What the venue knows of an instrument besides its book: what it has told, and what traded. */
final class MarketState {
  /** As many trades as the venue lists. */
  private static final int TRADES = 1_000;

  private static final int[] DEPTHS = {1, 10, 20};

  final Market market;
  final Contract contract;
  final StreamHub.Topic quote;
  final List<BookStream> books = new ArrayList<>();

  /** By depth. */
  final Map<StreamHub.Topic, Integer> grouped = new LinkedHashMap<>();

  final List<StreamHub.Topic> tickers = new ArrayList<>();
  final StreamHub.Topic tradesAtOnce;

  /** Those told at intervals. */
  final List<StreamHub.Topic> trades = new ArrayList<>();

  final List<Trade> untold = new ArrayList<>();
  final Deque<Trade> recent = new ArrayDeque<>();

  /** Counts changes of the book. */
  long changeId = 1_000_000_000L;

  long tradeSequence;
  long nextMicros;
  long last;
  long high;
  long low;
  long open;
  long volume;

  /**
   * A public trade.
   *
   * @param tick direction of the price: 0 up, 1 zero-plus, 2 down, 3 zero-minus
   */
  record Trade(
      long id, long sequence, long millis, long price, long quantity, boolean sale, int tick) {}

  MarketState(Market market, Contract contract, StreamHub hub) {
    this.market = market;
    this.contract = contract;
    String symbol = contract.symbol();
    this.quote = hub.topic("quote." + symbol);
    this.tradesAtOnce = hub.topic("trades." + symbol + ".raw");
    for (String interval : Channels.INTERVALS) {
      books.add(new BookStream(market, hub.topic("book." + symbol + "." + interval), changeId));
      tickers.add(hub.topic("ticker." + symbol + "." + interval));
      if (!interval.equals("raw")) {
        trades.add(hub.topic("trades." + symbol + "." + interval));
        for (int depth : DEPTHS) {
          grouped.put(hub.topic("book." + symbol + ".none." + depth + "." + interval), depth);
        }
      }
    }
  }

  void traded(long id, long millis, long price, long quantity, boolean sale) {
    int before = recent.isEmpty() ? 1 : recent.getFirst().tick();
    int tick = price > last && last > 0 ? 0 : price < last ? 2 : before == 0 || before == 1 ? 1 : 3;
    // Above those of any exchange that ran before on the same ledger.
    tradeSequence = tradeSequence == 0 ? id : tradeSequence + 1;
    Trade trade = new Trade(id, tradeSequence, millis, price, quantity, sale, tick);
    last = price;
    open = open == 0 ? price : open;
    high = Math.max(high, price);
    low = low == 0 ? price : Math.min(low, price);
    volume += quantity;
    recent.addFirst(trade);
    untold.add(trade);
    if (recent.size() > TRADES) {
      recent.removeLast();
    }
  }
}
