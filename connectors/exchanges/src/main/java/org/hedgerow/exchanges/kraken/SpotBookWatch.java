package org.hedgerow.exchanges.kraken;

import org.hedgerow.exchanges.book.LevelBook;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.schema.BookDelta;

/** Whether one book still comes to the sum that its venue sends with each update. */
final class SpotBookWatch {
  private static final int ATTEMPTS = 3;
  private static final KrakenChecksum CHECKSUM = new KrakenChecksum();

  private final String symbol;
  private final LevelBook book;
  private boolean known;
  private int broken;

  /** What follows from an update. */
  enum State {
    /** Nothing, or nothing that could be told. */
    WHOLE,
    /** A new snapshot is needed; until it comes, nothing is told. */
    BROKEN,
    /** So many snapshots did not help that the connection itself is not to be trusted. */
    HOPELESS
  }

  SpotBookWatch(String symbol, int depth) {
    this.symbol = symbol;
    this.book = new LevelBook(depth);
  }

  State accept(JsonFields row, boolean snapshot) throws InvalidFieldException {
    if (!snapshot && !known) {
      return State.WHOLE;
    }
    known = true;
    book.apply(
        new BookDelta(
            symbol,
            snapshot,
            0L,
            0L,
            null,
            row.levels(SpotFields.BIDS),
            row.levels(SpotFields.ASKS),
            null));
    if (!row.hasText(SpotFields.CHECKSUM)) {
      return State.WHOLE;
    }
    if (CHECKSUM.of(book) == row.number(SpotFields.CHECKSUM)) {
      if (!snapshot) {
        broken = 0;
      }
      return State.WHOLE;
    }
    known = false;
    book.clear();
    return ++broken > ATTEMPTS ? State.HOPELESS : State.BROKEN;
  }
}
