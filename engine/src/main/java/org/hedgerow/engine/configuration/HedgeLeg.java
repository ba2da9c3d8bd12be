package org.hedgerow.engine.configuration;

import java.math.BigDecimal;

/** An instrument that a book may hedge with, and the share of the hedge that it carries. */
public record HedgeLeg(String instrument, String account, BigDecimal weight) {}
