package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a portfolio holds on an account before its first fill: of an instrument, or of an asset
 * (margin).
 *
 * @param quantity signed; base units, contracts or coins
 * @param entryPrice average entry price of a contract position
 */
public record Holding(
    String account,
    Optional<String> instrument,
    Optional<String> asset,
    BigDecimal quantity,
    Optional<BigDecimal> entryPrice) {}
