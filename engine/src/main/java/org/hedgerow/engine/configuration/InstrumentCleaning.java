package org.hedgerow.engine.configuration;

import java.time.Duration;
import java.util.Optional;

/**
 * What is done to an instrument's market data before it enters the journal.
 *
 * @param spikes which trades and quotes are removed for their price; empty removes none
 * @param conflate of all quotes of an interval of receive time the newest goes on; zero lets every
 *     one go on, at once
 */
public record InstrumentCleaning(Optional<SpikeRule> spikes, Duration conflate) {
  /** Everything goes on as it comes. */
  public static final InstrumentCleaning NONE =
      new InstrumentCleaning(Optional.empty(), Duration.ZERO);
}
