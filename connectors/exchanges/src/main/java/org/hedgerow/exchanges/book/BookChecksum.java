package org.hedgerow.exchanges.book;

import org.hedgerow.schema.BookDelta;

/** A venue's own sum over the best levels of a book. */
@FunctionalInterface
public interface BookChecksum {
  /**
   * The sum over that book as the venue would give it, as an unsigned number of 32 bits.
   *
   * @param book the whole book, with numbers as they were written
   */
  long of(LevelBook book);

  /**
   * To how many levels a side the venue cuts the book that begins with this snapshot, so that
   * levels beyond leave it without a word; any depth where it names every level that leaves.
   */
  default int depth(BookDelta snapshot) {
    return Integer.MAX_VALUE;
  }
}
