package org.hedgerow.engine.execution;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A quantity in equal slices, each a whole number of lots (TWAP). Slices differ by one lot at most,
 * those with the lot more are spread evenly, and what was traded never leads or lags the straight
 * line by a lot.
 */
public final class TimeWeighted {
  private static final int MOST_SLICES = 1_000_000;

  private TimeWeighted() {}

  /**
   * The slices, in order.
   *
   * @param total what is to be traded; negative sells
   * @param slices how many, at least one
   * @param lot the smallest step, positive
   * @return as many quantities, with the total's sign or zero; what is less than a lot of the total
   *     is in none of them
   * @throws IllegalArgumentException if slices or lot are out of range
   */
  public static BigDecimal[] slices(BigDecimal total, int slices, BigDecimal lot) {
    if (slices < 1 || slices > MOST_SLICES) {
      throw new IllegalArgumentException("slices is " + slices + "; expected 1 to " + MOST_SLICES);
    }
    if (lot.signum() <= 0) {
      throw new IllegalArgumentException("lot is " + lot + "; expected a positive number");
    }
    // Toward zero, so that buying and selling are each other's mirror.
    BigInteger lots = total.divideToIntegralValue(lot).toBigInteger();
    BigInteger count = BigInteger.valueOf(slices);
    BigDecimal[] quantities = new BigDecimal[slices];
    BigInteger done = BigInteger.ZERO;
    for (int i = 0; i < slices; i++) {
      BigInteger due = lots.multiply(BigInteger.valueOf(i + 1L)).divide(count);
      quantities[i] = lot.multiply(new BigDecimal(due.subtract(done)));
      done = due;
    }
    return quantities;
  }
}
