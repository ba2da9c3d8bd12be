package org.hedgerow.exchange.simulated.matching;

import java.math.BigDecimal;

/**
 * One trade of one order.
 *
 * @param value price x quantity in quote units, or the contracts' worth in coin
 * @param fee positive when paid
 * @param realized profit of what the trade closed, before the fee; zero for spot
 */
public record Fill(
    long tradeId,
    Order order,
    long price,
    long quantity,
    BigDecimal value,
    BigDecimal fee,
    String feeAsset,
    BigDecimal realized,
    boolean maker,
    long millis) {}
