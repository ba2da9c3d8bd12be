package org.hedgerow.jobs.marketdata.cleaning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Whether venue times go back, within the entries of one payload, instrument and connection. Such
 * an entry is counted and goes on: the journal's order is that of arrival, which is what a decision
 * could know, and to sort by the venue's clock would mean to wait. A trade that is back-filled late
 * is marked by nothing else than its venue time.
 *
 * <p>It is held against the entry before, not against the latest ever: one absurd time in the
 * future would make every later entry late for ever.
 */
final class VenueTimeOrder {
  private static final long NONE = Long.MIN_VALUE;

  private final long[] last = new long[MarketPayload.COUNT];

  VenueTimeOrder() {
    Arrays.fill(last, NONE);
  }

  /** Whether the time lies before that of the entry before; remembers it. */
  boolean goesBack(MarketPayload payload, long venueTimeMicros) {
    boolean back = venueTimeMicros < last[payload.slot()];
    last[payload.slot()] = venueTimeMicros;
    return back;
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(last.length);
    for (long time : last) {
      out.writeLong(time);
    }
  }

  void restore(DataInput in) throws IOException {
    int known = in.readInt();
    for (int i = 0; i < known; i++) {
      last[i] = in.readLong();
    }
  }
}
