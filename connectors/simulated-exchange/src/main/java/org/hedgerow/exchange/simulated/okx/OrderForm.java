package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.OrderType;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.matching.TimeInForce;

/** Reads an order from a request, and refuses what the venue's form and limits refuse. */
final class OrderForm {
  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9]{1,32}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]*\\.?[0-9]+");
  private static final BigDecimal HIGHEST = new BigDecimal("1.05");
  private static final BigDecimal LOWEST = new BigDecimal("0.95");

  /** In coin. */
  private static final BigDecimal OPTION_BOUND = new BigDecimal("0.04");

  private final Map<String, Market> markets;

  OrderForm(Map<String, Market> markets) {
    this.markets = markets;
  }

  /** A field of text or number; null where it is absent or empty. */
  static String text(JsonNode form, String name) {
    String value = form.path(name).asText("");
    return value.isEmpty() ? null : value;
  }

  private static String mandatory(JsonNode form, String name) throws RefusedException {
    String value = text(form, name);
    if (value == null) {
      throw RefusedException.missing(name);
    }
    return value;
  }

  Market market(JsonNode form) throws RefusedException {
    Market market = markets.get(mandatory(form, "instId"));
    if (market == null) {
      throw new RefusedException(
          51001, "Instrument ID, Instrument ID code, or Spread ID doesn't exist.");
    }
    return market;
  }

  OrderRequest order(JsonNode form) throws RefusedException {
    Market market = market(form);
    Instrument instrument = market.instrument;
    if (!mandatory(form, "tdMode").equals(instrument.derivative() ? "cross" : "cash")) {
      throw RefusedException.parameter("tdMode");
    }
    Side side =
        switch (mandatory(form, "side")) {
          case "buy" -> Side.BUY;
          case "sell" -> Side.SELL;
          default -> throw RefusedException.parameter("side");
        };
    String positionSide = text(form, "posSide");
    if (positionSide != null && !positionSide.equals("net")) {
      throw RefusedException.parameter("posSide");
    }
    String kind = mandatory(form, "ordType");
    TimeInForce timeInForce =
        switch (kind) {
          case "market", "limit" -> TimeInForce.GTC;
          case "post_only" -> TimeInForce.GTX;
          case "fok" -> TimeInForce.FOK;
          case "ioc" -> TimeInForce.IOC;
          default -> throw RefusedException.parameter("ordType");
        };
    boolean atMarket = kind.equals("market");
    if (atMarket && instrument.option()) {
      throw RefusedException.parameter("ordType");
    }
    String clientId = text(form, "clOrdId");
    if (clientId != null && !CLIENT_ID.matcher(clientId).matches()) {
      throw RefusedException.parameter("clOrdId");
    }
    long price = atMarket ? 0 : price(market, side, mandatory(form, "px"));
    return new OrderRequest(
        market,
        clientId == null ? "" : clientId,
        side,
        atMarket ? OrderType.MARKET : OrderType.LIMIT,
        timeInForce,
        price,
        size(form, market, side, atMarket),
        instrument.derivative() && form.path("reduceOnly").asText("").equals("true"),
        false);
  }

  /** A market order to buy spot counts in the quote currency unless it says otherwise. */
  private static long size(JsonNode form, Market market, Side side, boolean atMarket)
      throws RefusedException {
    String size = mandatory(form, "sz");
    boolean spotBuy = atMarket && !market.instrument.derivative() && side == Side.BUY;
    String currency = text(form, "tgtCcy");
    boolean inQuote = spotBuy ? !"base_ccy".equals(currency) : "quote_ccy".equals(currency);
    if (!inQuote) {
      return quantity(market.instrument, size);
    }
    if (!NUMBER.matcher(size).matches() || market.book.best(Side.SELL) == 0) {
      throw RefusedException.parameter("sz");
    }
    long best = market.book.best(side.opposite());
    long lot = market.instrument.lot();
    double quantity = Double.parseDouble(size) / Fixed.decimal(best).doubleValue();
    long lots = (long) (quantity * Fixed.ONE) / lot;
    return quantity(market.instrument, OkxText.plain(lots * lot));
  }

  static long price(Market market, Side side, String text) throws RefusedException {
    if (!NUMBER.matcher(text).matches()) {
      throw RefusedException.parameter("px");
    }
    BigDecimal price = new BigDecimal(text);
    boolean fine = price.stripTrailingZeros().scale() <= Fixed.DECIMALS;
    if (!fine || price.signum() == 0 || Fixed.of(price) % market.instrument.tick() != 0) {
      throw RefusedException.parameter("px");
    }
    boolean option = market.instrument.option();
    BigDecimal mark = market.mark();
    BigDecimal highest = option ? mark.add(OPTION_BOUND) : mark.multiply(HIGHEST);
    BigDecimal lowest =
        option ? mark.subtract(OPTION_BOUND).max(BigDecimal.ZERO) : mark.multiply(LOWEST);
    boolean outside = side == Side.BUY ? price.compareTo(highest) > 0 : price.compareTo(lowest) < 0;
    if (market.book.ready() && outside) {
      throw new RefusedException(
          51006,
          "Order price is not within the price limit (Maximum buy price: "
              + OkxText.plain(highest)
              + ", minimum sell price: "
              + OkxText.plain(lowest)
              + ")");
    }
    return Fixed.of(price);
  }

  static long quantity(Instrument instrument, String text) throws RefusedException {
    if (!NUMBER.matcher(text).matches()) {
      throw RefusedException.parameter("sz");
    }
    BigDecimal quantity = new BigDecimal(text);
    if (quantity.compareTo(Fixed.decimal(instrument.minimum())) < 0) {
      throw new RefusedException(
          51020, "Your order should meet or exceed the minimum order amount.");
    }
    if (quantity.compareTo(Fixed.decimal(instrument.maxQuantity())) > 0) {
      throw new RefusedException(51202, "Market order amount exceeds the maximum amount.");
    }
    boolean fine = quantity.stripTrailingZeros().scale() <= Fixed.DECIMALS;
    if (!fine || Fixed.of(quantity) % instrument.lot() != 0) {
      throw new RefusedException(51121, "Order quantity must be a multiple of the lot size.");
    }
    return Fixed.of(quantity);
  }
}
