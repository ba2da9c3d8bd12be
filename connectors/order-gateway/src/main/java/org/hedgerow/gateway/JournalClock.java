package org.hedgerow.gateway;

import java.util.function.LongSupplier;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.Order;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an order's validity is compared with. Journal time is the ticker's wall clock, so this
 * host's wall clock is used as long as it agrees with the venue's. A host that is off by more than
 * {@link #BOUND_MICROS} does not trust itself and takes the venue's time; an order whose decision
 * lies further than that in the future was made by a ticker that is off, nobody can tell how old it
 * is, and it is late.
 *
 * <p>So with one host's clock an hour ahead: the gateway's: orders are judged by the venue's clock
 * and go on. The ticker's: no order leaves. The venue's own: it is taken for right, and no order
 * leaves or late ones do not; either is said by CLOCK_SKEW.
 */
final class JournalClock {
  /** By how much clocks that are kept by NTP never differ: two seconds. */
  static final long BOUND_MICROS = 2_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(JournalClock.class);
  private static final long SAY_EVERY_NANOS = 60_000_000_000L;

  private final OrderVenue venue;
  private final LongSupplier wallMicros;
  private final GatewayMetrics metrics;
  private long saidNanos = System.nanoTime() - SAY_EVERY_NANOS;

  /**
   * A clock.
   *
   * @param wallMicros this host's, microseconds since the epoch
   */
  JournalClock(OrderVenue venue, LongSupplier wallMicros, GatewayMetrics metrics) {
    this.venue = venue;
    this.wallMicros = wallMicros;
    this.metrics = metrics;
  }

  /** Microseconds since the epoch. */
  long nowMicros() {
    long wall = wallMicros.getAsLong();
    long venues = venue.venueTimeMicros();
    if (Math.abs(wall - venues) <= BOUND_MICROS) {
      return wall;
    }
    say("this host's clock differs from the venue's by " + (wall - venues) + " us");
    return venues;
  }

  /** Whether it is too late to send the order. */
  boolean isLate(Order order) {
    long now = nowMicros();
    if (order.getDecisionTimeMicros() > now + BOUND_MICROS) {
      say(
          "order "
              + order.getClientOrderId()
              + " was decided "
              + (order.getDecisionTimeMicros() - now)
              + " us from now");
      return true;
    }
    return now > order.getValidUntilMicros();
  }

  private void say(String what) {
    metrics.clockSkewed();
    if (System.nanoTime() - saidNanos >= SAY_EVERY_NANOS) {
      saidNanos = System.nanoTime();
      LOG.error("CLOCK_SKEW: {}", what);
    }
  }
}
