package org.hedgerow.exchange.simulated.luno;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchange.simulated.dialect.Form;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Levels;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;

/** The questions that need no key. */
final class PublicRequests {
  private static final String MARKETS = "/api/exchange/1/markets";
  private static final Set<String> PATHS =
      Set.of(
          "/api/1/ticker",
          "/api/1/tickers",
          "/api/1/orderbook",
          "/api/1/orderbook_top",
          "/api/1/trades",
          MARKETS);
  private static final int TOP = 100;
  private static final int FEE_DECIMALS = 8;

  private final Map<String, Market> markets;
  private final LunoFeed feed;
  private final SkewedClock clock;

  PublicRequests(Map<String, Market> markets, LunoFeed feed, SkewedClock clock) {
    this.markets = markets;
    this.feed = feed;
    this.clock = clock;
  }

  boolean handles(String method, String path) {
    return method.equals("GET") && PATHS.contains(path);
  }

  Reply answer(String path, Form query) throws RefusedException {
    ObjectNode out = LunoText.object();
    switch (path) {
      case "/api/1/ticker" -> out = feed.state(one(query)).ticker(clock.millis());
      case "/api/1/tickers" -> {
        ArrayNode rows = out.putArray("tickers");
        for (Market market : chosen(query)) {
          rows.add(feed.state(market).ticker(clock.millis()));
        }
      }
      case "/api/1/orderbook", "/api/1/orderbook_top" -> {
        Market market = one(query);
        int most = path.endsWith("_top") ? TOP : Integer.MAX_VALUE;
        out.put("timestamp", clock.millis());
        levels(out.putArray("asks"), market, Side.SELL, most);
        levels(out.putArray("bids"), market, Side.BUY, most);
      }
      case "/api/1/trades" -> trades(out.putArray("trades"), one(query), query.get("since"));
      default -> {
        ArrayNode rows = out.putArray("markets");
        for (Market market : chosen(query)) {
          rows.add(definition(market.instrument));
        }
      }
    }
    return Reply.ok(out.toString());
  }

  private Market one(Form query) throws RefusedException {
    Market market = markets.get(query.get("pair", ""));
    if (market == null) {
      throw new RefusedException("ErrInvalidMarketPair");
    }
    return market;
  }

  /** The pairs that a question names, each by itself, or all. */
  private Collection<Market> chosen(Form query) {
    Set<Market> chosen = new LinkedHashSet<>(markets.values());
    if (!query.all("pair").isEmpty()) {
      chosen.removeIf(market -> !query.all("pair").contains(market.instrument.symbol()));
    }
    return chosen;
  }

  private static void levels(ArrayNode rows, Market market, Side side, int most) {
    Levels levels = market.book.levels(side);
    for (int rank = 0; rank < Math.min(most, levels.size()); rank++) {
      rows.addObject()
          .put("price", market.instrument.priceText(levels.price(rank)))
          .put("volume", market.instrument.quantityText(levels.quantity(rank)));
    }
  }

  /** Newest first; numbers and times are texts in what was recorded. */
  private void trades(ArrayNode rows, Market market, String since) {
    long from = since != null && since.matches("\\d{1,15}") ? Long.parseLong(since) : 0;
    for (MarketState.Trade trade : feed.state(market).recent) {
      if (trade.millis() >= from) {
        rows.addObject()
            .put("sequence", Long.toString(trade.number()))
            .put("timestamp", Long.toString(trade.millis()))
            .put("price", market.instrument.priceText(trade.price()))
            .put("volume", market.instrument.quantityText(trade.quantity()))
            .put("is_buy", trade.buy());
      }
    }
  }

  private static ObjectNode definition(Instrument pair) {
    return LunoText.object()
        .put("market_id", pair.symbol())
        .put("trading_status", "ACTIVE")
        .put("base_currency", LunoListing.name(pair.base()))
        .put("counter_currency", LunoListing.name(pair.quote()))
        .put("min_volume", pair.quantityText(pair.minimum()))
        .put("max_volume", pair.quantityText(pair.maxQuantity()))
        .put("volume_scale", pair.quantityDecimals())
        .put("min_price", Fixed.text(pair.tick(), pair.priceDecimals()))
        .put("max_price", "100000000.00")
        .put("price_scale", pair.priceDecimals())
        .put("fee_scale", FEE_DECIMALS);
  }
}
