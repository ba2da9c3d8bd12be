package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A portfolio's part in one hedge group.
 *
 * @param bandEnter residual exposure over gross exposure from which on a hedge starts
 * @param bandLeave the residual over gross that a hedge has to come back inside
 */
public record Book(
    String group,
    String strategy,
    Map<String, String> parameters,
    BigDecimal bandEnter,
    BigDecimal bandLeave,
    List<HedgeLeg> hedges) {}
