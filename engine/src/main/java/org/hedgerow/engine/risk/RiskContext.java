package org.hedgerow.engine.risk;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.reconciliation.Standing;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.state.TradingStop;

/**
 * All that a check may look at.
 *
 * @param net the book's exposure before the order with what is in flight, in units of the
 *     underlying
 * @param band half the width of the band around the target, in units of the underlying
 * @param hedgesInMinute hedges of the book in the clock's minute so far
 * @param standing whether the venue agrees on what is held where the order goes
 * @param stop the strictest stop of trading that the order is under, if it is under one
 * @param position what the portfolio holds where the order goes, in the instrument's own units
 * @param packageDelta what all orders of a package add to the exposure, where the order is a part
 *     of one that is judged whole
 */
public record RiskContext(
    ProposedOrder order,
    MarketView market,
    RiskLimits limits,
    long clockMicros,
    BigDecimal net,
    BigDecimal band,
    int hedgesInMinute,
    Standing standing,
    Optional<TradingStop> stop,
    BigDecimal position,
    Optional<BigDecimal> packageDelta) {}
