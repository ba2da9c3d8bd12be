package org.hedgerow.engine.reconciliation;

import java.math.BigDecimal;

/**
 * Whether engine and venue agree on a position.
 *
 * @param reconciling no order that raises risk may leave
 * @param venueQuantity what the venue holds as far as it is known, signed; null where it is not
 */
public record Standing(boolean reconciling, BigDecimal venueQuantity) {
  /** They agree, or nobody can compare. */
  public static final Standing AGREED = new Standing(false, null);

  /**
   * Whether an order may leave: always where they agree, else only if it makes the venue's position
   * smaller and does not cross zero.
   *
   * @param quantity signed: bought is positive
   */
  public boolean allows(BigDecimal quantity) {
    if (!reconciling) {
      return true;
    }
    return venueQuantity != null
        && venueQuantity.signum() * quantity.signum() < 0
        && quantity.abs().compareTo(venueQuantity.abs()) <= 0;
  }
}
