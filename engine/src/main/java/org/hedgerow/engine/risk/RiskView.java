package org.hedgerow.engine.risk;

import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.reconciliation.Reconciliation;
import org.hedgerow.engine.risk.shared.Allowances;

/**
 * What a group knows that an order is judged by: prices, what is held, who doubts it, stops, and
 * what of shared limits it may use, and what limits are about.
 */
public record RiskView(
    MarketView market,
    Holdings holdings,
    Reconciliation reconciliation,
    TradingStates states,
    Allowances allowances,
    RiskState risk) {}
