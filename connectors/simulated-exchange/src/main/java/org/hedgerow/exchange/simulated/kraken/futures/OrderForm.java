package org.hedgerow.exchange.simulated.kraken.futures;

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

/** Reads the parameters of sendorder, and refuses what the venue's rules for a product forbid. */
final class OrderForm {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{1,18})?");
  private static final int LONGEST_ID = 100;

  private final Map<String, Market> markets;

  OrderForm(Map<String, Market> markets) {
    this.markets = markets;
  }

  OrderRequest order(Form form) throws RefusedException {
    String type = required(form, "orderType");
    Market market = FuturesListing.named(markets, required(form, "symbol"));
    if (market == null) {
      throw RefusedException.error("invalidArgument: symbol");
    }
    Side side =
        switch (required(form, "side")) {
          case "buy" -> Side.BUY;
          case "sell" -> Side.SELL;
          default -> throw RefusedException.status("invalidSide");
        };
    TimeInForce timeInForce =
        switch (type) {
          case "lmt" -> TimeInForce.GTC;
          case "post" -> TimeInForce.GTX;
          case "ioc", "mkt" -> TimeInForce.IOC;
          case "fok" -> TimeInForce.FOK;
          default -> throw RefusedException.status("invalidOrderType");
        };
    boolean atMarket = type.equals("mkt");
    String clientId = form.get("cliOrdId", "");
    if (clientId.length() > LONGEST_ID) {
      throw RefusedException.status("clientOrderIdTooLong");
    }
    Instrument contract = market.instrument;
    return new OrderRequest(
        market,
        clientId,
        side,
        atMarket ? OrderType.MARKET : OrderType.LIMIT,
        timeInForce,
        atMarket ? 0 : price(contract, required(form, "limitPrice")),
        quantity(contract, required(form, "size")),
        form.isTrue("reduceOnly"),
        false);
  }

  private static String required(Form form, String name) throws RefusedException {
    String value = form.get(name);
    if (value == null) {
      throw RefusedException.error("requiredArgumentMissing: " + name);
    }
    return value;
  }

  static long price(Instrument contract, String text) throws RefusedException {
    return steps(text, contract.tick(), "invalidPrice");
  }

  static long quantity(Instrument contract, String text) throws RefusedException {
    long quantity = steps(text, contract.lot(), "invalidSize");
    if (quantity > contract.maxQuantity()) {
      throw RefusedException.status("maxPositionViolation");
    }
    return quantity;
  }

  private static long steps(String text, long step, String refusal) throws RefusedException {
    if (!NUMBER.matcher(text).matches()) {
      throw RefusedException.status(refusal);
    }
    BigDecimal number = new BigDecimal(text);
    boolean exact = number.stripTrailingZeros().scale() <= Fixed.DECIMALS;
    long fixed = exact ? Fixed.of(number) : 0;
    if (fixed == 0 || fixed % step != 0) {
      throw RefusedException.status(refusal);
    }
    return fixed;
  }
}
