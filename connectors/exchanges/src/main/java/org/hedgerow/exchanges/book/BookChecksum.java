package org.hedgerow.exchanges.book;

/** A venue's own sum over the best levels of a book. */
@FunctionalInterface
public interface BookChecksum {
  /**
   * The sum over that book as the venue would give it, as an unsigned number of 32 bits.
   *
   * @param book the whole book, with numbers as they were written
   */
  long of(LevelBook book);
}
