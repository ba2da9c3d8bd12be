package org.hedgerow.engine.configuration;

import java.time.Duration;

/**
 * How many orders a venue takes from an account.
 *
 * @param orders at most so many
 * @param per in any such span of time
 */
public record PlaceLimit(int orders, Duration per) {}
