package org.hedgerow.exchange.simulated.kraken.futures;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchange.simulated.dialect.Form;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Levels;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;

/** The questions that need no key. */
final class PublicRequests {
  private static final Set<String> CALLS = Set.of("instruments", "tickers", "orderbook", "history");
  private static final String ONE_TICKER = "tickers/";

  /** Of each margin level: from how much on, initial and maintenance margin. */
  private static final String[][] INVERSE_LEVELS = {
    {"0", "0.02", "0.01"}, {"500000", "0.04", "0.02"}
  };

  private static final String[][] LINEAR_LEVELS = {
    {"0", "0.02", "0.01"}, {"2000000", "0.04", "0.02"}
  };

  private final Map<String, Market> markets;
  private final FuturesFeed feed;
  private final Answers answers;

  PublicRequests(Map<String, Market> markets, FuturesFeed feed, Answers answers) {
    this.markets = markets;
    this.feed = feed;
    this.answers = answers;
  }

  boolean handles(String method, String call) {
    return method.equals("GET") && (CALLS.contains(call) || call.startsWith(ONE_TICKER));
  }

  Reply answer(String call, Form query) throws RefusedException {
    ObjectNode out = Answers.success();
    switch (call) {
      case "instruments" -> {
        ArrayNode rows = out.putArray("instruments");
        markets.values().forEach(market -> rows.add(instrument(market.instrument)));
      }
      case "tickers" -> {
        ArrayNode rows = out.putArray("tickers");
        markets.values().forEach(market -> rows.add(ticker(feed.state(market))));
      }
      case "orderbook" -> orderBook(out, market(query.get("symbol")));
      case "history" ->
          history(out, feed.state(market(query.get("symbol"))), query.get("lastTime"));
      default -> out.set("ticker", ticker(feed.state(market(call.substring(ONE_TICKER.length())))));
    }
    return answers.ok(out);
  }

  private Market market(String symbol) throws RefusedException {
    Market market = FuturesListing.named(markets, symbol);
    if (market == null) {
      throw RefusedException.error(
          symbol == null ? "requiredArgumentMissing: symbol" : "invalidArgument: symbol");
    }
    return market;
  }

  private static ObjectNode instrument(Instrument contract) {
    boolean inverse = contract.inverse();
    ObjectNode row = KrakenText.object().put("symbol", contract.symbol());
    row.put("type", inverse ? "futures_inverse" : "flexible_futures");
    if (inverse) {
      row.put(
          "underlying",
          "rr_" + FuturesListing.oldName(contract.base()).toLowerCase(Locale.ROOT) + "usd");
    }
    KrakenText.number(row, "tickSize", Fixed.decimal(contract.tick()));
    KrakenText.number(row, "contractSize", contract.contractSize());
    row.put("tradeable", true).put("impactMidSize", inverse ? 1_000 : 1);
    KrakenText.number(row, "maxPositionSize", Fixed.decimal(contract.maxQuantity()));
    row.put("openingDate", "2022-03-22T13:18:45Z");
    ArrayNode levels = row.putArray("marginLevels");
    for (String[] level : inverse ? INVERSE_LEVELS : LINEAR_LEVELS) {
      ObjectNode one = levels.addObject();
      KrakenText.number(one, inverse ? "contracts" : "numNonContractUnits", level[0]);
      KrakenText.number(one, "initialMargin", level[1]);
      KrakenText.number(one, "maintenanceMargin", level[2]);
    }
    row.put("fundingRateCoefficient", 8);
    KrakenText.number(row, "maxRelativeFundingRate", "0.0025");
    row.put("isin", "XX0000000000");
    row.put("contractValueTradePrecision", contract.quantityDecimals()).put("postOnly", false);
    row.put("feeScheduleUid", Ids.event(1)).put("mtf", false);
    row.put("base", contract.base()).put("quote", contract.quote());
    return row.put("pair", contract.pair());
  }

  private static ObjectNode ticker(MarketState state) {
    Market market = state.market;
    ObjectNode row = KrakenText.object().put("symbol", market.instrument.symbol());
    KrakenText.number(row, "last", state.price(state.last));
    row.put("lastTime", KrakenText.millis(state.lastMillis)).put("tag", "perpetual");
    row.put("pair", market.instrument.pair());
    KrakenText.number(row, "markPrice", market.mark());
    KrakenText.number(row, "bid", state.price(market.book.best(Side.BUY)));
    KrakenText.number(row, "bidSize", state.price(market.book.bestQuantity(Side.BUY)));
    KrakenText.number(row, "ask", state.price(market.book.best(Side.SELL)));
    KrakenText.number(row, "askSize", state.price(market.book.bestQuantity(Side.SELL)));
    KrakenText.number(row, "vol24h", state.volume());
    KrakenText.number(row, "volumeQuote", state.value());
    KrakenText.number(row, "openInterest", state.openInterest());
    KrakenText.number(row, "open24h", state.price(state.open));
    KrakenText.number(row, "high24h", state.price(state.high));
    KrakenText.number(row, "low24h", state.price(state.low));
    KrakenText.number(row, "lastSize", state.price(state.lastQuantity));
    KrakenText.number(row, "fundingRate", state.absoluteFunding());
    KrakenText.number(row, "fundingRatePrediction", state.absoluteFunding());
    row.put("suspended", false);
    KrakenText.number(row, "indexPrice", market.index());
    row.put("postOnly", false);
    return KrakenText.number(row, "change24h", state.change());
  }

  private static void orderBook(ObjectNode out, Market market) {
    ObjectNode book = out.putObject("orderBook");
    for (Side side : new Side[] {Side.SELL, Side.BUY}) {
      ArrayNode rows = book.putArray(side == Side.BUY ? "bids" : "asks");
      Levels levels = market.book.levels(side);
      for (int rank = 0; rank < levels.size(); rank++) {
        rows.addArray()
            .addRawValue(plain(levels.price(rank)))
            .addRawValue(plain(levels.quantity(rank)));
      }
    }
  }

  private static RawValue plain(long fixed) {
    return new RawValue(KrakenText.plain(Fixed.decimal(fixed)));
  }

  /** The newest, or with a time the newest before it; whether at it too is not documented. */
  private static void history(ObjectNode out, MarketState state, String lastTime)
      throws RefusedException {
    long before;
    try {
      before = lastTime == null ? Long.MAX_VALUE : Instant.parse(lastTime).toEpochMilli();
    } catch (DateTimeParseException e) {
      throw RefusedException.error("invalidArgument: lastTime");
    }
    ArrayNode rows = out.putArray("history");
    int number = state.recent.size();
    for (MarketState.Trade trade : state.recent) {
      if (trade.millis() >= before || rows.size() == MarketState.TRADES) {
        number--;
        continue;
      }
      ObjectNode row = rows.addObject().put("time", KrakenText.millis(trade.millis()));
      row.put("trade_id", number--);
      KrakenText.number(row, "price", state.price(trade.price()));
      KrakenText.number(row, "size", state.price(trade.quantity()));
      row.put("side", trade.sale() ? "sell" : "buy").put("type", "fill");
      row.put("uid", Ids.trade(trade.id()));
    }
  }
}
