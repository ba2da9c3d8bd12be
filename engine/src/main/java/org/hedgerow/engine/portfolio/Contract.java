package org.hedgerow.engine.portfolio;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.hedgerow.engine.instrument.OptionContract;
import org.hedgerow.engine.pricing.PutOrCall;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.OptionRight;

/**
 * The arithmetic of one instrument: what a quantity of it costs, earns and weighs. Formulas as the
 * venues publish them for linear and for inverse (coin-margined) contracts.
 */
public final class Contract {
  private final InstrumentDefinition definition;
  private final BigDecimal value;
  private final Optional<OptionContract> option;

  public Contract(InstrumentDefinition definition) {
    this.definition = definition;
    this.value = Decimals.toBigDecimal(definition.getContractValue());
    this.option = option(definition, value);
  }

  private static Optional<OptionContract> option(
      InstrumentDefinition definition, BigDecimal value) {
    return definition.getKind() == InstrumentKind.OPTION
            && definition.getStrike() != null
            && definition.getRight() != null
            && definition.getExpiryMicros() != null
        ? Optional.of(
            new OptionContract(
                definition.getRight() == OptionRight.CALL ? PutOrCall.CALL : PutOrCall.PUT,
                Decimals.toBigDecimal(definition.getStrike()),
                value,
                definition.getSettlement().equals(definition.getBase())))
        : Optional.empty();
  }

  public InstrumentDefinition definition() {
    return definition;
  }

  public boolean isSpot() {
    return definition.getKind() == InstrumentKind.SPOT;
  }

  /** Margined and settled in the base asset. */
  public boolean isInverse() {
    return definition.getKind() == InstrumentKind.INVERSE_PERPETUAL
        || definition.getKind() == InstrumentKind.INVERSE_FUTURE;
  }

  public boolean isOption() {
    return definition.getKind() == InstrumentKind.OPTION;
  }

  /**
   * An option's terms; empty where it is none, or its definition has no strike, right or expiry.
   */
  public Optional<OptionContract> option() {
    return option;
  }

  /**
   * Whether it has ended by the engine's clock. What has ended weighs nothing: what it settled for
   * comes as a change of balance.
   */
  public boolean isExpired(long clockMicros) {
    return definition.getExpiryMicros() != null && definition.getExpiryMicros() <= clockMicros;
  }

  /** Whether it is an option whose premium and payoff are in the base asset. */
  public boolean isCoinSettledOption() {
    return option.isPresent() && option.get().coinSettled();
  }

  /**
   * What a quantity costs at a price, with the quantity's sign.
   *
   * @return quote units; for an inverse contract, or an option whose premium is in coin, coin
   */
  public BigDecimal cost(BigDecimal quantity, BigDecimal price) {
    return isInverse()
        ? Rounding.divide(quantity.multiply(value), price)
        : Rounding.round(quantity.multiply(value).multiply(price));
  }

  /**
   * The price at which a quantity costs that much, to 34 digits; nothing where it cost nothing.
   *
   * @param cost with the quantity's sign, as {@link #cost} gives it
   */
  public Optional<BigDecimal> averagePrice(BigDecimal quantity, BigDecimal cost) {
    if (cost.signum() == 0) {
      return Optional.empty();
    }
    BigDecimal units = quantity.multiply(value);
    return Optional.of(
        isInverse()
            ? units.divide(cost, MathContext.DECIMAL128)
            : cost.divide(units, MathContext.DECIMAL128));
  }

  /**
   * What closing a part of a position earns, in quote units; for an inverse contract in coin.
   *
   * @param entryCost what the closed part cost, with the position's sign
   * @param exitCost what it costs at the closing price, with the position's sign
   */
  public BigDecimal profit(BigDecimal entryCost, BigDecimal exitCost) {
    return isInverse() ? entryCost.subtract(exitCost) : exitCost.subtract(entryCost);
  }

  /**
   * How much of the base asset a quantity stands for; of an option what it is on, whatever its
   * greek delta.
   *
   * @param price the mark; only an inverse contract's delta depends on it
   */
  public BigDecimal delta(BigDecimal quantity, BigDecimal price) {
    return isInverse()
        ? Rounding.divide(quantity.multiply(value), price)
        : quantity.multiply(value);
  }

  /** The quantity, not rounded to lots, that stands for that much of the base asset. */
  public BigDecimal quantityFor(BigDecimal delta, BigDecimal price) {
    return isInverse()
        ? Rounding.divide(delta.multiply(price), value)
        : Rounding.divide(delta, value);
  }

  /**
   * What a quantity is worth in quote units; of an option what it is on is worth, at the forward as
   * price.
   */
  public BigDecimal notional(BigDecimal quantity, BigDecimal price) {
    return isInverse() ? quantity.multiply(value) : quantity.multiply(value).multiply(price);
  }
}
