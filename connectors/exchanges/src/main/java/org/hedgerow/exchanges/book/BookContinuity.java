package org.hedgerow.exchanges.book;

import java.util.Optional;
import org.hedgerow.schema.BookDelta;

/**
 * Whether the updates of one instrument's book follow one another without a hole. After a break
 * everything is let pass until the next snapshot, so that one break is one report.
 *
 * <p>Where an update names the one before it, that must be the last; where it does not, its first
 * id must be at most one above the last. The first update after a snapshot may begin before the
 * snapshot's id and must reach it; one that ends before it is old and is passed over.
 */
public final class BookContinuity {
  /** No snapshot was seen, or a break. */
  private static final long UNKNOWN = -1;

  private long last = UNKNOWN;
  private boolean fresh;

  /** What is missing before an update. */
  public record Break(long fromUpdateId, long toUpdateId) {}

  /** What is missing between what was accepted before and this, if anything. */
  public Optional<Break> accept(BookDelta delta) {
    if (delta.getSnapshot()) {
      last = delta.getLastUpdateId();
      fresh = true;
      return Optional.empty();
    }
    if (last == UNKNOWN || delta.getLastUpdateId() <= last) {
      return Optional.empty();
    }
    Long before = delta.getPreviousUpdateId();
    boolean follows;
    if (fresh) {
      follows = delta.getFirstUpdateId() <= last + 1 || (before != null && before <= last);
    } else {
      follows = before == null ? delta.getFirstUpdateId() <= last + 1 : before == last;
    }
    fresh = false;
    if (follows) {
      last = delta.getLastUpdateId();
      return Optional.empty();
    }
    Break found = new Break(last, before == null ? delta.getFirstUpdateId() : before);
    last = UNKNOWN;
    return Optional.of(found);
  }

  /**
   * Whether an update says nothing that the book does not have: it must not be applied. To be asked
   * before {@link #accept}.
   */
  public boolean isOld(BookDelta delta) {
    return !delta.getSnapshot() && last != UNKNOWN && delta.getLastUpdateId() <= last;
  }

  /**
   * The last id that was accepted; -1 before a snapshot and after a break. With {@link #fresh} all
   * that it knows.
   */
  public long last() {
    return last;
  }

  /** Whether the last that was accepted was a snapshot. */
  public boolean fresh() {
    return fresh;
  }

  /** Goes on from what another said of itself by {@link #last} and {@link #fresh}. */
  public void restore(long lastAccepted, boolean wasSnapshot) {
    last = lastAccepted;
    fresh = wasSnapshot;
  }

  /** The connection is new: what comes before its first snapshot belongs to nothing. */
  public void reset() {
    last = UNKNOWN;
    fresh = false;
  }
}
