package org.hedgerow.exchange.simulated.matching;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Prices and quantities as a long of 10<sup>-8</sup>: exact for every price and quantity the venues
 * allow, and cheap enough for the book. Money (fees, balances, profit) is a {@link BigDecimal}.
 */
public final class Fixed {
  public static final int DECIMALS = 8;
  public static final long ONE = 100_000_000L;

  private static final long[] POWER = {
    1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L, ONE
  };

  private Fixed() {}

  /** The digits of {@code bytes[from, to)}, a plain non-negative decimal. */
  public static long parse(byte[] bytes, int from, int to) {
    long value = 0;
    int decimals = -1;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '.') {
        decimals = 0;
      } else if (decimals < DECIMALS) {
        value = value * 10 + (b - '0');
        if (decimals >= 0) {
          decimals++;
        }
      }
    }
    return value * POWER[DECIMALS - Math.max(decimals, 0)];
  }

  /**
   * @throws ArithmeticException if {@code value} has more than 8 decimals or does not fit
   */
  public static long of(BigDecimal value) {
    return value.setScale(DECIMALS).unscaledValue().longValueExact();
  }

  public static long of(String value) {
    return of(new BigDecimal(value));
  }

  public static BigDecimal decimal(long value) {
    return BigDecimal.valueOf(value, DECIMALS);
  }

  /** Money, to the last of 8 decimals. */
  static BigDecimal eight(BigDecimal value) {
    return value.setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }

  /** {@code value} with exactly {@code decimals} decimals; further digits are cut. */
  public static String text(long value, int decimals) {
    return append(new StringBuilder(20), value, decimals).toString();
  }

  public static StringBuilder append(StringBuilder out, long value, int decimals) {
    long rest = value;
    if (rest < 0) {
      out.append('-');
      rest = -rest;
    }
    out.append(rest / ONE);
    if (decimals > 0) {
      long fraction = rest % ONE / POWER[DECIMALS - decimals];
      out.append('.');
      for (int i = decimals - 1; i >= 0; i--) {
        out.append((char) ('0' + fraction / POWER[i] % 10));
      }
    }
    return out;
  }
}
