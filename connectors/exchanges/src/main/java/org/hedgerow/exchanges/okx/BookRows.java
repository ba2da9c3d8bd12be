package org.hedgerow.exchanges.okx;

import java.util.List;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Level;

/**
 * Reads the levels, the sequence and the sum of OKX's books.
 *
 * <p>An update says the last sequence number before it ({@code prevSeqId}, -1 on a snapshot) and
 * its own ({@code seqId}); numbers between belong to nobody. Recordings from before the venue
 * numbered its books have neither: then every id is 0, and only the sum proves anything. The sum
 * has been 0 on every frame since 23 June 2026, when the venue gave it up; 0 is read as none.
 */
final class BookRows {
  /** What an update or a snapshot without a number counts as. */
  static final long UNNUMBERED = 0;

  private BookRows() {}

  /** One element of the data of a {@code books} channel. */
  static BookDelta delta(JsonFields row, boolean snapshot, String instrument)
      throws InvalidFieldException {
    long last = row.hasText(OkxFields.SEQ_ID) ? number(row, OkxFields.SEQ_ID) : UNNUMBERED;
    Long previous =
        !snapshot && row.hasText(OkxFields.PREV_SEQ_ID) ? number(row, OkxFields.PREV_SEQ_ID) : null;
    // Nothing changed for a minute: prevSeqId is seqId. The venue began to count anew: it is above.
    long first = previous == null || previous >= last ? last : previous + 1;
    return new BookDelta(
        instrument,
        snapshot,
        first,
        last,
        previous,
        levels(row, OkxFields.BIDS),
        levels(row, OkxFields.ASKS),
        checksum(row));
  }

  private static long number(JsonFields row, int slot) throws InvalidFieldException {
    long number = row.number(slot);
    if (number < 0) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, OkxFields.name(slot) + " is negative");
    }
    return number;
  }

  private static Long checksum(JsonFields row) throws InvalidFieldException {
    if (!row.hasText(OkxFields.CHECKSUM)) {
      return null;
    }
    long signed = row.number(OkxFields.CHECKSUM);
    if (signed == 0) {
      return null;
    }
    if (signed < Integer.MIN_VALUE || signed > Integer.MAX_VALUE) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "checksum is no signed number of 32 bits");
    }
    return signed & 0xffff_ffffL;
  }

  /** Levels with positive prices of a possible size. */
  static List<Level> levels(JsonFields row, int slot) throws InvalidFieldException {
    List<Level> levels = row.levels(slot);
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      if (level.getPrice().getUnscaled() <= 0
          || !Values.isBounded(level.getPrice())
          || !Values.isBounded(level.getQuantity())) {
        throw new InvalidFieldException(
            RejectReason.INVALID_VALUE,
            OkxFields.name(slot) + " has a level without a possible price and quantity");
      }
    }
    return levels;
  }
}
