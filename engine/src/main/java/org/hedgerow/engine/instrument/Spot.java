package org.hedgerow.engine.instrument;

import java.math.BigDecimal;
import java.math.MathContext;

/** Units of the underlying itself, paid for in the quote currency. */
public record Spot() implements DeltaOne {
  @Override
  public BigDecimal value(BigDecimal quantity, BigDecimal price) {
    return quantity.multiply(price);
  }

  @Override
  public BigDecimal profit(BigDecimal quantity, BigDecimal entry, BigDecimal exit) {
    return quantity.multiply(exit.subtract(entry));
  }

  @Override
  public BigDecimal delta(BigDecimal quantity, BigDecimal price, BigDecimal settlementPrice) {
    return quantity;
  }

  @Override
  public BigDecimal notional(BigDecimal quantity, BigDecimal price) {
    return quantity.multiply(price).abs();
  }

  @Override
  public BigDecimal averagePrice(BigDecimal quantity, BigDecimal value) {
    return value.divide(quantity, MathContext.DECIMAL128);
  }
}
