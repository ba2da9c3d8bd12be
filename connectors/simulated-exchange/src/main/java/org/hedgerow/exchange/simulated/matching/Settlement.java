package org.hedgerow.exchange.simulated.matching;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a fill does to an account's wallets and position.
 *
 * @param value in the units that the instrument is quoted in; of an inverse contract in coin
 * @param realized profit of what it closes
 * @param assets whose wallets it moves
 */
record Settlement(
    BigDecimal value, BigDecimal realized, BigDecimal fee, String feeAsset, List<String> assets) {

  /** Books it. */
  static Settlement of(
      Account account, Order order, long price, long quantity, boolean maker, long now) {
    return order.market.instrument.derivative()
        ? ofDerivative(account, order, price, quantity, maker, now)
        : ofSpot(account, order, price, quantity, maker);
  }

  private static Settlement ofDerivative(
      Account account, Order order, long price, long quantity, boolean maker, long now) {
    Instrument instrument = order.market.instrument;
    Position position = account.position(order.market);
    BigDecimal exact = Fixed.decimal(price);
    BigDecimal value = position.worth(quantity, exact);
    BigDecimal realized = Fixed.eight(position.trade(order.side, quantity, exact, now));
    BigDecimal fee = Fixed.eight(account.venue.fee(instrument, value, quantity, maker));
    String asset = instrument.settlement();
    BigDecimal premium = order.side == Side.BUY ? value.negate() : value;
    account.wallet(asset).add((instrument.option() ? premium : realized).subtract(fee));
    return new Settlement(value, realized, fee, asset, List.of(asset));
  }

  private static Settlement ofSpot(
      Account account, Order order, long price, long quantity, boolean maker) {
    Instrument instrument = order.market.instrument;
    BigDecimal value = instrument.notional(price, quantity);
    String feeAsset = account.venue.feeAsset(instrument, order.side);
    BigDecimal bought = Fixed.decimal(quantity);
    BigDecimal charged = feeAsset.equals(instrument.base()) ? bought : value;
    BigDecimal fee = Fixed.eight(account.venue.fee(instrument, charged, quantity, maker));
    BigDecimal sign = BigDecimal.valueOf(order.side.sign());
    account.wallet(instrument.base()).add(bought.multiply(sign));
    account.wallet(instrument.quote()).add(value.multiply(sign).negate());
    account.wallet(feeAsset).add(fee.negate());
    return new Settlement(
        value, BigDecimal.ZERO, fee, feeAsset, List.of(instrument.base(), instrument.quote()));
  }

  /** Sets aside (1) or frees (-1) what {@code quantity} of a spot limit order needs. */
  static void lock(Account account, Order order, long quantity, int sign) {
    Instrument instrument = order.market.instrument;
    if (instrument.derivative() || order.type == OrderType.MARKET) {
      return;
    }
    boolean buy = order.side == Side.BUY;
    BigDecimal amount =
        buy ? instrument.notional(order.price(), quantity) : Fixed.decimal(quantity);
    account
        .wallet(buy ? instrument.quote() : instrument.base())
        .lock(sign > 0 ? amount : amount.negate());
  }
}
