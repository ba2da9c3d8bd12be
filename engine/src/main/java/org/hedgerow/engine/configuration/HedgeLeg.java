package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A hedge instrument on an account, and the share of the hedge that it carries.
 *
 * @param weight 0 where none is given: of options, and of futures that come in by a roll
 * @param fee what a taker pays, as a fraction of the notional
 * @param margin what a position ties up, as a fraction of the notional
 */
public record HedgeLeg(
    String instrument,
    String account,
    BigDecimal weight,
    Optional<BigDecimal> fee,
    Optional<BigDecimal> margin) {}
