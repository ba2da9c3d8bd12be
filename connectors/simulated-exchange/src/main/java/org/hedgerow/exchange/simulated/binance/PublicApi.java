package org.hedgerow.exchange.simulated.binance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MarketBook;
import org.hedgerow.exchange.simulated.matching.Side;

/** The requests that need no key. */
final class PublicApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PERPETUAL_DELIVERY = 4133404800000L;
  private static final long ONBOARDED = 1569398400000L;
  private static final int DEFAULT_SPOT_DEPTH = 100;
  private static final int DEFAULT_FUTURES_DEPTH = 500;
  private static final int DEFAULT_TRADES = 500;
  private static final int MOST_TRADES = 1_000;

  private final BinanceVenue venue;
  private final Map<String, Market> markets;
  private final DepthSource depth;
  private final BinanceFeed feed;
  private final SkewedClock clock;
  private final int requestLimit;

  PublicApi(
      BinanceVenue venue,
      Map<String, Market> markets,
      DepthSource depth,
      BinanceFeed feed,
      SkewedClock clock,
      int requestLimit) {
    this.clock = clock;
    this.venue = venue;
    this.markets = markets;
    this.depth = depth;
    this.feed = feed;
    this.requestLimit = requestLimit;
  }

  static boolean handles(String endpoint) {
    return List.of(
            "GET ping",
            "GET time",
            "GET exchangeInfo",
            "GET depth",
            "GET ticker/bookTicker",
            "GET trades",
            "GET historicalTrades",
            "GET premiumIndex")
        .contains(endpoint);
  }

  void handle(String endpoint, Parameters parameters, Consumer<Reply> answer)
      throws RefusedException {
    switch (endpoint) {
      case "GET ping" -> answer.accept(Reply.ok("{}"));
      case "GET time" -> answer.accept(Reply.ok("{\"serverTime\":" + clock.millis() + "}"));
      case "GET exchangeInfo" -> answer.accept(Reply.ok(exchangeInfo(parameters)));
      case "GET depth" -> {
        Market market = market(markets, parameters);
        int otherwise = venue.futures() ? DEFAULT_FUTURES_DEPTH : DEFAULT_SPOT_DEPTH;
        int limit = (int) Math.min(5000, parameters.number("limit", otherwise));
        depth.depth(market, limit, body -> answer.accept(Reply.ok(body)));
      }
      case "GET trades" -> answer.accept(Reply.ok(trades(parameters, -1)));
      case "GET historicalTrades" -> {
        if (venue.futures()) {
          throw new RefusedException(-2014, "API-key format invalid.");
        }
        answer.accept(Reply.ok(trades(parameters, parameters.number("fromId", -1))));
      }
      case "GET ticker/bookTicker" -> answer.accept(Reply.ok(bookTickers(parameters)));
      default -> answer.accept(Reply.ok(premiumIndex(parameters)));
    }
  }

  static Market market(Map<String, Market> markets, Parameters parameters) throws RefusedException {
    Market market = markets.get(parameters.mandatory("symbol"));
    if (market == null) {
      throw new RefusedException(-1121, "Invalid symbol.");
    }
    return market;
  }

  /**
   * Oldest first.
   *
   * @param from the id from which on; -1 for the newest
   */
  private String trades(Parameters parameters, long from) throws RefusedException {
    Market market = market(markets, parameters);
    Instrument instrument = market.instrument;
    long limit = Math.min(MOST_TRADES, parameters.number("limit", DEFAULT_TRADES));
    Collection<BinanceFeed.Trade> recent = feed.recent(market);
    ArrayNode rows = JSON.createArrayNode();
    recent.stream()
        .filter(trade -> trade.id() >= from)
        .skip(from < 0 ? Math.max(0, recent.size() - limit) : 0)
        .limit(limit)
        .forEach(
            trade -> {
              ObjectNode row = rows.addObject().put("id", trade.id());
              row.put("price", instrument.priceText(trade.price()));
              row.put("qty", instrument.quantityText(trade.quantity()));
              row.put(
                  instrument.inverse() ? "baseQty" : "quoteQty",
                  eight(instrument.notional(trade.price(), trade.quantity())));
              row.put("time", trade.millis()).put("isBuyerMaker", trade.buyerIsMaker());
              if (!venue.futures()) {
                row.put("isBestMatch", true);
              }
            });
    return rows.toString();
  }

  private String bookTickers(Parameters parameters) throws RefusedException {
    // COIN-M answers with a list even for one symbol.
    if (parameters.get("symbol") != null) {
      ObjectNode one = bookTicker(market(markets, parameters));
      return venue == BinanceVenue.COINM
          ? JSON.createArrayNode().add(one).toString()
          : one.toString();
    }
    ArrayNode all = JSON.createArrayNode();
    markets.values().forEach(market -> all.add(bookTicker(market)));
    return all.toString();
  }

  private ObjectNode bookTicker(Market market) {
    Instrument instrument = market.instrument;
    MarketBook book = market.book;
    ObjectNode out = JSON.createObjectNode().put("symbol", instrument.symbol());
    if (instrument.inverse()) {
      out.put("pair", instrument.pair());
    }
    out.put("bidPrice", instrument.priceText(book.best(Side.BUY)));
    out.put("bidQty", instrument.quantityText(book.bestQuantity(Side.BUY)));
    out.put("askPrice", instrument.priceText(book.best(Side.SELL)));
    out.put("askQty", instrument.quantityText(book.bestQuantity(Side.SELL)));
    if (instrument.derivative()) {
      out.put("time", clock.millis());
      out.put("lastUpdateId", book.depthId());
    }
    return out;
  }

  private String premiumIndex(Parameters parameters) throws RefusedException {
    if (parameters.get("symbol") != null) {
      ObjectNode one = premiumIndex(market(markets, parameters));
      return venue == BinanceVenue.COINM
          ? JSON.createArrayNode().add(one).toString()
          : one.toString();
    }
    ArrayNode all = JSON.createArrayNode();
    markets.values().forEach(market -> all.add(premiumIndex(market)));
    return all.toString();
  }

  private ObjectNode premiumIndex(Market market) {
    ObjectNode out = JSON.createObjectNode().put("symbol", market.instrument.symbol());
    if (market.instrument.inverse()) {
      out.put("pair", market.instrument.pair());
    }
    out.put("markPrice", eight(market.mark()));
    out.put("indexPrice", eight(market.index()));
    out.put("estimatedSettlePrice", eight(market.mark()));
    out.put("lastFundingRate", eight(market.fundingRate()));
    out.put("interestRate", "0.00010000");
    out.put("nextFundingTime", market.nextFundingMillis());
    out.put("time", clock.millis());
    return out;
  }

  static String eight(BigDecimal value) {
    return value.setScale(Fixed.DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
  }

  private String exchangeInfo(Parameters parameters) throws RefusedException {
    ObjectNode out = JSON.createObjectNode();
    out.put("timezone", "UTC").put("serverTime", clock.millis());
    if (venue == BinanceVenue.USDM) {
      out.put("futuresType", "U_MARGINED");
    }
    ArrayNode limits = out.putArray("rateLimits");
    limits
        .addObject()
        .put("rateLimitType", "REQUEST_WEIGHT")
        .put("interval", "MINUTE")
        .put("intervalNum", 1)
        .put("limit", requestLimit);
    out.putArray("exchangeFilters");
    ArrayNode symbols = out.putArray("symbols");
    if (venue == BinanceVenue.SPOT && parameters.get("symbol") != null) {
      symbols.add(spot(market(markets, parameters).instrument));
    } else {
      for (Market market : markets.values()) {
        symbols.add(
            venue == BinanceVenue.SPOT ? spot(market.instrument) : futures(market.instrument));
      }
    }
    return out.toString();
  }

  private static ObjectNode spot(Instrument instrument) {
    ObjectNode out = JSON.createObjectNode();
    out.put("symbol", instrument.symbol()).put("status", "TRADING");
    out.put("baseAsset", instrument.base()).put("baseAssetPrecision", 8);
    out.put("quoteAsset", instrument.quote()).put("quotePrecision", 8);
    out.put("quoteAssetPrecision", 8);
    out.put("baseCommissionPrecision", 8).put("quoteCommissionPrecision", 8);
    out.putArray("orderTypes").add("LIMIT").add("LIMIT_MAKER").add("MARKET");
    out.put("icebergAllowed", false).put("ocoAllowed", false).put("otoAllowed", false);
    out.put("quoteOrderQtyMarketAllowed", false).put("allowTrailingStop", false);
    out.put("cancelReplaceAllowed", false).put("amendAllowed", false);
    out.put("isSpotTradingAllowed", true).put("isMarginTradingAllowed", false);
    ArrayNode filters = out.putArray("filters");
    priceFilter(filters, instrument, 8);
    lotFilter(filters, "LOT_SIZE", instrument, 8);
    lotFilter(filters, "MARKET_LOT_SIZE", instrument, 8);
    filters
        .addObject()
        .put("filterType", "NOTIONAL")
        .put("minNotional", eight(instrument.minNotional()))
        .put("applyMinToMarket", true)
        .put("maxNotional", "9000000.00000000")
        .put("applyMaxToMarket", false)
        .put("avgPriceMins", 0);
    filters
        .addObject()
        .put("filterType", "PERCENT_PRICE_BY_SIDE")
        .put("bidMultiplierUp", "5")
        .put("bidMultiplierDown", "0.2")
        .put("askMultiplierUp", "5")
        .put("askMultiplierDown", "0.2")
        .put("avgPriceMins", 5);
    out.putArray("permissions");
    out.putArray("permissionSets").addArray().add("SPOT");
    out.put("defaultSelfTradePreventionMode", "EXPIRE_MAKER");
    out.putArray("allowedSelfTradePreventionModes").add("EXPIRE_MAKER");
    return out;
  }

  private ObjectNode futures(Instrument instrument) {
    ObjectNode out = JSON.createObjectNode();
    out.put("symbol", instrument.symbol()).put("pair", instrument.pair());
    out.put("contractType", "PERPETUAL");
    out.put("deliveryDate", PERPETUAL_DELIVERY).put("onboardDate", ONBOARDED);
    out.put(venue == BinanceVenue.COINM ? "contractStatus" : "status", "TRADING");
    if (venue == BinanceVenue.COINM) {
      out.put("contractSize", instrument.contractSize().intValueExact());
      out.put("equalQtyPrecision", 4);
    }
    out.put("maintMarginPercent", "2.5000").put("requiredMarginPercent", "5.0000");
    out.put("baseAsset", instrument.base()).put("quoteAsset", instrument.quote());
    out.put("marginAsset", instrument.settlement());
    out.put("pricePrecision", instrument.priceDecimals());
    out.put("quantityPrecision", instrument.quantityDecimals());
    out.put("baseAssetPrecision", 8).put("quotePrecision", 8);
    out.put("underlyingType", "COIN");
    out.putArray("underlyingSubType").add("PoW");
    out.put("triggerProtect", "0.0500").put("liquidationFee", "0.012500");
    out.put("marketTakeBound", "0.05");
    ArrayNode filters = out.putArray("filters");
    priceFilter(filters, instrument, instrument.priceDecimals());
    lotFilter(filters, "LOT_SIZE", instrument, instrument.quantityDecimals());
    lotFilter(filters, "MARKET_LOT_SIZE", instrument, instrument.quantityDecimals());
    if (instrument.minNotional().signum() > 0) {
      filters
          .addObject()
          .put("filterType", "MIN_NOTIONAL")
          .put("notional", instrument.minNotional().toPlainString());
    }
    filters
        .addObject()
        .put("filterType", "PERCENT_PRICE")
        .put("multiplierUp", "1.0500")
        .put("multiplierDown", "0.9500")
        .put("multiplierDecimal", "4");
    out.putArray("orderTypes").add("LIMIT").add("MARKET");
    out.putArray("timeInForce").add("GTC").add("IOC").add("FOK").add("GTX");
    return out;
  }

  private static void priceFilter(ArrayNode filters, Instrument instrument, int decimals) {
    filters
        .addObject()
        .put("filterType", "PRICE_FILTER")
        .put("minPrice", Fixed.text(instrument.tick(), decimals))
        .put("maxPrice", Fixed.text(1_000_000 * Fixed.ONE, decimals))
        .put("tickSize", Fixed.text(instrument.tick(), decimals));
  }

  private static void lotFilter(
      ArrayNode filters, String kind, Instrument instrument, int decimals) {
    filters
        .addObject()
        .put("filterType", kind)
        .put("minQty", Fixed.text(instrument.lot(), decimals))
        .put("maxQty", Fixed.text(instrument.maxQuantity(), decimals))
        .put("stepSize", Fixed.text(instrument.lot(), decimals));
  }
}
