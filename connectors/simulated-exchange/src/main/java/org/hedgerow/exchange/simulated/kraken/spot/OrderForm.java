package org.hedgerow.exchange.simulated.kraken.spot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Pattern;
import org.hedgerow.exchange.simulated.dialect.Form;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.OrderType;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.matching.TimeInForce;

/** Reads AddOrder's parameters, and refuses what the venue's rules for a pair forbid. */
final class OrderForm {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{1,18})?");

  /** A UUID, with or without its hyphens, or up to eighteen characters. */
  private static final Pattern CLIENT_ID =
      Pattern.compile(
          "[!-~]{1,18}|\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}|\\p{XDigit}{32}");

  private final Map<String, Market> named;

  OrderForm(Map<String, Market> named) {
    this.named = named;
  }

  OrderRequest order(Form form) throws RefusedException {
    Market market = named.get(form.get("pair", ""));
    if (market == null) {
      throw new RefusedException("EQuery:Unknown asset pair");
    }
    Side side =
        switch (form.get("type", "")) {
          case "buy" -> Side.BUY;
          case "sell" -> Side.SELL;
          default -> throw RefusedException.argument("type");
        };
    boolean atMarket =
        switch (form.get("ordertype", "")) {
          case "market" -> true;
          case "limit" -> false;
          default -> throw RefusedException.argument("ordertype");
        };
    String flags = form.get("oflags", "");
    if (flags.contains("viqc") || form.get("leverage") != null) {
      throw RefusedException.argument(flags.contains("viqc") ? "oflags" : "leverage");
    }
    boolean postOnly = flags.contains("post");
    TimeInForce timeInForce =
        switch (form.get("timeinforce", "GTC")) {
          case "GTC" -> postOnly ? TimeInForce.GTX : TimeInForce.GTC;
          case "IOC" -> TimeInForce.IOC;
          case "FOK" -> TimeInForce.FOK;
          default -> throw RefusedException.argument("timeinforce");
        };
    if (postOnly && (atMarket || timeInForce != TimeInForce.GTX)) {
      throw RefusedException.argument("oflags");
    }
    String clientId = form.get("cl_ord_id", "");
    if (!clientId.isEmpty() && !CLIENT_ID.matcher(clientId).matches()) {
      throw RefusedException.argument("cl_ord_id");
    }
    long price = atMarket ? 0 : price(market.instrument, form.get("price"));
    long quantity = quantity(market, price, form.get("volume"));
    return new OrderRequest(
        market,
        clientId,
        side,
        atMarket ? OrderType.MARKET : OrderType.LIMIT,
        timeInForce,
        price,
        quantity,
        false,
        false);
  }

  static long price(Instrument pair, String text) throws RefusedException {
    if (text == null || !NUMBER.matcher(text).matches()) {
      throw RefusedException.argument("price");
    }
    BigDecimal price = new BigDecimal(text);
    if (price.signum() == 0) {
      throw RefusedException.argument("price");
    }
    if (price.stripTrailingZeros().scale() > pair.priceDecimals()) {
      throw new RefusedException(
          "EOrder:Invalid price:"
              + SpotListing.shortName(pair)
              + " price can only be specified up to "
              + pair.priceDecimals()
              + " decimals.");
    }
    long fixed = Fixed.of(price);
    if (fixed % pair.tick() != 0) {
      throw new RefusedException("EOrder:Tick size check failed");
    }
    return fixed;
  }

  /** Digits beyond those of a lot are cut, as the venue cuts them. */
  static long quantity(Market market, long price, String text) throws RefusedException {
    if (text == null || !NUMBER.matcher(text).matches()) {
      throw RefusedException.argument("volume");
    }
    Instrument pair = market.instrument;
    BigDecimal quantity = new BigDecimal(text).setScale(pair.quantityDecimals(), RoundingMode.DOWN);
    if (quantity.compareTo(Fixed.decimal(pair.minimum())) < 0) {
      throw new RefusedException("EGeneral:Invalid arguments:volume minimum not met");
    }
    if (quantity.compareTo(Fixed.decimal(pair.maxQuantity())) > 0) {
      throw RefusedException.argument("volume");
    }
    long fixed = Fixed.of(quantity);
    long at = price == 0 ? market.book.mid() : price;
    if (pair.notional(at, fixed).compareTo(pair.minNotional()) < 0) {
      throw new RefusedException("EOrder:Cost minimum not met");
    }
    return fixed;
  }
}
