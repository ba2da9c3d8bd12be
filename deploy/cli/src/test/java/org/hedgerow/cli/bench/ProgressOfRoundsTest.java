package org.hedgerow.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.LongStream;
import org.hedgerow.cli.CommandFailed;
import org.junit.jupiter.api.Test;

/** From what was seen of a round to its rate. */
class ProgressOfRoundsTest {
  @Test
  void entriesAreTimedFromTheEndOfTheWarmUp() {
    // A slow first quarter, then one a millisecond.
    long[] millis =
        LongStream.concat(
                LongStream.range(0, 100).map(i -> i * 50),
                LongStream.range(0, 300).map(i -> 10_000 + i))
            .toArray();
    assertEquals(1_000.0, new AppendedEntries(millis, 0).entriesPerSecond());
  }

  @Test
  void tooFewEntriesAreNotTimed() {
    assertThrows(
        CommandFailed.class, () -> new AppendedEntries(new long[] {}, 0).entriesPerSecond());
    assertThrows(
        CommandFailed.class, () -> new AppendedEntries(new long[] {5, 5}, 0).entriesPerSecond());
  }

  @Test
  void aCommitCountsFromWhenItWasFirstSeen() {
    StoreProgress progress = new StoreProgress();
    progress.seen(10, List.of(0L, 0L));
    progress.seen(20, List.of(30L, 0L));
    progress.seen(30, List.of(30L, 0L));
    progress.seen(40, List.of(30L, 66L));
    progress.seen(50, List.of(34L, 66L));
    assertEquals(100, progress.total());
    assertEquals(20, progress.at(StoreProgress.WARM_UP, 100).nanos());
    assertEquals(40, progress.at(StoreProgress.END, 100).nanos());
    assertThrows(IllegalStateException.class, () -> progress.at(1, 101));
  }
}
