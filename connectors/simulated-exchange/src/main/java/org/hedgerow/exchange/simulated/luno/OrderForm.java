package org.hedgerow.exchange.simulated.luno;

import java.math.BigDecimal;
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

/** Reads the parameters of new orders, and refuses what the venue's rules for a pair forbid. */
final class OrderForm {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{1,18})?");
  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9_\\-;,.]{0,255}");

  private final Map<String, Market> markets;

  OrderForm(Map<String, Market> markets) {
    this.markets = markets;
  }

  /** Of {@code postorder}. */
  OrderRequest limit(Form form) throws RefusedException {
    Market market = market(form);
    Side side =
        switch (form.get("type", "")) {
          case "BID" -> Side.BUY;
          case "ASK" -> Side.SELL;
          default -> throw new RefusedException("ErrInvalidArguments");
        };
    if (form.get("stop_price") != null || form.get("stop_direction") != null) {
      throw new RefusedException("ErrInvalidArguments");
    }
    boolean postOnly = form.isTrue("post_only");
    TimeInForce timeInForce =
        switch (form.get("time_in_force", "GTC")) {
          case "GTC" -> postOnly ? TimeInForce.GTX : TimeInForce.GTC;
          case "IOC" -> TimeInForce.IOC;
          case "FOK" -> TimeInForce.FOK;
          default -> throw new RefusedException("ErrInvalidArguments");
        };
    if (postOnly && timeInForce != TimeInForce.GTX) {
      throw new RefusedException("ErrInvalidArguments");
    }
    long price = price(market.instrument, form.get("price", ""));
    long volume = volume(market.instrument, form.get("volume", ""));
    return request(market, form, side, OrderType.LIMIT, timeInForce, price, volume);
  }

  /** Of {@code marketorder}: a sale states what to sell, a purchase what to spend. */
  OrderRequest market(Form form, Spending spending) throws RefusedException {
    Market market = market(form);
    boolean buys = form.get("type", "").equals("BUY");
    if (!buys && !form.get("type", "").equals("SELL")) {
      throw new RefusedException("ErrInvalidArguments");
    }
    long volume;
    if (buys) {
      String counter = form.get("counter_volume", "");
      if (!NUMBER.matcher(counter).matches()) {
        throw new RefusedException("ErrInvalidCounterVolume");
      }
      volume = spending.buys(market, new BigDecimal(counter));
      if (volume < market.instrument.minimum()) {
        throw new RefusedException("ErrVolumeTooLow");
      }
    } else {
      volume = volume(market.instrument, form.get("base_volume", ""));
    }
    return request(
        market, form, buys ? Side.BUY : Side.SELL, OrderType.MARKET, TimeInForce.IOC, 0, volume);
  }

  /** How much can be bought with an amount of the counter currency. */
  interface Spending {
    long buys(Market market, BigDecimal counter);
  }

  private static OrderRequest request(
      Market market,
      Form form,
      Side side,
      OrderType type,
      TimeInForce timeInForce,
      long price,
      long volume)
      throws RefusedException {
    String clientId = form.get("client_order_id", "");
    if (!CLIENT_ID.matcher(clientId).matches()) {
      throw new RefusedException("ErrInvalidClientOrderId");
    }
    return new OrderRequest(market, clientId, side, type, timeInForce, price, volume, false, false);
  }

  private Market market(Form form) throws RefusedException {
    Market market = markets.get(form.get("pair", ""));
    if (market == null) {
      throw new RefusedException("ErrInvalidMarketPair");
    }
    return market;
  }

  private static long price(Instrument pair, String text) throws RefusedException {
    if (!NUMBER.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
      throw new RefusedException("ErrInvalidPrice");
    }
    BigDecimal price = new BigDecimal(text);
    if (price.stripTrailingZeros().scale() > pair.priceDecimals()) {
      throw new RefusedException("ErrPriceDenominationNotAllowed");
    }
    return Fixed.of(price);
  }

  private static long volume(Instrument pair, String text) throws RefusedException {
    if (!NUMBER.matcher(text).matches()) {
      throw new RefusedException("ErrInvalidVolume");
    }
    BigDecimal volume = new BigDecimal(text);
    if (volume.stripTrailingZeros().scale() > pair.quantityDecimals()) {
      throw new RefusedException("ErrVolumeDenominationNotAllowed");
    }
    long fixed = Fixed.of(volume);
    if (fixed < pair.minimum()) {
      throw new RefusedException("ErrVolumeTooLow");
    }
    if (fixed > pair.maxQuantity()) {
      throw new RefusedException("ErrVolumeTooHigh");
    }
    return fixed;
  }
}
