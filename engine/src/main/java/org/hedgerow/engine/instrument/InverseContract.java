package org.hedgerow.engine.instrument;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A perpetual or dated future that settles in the coin it is on: N contracts of C quote units are
 * worth N C / price coins, and earn N C (1 / entry - 1 / exit) (BitMEX, "Perpetual contracts
 * guide"; Deribit, "Inverse perpetual"; Binance, COIN-M).
 *
 * @param quoteValue C, quote units in one contract, positive
 */
public record InverseContract(BigDecimal quoteValue) implements DeltaOne {
  /** Refuses a value that is not positive. */
  public InverseContract {
    Positive.number(quoteValue, "contract value");
  }

  @Override
  public BigDecimal value(BigDecimal quantity, BigDecimal price) {
    return quantity.multiply(quoteValue).divide(price, MathContext.DECIMAL128);
  }

  @Override
  public BigDecimal profit(BigDecimal quantity, BigDecimal entry, BigDecimal exit) {
    // One quotient, where two would each be rounded and lose digits as prices near each other.
    return quantity
        .multiply(quoteValue)
        .multiply(exit.subtract(entry))
        .divide(entry.multiply(exit), MathContext.DECIMAL128);
  }

  @Override
  public BigDecimal delta(BigDecimal quantity, BigDecimal price, BigDecimal settlementPrice) {
    return value(quantity, price);
  }

  @Override
  public BigDecimal notional(BigDecimal quantity, BigDecimal price) {
    return quantity.multiply(quoteValue).abs();
  }

  @Override
  public BigDecimal averagePrice(BigDecimal quantity, BigDecimal value) {
    return quantity.multiply(quoteValue).divide(value, MathContext.DECIMAL128);
  }
}
