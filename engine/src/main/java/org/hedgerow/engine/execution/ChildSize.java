package org.hedgerow.engine.execution;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.schema.Decimals;

/** How much of a parent the next child may be for, before lots and largest orders. */
public final class ChildSize {
  private ChildSize() {}

  /** Of a hedge that begins; empty where the schedule wants nothing yet. */
  public static Optional<BigDecimal> first(
      ExecutionTerms terms, ProposedOrder sized, BigDecimal conversion, MarketView market) {
    return next(
        terms,
        sized.place(),
        sized.quantity(),
        market.mid(sized.place().instrument()),
        BigDecimal.ZERO,
        0,
        conversion,
        market);
  }

  /**
   * Of one that is under way; empty where nothing is due, or there is no price to count the clip
   * by.
   *
   * @param quantity of the parent, in the instrument's units, as all quantities here
   * @param arrival the mid at its beginning, where there was one
   * @param filled of it
   * @param elapsedMicros since it began
   * @param conversion units of the underlying for one of the instrument's own
   */
  public static Optional<BigDecimal> next(
      ExecutionTerms terms,
      BookPlan.Place place,
      BigDecimal quantity,
      Optional<BigDecimal> arrival,
      BigDecimal filled,
      long elapsedMicros,
      BigDecimal conversion,
      MarketView market) {
    BigDecimal lot = Decimals.toBigDecimal(place.contract().definition().getLotSize());
    BigDecimal size = terms.due(quantity, arrival, elapsedMicros, lot).subtract(filled);
    if (terms.clip().signum() > 0) {
      Optional<BigDecimal> mark = market.mark(place.instrument());
      if (mark.isEmpty()) {
        return Optional.empty();
      }
      BigDecimal units =
          conversion.compareTo(BigDecimal.ONE) == 0
              ? terms.clip()
              : Rounding.divide(terms.clip(), conversion);
      size = size.min(place.contract().quantityFor(units, mark.get()));
    }
    return size.signum() > 0 ? Optional.of(size) : Optional.empty();
  }
}
