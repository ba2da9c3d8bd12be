package org.hedgerow.exchanges.book;

/**
 * Whether a book can be built from the updates of one connection and a snapshot that is asked for
 * besides: the updates follow one another, and reach back to the snapshot.
 *
 * <p>One instrument's. Ids are the venue's, which count changes of the book.
 */
public final class BookRun {
  private static final long NONE = -1;

  /** The updates since the last break cover these ids. */
  private long from = NONE;

  private long to = NONE;

  /** Of the newest snapshot, until an update has reached it. */
  private long snapshot = NONE;

  /**
   * Takes note of an update.
   *
   * @param first id in it, or one more than the last of the update before it where that is named
   * @param last id in it
   * @return whether a snapshot must be asked for
   */
  public boolean breaksAt(long first, long last) {
    if (to != NONE && last <= to) {
      return false;
    }
    boolean follows = to == NONE || first <= to + 1;
    if (!follows || to == NONE) {
      from = first;
    }
    to = last;
    if (!follows) {
      snapshot = NONE;
      return true;
    }
    return isTooOld();
  }

  /**
   * Takes note of a snapshot.
   *
   * @return whether another one must be asked for, because updates are missing after this one
   */
  public boolean breaksWith(long snapshotId) {
    snapshot = Math.max(snapshot, snapshotId);
    return isTooOld();
  }

  private boolean isTooOld() {
    if (snapshot == NONE || to == NONE) {
      return false;
    }
    boolean tooOld = from > snapshot + 1;
    if (tooOld || to >= snapshot) {
      // What follows is judged by the update before it.
      snapshot = NONE;
    }
    return tooOld;
  }
}
