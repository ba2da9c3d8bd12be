package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hedgerow.exchange.simulated.market.MarketFeed;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.option.Black76;
import org.hedgerow.exchange.simulated.option.Smile;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/** The market in the venue's channels, and what dated contracts and options are worth. */
final class DeribitFeed implements MarketFeed {
  private static final long TENTH = 100_000;
  private static final long MICROS_A_MILLI = 1_000;

  private final Map<Market, MarketState> states = new LinkedHashMap<>();

  /** The market that tells of an index, by its name. */
  private final Map<String, Market> indices = new LinkedHashMap<>();

  private final Map<Market, StreamHub.Topic> indexTopics = new LinkedHashMap<>();
  private final MarketRows rows;
  private final Smile smile;
  private long lastTradeId;

  DeribitFeed(
      Map<String, Market> markets,
      Map<String, Contract> contracts,
      StreamHub hub,
      MarketRows rows,
      Smile smile) {
    this.rows = rows;
    this.smile = smile;
    for (Market market : markets.values()) {
      Contract contract = contracts.get(market.instrument.symbol());
      states.put(market, new MarketState(market, contract, hub));
      if (indices.putIfAbsent(contract.index(), market) == null) {
        indexTopics.put(market, hub.topic(Channels.index(contract.index())));
      }
    }
  }

  MarketState state(Market market) {
    return states.get(market);
  }

  /** A market whose index that is, or null. */
  Market ofIndex(String name) {
    return indices.get(name);
  }

  /** A perpetual's price is spot and basis, a dated one's has carry too, an option's is Black's. */
  @Override
  public double fair(Market market, double spot, double basis, long micros) {
    Contract contract = states.get(market).contract;
    long millis = micros / MICROS_A_MILLI;
    if (contract.option()) {
      Black76 option = smile.option(contract.terms(), spot, millis);
      return option.value() / option.forward();
    }
    return contract.instrument().perpetual()
        ? spot * (1 + basis)
        : Smile.forward(spot, contract.years(millis)) * (1 + basis);
  }

  @Override
  public Black76 option(Market market, long millis) {
    return smile.option(states.get(market).contract.terms(), market.index().doubleValue(), millis);
  }

  @Override
  public void levelChanged(Market market, Side side, long price, long quantity) {
    MarketState state = states.get(market);
    state.changeId++;
    for (BookStream book : state.books) {
      book.levelChanged(side, price, quantity, state.changeId);
    }
  }

  @Override
  public int traded(
      Market market, long millis, long id, long price, long quantity, boolean buyerIsMaker) {
    MarketState state = states.get(market);
    // The core counts trades of each market; the venue's ids are unique in a currency.
    lastTradeId = Math.max(lastTradeId + 1, id);
    state.traded(lastTradeId, millis, price, quantity, buyerIsMaker);
    if (state.tradesAtOnce.wanted()) {
      ArrayNode one = DeribitText.array().add(rows.trade(state, state.recent.getFirst()));
      publish(state.tradesAtOnce, one);
    }
    return 1;
  }

  private static void publish(StreamHub.Topic topic, JsonNode data) {
    topic.publish(Channels.notification(topic.name, data));
  }

  @Override
  public int topChanged(Market market, long millis) {
    MarketState state = states.get(market);
    if (state.quote.wanted()) {
      publish(state.quote, rows.quote(market, millis));
    }
    return 1;
  }

  @Override
  public int turn(Market market, long micros, long millis) {
    MarketState state = states.get(market);
    boolean due = micros >= state.nextMicros;
    for (BookStream book : state.books) {
      if (due || book.topic.name.endsWith(".raw")) {
        book.flush(millis);
      }
    }
    if (!due) {
      return 0;
    }
    state.nextMicros = (micros / TENTH + 1) * TENTH;
    ObjectNode ticker = null;
    for (StreamHub.Topic topic : state.tickers) {
      if (topic.wanted()) {
        ticker = ticker == null ? rows.ticker(state, millis) : ticker;
        publish(topic, ticker);
      }
    }
    state.grouped.forEach(
        (topic, depth) -> {
          if (topic.wanted()) {
            publish(topic, rows.top(state, depth, millis));
          }
        });
    tellTrades(state);
    return 1;
  }

  private void tellTrades(MarketState state) {
    if (state.untold.isEmpty()) {
      return;
    }
    for (StreamHub.Topic topic : state.trades) {
      if (topic.wanted()) {
        ArrayNode data = DeribitText.array();
        state.untold.forEach(trade -> data.add(rows.trade(state, trade)));
        publish(topic, data);
      }
    }
    state.untold.clear();
  }

  @Override
  public int second(Market market, long millis) {
    StreamHub.Topic topic = indexTopics.get(market);
    if (topic == null) {
      return 0;
    }
    if (topic.wanted()) {
      publish(topic, rows.index(states.get(market), millis));
    }
    return 1;
  }
}
