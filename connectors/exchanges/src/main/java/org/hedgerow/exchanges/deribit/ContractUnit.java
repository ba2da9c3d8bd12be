package org.hedgerow.exchanges.deribit;

import java.math.BigDecimal;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;

/**
 * Between the venue's amounts (quote units of an inverse future, base units of all else) and the
 * contracts that we count: an amount is contracts times the contract's value.
 */
final class ContractUnit {
  private final BigDecimal value;

  /** The value is ten to this power, or {@link #NO_POWER}. */
  private final int power;

  private static final int NO_POWER = Integer.MIN_VALUE;

  /**
   * @param value of a contract in the venue's amounts, above zero
   */
  ContractUnit(BigDecimal value) {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException("contract value " + value + "; expected above zero");
    }
    this.value = value;
    BigDecimal plain = value.stripTrailingZeros();
    this.power = plain.unscaledValue().equals(java.math.BigInteger.ONE) ? -plain.scale() : NO_POWER;
  }

  BigDecimal value() {
    return value;
  }

  /** Contracts of an amount. */
  Decimal quantity(Decimal amount) throws InvalidFieldException {
    if (power == 0 || amount.getUnscaled() == 0) {
      return amount;
    }
    try {
      return power == NO_POWER
          ? Decimals.of(Decimals.toBigDecimal(amount).divide(value))
          : shifted(amount.getUnscaled(), amount.getScale() + power);
    } catch (ArithmeticException e) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE,
          "an amount that is no exact number of contracts of " + value.toPlainString());
    }
  }

  private static Decimal shifted(long unscaled, int scale) {
    long number = unscaled;
    int left = scale;
    for (; left < 0; left++) {
      number = Math.multiplyExact(number, 10L);
    }
    for (; left > 0 && number % 10 == 0; left--) {
      number /= 10;
    }
    return new Decimal(number, left);
  }

  /**
   * Contracts of an amount.
   *
   * @throws ArithmeticException if that is no exact number
   */
  BigDecimal quantity(BigDecimal amount) {
    return amount.divide(value);
  }

  /** The amount of so many contracts. */
  BigDecimal amount(Decimal quantity) {
    return Decimals.toBigDecimal(quantity).multiply(value);
  }
}
