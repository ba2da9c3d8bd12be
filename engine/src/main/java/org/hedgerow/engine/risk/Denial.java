package org.hedgerow.engine.risk;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/** Why not, as {@code key=value ...}. */
final class Denial {
  private static final MathContext DIGITS = new MathContext(18, RoundingMode.HALF_EVEN);

  private Denial() {}

  /** Empty if a value is at or above a minimum. */
  static Optional<String> below(String what, BigDecimal value, BigDecimal minimum) {
    return value.compareTo(minimum) >= 0
        ? Optional.empty()
        : Optional.of(what + "=" + plain(value) + " minimum=" + plain(minimum));
  }

  /** Empty if a value is at or below a maximum. */
  static Optional<String> above(String what, BigDecimal value, BigDecimal maximum) {
    return value.compareTo(maximum) <= 0
        ? Optional.empty()
        : Optional.of(what + "=" + plain(value) + " maximum=" + plain(maximum));
  }

  /** Without exponent or trailing zeros, to 18 digits. */
  static String plain(BigDecimal number) {
    return number.round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
