package org.hedgerow.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.hedgerow.exchanges.order.RateLimit;

/**
 * A venue's limit on orders of an account: in any span of its time, at most so many. A venue that
 * asks us to slow down makes it stand still, longer each time, until it takes an order again.
 */
final class RateBucket {
  private final Optional<RateLimit> limit;
  private final Timing timing;
  private final LongSupplier nanos;
  private final Deque<Long> taken = new ArrayDeque<>();
  private long stillUntilNanos;
  private boolean still;
  private int slowDowns;

  /**
   * A bucket, full.
   *
   * @param nanos a clock that never goes back, nanoseconds
   */
  RateBucket(Optional<RateLimit> limit, Timing timing, LongSupplier nanos) {
    this.limit = limit;
    this.timing = timing;
    this.nanos = nanos;
  }

  /** For how long no order may leave, in nanoseconds; zero if one may leave now. */
  long waitNanos() {
    long now = nanos.getAsLong();
    if (still && stillUntilNanos - now > 0) {
      return stillUntilNanos - now;
    }
    still = false;
    if (limit.isEmpty()) {
      return 0;
    }
    long span = limit.get().per().toNanos();
    while (!taken.isEmpty() && now - taken.peekFirst() >= span) {
      taken.removeFirst();
    }
    return taken.size() < limit.get().permits() ? 0 : taken.peekFirst() + span - now;
  }

  /** An order leaves. */
  void take() {
    if (limit.isPresent()) {
      taken.addLast(nanos.getAsLong());
    }
  }

  /** The venue asks us to slow down. */
  void standStill() {
    long millis =
        Math.min(
            timing.longestStandStill().toMillis(),
            timing.standStill().toMillis() << Math.min(slowDowns, 16));
    slowDowns++;
    still = true;
    stillUntilNanos = nanos.getAsLong() + millis * 1_000_000;
  }

  /** The venue takes orders again. */
  void goOn() {
    slowDowns = 0;
  }
}
