package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.matching.Market;

/** What everybody may ask. */
final class PublicMethods {
  private static final int MOST_TRADES = 1_000;
  private static final int FEW_TRADES = 10;
  private static final int DEPTH = 10_000;

  private final Map<String, Market> markets;
  private final DeribitFeed feed;
  private final MarketRows rows;
  private final Identity identity;
  private final SkewedClock clock;

  PublicMethods(
      Map<String, Market> markets,
      DeribitFeed feed,
      MarketRows rows,
      Identity identity,
      SkewedClock clock) {
    this.markets = markets;
    this.feed = feed;
    this.rows = rows;
    this.identity = identity;
    this.clock = clock;
  }

  /** Null where there is no such method. */
  JsonNode answer(String method, Params params) throws RefusedException {
    return switch (method) {
      case "public/auth" -> identity.login(params);
      case "public/get_time" -> LongNode.valueOf(clock.millis());
      case "public/test" -> DeribitText.object().put("version", "1.2.26");
      case "public/hello" -> DeribitText.object().put("version", "1.2.26");
      case "public/status" -> status();
      case "public/get_currencies" -> currencies();
      case "public/get_instruments" -> instruments(params);
      case "public/get_instrument" -> rows.instrument(state(params).contract);
      case "public/ticker" -> rows.ticker(state(params), clock.millis());
      case "public/get_order_book" -> book(params);
      case "public/get_index_price" -> index(params);
      case "public/get_book_summary_by_instrument" ->
          DeribitText.array().add(summary(state(params)));
      case "public/get_book_summary_by_currency" -> summaries(params);
      case "public/get_last_trades_by_instrument",
          "public/get_last_trades_by_instrument_and_time" ->
          trades(List.of(state(params)), params);
      case "public/get_last_trades_by_currency", "public/get_last_trades_by_currency_and_time" ->
          trades(filed(params), params);
      default -> null;
    };
  }

  private static JsonNode status() {
    ObjectNode out = DeribitText.object();
    out.put("locked", "false").putArray("locked_indices");
    return out;
  }

  private MarketState state(Params params) throws RefusedException {
    return feed.state(market(markets, params));
  }

  static Market market(Map<String, Market> markets, Params params) throws RefusedException {
    Market market = markets.get(params.mandatory("instrument_name"));
    if (market == null) {
      throw RefusedException.parameter("instrument_name", "wrong format");
    }
    return market;
  }

  private JsonNode currencies() {
    ArrayNode out = DeribitText.array();
    TreeSet<String> names = new TreeSet<>();
    markets.values().forEach(market -> names.add(market.instrument.settlement()));
    for (String name : names) {
      ObjectNode row = out.addObject().put("currency", name).put("currency_long", name);
      row.put("coin_type", name).put("fee_precision", 4).put("min_confirmations", 1);
      row.put("withdrawal_fee", 0)
          .put("min_withdrawal_fee", 0)
          .put("in_cross_collateral_pool", false);
      row.putArray("withdrawal_priorities");
    }
    return out;
  }

  /** Those of a currency and kind, all without. */
  private List<MarketState> filed(Params params) {
    List<MarketState> states = new ArrayList<>();
    for (Market market : markets.values()) {
      MarketState state = feed.state(market);
      if (params.allows("currency", state.contract.currency())
          && params.allows("kind", state.contract.kind())) {
        states.add(state);
      }
    }
    return states;
  }

  private JsonNode instruments(Params params) {
    ArrayNode out = DeribitText.array();
    if (!params.isTrue("expired")) {
      filed(params).forEach(state -> out.add(rows.instrument(state.contract)));
    }
    return out;
  }

  private JsonNode book(Params params) throws RefusedException {
    return rows.book(state(params), (int) params.number("depth", DEPTH), clock.millis());
  }

  private JsonNode index(Params params) throws RefusedException {
    Market market = feed.ofIndex(params.mandatory("index_name"));
    if (market == null) {
      throw RefusedException.parameter("index_name", "wrong value");
    }
    ObjectNode index = rows.index(feed.state(market), clock.millis());
    ObjectNode out = DeribitText.object();
    out.set("index_price", index.get("price"));
    out.set("estimated_delivery_price", index.get("price"));
    return out;
  }

  private JsonNode summaries(Params params) {
    ArrayNode out = DeribitText.array();
    filed(params).forEach(state -> out.add(summary(state)));
    return out;
  }

  private ObjectNode summary(MarketState state) {
    ObjectNode ticker = rows.ticker(state, clock.millis());
    ObjectNode out = DeribitText.object().put("instrument_name", state.contract.symbol());
    out.put("base_currency", state.contract.instrument().base());
    out.put("quote_currency", state.contract.instrument().quote());
    out.set("bid_price", ticker.get("best_bid_price"));
    out.set("ask_price", ticker.get("best_ask_price"));
    out.put("mid_price", DeribitText.number(state.market.book.mid()));
    for (String name :
        new String[] {
          "mark_price",
          "mark_iv",
          "open_interest",
          "underlying_price",
          "underlying_index",
          "interest_rate",
          "estimated_delivery_price",
          "funding_8h",
          "current_funding"
        }) {
      if (ticker.has(name)) {
        out.set(name, ticker.get(name));
      }
    }
    out.set("last", ticker.get("last_price"));
    out.setAll((ObjectNode) ticker.get("stats"));
    return out.put("creation_timestamp", clock.millis());
  }

  /** The newest first, or with {@code start_seq} the oldest. */
  private JsonNode trades(List<MarketState> states, Params params) throws RefusedException {
    long most = Math.min(MOST_TRADES, params.number("count", FEW_TRADES));
    long from = params.number("start_timestamp", 0);
    long to = params.number("end_timestamp", Long.MAX_VALUE);
    long fromSequence = params.number("start_seq", 0);
    long toSequence = params.number("end_seq", Long.MAX_VALUE);
    boolean ascending =
        params.get("sorting") == null ? fromSequence > 0 : params.allows("sorting", "asc");
    List<ObjectNode> found = new ArrayList<>();
    for (MarketState state : states) {
      for (MarketState.Trade trade : state.recent) {
        if (trade.millis() >= from
            && trade.millis() <= to
            && trade.sequence() >= fromSequence
            && trade.sequence() <= toSequence) {
          found.add(rows.trade(state, trade));
        }
      }
    }
    Comparator<ObjectNode> oldestFirst =
        Comparator.<ObjectNode>comparingLong(one -> one.get("timestamp").asLong())
            .thenComparingLong(one -> one.get("trade_seq").asLong());
    found.sort(ascending ? oldestFirst : oldestFirst.reversed());
    return page(found, most);
  }

  /** {@code {"trades":[...],"has_more":..}}. */
  static ObjectNode page(List<ObjectNode> found, long most) {
    ObjectNode out = DeribitText.object();
    ArrayNode page = out.putArray("trades");
    for (ObjectNode one : found) {
      if (page.size() < most) {
        page.add(one);
      }
    }
    return out.put("has_more", found.size() > page.size());
  }
}
