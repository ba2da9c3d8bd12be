package org.hedgerow.exchanges.luno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** This machine's clock stands still at 1,700,000,000.0 s, which is 14 November 2023, 22:13:20. */
class LunoClockTest {
  private static final long NOW = 1_700_000_000_000_000L;

  private final LunoClock clock = new LunoClock(() -> NOW);

  private long offset() {
    return clock.nowMicros() - NOW;
  }

  @Test
  void withoutAnAnswerItIsThisMachines() {
    assertEquals(0, offset());
    assertFalse(clock.dated(NOW, NOW, "yesterday"));
    assertEquals(0, offset());
  }

  /**
   * The answer's date is 22:13:20 and it took from 0.0 to 0.1 s. The venue wrote it within that
   * second: its clock is between 0.1 s behind and 1 s ahead.
   */
  @Test
  void aDateIsASecondWide() {
    assertTrue(clock.dated(NOW, NOW + 100_000, "Tue, 14 Nov 2023 22:13:20 GMT"));
    assertEquals(450_000, offset());
  }

  @Test
  void answersNarrowItDown() {
    clock.dated(NOW, NOW + 100_000, "Tue, 14 Nov 2023 22:13:20 GMT");
    // Asked at .7, and the second had already changed: at least 0.2 s ahead.
    clock.dated(NOW + 700_000, NOW + 800_000, "Tue, 14 Nov 2023 22:13:21 GMT");
    assertEquals((200_000 + 1_000_000) / 2, offset());
    // At .6 it had not: at most 0.4 s ahead.
    clock.dated(NOW + 600_000, NOW + 700_000, "Tue, 14 Nov 2023 22:13:20 GMT");
    assertEquals((200_000 + 400_000) / 2, offset());
  }

  @Test
  void anAnswerThatContradictsBeginsAnew() {
    clock.dated(NOW, NOW + 100_000, "Tue, 14 Nov 2023 22:13:20 GMT");
    clock.dated(NOW, NOW + 100_000, "Tue, 14 Nov 2023 23:13:20 GMT");
    assertEquals(3_600_000_000L + 450_000, offset());
  }
}
