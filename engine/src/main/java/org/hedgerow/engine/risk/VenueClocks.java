package org.hedgerow.engine.risk;

import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.state.VenueClockState;

/**
 * Whether a venue's clock and ours agree, by the times of its market data: the time that the venue
 * gives, less when it was received. A venue that is slow looks like one whose clock is behind; both
 * are no market to price by. It ends when the difference was within half the limit for a while.
 */
public final class VenueClocks {
  private static final long CLEARS_AFTER_MICROS = 5_000_000;

  private final Table<VenueClockState> rows;
  private long limitMicros;

  VenueClocks(Table<VenueClockState> rows) {
    this.rows = rows;
  }

  void configure(long limit) {
    limitMicros = limit;
  }

  /** Whether anybody asks. */
  public boolean isWatched() {
    return limitMicros > 0;
  }

  /**
   * An entry of the venue's market data.
   *
   * @param clockMicros the engine's clock; an entry that was received long after it was received by
   *     a host whose clock is wrong
   */
  public void told(String venue, long venueMicros, long receivedMicros, long clockMicros) {
    long skew = venueMicros - receivedMicros;
    long ahead = receivedMicros - clockMicros;
    long worst = Math.max(Math.abs(skew), ahead);
    VenueClockState row = rows.get(venue);
    if (worst > limitMicros) {
      row = row == null ? VenueClockState.newBuilder().build() : row;
      row.setSkewed(true);
      row.setSkewMicros(worst == ahead ? ahead : skew);
      row.setInsideSinceMicros(0);
      rows.put(venue, row);
    } else if (row != null && row.getSkewed()) {
      settle(venue, row, skew, worst, clockMicros);
    }
  }

  private void settle(String venue, VenueClockState row, long skew, long worst, long clockMicros) {
    row.setSkewMicros(skew);
    if (worst > limitMicros / 2) {
      row.setInsideSinceMicros(0);
    } else if (row.getInsideSinceMicros() == 0) {
      row.setInsideSinceMicros(clockMicros);
    } else if (clockMicros - row.getInsideSinceMicros() >= CLEARS_AFTER_MICROS) {
      row.setSkewed(false);
    }
    rows.put(venue, row);
  }

  /** The difference in microseconds while it is too large; else 0. */
  long skew(String venue) {
    VenueClockState row = rows.get(venue);
    return limitMicros > 0 && row != null && row.getSkewed() ? row.getSkewMicros() : 0;
  }
}
