package org.hedgerow.engine.hedging;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.hedgerow.engine.pricing.PutOrCall;

/**
 * An option that can be traded, with its best prices.
 *
 * @param instrument its name
 * @param strike in quote units, positive
 * @param expiryMicros microseconds since 1970
 * @param size units of the underlying in one contract, positive
 * @param lot the smallest step of contracts, positive
 * @param bid in quote units for one unit of the underlying; null where nobody bids
 * @param ask in quote units for one unit of the underlying; null where nobody offers
 */
public record ListedOption(
    String instrument,
    PutOrCall right,
    BigDecimal strike,
    long expiryMicros,
    BigDecimal size,
    BigDecimal lot,
    BigDecimal bid,
    BigDecimal ask) {
  /** Refuses an option that cannot be. */
  public ListedOption {
    Objects.requireNonNull(right, "right");
    positive(strike, "strike");
    positive(size, "size");
    positive(lot, "lot");
    notNegative(bid, "bid");
    notNegative(ask, "ask");
  }

  /**
   * How many contracts cover an exposure: the exposure over the contract's size, rounded up to a
   * lot, so that nothing stays uncovered.
   *
   * @param exposure in units of the underlying; its size counts
   */
  public BigDecimal contractsFor(BigDecimal exposure) {
    return exposure.abs().divide(size.multiply(lot), 0, RoundingMode.CEILING).multiply(lot);
  }

  private static void positive(BigDecimal number, String what) {
    if (number.signum() <= 0) {
      throw new IllegalArgumentException(what + " is " + number + "; expected a positive number");
    }
  }

  private static void notNegative(BigDecimal number, String what) {
    if (number != null && number.signum() < 0) {
      throw new IllegalArgumentException(what + " is " + number + "; expected 0 or more");
    }
  }
}
