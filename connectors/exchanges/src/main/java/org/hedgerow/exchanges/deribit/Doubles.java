package org.hedgerow.exchanges.deribit;

import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;

/**
 * Decimals as the nearest double, without an allocation for the usual ones: both a whole number
 * below 2^53 and a power of ten up to 10^22 are exact doubles, so that one division is rounded
 * once.
 */
final class Doubles {
  private static final double[] POWERS = new double[23];
  private static final long LARGEST_EXACT = 1L << 53;

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + i);
    }
  }

  private Doubles() {}

  static double of(Decimal number) {
    return scaled(number, number.getScale());
  }

  /** A hundredth of it. */
  static double percent(Decimal number) {
    return scaled(number, number.getScale() + 2);
  }

  private static double scaled(Decimal number, int scale) {
    long unscaled = number.getUnscaled();
    if (Math.abs(unscaled) <= LARGEST_EXACT && scale < POWERS.length) {
      return unscaled / POWERS[scale];
    }
    return Decimals.toDouble(new Decimal(unscaled, scale));
  }
}
