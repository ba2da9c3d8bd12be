package org.hedgerow.exchanges.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestShareTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void someGoAtOnceAndThenOneEachInterval() {
    RequestShare share = new RequestShare(3, Duration.ofSeconds(1));
    long now = -5 * SECOND;
    for (long wait : new long[] {0, 0, 0, 1, 2, 3}) {
      assertEquals(wait * SECOND, share.take(now));
    }
    // Six were taken: three at once, three of the seconds to come.
    assertEquals(SECOND / 2, share.take(now + 3 * SECOND + SECOND / 2));
    // Idle for long it is full, and no fuller.
    now += 100 * SECOND;
    for (long wait : new long[] {0, 0, 0, 1}) {
      assertEquals(wait * SECOND, share.take(now));
    }
  }
}
