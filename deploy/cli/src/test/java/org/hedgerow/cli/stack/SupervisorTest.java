package org.hedgerow.cli.stack;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SupervisorTest {
  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1000 * MILLISECOND;

  @Test
  void startsAtOnceThenAfterAPauseThatDoubles() {
    var backoff = new Supervisor.Backoff();
    assertTrue(backoff.mayStart(0));
    assertFalse(backoff.mayStart(499 * MILLISECOND));
    assertTrue(backoff.mayStart(500 * MILLISECOND));
    assertFalse(backoff.mayStart(1499 * MILLISECOND));
    assertTrue(backoff.mayStart(1500 * MILLISECOND));
  }

  @Test
  void forgetsAfterALongRun() {
    var backoff = new Supervisor.Backoff();
    assertTrue(backoff.mayStart(0));
    assertTrue(backoff.mayStart(SECOND));
    assertTrue(backoff.mayStart(60 * SECOND));
    assertTrue(backoff.mayStart(60 * SECOND + 500 * MILLISECOND), "the pause is the first again");
  }
}
