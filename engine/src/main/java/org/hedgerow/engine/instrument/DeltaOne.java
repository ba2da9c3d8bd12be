package org.hedgerow.engine.instrument;

import java.math.BigDecimal;

/**
 * An instrument whose value follows the price of its underlying alone. Quantities are signed:
 * positive is long. Prices are in quote units for one unit of the underlying and positive.
 */
public sealed interface DeltaOne permits Spot, LinearContract, InverseContract, QuantoContract {
  /**
   * What a quantity is worth at a price, in the settlement currency, with the quantity's sign.
   * Fees, funding and margins are fractions of it.
   */
  BigDecimal value(BigDecimal quantity, BigDecimal price);

  /** What a quantity earns between two prices, in the settlement currency; a loss is negative. */
  BigDecimal profit(BigDecimal quantity, BigDecimal entry, BigDecimal exit);

  /**
   * How many units of the underlying a quantity stands for: what selling that much spot takes away.
   * Of an inverse contract this is the contract alone; the coins of its margin, unrealised profit
   * included, are an exposure of their own (specs/hedging: E + N C / mark).
   *
   * @param price the mark
   * @param settlementPrice what a unit of the settlement currency is worth in quote units: 1 where
   *     the contract settles in its quote currency; only a quanto contract asks
   */
  BigDecimal delta(BigDecimal quantity, BigDecimal price, BigDecimal settlementPrice);

  /**
   * The size of the position in quote units (of a quanto: the settlement currency); not negative.
   */
  BigDecimal notional(BigDecimal quantity, BigDecimal price);

  /**
   * The price at which a quantity is worth that much: the average entry price of fills, from the
   * sum of their quantities and the sum of their values. Arithmetic for linear contracts, harmonic
   * for inverse ones.
   *
   * @param value with the quantity's sign, not 0
   */
  BigDecimal averagePrice(BigDecimal quantity, BigDecimal value);

  /**
   * What the position is paid at a funding time, in the settlement currency: with a positive rate
   * longs pay and shorts are paid.
   *
   * @param mark the price that the venue takes for funding
   * @param rate for the interval, as a fraction
   */
  default BigDecimal funding(BigDecimal quantity, BigDecimal mark, BigDecimal rate) {
    return value(quantity, mark).multiply(rate).negate();
  }

  /**
   * The fee of a fill, in the settlement currency; negative is a rebate.
   *
   * @param rate of the account's tier, as a fraction
   */
  default BigDecimal fee(BigDecimal quantity, BigDecimal price, BigDecimal rate) {
    return value(quantity, price).abs().multiply(rate);
  }
}
