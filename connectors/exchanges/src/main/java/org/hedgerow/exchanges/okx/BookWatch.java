package org.hedgerow.exchanges.okx;

import java.util.List;
import org.hedgerow.exchanges.book.BookContinuity;
import org.hedgerow.exchanges.book.LevelBook;
import org.hedgerow.schema.BookDelta;

/**
 * Whether the frames of one instrument's book follow one another on a connection: by their sequence
 * numbers, and by the sum where the venue sends one.
 *
 * <p>The venue has announced that it may leave out the snapshot at the beginning of a stream. Then
 * the first update stands for it here, and the book itself has to be asked for by REST.
 */
final class BookWatch {
  /** What a frame means. */
  enum Verdict {
    FOLLOWS,
    /** The stream began without a snapshot; said once. */
    WITHOUT_SNAPSHOT,
    /** Updates are missing, the venue began to count anew, or the sum is wrong: begin again. */
    BROKEN
  }

  private static final BookSum SUM = new BookSum();

  private final BookContinuity continuity = new BookContinuity();
  private LevelBook book;
  private boolean begun;

  /** Takes note of a snapshot or an update. */
  Verdict accept(BookDelta delta) {
    if (delta.getSnapshot()) {
      begun = true;
      continuity.accept(delta);
      book = delta.getChecksum() == null ? null : new LevelBook();
      return sum(delta);
    }
    Long previous = delta.getPreviousUpdateId();
    if (!begun) {
      begun = true;
      book = null;
      continuity.accept(start(delta, previous == null ? delta.getLastUpdateId() - 1 : previous));
      continuity.accept(delta);
      return Verdict.WITHOUT_SNAPSHOT;
    }
    boolean anew = previous != null && delta.getLastUpdateId() < previous;
    if (anew || continuity.accept(delta).isPresent()) {
      return Verdict.BROKEN;
    }
    return sum(delta);
  }

  private Verdict sum(BookDelta delta) {
    if (book == null) {
      return Verdict.FOLLOWS;
    }
    book.apply(delta);
    return delta.getChecksum() == null || delta.getChecksum() == SUM.of(book)
        ? Verdict.FOLLOWS
        : Verdict.BROKEN;
  }

  private static BookDelta start(BookDelta delta, long last) {
    return new BookDelta(delta.getInstrument(), true, last, last, null, List.of(), List.of(), null);
  }

  /** The stream was asked for anew. */
  void reset() {
    begun = false;
    book = null;
    continuity.reset();
  }
}
