package org.hedgerow.engine.strategy;

import java.math.BigDecimal;
import org.hedgerow.engine.portfolio.Rounding;

/** From a delta in units of the group's asset to a quantity of a leg. */
public final class LegQuantity {
  private LegQuantity() {}

  /**
   * The quantity of a leg, not rounded to lots, that has that delta at its mark; what is held where
   * an inverse contract has no mark, since nothing can be said of it then.
   *
   * @param delta in units of the group's asset, as {@link HedgeContext.Leg#delta} counts it
   */
  public static BigDecimal of(HedgeContext context, int leg, BigDecimal delta) {
    HedgeContext.Leg at = context.legs().get(leg);
    BigDecimal own =
        at.conversion().compareTo(BigDecimal.ONE) == 0
            ? delta
            : Rounding.divide(delta, at.conversion());
    if (!at.contract().isInverse()) {
      return at.contract().quantityFor(own, BigDecimal.ONE);
    }
    return context
        .mark(at.instrument())
        .map(mark -> at.contract().quantityFor(own, mark))
        .orElse(at.quantity());
  }
}
