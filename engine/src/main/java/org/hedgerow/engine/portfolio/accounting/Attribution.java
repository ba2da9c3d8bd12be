package org.hedgerow.engine.portfolio.accounting;

import java.math.BigDecimal;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.ProfitParts;

/**
 * A profit by where it came from. All parts are in one currency, and a loss is negative; their sum
 * is the profit, to the last digit.
 *
 * @param price of the group's asset
 * @param basis contracts' prices against that of the reference instrument
 * @param options premiums of options, whatever moved them
 * @param funding received less paid
 * @param fees rebates less fees
 * @param slippage fills against the mid when they were decided
 * @param currency rates of other currencies
 * @param other what a venue added or took for another reason
 */
public record Attribution(
    BigDecimal price,
    BigDecimal basis,
    BigDecimal options,
    BigDecimal funding,
    BigDecimal fees,
    BigDecimal slippage,
    BigDecimal currency,
    BigDecimal other) {
  private static final BigDecimal ZERO = BigDecimal.ZERO;

  public static final Attribution NONE =
      new Attribution(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO);

  static Attribution ofPrice(BigDecimal amount) {
    return new Attribution(amount, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO);
  }

  static Attribution ofBasis(BigDecimal amount) {
    return new Attribution(ZERO, amount, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO);
  }

  static Attribution ofOptions(BigDecimal amount) {
    return new Attribution(ZERO, ZERO, amount, ZERO, ZERO, ZERO, ZERO, ZERO);
  }

  static Attribution ofFunding(BigDecimal amount) {
    return new Attribution(ZERO, ZERO, ZERO, amount, ZERO, ZERO, ZERO, ZERO);
  }

  static Attribution ofFees(BigDecimal amount) {
    return new Attribution(ZERO, ZERO, ZERO, ZERO, amount, ZERO, ZERO, ZERO);
  }

  static Attribution ofSlippage(BigDecimal amount) {
    return new Attribution(ZERO, ZERO, ZERO, ZERO, ZERO, amount, ZERO, ZERO);
  }

  static Attribution ofCurrency(BigDecimal amount) {
    return new Attribution(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, amount, ZERO);
  }

  static Attribution ofOther(BigDecimal amount) {
    return new Attribution(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, amount);
  }

  /** Part by part. */
  public Attribution plus(Attribution more) {
    return new Attribution(
        price.add(more.price),
        basis.add(more.basis),
        options.add(more.options),
        funding.add(more.funding),
        fees.add(more.fees),
        slippage.add(more.slippage),
        currency.add(more.currency),
        other.add(more.other));
  }

  /** The same in another currency. */
  public Attribution times(BigDecimal rate) {
    return new Attribution(
        price.multiply(rate),
        basis.multiply(rate),
        options.multiply(rate),
        funding.multiply(rate),
        fees.multiply(rate),
        slippage.multiply(rate),
        currency.multiply(rate),
        other.multiply(rate));
  }

  /** The profit. */
  public BigDecimal total() {
    return price
        .add(basis)
        .add(options)
        .add(funding)
        .add(fees)
        .add(slippage)
        .add(currency)
        .add(other);
  }

  /** Whether no part is anything. */
  public boolean isNone() {
    return price.signum() == 0
        && basis.signum() == 0
        && options.signum() == 0
        && funding.signum() == 0
        && fees.signum() == 0
        && slippage.signum() == 0
        && currency.signum() == 0
        && other.signum() == 0;
  }

  public static Attribution of(ProfitParts parts) {
    return new Attribution(
        Amounts.toBigDecimal(parts.getPrice()),
        Amounts.toBigDecimal(parts.getBasis()),
        Amounts.toBigDecimal(parts.getOptions()),
        Amounts.toBigDecimal(parts.getFunding()),
        Amounts.toBigDecimal(parts.getFees()),
        Amounts.toBigDecimal(parts.getSlippage()),
        Amounts.toBigDecimal(parts.getCurrency()),
        Amounts.toBigDecimal(parts.getOther()));
  }

  ProfitParts parts() {
    return new ProfitParts(
        Amounts.of(price),
        Amounts.of(basis),
        Amounts.of(options),
        Amounts.of(funding),
        Amounts.of(fees),
        Amounts.of(slippage),
        Amounts.of(currency),
        Amounts.of(other));
  }
}
