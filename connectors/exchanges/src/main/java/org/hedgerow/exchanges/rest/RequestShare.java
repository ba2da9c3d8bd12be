package org.hedgerow.exchanges.rest;

import java.time.Duration;

/**
 * A share of the requests that a venue allows, for questions that can wait: those that orders
 * depend on must never be refused because of them. A bucket: some requests at once, then one each
 * interval. Shared by all connections of a process; a venue counts by address, so shares are small
 * parts of its limit.
 */
public final class RequestShare {
  private final long burstNanos;
  private final long intervalNanos;
  private long nextNanos;
  private boolean used;

  /**
   * A full bucket.
   *
   * @param burst requests that may go at once
   * @param interval between those that come after them
   */
  public RequestShare(int burst, Duration interval) {
    this.intervalNanos = interval.toNanos();
    this.burstNanos = (burst - 1) * intervalNanos;
  }

  /**
   * Takes one request.
   *
   * @param nowNanos of a clock that only goes on, as {@link System#nanoTime}
   * @return nanoseconds after which it may be sent; zero if at once
   */
  public synchronized long take(long nowNanos) {
    long full = nowNanos - burstNanos;
    long mine = used && nextNanos - full > 0 ? nextNanos : full;
    used = true;
    nextNanos = mine + intervalNanos;
    return Math.max(0, mine - nowNanos);
  }
}
