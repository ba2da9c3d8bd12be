package org.hedgerow.jobs.marketdata.cleaning;

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
    assertNull(chained.accept("c", delta(true, 100, 100, null)));
    assertNull(chained.accept("c", delta(false, 99, 102, null)));
    assertNull(chained.accept("c", delta(false, 103, 105, null)));
    Gap gap = chained.accept("c", delta(false, 108, 110, null));
    assertEquals(new Gap("c", "V:X", BookCheck.MISSING_UPDATES, 105L, 108L), gap);
    assertFalse(chained.sumDiffers());
    assertNull(chained.accept("c", delta(false, 120, 121, null)), "told already");
    assertNull(chained.accept("c", delta(true, 130, 130, null)));
    assertNull(chained.accept("c", delta(false, 131, 131, null)));
  }

  @Test
  void aNewConnectionBeginsAnew() {
    assertNull(chained.accept("c", delta(true, 100, 100, null)));
    chained.reset();
    assertNull(chained.accept("c", delta(false, 500, 501, null)));
  }

  @Test
  void aSumThatDiffersIsABreak() {
    assertNull(summed.accept("c", delta(true, 1, 1, 6L, "10 1", "9 2", "11 3")));
    assertNull(summed.accept("c", delta(false, 2, 2, 9L, "9 5")));
    assertNull(summed.accept("c", delta(false, 3, 3, 8L, "10 0")), "5 and 3");
    Gap gap = summed.accept("c", delta(false, 4, 4, 99L, "9 1"));
    assertEquals(new Gap("c", "V:X", BookCheck.OTHER_SUM, 4L, 4L), gap);
    assertTrue(summed.sumDiffers());
    assertNull(summed.accept("c", delta(false, 5, 5, 1_000L, "9 1")), "told already");
    assertFalse(summed.sumDiffers());
    assertNull(summed.accept("c", delta(true, 6, 6, 1L, "9 1")));
  }

  @Test
  void levelsBeyondTheVenuesDepthLeave() {
    assertNull(summed.accept("c", delta(true, 1, 1, 3L, "10 1", "9 2")));
    assertNull(summed.accept("c", delta(false, 2, 2, 5L, "9.5 4")), "10 and 9.5; 9 left");
    assertNull(summed.accept("c", delta(false, 3, 3, 1L, "9.5 0")), "and does not come back");
  }

  @Test
  void withoutASumNothingIsHeldAgainstIt() {
    assertNull(summed.accept("c", delta(true, 1, 1, null, "10 1")));
    assertNull(summed.accept("c", delta(false, 2, 2, null, "10 5")));
    assertNull(summed.accept("c", delta(false, 3, 3, 6L, "9 1")));
  }

  @Test
  void goesOnFromItsState() {
    assertNull(summed.accept("c", delta(true, 1, 1, 6L, "10 1", "9 2", "11 3")));
    BookCheck restored = new BookCheck(QUANTITIES);
    StateBytes.read(StateBytes.of(summed::save), restored::restore);
    assertNull(restored.accept("c", delta(false, 2, 2, 9L, "9 5")));
    BookCheck again = new BookCheck(QUANTITIES);
    StateBytes.read(StateBytes.of(restored::save), again::restore);
    assertEquals(
        BookCheck.MISSING_UPDATES,
        again.accept("c", delta(false, 4, 4, 9L)).getReason(),
        "the chain is kept too");
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
