package org.hedgerow.exchange.simulated.luno;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchange.simulated.market.MarketFeed;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/** The market in the venue's streams: an update for each order that comes, goes or is taken. */
final class LunoFeed implements MarketFeed {
  private final Map<Market, MarketState> states = new LinkedHashMap<>();

  LunoFeed(Collection<Market> markets, StreamHub hub) {
    markets.forEach(market -> states.put(market, new MarketState(market, hub)));
  }

  MarketState state(Market market) {
    return states.get(market);
  }

  @Override
  public double fair(Market market, double spot, double basis, long micros) {
    return LunoListing.dollars(market.instrument, spot);
  }

  @Override
  public void levelChanged(Market market, Side side, long price, long quantity) {
    states.get(market).orders.changed(side, price);
  }

  @Override
  public int traded(
      Market market, long millis, long id, long price, long quantity, boolean buyerIsMaker) {
    MarketState state = states.get(market);
    state.traded(new MarketState.Trade(id, millis, price, quantity, !buyerIsMaker));
    state.orders.traded(buyerIsMaker ? Side.BUY : Side.SELL, price, quantity, id, millis);
    return 0;
  }

  @Override
  public int topChanged(Market market, long millis) {
    return 0;
  }

  @Override
  public int turn(Market market, long micros, long millis) {
    return Math.max(1, tell(states.get(market), millis));
  }

  private static int tell(MarketState state, long millis) {
    List<String> messages = state.orders.take(millis);
    if (state.stream.wanted()) {
      messages.forEach(state.stream::publish);
    }
    return messages.size();
  }

  /** The whole book for one who has just come; all others are brought to the same place first. */
  String snapshot(Market market, long millis) {
    MarketState state = states.get(market);
    tell(state, millis);
    return state.orders.snapshot(millis);
  }

  @Override
  public int second(Market market, long millis) {
    return 0;
  }
}
