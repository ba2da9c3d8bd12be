package org.hedgerow.engine.sizing;

import java.math.BigDecimal;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.schema.Side;

/**
 * An order that was sized and priced, and has not passed risk: it cannot be sent.
 *
 * @param quantity in lots of the instrument, above zero
 * @param price the limit
 * @param delta what it would add to the book's hedge, in units of the underlying, with its sign
 */
public record ProposedOrder(
    BookPlan.Place place, Side side, BigDecimal quantity, BigDecimal price, BigDecimal delta) {}
