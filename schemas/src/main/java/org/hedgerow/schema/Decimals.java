package org.hedgerow.schema;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Exact decimals: a scaled long with its scale, as it stands in every schema. */
public final class Decimals {
  public static final Decimal ZERO = new Decimal(0L, 0);

  /** A long holds any number of eighteen digits. */
  private static final MathContext ALWAYS_FITS = new MathContext(18, RoundingMode.HALF_EVEN);

  /** Powers of ten that a double holds exactly. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private Decimals() {}

  /**
   * Reads plain decimal notation, such as {@code -61837.63000000}. Trailing zeros are kept out, so
   * that equal numbers are equal records.
   *
   * @throws NumberFormatException if the text is no number
   * @throws ArithmeticException if the number does not fit a long at its scale
   */
  public static Decimal parse(String text) {
    int length = text.length();
    int at = 0;
    boolean negative = false;
    if (length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
      negative = text.charAt(0) == '-';
      at = 1;
    }
    long unscaled = 0;
    int scale = 0;
    int digits = 0;
    boolean point = false;
    for (; at < length; at++) {
      char c = text.charAt(at);
      if (c == '.' && !point) {
        point = true;
      } else if (c >= '0' && c <= '9') {
        if (unscaled > 92233720368547757L) {
          return of(new BigDecimal(text));
        }
        unscaled = unscaled * 10 + (c - '0');
        digits++;
        if (point) {
          scale++;
        }
      } else {
        return of(new BigDecimal(text));
      }
    }
    if (digits == 0) {
      throw new NumberFormatException("no number: '" + text + "'");
    }
    return normalised(negative ? -unscaled : unscaled, scale);
  }

  /**
   * The same number.
   *
   * @throws ArithmeticException if it does not fit a long at its scale
   */
  public static Decimal of(BigDecimal number) {
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    if (plain.scale() < 0) {
      plain = plain.setScale(0);
    }
    return new Decimal(plain.unscaledValue().longValueExact(), plain.scale());
  }

  /**
   * The number to the digits that always fit; for what was worked out by dividing, as averages are,
   * never for what was traded.
   *
   * @throws ArithmeticException if its whole part alone does not fit
   */
  public static Decimal rounded(BigDecimal number) {
    return of(number.round(ALWAYS_FITS));
  }

  /** The same number, as whole units. */
  public static Decimal of(long units) {
    return new Decimal(units, 0);
  }

  /** The same number. */
  public static BigDecimal toBigDecimal(Decimal decimal) {
    return BigDecimal.valueOf(decimal.getUnscaled(), decimal.getScale());
  }

  /** The nearest double; for statistics, never for money. */
  public static double toDouble(Decimal decimal) {
    return toBigDecimal(decimal).doubleValue();
  }

  /**
   * The number as a double, without allocation: the nearest for up to 15 digits and 22 decimals,
   * else off by a few in the 16th digit. The same on every machine.
   */
  public static double approximate(Decimal decimal) {
    int scale = decimal.getScale();
    if (scale < 0 || scale >= POWERS.length) {
      return toDouble(decimal);
    }
    return decimal.getUnscaled() / POWERS[scale];
  }

  /** Negative, zero or positive as left is below, equal to or above right. */
  public static int compare(Decimal left, Decimal right) {
    if (left.getScale() == right.getScale()) {
      return Long.compare(left.getUnscaled(), right.getUnscaled());
    }
    return toBigDecimal(left).compareTo(toBigDecimal(right));
  }

  /** -1, 0 or 1. */
  public static int signum(Decimal decimal) {
    return Long.signum(decimal.getUnscaled());
  }

  /** Rounds to a whole number of steps (a tick, a lot), in the direction given. */
  public static BigDecimal toStep(BigDecimal number, BigDecimal step, RoundingMode rounding) {
    return number.divide(step, 0, rounding).multiply(step);
  }

  /** Plain notation without an exponent. */
  public static String toString(Decimal decimal) {
    return toBigDecimal(decimal).toPlainString();
  }

  private static Decimal normalised(long unscaled, int scale) {
    if (unscaled == 0) {
      return ZERO;
    }
    long digits = unscaled;
    int left = scale;
    while (left > 0 && digits % 10 == 0) {
      digits /= 10;
      left--;
    }
    return new Decimal(digits, left);
  }
}
