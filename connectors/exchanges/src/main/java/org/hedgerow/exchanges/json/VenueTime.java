package org.hedgerow.exchanges.json;

import org.hedgerow.exchanges.RejectReason;

/** Times of venues, as microseconds since the Unix epoch. */
public final class VenueTime {
  /** The first millisecond of 2100: what is beyond it is no time in milliseconds. */
  private static final long LATEST_MILLIS = 4_102_444_800_000L;

  private VenueTime() {}

  /** A time in milliseconds; {@code name} is the field's, for the refusal. */
  public static long millis(long millis, String name) throws InvalidFieldException {
    if (millis <= 0 || millis >= LATEST_MILLIS) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, name + " is no time in milliseconds: " + millis);
    }
    return millis * 1_000;
  }

  /** A time in microseconds; {@code name} is the field's, for the refusal. */
  public static long micros(long micros, String name) throws InvalidFieldException {
    if (micros <= 0 || micros >= LATEST_MILLIS * 1_000) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, name + " is no time in microseconds: " + micros);
    }
    return micros;
  }
}
