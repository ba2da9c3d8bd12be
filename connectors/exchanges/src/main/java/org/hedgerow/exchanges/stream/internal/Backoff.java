package org.hedgerow.exchanges.stream.internal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits that double up to a longest one, each between half and the whole of its length, so that
 * connections that were lost together do not come back together.
 */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private Duration next;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.next = first;
  }

  /** The wait before this attempt, in milliseconds. */
  synchronized long nextMillis() {
    long whole = Math.max(2, next.toMillis());
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(longest) > 0 ? longest : doubled;
    return whole / 2 + random.nextLong(whole - whole / 2 + 1);
  }

  /** An attempt succeeded: the next failure waits shortly again. */
  synchronized void reset() {
    next = first;
  }
}
