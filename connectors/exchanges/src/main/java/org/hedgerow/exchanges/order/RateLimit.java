package org.hedgerow.exchanges.order;

import java.time.Duration;

/**
 * A venue's limit on requests of an account.
 *
 * @param permits at most so many
 * @param per in any such span of time
 */
public record RateLimit(int permits, Duration per) {}
