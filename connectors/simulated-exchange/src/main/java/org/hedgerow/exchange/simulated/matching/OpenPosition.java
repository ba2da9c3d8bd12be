package org.hedgerow.exchange.simulated.matching;

import java.math.BigDecimal;

/**
 * What an account holds of a contract before its first trade.
 *
 * @param quantity in fixed point, below zero when sold
 */
public record OpenPosition(long quantity, BigDecimal entryPrice) {}
