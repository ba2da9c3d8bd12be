package org.hedgerow.exchanges.order;

import java.math.BigDecimal;
import org.hedgerow.schema.LiquidityFlag;

/**
 * One execution of an order, as the venue's list of executions shows it.
 *
 * @param executionId the same as in the venue's stream, unique per account and instrument
 * @param quantity base units or contracts
 * @param fee negative for a rebate; in units of {@code feeCurrency}
 * @param timeMicros the venue's time of the execution, microseconds since the epoch
 */
public record Fill(
    String executionId,
    BigDecimal quantity,
    BigDecimal price,
    BigDecimal fee,
    String feeCurrency,
    LiquidityFlag liquidity,
    long timeMicros) {}
