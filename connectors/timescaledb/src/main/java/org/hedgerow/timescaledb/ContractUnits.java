package org.hedgerow.timescaledb;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a quantity of an instrument stands for, in units that can be summed over instruments. The
 * engine's arithmetic ({@code Contract}), kept apart from the engine; {@code ContractUnitsTest} has
 * the two agree. Pure.
 *
 * @param inverse margined and settled in the base asset
 * @param value inverse: quote units a contract; else base units a contract, 1 for spot
 */
record ContractUnits(boolean inverse, BigDecimal value) {
  private static final int SCALE = 12;

  /**
   * In units of the base asset; of an inverse contract rounded to twelve decimals, half even.
   *
   * @param price positive
   */
  BigDecimal base(BigDecimal quantity, BigDecimal price) {
    BigDecimal valued = quantity.multiply(value);
    return inverse ? valued.divide(price, SCALE, RoundingMode.HALF_EVEN) : valued;
  }

  /** In units of the quote asset. */
  BigDecimal notional(BigDecimal quantity, BigDecimal price) {
    BigDecimal valued = quantity.multiply(value);
    return inverse ? valued : valued.multiply(price);
  }
}
