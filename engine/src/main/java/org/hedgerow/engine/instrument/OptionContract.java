package org.hedgerow.engine.instrument;

import java.math.BigDecimal;
import java.math.MathContext;
import org.hedgerow.engine.pricing.PutOrCall;

/**
 * An option as venues list it. Linear ones quote premium and payoff in the quote currency, for one
 * unit of the underlying; coin-settled ones (Deribit's BTC and ETH, OKX's coin-margined) in coin.
 *
 * @param strike in quote units, positive
 * @param size units of the underlying in one contract, positive
 * @param coinSettled whether premium and payoff are in the coin it is on
 */
public record OptionContract(
    PutOrCall right, BigDecimal strike, BigDecimal size, boolean coinSettled) {
  /** Refuses terms that are not positive. */
  public OptionContract {
    Positive.number(strike, "strike");
    Positive.number(size, "contract size");
  }

  /**
   * What a quantity of contracts is worth, in the settlement currency, with the quantity's sign.
   *
   * @param premium the option's price as the venue quotes it, for one unit of the underlying
   */
  public BigDecimal value(BigDecimal quantity, BigDecimal premium) {
    return quantity.multiply(size).multiply(premium);
  }

  /** What a quantity earns between two premiums, in the settlement currency. */
  public BigDecimal profit(BigDecimal quantity, BigDecimal entry, BigDecimal exit) {
    return quantity.multiply(size).multiply(exit.subtract(entry));
  }

  /**
   * What a quantity pays at expiry, in the settlement currency: of a coin-settled option the
   * intrinsic value over the delivery price (Deribit, OKX: settled by the index of the last half
   * hour, or hour).
   *
   * @param delivery the settlement price, in quote units
   */
  public BigDecimal payoff(BigDecimal quantity, BigDecimal delivery) {
    BigDecimal intrinsic =
        delivery
            .subtract(strike)
            .multiply(BigDecimal.valueOf(right.sign()))
            .max(BigDecimal.ZERO)
            .multiply(size)
            .multiply(quantity);
    return coinSettled ? intrinsic.divide(delivery, MathContext.DECIMAL128) : intrinsic;
  }

  /**
   * A greek of one unit of the underlying for a quantity of contracts.
   *
   * @param ofOneUnit Black's, or the venue's
   */
  public double greek(BigDecimal quantity, double ofOneUnit) {
    return quantity.multiply(size).doubleValue() * ofOneUnit;
  }
}
