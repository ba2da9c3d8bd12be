package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A hedge instrument on an account, and the share of the hedge that it carries.
 *
 * @param fee what a taker pays, as a fraction of the notional
 */
public record HedgeLeg(
    String instrument, String account, BigDecimal weight, Optional<BigDecimal> fee) {}
