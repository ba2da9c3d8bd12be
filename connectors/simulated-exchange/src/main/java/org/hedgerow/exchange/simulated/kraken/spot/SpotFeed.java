package org.hedgerow.exchange.simulated.kraken.spot;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchange.simulated.fault.Fault;
import org.hedgerow.exchange.simulated.fault.Faults;
import org.hedgerow.exchange.simulated.market.MarketFeed;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/** The market in the venue's channels; books are told of as they change. */
final class SpotFeed implements MarketFeed {
  /** Any other sum would do. */
  private static final int WRONG = 0x5A5A5A5A;

  private final Map<Market, MarketState> states = new LinkedHashMap<>();
  private final Faults faults;

  SpotFeed(Collection<Market> markets, StreamHub hub, Faults faults) {
    this.faults = faults;
    markets.forEach(market -> states.put(market, new MarketState(market, hub)));
  }

  MarketState state(Market market) {
    return states.get(market);
  }

  @Override
  public void levelChanged(Market market, Side side, long price, long quantity) {
    // Books are compared with what was told.
  }

  @Override
  public int traded(
      Market market, long millis, long id, long price, long quantity, boolean buyerIsMaker) {
    MarketState state = states.get(market);
    MarketState.Trade trade = new MarketState.Trade(id, millis, price, quantity, buyerIsMaker);
    state.traded(trade);
    if (state.trades.wanted()) {
      state.trades.publish(MarketState.trades("update", market.instrument, List.of(trade)));
    }
    if (state.tickerByTrades.wanted()) {
      state.tickerByTrades.publish(state.ticker("update", millis));
    }
    return 1;
  }

  @Override
  public int topChanged(Market market, long millis) {
    MarketState state = states.get(market);
    if (state.tickerByBest.wanted()) {
      state.tickerByBest.publish(state.ticker("update", millis));
    }
    return 1;
  }

  @Override
  public int turn(Market market, long micros, long millis) {
    for (BookView book : states.get(market).books) {
      tell(book, millis);
    }
    return 1;
  }

  private void tell(BookView book, long millis) {
    if (book.topic.wanted()) {
      String update = book.update(millis, flip(book));
      if (update != null) {
        book.topic.publish(update);
      }
    }
  }

  private int flip(BookView book) {
    return faults.strikes(Fault.BAD_CHECKSUM, book.topic.name) ? WRONG : 0;
  }

  /** The whole book for one who has just come; all others are brought to the same place first. */
  String snapshot(BookView book, long millis) {
    tell(book, millis);
    return book.snapshot(millis, flip(book));
  }

  @Override
  public int second(Market market, long millis) {
    return 0;
  }
}
