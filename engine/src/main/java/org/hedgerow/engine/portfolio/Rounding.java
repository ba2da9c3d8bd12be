package org.hedgerow.engine.portfolio;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Where a division makes a number of coins, it is kept to twelve decimals, half even. */
public final class Rounding {
  private static final int SCALE = 12;

  private Rounding() {}

  /** The quotient. */
  public static BigDecimal divide(BigDecimal dividend, BigDecimal divisor) {
    return dividend.divide(divisor, SCALE, RoundingMode.HALF_EVEN);
  }

  /** The number, with at most twelve decimals. */
  public static BigDecimal round(BigDecimal number) {
    return number.scale() <= SCALE ? number : number.setScale(SCALE, RoundingMode.HALF_EVEN);
  }
}
