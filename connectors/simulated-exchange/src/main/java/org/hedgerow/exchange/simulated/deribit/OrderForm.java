package org.hedgerow.exchange.simulated.deribit;

import java.math.BigDecimal;
import java.util.Map;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.OrderType;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.matching.TimeInForce;

/** Reads an order from a call, and refuses what the venue's form and limits refuse. */
final class OrderForm {
  private static final int LONGEST_LABEL = 64;

  private final Map<String, Market> markets;
  private final Map<String, Contract> contracts;

  OrderForm(Map<String, Market> markets, Map<String, Contract> contracts) {
    this.markets = markets;
    this.contracts = contracts;
  }

  OrderRequest order(Side side, Params params) throws RefusedException {
    Market market = PublicMethods.market(markets, params);
    String label = params.get("label");
    if (label != null && label.length() > LONGEST_LABEL) {
      throw RefusedException.parameter("label", "too long");
    }
    for (String other :
        new String[] {"trigger", "trigger_price", "advanced", "linked_order_type"}) {
      if (params.get(other) != null) {
        throw new RefusedException(10_033, "not_implemented");
      }
    }
    String type = params.get("type") == null ? "limit" : params.get("type");
    boolean atMarket = type.equals("market");
    if (!atMarket && !type.equals("limit")) {
      throw RefusedException.parameter("type", "wrong value");
    }
    boolean postOnly = params.isTrue("post_only");
    TimeInForce timeInForce =
        switch (params.get("time_in_force") == null
            ? "good_til_cancelled"
            : params.get("time_in_force")) {
          case "good_til_cancelled", "good_til_day" -> postOnly ? TimeInForce.GTX : TimeInForce.GTC;
          case "immediate_or_cancel" -> TimeInForce.IOC;
          case "fill_or_kill" -> TimeInForce.FOK;
          default -> throw RefusedException.parameter("time_in_force", "wrong value");
        };
    long quantity = amount(market, params, "amount");
    long price = atMarket ? 0 : price(market, side, params.mandatory("price"));
    if (price != 0 && postOnly && !params.isTrue("reject_post_only")) {
      price = behind(market, side, price);
    }
    return new OrderRequest(
        market,
        label == null ? "" : label,
        side,
        atMarket ? OrderType.MARKET : OrderType.LIMIT,
        timeInForce,
        price,
        quantity,
        params.isTrue("reduce_only"),
        false);
  }

  /** A post-only price that would trade is moved just before the other side. */
  private static long behind(Market market, Side side, long price) {
    long other = market.book.best(side.opposite());
    long tick = market.instrument.tick();
    if (other == 0) {
      return price;
    }
    return side == Side.BUY ? Math.min(price, other - tick) : Math.max(price, other + tick);
  }

  /** The amount, or the contracts turned into one. */
  long amount(Market market, Params params, String name) throws RefusedException {
    Instrument instrument = market.instrument;
    BigDecimal amount = params.decimal(name);
    BigDecimal inContracts = params.decimal("contracts");
    if (inContracts != null) {
      BigDecimal same = inContracts.multiply(contracts.get(instrument.symbol()).contractSize());
      if (amount != null && amount.compareTo(same) != 0) {
        throw RefusedException.parameter("contracts", "contracts and amount do not match");
      }
      amount = same;
    }
    if (amount == null) {
      throw RefusedException.parameter(name, "value required");
    }
    boolean fine =
        amount.signum() > 0
            && amount.compareTo(Fixed.decimal(instrument.maxQuantity())) <= 0
            && amount.stripTrailingZeros().scale() <= Fixed.DECIMALS;
    if (!fine || Fixed.of(amount) % instrument.lot() != 0) {
      throw RefusedException.parameter(name, "must be a multiple of the minimum order size");
    }
    return Fixed.of(amount);
  }

  /** On the tick; what is beyond the venue's bounds is moved to them. */
  static long price(Market market, Side side, String text) throws RefusedException {
    BigDecimal price;
    try {
      price = new BigDecimal(text);
    } catch (NumberFormatException notANumber) {
      throw RefusedException.parameter("price", "wrong format");
    }
    boolean fine = price.signum() > 0 && price.stripTrailingZeros().scale() <= Fixed.DECIMALS;
    if (!fine || price.precision() > 18) {
      throw RefusedException.parameter("price", "wrong format");
    }
    if (Fixed.of(price) % market.instrument.tick() != 0) {
      throw RefusedException.parameter("price", "must conform to tick size");
    }
    BigDecimal bounded =
        side == Side.BUY
            ? price.min(MarketRows.highest(market))
            : price.max(MarketRows.lowest(market));
    return Fixed.of(bounded);
  }
}
