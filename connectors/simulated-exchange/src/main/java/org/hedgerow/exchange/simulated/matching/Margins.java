package org.hedgerow.exchange.simulated.matching;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** What an account has at risk, what it can still put there, and whether that is enough. */
public final class Margins {
  /** Initial margin is notional by this. */
  public static final int LEVERAGE = 20;

  /** Of each unit that a sold option is on. */
  private static final BigDecimal SHORT_OPTION = new BigDecimal("0.15");

  private Margins() {}

  /** How much an order of that side can take off a position. */
  static long reducible(Account account, Market market, Side side) {
    long held = account.position(market).quantity();
    return Long.signum(held) == -side.sign() ? Math.abs(held) : 0;
  }

  /**
   * Whether the account has what an order needs.
   *
   * @param takes what a market order takes at once, in quote units
   */
  static boolean suffices(Account account, OrderRequest request, BigDecimal takes) {
    Instrument instrument = request.market().instrument;
    if (instrument.derivative()) {
      return request.reduceOnly() || marginSuffices(account, request);
    }
    if (request.side() == Side.SELL) {
      BigDecimal wanted = Fixed.decimal(request.quantity());
      return account.wallet(instrument.base()).free().compareTo(wanted) >= 0;
    }
    BigDecimal cost =
        request.type() == OrderType.MARKET
            ? takes
            : instrument.notional(request.price(), request.quantity());
    return account.wallet(instrument.quote()).free().compareTo(cost) >= 0;
  }

  private static boolean marginSuffices(Account account, OrderRequest request) {
    Market market = request.market();
    Position position = account.position(market);
    long after = position.quantity() + request.side().sign() * request.quantity();
    long raised = Math.abs(after) - Math.abs(position.quantity());
    if (raised <= 0) {
      return true;
    }
    BigDecimal needed =
        margin(market.instrument, position, request.side().sign() * raised, market.mark());
    return available(account, market.instrument.settlement()).compareTo(needed) >= 0;
  }

  /**
   * What {@code quantity}, below zero when sold, binds. Who buys an option pays it; who sells one
   * owes it and {@link #SHORT_OPTION} of what it is on.
   */
  private static BigDecimal margin(
      Instrument instrument, Position position, long quantity, BigDecimal price) {
    BigDecimal worth = position.worth(Math.abs(quantity), price);
    if (!instrument.option()) {
      return worth.divide(BigDecimal.valueOf(LEVERAGE), Fixed.DECIMALS, RoundingMode.UP);
    }
    return quantity > 0
        ? worth
        : worth.add(position.worth(-quantity, SHORT_OPTION)).setScale(8, RoundingMode.UP);
  }

  /**
   * Profit not yet realised of all positions that settle in {@code asset}, and worth of options.
   */
  public static BigDecimal unrealized(Account account, String asset) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<Market, Position> entry : account.positions().entrySet()) {
      if (entry.getKey().instrument.settlement().equals(asset)) {
        sum = sum.add(unsettled(entry.getKey(), entry.getValue()));
      }
    }
    return sum.setScale(Fixed.DECIMALS, RoundingMode.HALF_EVEN);
  }

  /** An option was paid for: what it is worth counts, and not what it gained. */
  private static BigDecimal unsettled(Market market, Position position) {
    long held = position.quantity();
    if (!market.instrument.option()) {
      return position.unrealized(market.mark());
    }
    BigDecimal worth = position.worth(Math.abs(held), market.mark());
    return held < 0 ? worth.negate() : worth;
  }

  /** What a futures account can still put at risk: equity less initial margins. */
  public static BigDecimal available(Account account, String asset) {
    BigDecimal left = account.wallet(asset).free().add(unrealized(account, asset));
    for (Map.Entry<Market, Position> entry : account.positions().entrySet()) {
      Market market = entry.getKey();
      if (market.instrument.settlement().equals(asset) && market.book.ready()) {
        long held = entry.getValue().quantity();
        // What a bought option is worth is at no risk but its own.
        left = left.subtract(margin(market.instrument, entry.getValue(), held, market.mark()));
      }
    }
    for (Order order : account.openOrders()) {
      Instrument instrument = order.market.instrument;
      boolean locksMargin = instrument.derivative() && !order.reduceOnly;
      if (locksMargin && instrument.settlement().equals(asset)) {
        Position position = account.position(order.market);
        BigDecimal price = Fixed.decimal(order.price());
        long wanted = order.side.sign() * order.remaining();
        left = left.subtract(margin(instrument, position, wanted, price));
      }
    }
    return left;
  }
}
