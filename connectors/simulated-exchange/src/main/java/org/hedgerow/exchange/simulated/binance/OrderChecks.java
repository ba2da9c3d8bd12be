package org.hedgerow.exchange.simulated.binance;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.OrderType;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.matching.TimeInForce;

/** Reads an order from a request, and refuses what the venue's form and filters refuse. */
final class OrderChecks {
  private static final Pattern CLIENT_ID = Pattern.compile("^[\\.A-Z\\:/a-z0-9_-]{1,36}$");
  private static final BigDecimal LARGEST = new BigDecimal("10000000");

  private OrderChecks() {}

  static OrderRequest order(Market market, Parameters parameters, String generatedId)
      throws RefusedException {
    boolean spot = market.instrument.venue() == BinanceVenue.SPOT;
    Side side = side(parameters);
    OrderType type = type(spot, parameters);
    TimeInForce timeInForce = TimeInForce.GTC;
    if (type == OrderType.LIMIT) {
      timeInForce = timeInForce(spot, parameters);
    }
    String clientId = clientId(parameters, "newClientOrderId");
    long price = 0;
    if (type != OrderType.MARKET) {
      price = price(market, parameters.mandatory("price"));
    } else if (parameters.get("price") != null) {
      throw new RefusedException(-1106, "Parameter 'price' sent when not required.");
    }
    boolean reduceOnly = !spot && parameters.flag("reduceOnly");
    long quantity = quantity(market.instrument, parameters.mandatory("quantity"));
    notional(market, price, quantity, reduceOnly);
    String positionSide = parameters.get("positionSide");
    if (!spot && positionSide != null && !positionSide.equals("BOTH")) {
      throw new RefusedException(-4061, "Order's position side does not match user's setting.");
    }
    return new OrderRequest(
        market,
        clientId == null ? generatedId : clientId,
        side,
        type,
        timeInForce,
        price,
        quantity,
        reduceOnly,
        false);
  }

  static String clientId(Parameters parameters, String name) throws RefusedException {
    String id = parameters.get(name);
    if (id != null && !CLIENT_ID.matcher(id).matches()) {
      throw new RefusedException(
          -1100,
          "Illegal characters found in parameter '"
              + name
              + "'; legal range is '^[\\.A-Z\\:/a-z0-9_-]{1,36}$'.");
    }
    return id;
  }

  private static Side side(Parameters parameters) throws RefusedException {
    return switch (parameters.mandatory("side")) {
      case "BUY" -> Side.BUY;
      case "SELL" -> Side.SELL;
      default -> throw new RefusedException(-1117, "Invalid side.");
    };
  }

  private static OrderType type(boolean spot, Parameters parameters) throws RefusedException {
    String type = parameters.mandatory("type");
    if (type.equals("LIMIT")) {
      return OrderType.LIMIT;
    } else if (type.equals("MARKET")) {
      return OrderType.MARKET;
    } else if (type.equals("LIMIT_MAKER") && spot) {
      return OrderType.LIMIT_MAKER;
    }
    throw new RefusedException(-1116, "Invalid orderType.");
  }

  private static TimeInForce timeInForce(boolean spot, Parameters parameters)
      throws RefusedException {
    String text = parameters.mandatory("timeInForce");
    for (TimeInForce known : TimeInForce.values()) {
      if (known.name().equals(text) && !(spot && known == TimeInForce.GTX)) {
        return known;
      }
    }
    throw new RefusedException(-1115, "Invalid timeInForce.");
  }

  private static BigDecimal number(String name, String text) throws RefusedException {
    try {
      BigDecimal value = new BigDecimal(text);
      if (text.matches("[0-9]*\\.?[0-9]+")) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // Refused below, as any other malformed number.
    }
    throw new RefusedException(
        -1100,
        "Illegal characters found in parameter '"
            + name
            + "'; legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.");
  }

  static long price(Market market, String text) throws RefusedException {
    Instrument instrument = market.instrument;
    boolean spot = instrument.venue() == BinanceVenue.SPOT;
    BigDecimal price = number("price", text);
    precise(instrument, "price", price, instrument.priceDecimals());
    boolean outside = price.signum() <= 0 || price.compareTo(LARGEST) > 0;
    if (spot && (outside || Fixed.of(price) % instrument.tick() != 0)) {
      throw new RefusedException(-1013, "Filter failure: PRICE_FILTER");
    }
    if (outside) {
      throw price.signum() <= 0
          ? new RefusedException(-4001, "Price less than 0.")
          : new RefusedException(-4002, "Price greater than max price.");
    }
    if (Fixed.of(price) % instrument.tick() != 0) {
      throw new RefusedException(-4014, "Price not increased by tick size.");
    }
    percent(market, price);
    return Fixed.of(price);
  }

  /** Futures prices must lie within 5 % of the mark; spot prices within a factor of 5. */
  private static void percent(Market market, BigDecimal price) throws RefusedException {
    if (!market.book.ready()) {
      return;
    }
    boolean spot = market.instrument.venue() == BinanceVenue.SPOT;
    BigDecimal mark = market.mark();
    BigDecimal high = mark.multiply(new BigDecimal(spot ? "5" : "1.05"));
    BigDecimal low = mark.multiply(new BigDecimal(spot ? "0.2" : "0.95"));
    boolean above = price.compareTo(high) > 0;
    if (!above && price.compareTo(low) >= 0) {
      return;
    }
    if (spot) {
      throw new RefusedException(-1013, "Filter failure: PERCENT_PRICE_BY_SIDE");
    }
    int decimals = market.instrument.priceDecimals();
    String bound = Fixed.text(Fixed.of(PublicApi.eight(above ? high : low)), decimals);
    throw above
        ? new RefusedException(-4016, "Limit price can't be higher than " + bound + ".")
        : new RefusedException(-4024, "Limit price can't be lower than " + bound + ".");
  }

  static long quantity(Instrument instrument, String text) throws RefusedException {
    boolean spot = instrument.venue() == BinanceVenue.SPOT;
    BigDecimal quantity = number("quantity", text);
    if (!spot && quantity.signum() <= 0) {
      throw new RefusedException(-4003, "Quantity less than or equal to zero.");
    }
    precise(instrument, "quantity", quantity, instrument.quantityDecimals());
    BigDecimal most = Fixed.decimal(instrument.maxQuantity());
    boolean over = quantity.compareTo(most) > 0;
    boolean under = !over && Fixed.of(quantity) < instrument.lot();
    boolean uneven = !over && Fixed.of(quantity) % instrument.lot() != 0;
    if (spot && (over || under || uneven)) {
      throw new RefusedException(-1013, "Filter failure: LOT_SIZE");
    } else if (over) {
      throw new RefusedException(-4005, "Quantity greater than max quantity.");
    } else if (under) {
      throw new RefusedException(-4004, "Quantity less than min quantity.");
    } else if (uneven) {
      throw new RefusedException(-4023, "Qty not increased by step size.");
    }
    return Fixed.of(quantity);
  }

  private static void precise(Instrument instrument, String name, BigDecimal value, int decimals)
      throws RefusedException {
    if (Math.max(0, value.stripTrailingZeros().scale()) > decimals) {
      throw instrument.venue() == BinanceVenue.SPOT
          ? new RefusedException(-1111, "Parameter '" + name + "' has too much precision.")
          : new RefusedException(-1111, "Precision is over the maximum defined for this asset.");
    }
  }

  private static void notional(Market market, long price, long quantity, boolean reduceOnly)
      throws RefusedException {
    Instrument instrument = market.instrument;
    if (instrument.minNotional().signum() == 0 || reduceOnly) {
      return;
    }
    long at = price > 0 ? price : market.book.mid();
    if (instrument.notional(at, quantity).compareTo(instrument.minNotional()) < 0) {
      throw instrument.venue() == BinanceVenue.SPOT
          ? new RefusedException(-1013, "Filter failure: NOTIONAL")
          : new RefusedException(
              -4164,
              "Order's notional must be no smaller than "
                  + instrument.minNotional().toPlainString()
                  + " (unless you choose reduce only).");
    }
  }
}
