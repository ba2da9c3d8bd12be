package org.hedgerow.exchanges.history;

import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.exchanges.history.HistoryFile.Format;

/**
 * What of a venue's history is wanted.
 *
 * @param symbol as the venue's instruments are named
 * @param format candles of trades, marks or an index, or funding
 * @param fromMillis the first moment that is wanted, milliseconds since the Unix epoch
 * @param toMillis the first that is not; a candle has to be over by then
 * @param intervalMillis how long a candle is; 0 for funding
 */
public record HistoryQuery(
    String symbol, Format format, long fromMillis, long toMillis, long intervalMillis) {
  private static final long MINUTE_MILLIS = 60_000;

  /** Whether it is for candles. */
  public boolean isCandles() {
    return format != Format.FUNDING;
  }

  /**
   * The venue's word for the candles' length.
   *
   * @param names by minutes
   * @throws IllegalArgumentException if the venue has no candles of that length
   */
  public String interval(Map<Long, String> names) {
    String name =
        intervalMillis % MINUTE_MILLIS == 0 ? names.get(intervalMillis / MINUTE_MILLIS) : null;
    if (name == null) {
      throw new IllegalArgumentException(
          "candles of "
              + intervalMillis / 1_000
              + " s; expected one of "
              + new TreeMap<>(names).keySet()
              + " minutes");
    }
    return name;
  }

  /**
   * That the venue cannot be asked for this.
   *
   * @param expected what it can be asked for
   */
  public IllegalArgumentException notOffered(String expected) {
    return new IllegalArgumentException("--format " + format + "; expected " + expected);
  }
}
