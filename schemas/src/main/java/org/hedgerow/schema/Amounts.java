package org.hedgerow.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Exact numbers of any length, for sums and products of money; see {@link Amount}. */
public final class Amounts {
  private Amounts() {}

  /** Zero, in a record of its own. */
  public static Amount zero() {
    return new Amount(ByteBuffer.allocate(0), 0);
  }

  /** The same number. Trailing zeros are kept out, so that equal numbers are equal records. */
  public static Amount of(BigDecimal number) {
    if (number.signum() == 0) {
      return zero();
    }
    BigDecimal plain = number.stripTrailingZeros();
    return new Amount(ByteBuffer.wrap(plain.unscaledValue().toByteArray()), plain.scale());
  }

  /** {@link #of}, or null for null. */
  public static Amount ofNullable(BigDecimal number) {
    return number == null ? null : of(number);
  }

  /** The same number. */
  public static BigDecimal toBigDecimal(Amount amount) {
    ByteBuffer bytes = amount.getUnscaled().duplicate();
    if (!bytes.hasRemaining()) {
      return BigDecimal.ZERO;
    }
    byte[] unscaled = new byte[bytes.remaining()];
    bytes.get(unscaled);
    return new BigDecimal(new BigInteger(unscaled), amount.getScale());
  }

  /** {@link #toBigDecimal}, or null for null. */
  public static BigDecimal toNullable(Amount amount) {
    return amount == null ? null : toBigDecimal(amount);
  }
}
