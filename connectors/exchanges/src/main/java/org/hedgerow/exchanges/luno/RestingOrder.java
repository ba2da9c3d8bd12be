package org.hedgerow.exchanges.luno;

import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Side;

/**
 * An order in the book.
 *
 * @param id Luno's, e.g. BXMC2CJ7HNB88U4
 * @param volume what is left of it, base units, positive
 */
record RestingOrder(String id, Side side, Decimal price, Decimal volume) {}
