package org.hedgerow.engine.configuration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a portfolio is valued.
 *
 * @param currency what it is reported in; empty: the quote currency of each book's reference
 *     instrument
 * @param atPar currencies that count as the report currency, one for one
 * @param interval how often, by the journal's clock
 */
public record Accounting(Optional<String> currency, List<String> atPar, Duration interval) {
  /** Once a minute, in the quote currency. */
  public static final Accounting USUAL =
      new Accounting(Optional.empty(), List.of(), Duration.ofMinutes(1));
}
