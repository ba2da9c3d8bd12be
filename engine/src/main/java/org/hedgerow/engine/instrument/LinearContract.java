package org.hedgerow.engine.instrument;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A perpetual or dated future that settles in its quote currency: a contract earns its size times
 * the change of the price.
 *
 * @param size units of the underlying in one contract, positive
 */
public record LinearContract(BigDecimal size) implements DeltaOne {
  /** Refuses a size that is not positive. */
  public LinearContract {
    Positive.number(size, "contract size");
  }

  @Override
  public BigDecimal value(BigDecimal quantity, BigDecimal price) {
    return quantity.multiply(size).multiply(price);
  }

  @Override
  public BigDecimal profit(BigDecimal quantity, BigDecimal entry, BigDecimal exit) {
    return quantity.multiply(size).multiply(exit.subtract(entry));
  }

  @Override
  public BigDecimal delta(BigDecimal quantity, BigDecimal price, BigDecimal settlementPrice) {
    return quantity.multiply(size);
  }

  @Override
  public BigDecimal notional(BigDecimal quantity, BigDecimal price) {
    return value(quantity, price).abs();
  }

  @Override
  public BigDecimal averagePrice(BigDecimal quantity, BigDecimal value) {
    return value.divide(quantity.multiply(size), MathContext.DECIMAL128);
  }
}
