package org.hedgerow.exchanges.deribit;

import java.util.List;
import org.hedgerow.exchanges.book.BookContinuity;
import org.hedgerow.schema.BookDelta;

/** Whether one book's changes follow one another from a snapshot on. */
final class BookWatch {
  private final BookContinuity continuity = new BookContinuity();
  private boolean whole;
  private boolean asked;

  /**
   * Takes note of a message of the book.
   *
   * @param previous the change before it; ignored in a snapshot
   * @return whether a new snapshot must be asked for; once only until it has come
   */
  boolean isBroken(boolean snapshot, long previous, long change) {
    if (snapshot) {
      whole = true;
      asked = false;
    }
    boolean follows =
        whole
            && continuity
                .accept(
                    new BookDelta(
                        "",
                        snapshot,
                        snapshot ? change : previous + 1,
                        change,
                        snapshot ? null : previous,
                        List.of(),
                        List.of(),
                        null))
                .isEmpty();
    if (follows || asked) {
      return false;
    }
    whole = false;
    asked = true;
    return true;
  }
}
