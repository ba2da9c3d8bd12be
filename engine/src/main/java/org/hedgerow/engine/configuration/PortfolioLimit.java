package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.TradingScope;

/**
 * A limit over groups.
 *
 * @param limit its name
 * @param scope all, a portfolio or a venue
 * @param amount in the currency of limits; of a concentration a fraction
 * @param verdict what is done where it is broken; empty: it is told
 */
public record PortfolioLimit(
    String limit,
    RiskMeasure measure,
    TradingScope scope,
    BigDecimal amount,
    Optional<CommandType> verdict) {}
