package org.hedgerow.engine.signal.bar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.hedgerow.schema.ExactSum;

/**
 * Sums without rounding, so that no order of adding gives another. In a long as long as that holds
 * them, without allocation; beyond it in as many bytes as they need.
 */
public final class ExactSums {
  private static final long[] POWERS = powers();

  private ExactSums() {}

  private static long[] powers() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }

  /** Nothing yet. */
  public static ExactSum zero() {
    return new ExactSum(0L, 0, null);
  }

  /** Adds unscaled * 10^-scale. */
  static void add(ExactSum sum, long unscaled, int scale) {
    if (sum.getLarge() == null && addInLong(sum, unscaled, scale)) {
      return;
    }
    add(sum, BigDecimal.valueOf(unscaled, scale));
  }

  private static boolean addInLong(ExactSum sum, long unscaled, int scale) {
    long there = sum.getUnscaled();
    long added = unscaled;
    int up = scale - sum.getScale();
    if (up >= POWERS.length || -up >= POWERS.length) {
      return false;
    }
    if (up > 0) {
      if (Math.multiplyHigh(there, POWERS[up]) != (there * POWERS[up]) >> 63) {
        return false;
      }
      there *= POWERS[up];
    } else if (up < 0) {
      if (Math.multiplyHigh(added, POWERS[-up]) != (added * POWERS[-up]) >> 63) {
        return false;
      }
      added *= POWERS[-up];
    }
    long total = there + added;
    if (((there ^ total) & (added ^ total)) < 0) {
      return false;
    }
    sum.setUnscaled(total);
    sum.setScale(Math.max(scale, sum.getScale()));
    return true;
  }

  /** Adds a number that need not fit a long. */
  static void add(ExactSum sum, BigDecimal added) {
    BigDecimal total = toBigDecimal(sum).add(added);
    BigInteger digits = total.unscaledValue();
    sum.setScale(total.scale());
    if (digits.bitLength() < Long.SIZE) {
      sum.setUnscaled(digits.longValue());
      sum.setLarge(null);
    } else {
      sum.setUnscaled(0L);
      sum.setLarge(ByteBuffer.wrap(digits.toByteArray()));
    }
  }

  /** The number. */
  public static BigDecimal toBigDecimal(ExactSum sum) {
    if (sum.getLarge() == null) {
      return BigDecimal.valueOf(sum.getUnscaled(), sum.getScale());
    }
    byte[] bytes = new byte[sum.getLarge().remaining()];
    sum.getLarge().duplicate().get(bytes);
    return new BigDecimal(new BigInteger(bytes), sum.getScale());
  }
}
