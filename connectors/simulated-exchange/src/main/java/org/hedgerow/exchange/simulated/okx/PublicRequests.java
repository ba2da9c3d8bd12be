package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;

/** The questions that need no key. */
final class PublicRequests {
  private static final int MOST_LEVELS = 400;
  private static final int MOST_TRADES = 500;
  private static final int MOST_HISTORY = 100;
  private static final Set<String> PATHS =
      Set.of(
          "public/time",
          "public/instruments",
          "public/mark-price",
          "public/funding-rate",
          "public/open-interest",
          "public/opt-summary",
          "market/ticker",
          "market/tickers",
          "market/books",
          "market/trades",
          "market/history-trades",
          "market/index-tickers",
          "system/status");

  private final Map<String, Market> markets;
  private final OkxFeed feed;
  private final MarketRows rows;
  private final OptionRows options;
  private final SkewedClock clock;

  PublicRequests(
      Map<String, Market> markets,
      OkxFeed feed,
      MarketRows rows,
      OptionRows options,
      SkewedClock clock) {
    this.options = options;
    this.markets = markets;
    this.feed = feed;
    this.rows = rows;
    this.clock = clock;
  }

  boolean handles(String method, String path) {
    return method.equals("GET") && PATHS.contains(path);
  }

  Reply answer(String path, Query query) throws RefusedException {
    ArrayNode data = OkxText.array();
    long now = clock.millis();
    switch (path) {
      case "public/time" -> data.addObject().put("ts", Long.toString(now));
      case "public/instruments" -> instruments(query, data);
      case "market/ticker" -> data.add(rows.ticker(feed.state(market(query)), now));
      case "market/books" -> book(query, data.addObject(), now);
      case "market/trades" -> {
        Market market = market(query);
        feed.state(market).recent.stream()
            .limit(Math.min(MOST_TRADES, query.number("limit", 100)))
            .forEach(trade -> data.add(rows.trade(market, trade)));
      }
      case "market/history-trades" -> history(query, data);
      case "market/index-tickers" -> indices(query, data, now);
      case "public/opt-summary" ->
          data.addAll(options.summaries(markets.values(), family(query), now));
      case "system/status" -> {}
      default -> {
        if (!path.equals("public/funding-rate")) {
          type(query);
        }
        for (Market market : markets.values()) {
          Instrument instrument = market.instrument;
          boolean has =
              switch (path) {
                case "market/tickers" -> true;
                case "public/funding-rate" -> instrument.perpetual();
                default -> instrument.derivative();
              };
          if (has && matches(query, instrument)) {
            data.add(row(path, market, now));
          }
        }
        if (data.isEmpty() && query.get("instId") != null) {
          throw notThere();
        }
      }
    }
    return Answers.ok(data);
  }

  /** Newest first, older than an id (type 1) or a time (type 2). */
  private void history(Query query, ArrayNode data) throws RefusedException {
    Market market = market(query);
    boolean byTime = "2".equals(query.get("type"));
    long after = query.number("after", Long.MAX_VALUE);
    feed.state(market).recent.stream()
        .filter(trade -> (byTime ? trade.millis() : trade.id()) < after)
        .limit(Math.min(MOST_HISTORY, query.number("limit", MOST_HISTORY)))
        .forEach(trade -> data.add(rows.trade(market, trade)));
  }

  private ObjectNode row(String path, Market market, long now) {
    return switch (path) {
      case "market/tickers" -> rows.ticker(feed.state(market), now);
      case "public/mark-price" -> rows.mark(market, now);
      case "public/funding-rate" -> rows.funding(market, now);
      default -> rows.openInterest(market, now);
    };
  }

  private static boolean matches(Query query, Instrument instrument) {
    return query.allows("instType", OkxListing.type(instrument))
        && query.allows("instId", instrument.symbol())
        && query.allows("uly", instrument.pair())
        && query.allows("instFamily", instrument.pair());
  }

  private static void type(Query query) throws RefusedException {
    String type = query.mandatory("instType");
    if (!Set.of("SPOT", "MARGIN", "SWAP", "FUTURES", "OPTION").contains(type)) {
      throw RefusedException.parameter("instType");
    }
  }

  /** Of options the venue has to be told of which. */
  private static String family(Query query) throws RefusedException {
    return query.get("uly") != null ? query.get("uly") : query.mandatory("instFamily");
  }

  Market market(Query query) throws RefusedException {
    Market market = markets.get(query.mandatory("instId"));
    if (market == null) {
      throw notThere();
    }
    return market;
  }

  private static RefusedException notThere() {
    return new RefusedException(
        51001, "Instrument ID, Instrument ID code, or Spread ID doesn't exist.");
  }

  private void instruments(Query query, ArrayNode data) throws RefusedException {
    type(query);
    if (query.mandatory("instType").equals("OPTION")) {
      family(query);
    }
    for (Market market : markets.values()) {
      if (matches(query, market.instrument)) {
        data.add(rows.instrument(market.instrument));
      }
    }
    if (data.isEmpty() && query.get("instId") != null) {
      throw notThere();
    }
  }

  private void book(Query query, ObjectNode out, long now) throws RefusedException {
    Market market = market(query);
    int most = (int) Math.max(1, Math.min(MOST_LEVELS, query.number("sz", 1)));
    StringBuilder asks = new StringBuilder();
    StringBuilder bids = new StringBuilder();
    BookText.levels(asks, market, Side.SELL, most);
    BookText.levels(bids, market, Side.BUY, most);
    out.putRawValue("asks", new RawValue(asks.toString()));
    out.putRawValue("bids", new RawValue(bids.toString()));
    out.put("ts", Long.toString(now)).put("seqId", feed.state(market).sequence);
  }

  private void indices(Query query, ArrayNode data, long now) throws RefusedException {
    for (Market market : markets.values()) {
      Instrument instrument = market.instrument;
      if (instrument.derivative()
          && query.allows("instId", instrument.pair())
          && query.allows("quoteCcy", instrument.quote())) {
        data.add(rows.index(market, now));
      }
    }
    if (data.isEmpty()) {
      throw notThere();
    }
  }
}
