package org.hedgerow.exchanges.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.hedgerow.exchanges.book.BookChecksum;
import org.hedgerow.exchanges.book.LevelBook;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.Level;
import org.junit.jupiter.api.Test;

class BookCheckTest {
  /** A venue of our own: the sum is that of all quantities. */
  private static final BookChecksum QUANTITIES =
      new BookChecksum() {
        @Override
        public long of(LevelBook book) {
          long sum = 0;
          for (Level level : book.bids()) {
            sum += level.getQuantity().getUnscaled();
          }
          for (Level level : book.asks()) {
            sum += level.getQuantity().getUnscaled();
          }
          return sum;
        }

        @Override
        public int depth(BookDelta snapshot) {
          return 2;
        }
      };

  private final BookCheck chained = new BookCheck(null);
  private final BookCheck summed = new BookCheck(QUANTITIES);

  @Test
  void missingUpdatesAreToldOnceUntilTheNextSnapshot() {
    assertNull(accept(chained, delta(true, 100, 100, null)));
    assertNull(accept(chained, delta(false, 99, 102, null)));
    assertNull(accept(chained, delta(false, 103, 105, null)));
    Gap gap = accept(chained, delta(false, 108, 110, null));
    assertEquals(new Gap("c", "V:X", BookCheck.MISSING_UPDATES, 105L, 108L), gap);
    assertFalse(chained.sumDiffers());
    assertNull(accept(chained, delta(false, 120, 121, null)), "told already");
    assertNull(accept(chained, delta(true, 130, 130, null)));
    assertNull(accept(chained, delta(false, 131, 131, null)));
  }

  @Test
  void aNewConnectionBeginsAnew() {
    assertNull(accept(chained, delta(true, 100, 100, null)));
    chained.reset();
    assertNull(accept(chained, delta(false, 500, 501, null)));
  }

  @Test
  void aSumThatDiffersIsABreak() {
    assertNull(accept(summed, delta(true, 1, 1, 6L, "10 1", "9 2", "11 3")));
    assertNull(accept(summed, delta(false, 2, 2, 9L, "9 5")));
    assertNull(accept(summed, delta(false, 3, 3, 8L, "10 0")), "5 and 3");
    Gap gap = accept(summed, delta(false, 4, 4, 99L, "9 1"));
    assertEquals(new Gap("c", "V:X", BookCheck.OTHER_SUM, 4L, 4L), gap);
    assertTrue(summed.sumDiffers());
    assertNull(accept(summed, delta(false, 5, 5, 1_000L, "9 1")), "told already");
    assertFalse(summed.sumDiffers());
    assertNull(accept(summed, delta(true, 6, 6, 1L, "9 1")));
  }

  @Test
  void levelsBeyondTheVenuesDepthLeave() {
    assertNull(accept(summed, delta(true, 1, 1, 3L, "10 1", "9 2")));
    assertNull(accept(summed, delta(false, 2, 2, 5L, "9.5 4")), "10 and 9.5; 9 left");
    assertNull(accept(summed, delta(false, 3, 3, 1L, "9.5 0")), "and does not come back");
  }

  @Test
  void withoutASumNothingIsHeldAgainstIt() {
    assertNull(accept(summed, delta(true, 1, 1, null, "10 1")));
    assertNull(accept(summed, delta(false, 2, 2, null, "10 5")));
    assertNull(accept(summed, delta(false, 3, 3, 6L, "9 1")));
  }

  @Test
  void goesOnFromItsState() {
    assertNull(accept(summed, delta(true, 1, 1, 6L, "10 1", "9 2", "11 3")));
    BookCheck restored = new BookCheck(QUANTITIES);
    StateBytes.read(StateBytes.of(summed::save), restored::restore);
    assertNull(accept(restored, delta(false, 2, 2, 9L, "9 5")));
    BookCheck again = new BookCheck(QUANTITIES);
    StateBytes.read(StateBytes.of(restored::save), again::restore);
    assertEquals(
        BookCheck.MISSING_UPDATES,
        accept(again, delta(false, 4, 4, 9L)).getReason(),
        "the chain is kept too");
  }

  /** Binance's order: updates come while the snapshot is asked for, and reach beyond it. */
  @Test
  void updatesThatCameBeforeTheSnapshotWasAnsweredAreNotMissing() {
    assertNull(accept(chained, delta(false, 90, 99, null)));
    assertNull(accept(chained, delta(false, 100, 109, null)));
    assertNull(chained.accept("c", delta(true, 104, 104, null), true));
    assertNull(accept(chained, delta(false, 110, 112, null)), "109 was there");
    assertEquals(112L, accept(chained, delta(false, 114, 115, null)).getFromUpdateId());
    // The hole is behind the next snapshot: the run that began after it is enough.
    assertNull(accept(chained, delta(false, 116, 117, null)));
    assertNull(chained.accept("c", delta(true, 113, 113, null), true));
    assertNull(accept(chained, delta(false, 118, 118, null)));
  }

  @Test
  void aSnapshotFromBeforeTheRunLeavesAHole() {
    assertNull(accept(chained, delta(false, 90, 99, null)));
    Gap gap = chained.accept("c", delta(true, 80, 80, null), true);
    assertEquals(new Gap("c", "V:X", BookCheck.MISSING_UPDATES, 80L, 90L), gap);
    assertNull(accept(chained, delta(false, 200, 201, null)), "told already");
  }

  @Test
  void aHoleInTheRunBeforeTheSnapshotIsFound() {
    assertNull(accept(chained, delta(false, 90, 99, null)));
    assertNull(accept(chained, delta(false, 105, 109, null)), "no book yet");
    assertEquals(
        105L, chained.accept("c", delta(true, 101, 101, null), true).getToUpdateId(), "102 to 104");
  }

  /** Of a stream that sends its snapshots itself, one may count from anew. */
  @Test
  void aSnapshotInTheStreamKnowsNothingOfTheRun() {
    assertNull(accept(chained, delta(true, 100, 100, null)));
    assertNull(accept(chained, delta(false, 101, 105, null)));
    assertNull(accept(chained, delta(true, 3, 3, null)));
    assertNull(accept(chained, delta(false, 4, 4, null)));
    assertEquals(4L, accept(chained, delta(false, 6, 6, null)).getFromUpdateId());
  }

  private static Gap accept(BookCheck check, BookDelta delta) {
    return check.accept("c", delta, false);
  }

  private static BookDelta delta(
      boolean snapshot, long first, long last, Long sum, String... levels) {
    List<Level> bids = new ArrayList<>();
    List<Level> asks = new ArrayList<>();
    for (String level : levels) {
      String[] parts = level.split(" ");
      Level one = new Level(Decimals.parse(parts[0]), Decimals.parse(parts[1]));
      (Decimals.toDouble(one.getPrice()) > 10.5 ? asks : bids).add(one);
    }
    return new BookDelta("V:X", snapshot, first, last, null, bids, asks, sum);
  }
}
