package org.hedgerow.engine.instrument;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A future on one price that settles in a third currency at a fixed rate: a contract earns its
 * multiplier times the change of the price, in the settlement currency (BitMEX, "Quanto futures":
 * ETHUSD earns 0.000001 XBT a contract and dollar).
 *
 * <p>Its delta moves with the price of the settlement currency, and its unrealised profit is an
 * exposure to that currency; both are hedged apart.
 *
 * @param multiplier settlement currency for one quote unit of the price, positive
 */
public record QuantoContract(BigDecimal multiplier) implements DeltaOne {
  /** Refuses a multiplier that is not positive. */
  public QuantoContract {
    Positive.number(multiplier, "multiplier");
  }

  @Override
  public BigDecimal value(BigDecimal quantity, BigDecimal price) {
    return quantity.multiply(multiplier).multiply(price);
  }

  @Override
  public BigDecimal profit(BigDecimal quantity, BigDecimal entry, BigDecimal exit) {
    return quantity.multiply(multiplier).multiply(exit.subtract(entry));
  }

  @Override
  public BigDecimal delta(BigDecimal quantity, BigDecimal price, BigDecimal settlementPrice) {
    return quantity.multiply(multiplier).multiply(settlementPrice);
  }

  @Override
  public BigDecimal notional(BigDecimal quantity, BigDecimal price) {
    return value(quantity, price).abs();
  }

  @Override
  public BigDecimal averagePrice(BigDecimal quantity, BigDecimal value) {
    return value.divide(quantity.multiply(multiplier), MathContext.DECIMAL128);
  }
}
