package org.hedgerow.exchange.simulated.okx;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hedgerow.exchange.simulated.fault.Fault;
import org.hedgerow.exchange.simulated.fault.Faults;
import org.hedgerow.exchange.simulated.market.MarketFeed;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.option.Black76;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/** The market in the venue's channels. */
final class OkxFeed implements MarketFeed {
  private static final long TENTH = 100_000;
  private static final int FIVE = 5;
  private static final int ALL_LEVELS = 400;

  /** Any other sum would do. */
  private static final int WRONG = 0x5A5A5A5A;

  private final Map<Market, MarketState> states = new LinkedHashMap<>();
  private final Map<String, Family> families = new LinkedHashMap<>();
  private final MarketRows rows;
  private final OptionRows options;
  private final Faults faults;

  /** The options on an index. */
  private record Family(Market first, StreamHub.Topic topic) {}

  OkxFeed(
      Collection<Market> markets,
      StreamHub hub,
      MarketRows rows,
      OptionRows options,
      Faults faults) {
    this.rows = rows;
    this.options = options;
    for (Market market : markets) {
      if (market.instrument.option()) {
        // The family is told of together, in the turn of its first option.
        families.putIfAbsent(
            market.instrument.pair(),
            new Family(market, hub.topic(Channels.topic("opt-summary", market.instrument.pair()))));
      }
    }
    this.faults = faults;
    markets.forEach(market -> states.put(market, new MarketState(market, hub)));
  }

  MarketState state(Market market) {
    return states.get(market);
  }

  /** A contract's price is spot and basis, an option's is Black's, in coin. */
  @Override
  public double fair(Market market, double spot, double basis, long micros) {
    if (!market.instrument.option()) {
      return spot * (1 + basis);
    }
    Black76 option = options.value(market, spot, micros / 1_000);
    return option.value() / option.forward();
  }

  @Override
  public Black76 option(Market market, long millis) {
    return options.value(market, millis);
  }

  @Override
  public void levelChanged(Market market, Side side, long price, long quantity) {
    MarketState state = states.get(market);
    state.sequence++;
    (side == Side.BUY ? state.bids : state.asks).put(price, quantity);
  }

  @Override
  public int traded(
      Market market, long millis, long id, long price, long quantity, boolean buyerIsMaker) {
    MarketState state = states.get(market);
    state.traded(new MarketState.Trade(id, millis, price, quantity, buyerIsMaker));
    if (state.tradesAll.wanted()) {
      Channels.push(
          state.tradesAll, "trades-all", market, rows.trade(market, state.recent.getFirst()));
    }
    if (state.trades.wanted()) {
      Channels.push(
          state.trades,
          "trades",
          market,
          rows.trade(market, state.recent.getFirst())
              .put("count", "1")
              .put("seqId", state.sequence));
    }
    return 1;
  }

  @Override
  public int topChanged(Market market, long millis) {
    MarketState state = states.get(market);
    if (state.bbo.wanted()) {
      state.bbo.publish(bbo(state, millis));
    }
    return 1;
  }

  String bbo(MarketState state, long millis) {
    StringBuilder out = head("bbo-tbt", state, null);
    book(out, state, 1);
    out.append(",\"ts\":\"").append(millis).append("\",\"seqId\":").append(state.sequence);
    return out.append("}]}").toString();
  }

  private static StringBuilder head(String channel, MarketState state, String action) {
    StringBuilder out = new StringBuilder(512).append("{\"arg\":{\"channel\":\"").append(channel);
    out.append("\",\"instId\":\"").append(state.market.instrument.symbol()).append("\"},");
    if (action != null) {
      out.append("\"action\":\"").append(action).append("\",");
    }
    return out.append("\"data\":[{");
  }

  private static void book(StringBuilder out, MarketState state, int most) {
    BookText.levels(out.append("\"asks\":"), state.market, Side.SELL, most);
    BookText.levels(out.append(",\"bids\":"), state.market, Side.BUY, most);
  }

  @Override
  public int turn(Market market, long micros, long millis) {
    MarketState state = states.get(market);
    if (micros < state.nextBookMicros) {
      return 0;
    }
    state.nextBookMicros = (micros / TENTH + 1) * TENTH;
    flush(state, millis);
    if (state.books5.wanted()) {
      StringBuilder out = head("books5", state, null);
      book(out, state, FIVE);
      out.append(",\"instId\":\"").append(market.instrument.symbol());
      out.append("\",\"ts\":\"").append(millis).append("\",\"seqId\":").append(state.sequence);
      state.books5.publish(out.append("}]}").toString());
    }
    if (micros >= state.nextTickerMicros && state.tickers.wanted()) {
      state.nextTickerMicros = micros + 2 * TENTH;
      Channels.push(state.tickers, "tickers", market, rows.ticker(state, millis));
    }
    return 1;
  }

  /** Tells those who listen what has changed in the book since it was last told. */
  private void flush(MarketState state, long millis) {
    if (state.sequence == state.toldSequence) {
      return;
    }
    if (state.books.wanted()) {
      StringBuilder out = head("books", state, "update");
      BookText.changes(out.append("\"asks\":"), state.asks);
      // Best first, as asks are.
      BookText.changes(out.append(",\"bids\":"), state.bids.descendingMap());
      state.books.publish(end(out, state, millis, state.toldSequence).toString());
    }
    state.toldSequence = state.sequence;
    state.asks.clear();
    state.bids.clear();
  }

  private StringBuilder end(StringBuilder out, MarketState state, long millis, long previous) {
    int sum = BookText.sum(state.market);
    if (faults.strikes(Fault.BAD_CHECKSUM, state.books.name)) {
      sum ^= WRONG;
    }
    out.append(",\"ts\":\"").append(millis).append("\",\"checksum\":").append(sum);
    out.append(",\"seqId\":").append(state.sequence).append(",\"prevSeqId\":").append(previous);
    return out.append("}]}");
  }

  /** The whole book for one who has just come; all others are brought to the same place first. */
  String snapshot(MarketState state, long millis) {
    flush(state, millis);
    StringBuilder out = head("books", state, "snapshot");
    book(out, state, ALL_LEVELS);
    return end(out, state, millis, -1).toString();
  }

  @Override
  public int second(Market market, long millis) {
    MarketState state = states.get(market);
    if (!market.instrument.derivative()) {
      return 0;
    }
    if (state.mark.wanted()) {
      Channels.push(state.mark, "mark-price", market, rows.mark(market, millis));
    }
    if (state.index.wanted()) {
      Channels.pushIndex(state.index, market, rows.index(market, millis));
    }
    if (market.instrument.perpetual() && state.funding.wanted()) {
      Channels.push(state.funding, "funding-rate", market, rows.funding(market, millis));
    }
    if (state.openInterest.wanted()) {
      Channels.push(state.openInterest, "open-interest", market, rows.openInterest(market, millis));
    }
    Family family = families.get(market.instrument.pair());
    if (family != null && family.first == market && family.topic.wanted()) {
      family.topic.publish(
          Channels.summaries(
              market.instrument.pair(),
              options.summaries(states.keySet(), market.instrument.pair(), millis)));
    }
    return 1;
  }
}
