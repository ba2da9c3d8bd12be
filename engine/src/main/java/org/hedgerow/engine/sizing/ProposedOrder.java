package org.hedgerow.engine.sizing;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;

/**
 * An order that was sized and priced, and has not passed risk: it cannot be sent.
 *
 * @param quantity in lots of the instrument, above zero
 * @param price the limit
 * @param delta what it would add to the book's hedge, in units of the underlying, with its sign
 * @param timeInForce IOC: it takes what there is; POST_ONLY: it stands at the touch of its own side
 * @param whole the quantity of the hedge that it begins, where that is worked by more than one
 *     order
 */
public record ProposedOrder(
    BookPlan.Place place,
    Side side,
    BigDecimal quantity,
    BigDecimal price,
    BigDecimal delta,
    TimeInForce timeInForce,
    Optional<BigDecimal> whole) {

  /** One that takes what there is, and that nothing follows. */
  public ProposedOrder(
      BookPlan.Place place, Side side, BigDecimal quantity, BigDecimal price, BigDecimal delta) {
    this(place, side, quantity, price, delta, TimeInForce.IOC, Optional.empty());
  }

  /** The same as the first of several. */
  public ProposedOrder beginning(BigDecimal quantityOfAll) {
    return new ProposedOrder(
        place, side, quantity, price, delta, timeInForce, Optional.of(quantityOfAll));
  }

  /** Whether it may stand in the book. */
  public boolean isPostOnly() {
    return timeInForce == TimeInForce.POST_ONLY;
  }
}
