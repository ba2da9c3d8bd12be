package org.hedgerow.engine.instrument;

import java.math.BigDecimal;

/** What the terms of a contract must be. */
final class Positive {
  private Positive() {}

  static BigDecimal number(BigDecimal number, String what) {
    if (number.signum() <= 0) {
      throw new IllegalArgumentException(what + " is " + number + "; expected a positive number");
    }
    return number;
  }

  static BigDecimal orZero(BigDecimal number, String what) {
    if (number.signum() < 0) {
      throw new IllegalArgumentException(what + " is " + number + "; expected 0 or more");
    }
    return number;
  }
}
