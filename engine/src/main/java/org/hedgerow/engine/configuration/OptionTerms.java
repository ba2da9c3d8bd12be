package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import org.hedgerow.schema.OptionRight;

/**
 * What an option gives a right to.
 *
 * @param strike in quote units
 */
public record OptionTerms(BigDecimal strike, OptionRight right) {}
