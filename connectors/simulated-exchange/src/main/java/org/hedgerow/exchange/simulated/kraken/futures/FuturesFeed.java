package org.hedgerow.exchange.simulated.kraken.futures;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.market.MarketFeed;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/**
 * The market in the venue's feeds: a message for each level that changes, tickers by the second.
 */
final class FuturesFeed implements MarketFeed {
  private final Map<Market, MarketState> states = new LinkedHashMap<>();
  private final SkewedClock clock;
  private int changes;

  FuturesFeed(Collection<Market> markets, StreamHub hub, SkewedClock clock) {
    this.clock = clock;
    markets.forEach(market -> states.put(market, new MarketState(market, hub)));
  }

  MarketState state(Market market) {
    return states.get(market);
  }

  @Override
  public void levelChanged(Market market, Side side, long price, long quantity) {
    MarketState state = states.get(market);
    state.bookSequence++;
    changes++;
    if (state.book.wanted()) {
      state.book.publish(state.bookUpdate(side, price, quantity, clock.millis()));
    }
  }

  @Override
  public int traded(
      Market market, long millis, long id, long price, long quantity, boolean buyerIsMaker) {
    MarketState state = states.get(market);
    MarketState.Trade trade = state.traded(id, millis, price, quantity, buyerIsMaker);
    if (state.trades.wanted()) {
      state.trades.publish(state.trade(trade).toString());
    }
    return 1;
  }

  @Override
  public int topChanged(Market market, long millis) {
    return 0;
  }

  @Override
  public int turn(Market market, long micros, long millis) {
    int told = Math.max(1, changes);
    changes = 0;
    return told;
  }

  @Override
  public int second(Market market, long millis) {
    MarketState state = states.get(market);
    if (state.ticker.wanted()) {
      state.ticker.publish(state.ticker(millis));
    }
    if (state.tickerLite.wanted()) {
      state.tickerLite.publish(state.tickerLite());
    }
    return 2;
  }
}
