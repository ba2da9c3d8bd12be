package org.hedgerow.exchanges.cleaning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hedgerow.exchanges.book.BookChecksum;
import org.hedgerow.exchanges.book.BookContinuity;
import org.hedgerow.exchanges.book.LevelBook;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.Level;

/**
 * Whether one connection's book of one instrument is whole: by the ids that chain its updates, and
 * where the venue sends sums, by the sum over the levels. After a break nothing is said until the
 * next snapshot. The levels are kept only where there is a sum to hold them against.
 *
 * <p>A snapshot that was asked for comes when updates beyond it have come already. Where those
 * follow one another and reach back to it, nothing is missing: whoever builds the book applies them
 * after it.
 */
public final class BookCheck {
  public static final String MISSING_UPDATES = "book updates are missing";
  public static final String RECONNECTED = "the book is unknown since a reconnect";
  public static final String OTHER_SUM = "the book does not sum up to the venue's checksum";

  private static final long NONE = -1;

  private final BookChecksum checksum;
  private final BookContinuity continuity = new BookContinuity();
  private LevelBook book;
  private int depth;

  /** The ids that the newest updates without a hole between them cover; none before the first. */
  private long runFrom = NONE;

  private long runTo = NONE;
  private boolean sumDiffers;

  /**
   * @param checksum how the venue sums up its books; null where it does not
   */
  public BookCheck(BookChecksum checksum) {
    this.checksum = checksum;
  }

  /**
   * Takes an update, and tells of the break before or with it.
   *
   * @param asked whether it stood in an answer to a request, and not in the stream
   * @return null if there is none
   */
  public Gap accept(String connection, BookDelta delta, boolean asked) {
    sumDiffers = false;
    Optional<BookContinuity.Break> missing = continuity.accept(delta);
    if (missing.isEmpty()) {
      missing = run(delta, asked);
    } else {
      begin(delta);
    }
    if (missing.isPresent()) {
      book = null;
      return new Gap(
          connection,
          delta.getInstrument(),
          MISSING_UPDATES,
          missing.get().fromUpdateId(),
          missing.get().toUpdateId());
    }
    if (checksum != null && !sumsUp(delta)) {
      sumDiffers = true;
      reset();
      return new Gap(
          connection,
          delta.getInstrument(),
          OTHER_SUM,
          delta.getFirstUpdateId(),
          delta.getLastUpdateId());
    }
    return null;
  }

  /** Whether a snapshot was seen, and no break after it. */
  public boolean isKnown() {
    return continuity.last() >= 0;
  }

  /** That a book is no longer known after its last update, and will not be before a snapshot. */
  public Gap lost(String connection, String instrument) {
    return new Gap(connection, instrument, RECONNECTED, continuity.last(), null);
  }

  /** Whether the last break was one of the sum. */
  public boolean sumDiffers() {
    return sumDiffers;
  }

  /** Prolongs the run, or holds the snapshot against it. */
  private Optional<BookContinuity.Break> run(BookDelta delta, boolean asked) {
    if (!delta.getSnapshot()) {
      if (runTo == NONE || from(delta) > runTo + 1) {
        begin(delta);
      } else {
        runTo = Math.max(runTo, delta.getLastUpdateId());
      }
      return Optional.empty();
    }
    long last = delta.getLastUpdateId();
    if (!asked || runTo <= last) {
      // In the stream it begins a new count; and what it has in it was no run to go on with.
      runFrom = NONE;
      runTo = NONE;
    } else if (runFrom <= last + 1) {
      continuity.restore(runTo, false);
    } else {
      continuity.reset();
      return Optional.of(new BookContinuity.Break(last, runFrom));
    }
    return Optional.empty();
  }

  private void begin(BookDelta delta) {
    runFrom = from(delta);
    runTo = delta.getLastUpdateId();
  }

  /** The first id that it covers: where it names the one before it, all after that. */
  private static long from(BookDelta delta) {
    return delta.getPreviousUpdateId() == null
        ? delta.getFirstUpdateId()
        : delta.getPreviousUpdateId() + 1;
  }

  private boolean sumsUp(BookDelta delta) {
    if (delta.getSnapshot()) {
      depth = checksum.depth(delta);
      book = new LevelBook(depth);
    } else if (book == null) {
      return true;
    }
    book.apply(delta);
    return delta.getChecksum() == null || delta.getChecksum() == checksum.of(book);
  }

  /** The connection is new: what comes before its first snapshot belongs to nothing. */
  public void reset() {
    continuity.reset();
    book = null;
    runFrom = NONE;
    runTo = NONE;
  }

  /** The levels, where they are kept: 24 bytes each, as many as the venue's book is deep. */
  public void save(DataOutput out) throws IOException {
    out.writeLong(continuity.last());
    out.writeBoolean(continuity.fresh());
    out.writeLong(runFrom);
    out.writeLong(runTo);
    out.writeBoolean(book != null);
    if (book != null) {
      out.writeInt(depth);
      levels(out, book.bids());
      levels(out, book.asks());
    }
  }

  private static void levels(DataOutput out, Collection<Level> levels) throws IOException {
    out.writeInt(levels.size());
    for (Level level : levels) {
      StateBytes.decimal(out, level.getPrice());
      StateBytes.decimal(out, level.getQuantity());
    }
  }

  public void restore(DataInput in) throws IOException {
    long last = in.readLong();
    continuity.restore(last, in.readBoolean());
    runFrom = in.readLong();
    runTo = in.readLong();
    if (in.readBoolean()) {
      depth = in.readInt();
      List<Level> bids = levels(in);
      book = new LevelBook(depth);
      book.apply(new BookDelta("", true, last, last, null, bids, levels(in), null));
    }
  }

  private static List<Level> levels(DataInput in) throws IOException {
    int count = in.readInt();
    List<Level> levels = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      levels.add(new Level(StateBytes.decimal(in), StateBytes.decimal(in)));
    }
    return levels;
  }
}
