package org.hedgerow.engine.strategy.choice;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a leg costs by configuration.
 *
 * @param fee what a taker pays, as a fraction of the notional
 * @param margin what a position ties up, as a fraction of the notional
 */
public record LegRates(Optional<BigDecimal> fee, Optional<BigDecimal> margin) {}
