package org.hedgerow.exchange.simulated.matching;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A futures position, one-way mode. Its cost is kept, not its entry price: in quote units for a
 * linear contract, in coin for an inverse one, whose entry price is therefore the coin-value mean.
 */
public final class Position {
  private static final MathContext PRECISION = MathContext.DECIMAL128;

  private final boolean inverse;
  private final BigDecimal contractSize;
  private long quantity;
  private BigDecimal cost = BigDecimal.ZERO;
  private BigDecimal realized = BigDecimal.ZERO;
  private long updatedMillis;

  public Position(Instrument instrument) {
    this(instrument.inverse(), instrument.contractSize());
  }

  public Position(boolean inverse, BigDecimal contractSize) {
    this.inverse = inverse;
    this.contractSize = contractSize;
  }

  /** Signed; contracts for an inverse contract. */
  public long quantity() {
    return quantity;
  }

  /** What the open quantity was worth when it was entered: quote units, or coin if inverse. */
  public BigDecimal cost() {
    return cost;
  }

  /** All profit realised so far, before fees. */
  public BigDecimal realized() {
    return realized;
  }

  public long updatedMillis() {
    return updatedMillis;
  }

  public BigDecimal entryPrice() {
    if (quantity == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal amount = Fixed.decimal(Math.abs(quantity)).multiply(contractSize);
    return inverse ? amount.divide(cost, PRECISION) : cost.divide(amount, PRECISION);
  }

  /** The worth of {@code amount} at {@code price}: quote units, or coin if inverse. */
  public BigDecimal worth(long amount, BigDecimal price) {
    BigDecimal size = Fixed.decimal(amount).multiply(contractSize);
    return inverse ? size.divide(price, PRECISION) : size.multiply(price);
  }

  public BigDecimal unrealized(BigDecimal mark) {
    if (quantity == 0 || mark.signum() <= 0) {
      return BigDecimal.ZERO;
    }
    return profit(Long.signum(quantity), cost, worth(Math.abs(quantity), mark));
  }

  /**
   * A long linear contract gains as its worth rises; a long inverse one as its coin worth falls.
   */
  private BigDecimal profit(int sign, BigDecimal entered, BigDecimal now) {
    BigDecimal gain = inverse ? entered.subtract(now) : now.subtract(entered);
    return sign > 0 ? gain : gain.negate();
  }

  /** Books a trade and returns the profit of what it closed. */
  public BigDecimal trade(Side side, long amount, BigDecimal price, long millis) {
    updatedMillis = millis;
    BigDecimal profit = BigDecimal.ZERO;
    long opening = amount;
    if (quantity != 0 && Long.signum(quantity) != side.sign()) {
      long closing = Math.min(amount, Math.abs(quantity));
      BigDecimal share =
          closing == Math.abs(quantity)
              ? cost
              : cost.multiply(Fixed.decimal(closing))
                  .divide(Fixed.decimal(Math.abs(quantity)), PRECISION);
      profit = profit(Long.signum(quantity), share, worth(closing, price));
      cost = cost.subtract(share);
      quantity += side.sign() * closing;
      opening = amount - closing;
    }
    if (opening > 0) {
      cost = cost.add(worth(opening, price));
      quantity += side.sign() * opening;
    }
    realized = realized.add(profit);
    return profit;
  }

  public void restore(long restoredQuantity, BigDecimal restoredCost, BigDecimal restoredRealized) {
    quantity = restoredQuantity;
    cost = restoredCost;
    realized = restoredRealized;
  }
}
