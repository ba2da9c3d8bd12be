package org.hedgerow.exchanges.ftx;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.VenueTime;
import org.hedgerow.schema.Decimal;

/** FTX's two ways to write a time, as microseconds since the Unix epoch. */
final class FtxTime {
  private static final int MICROS_SCALE = 6;

  private FtxTime() {}

  /** Seconds with a fraction, as in {@code 1618677881.0430884}; what is below 1 us is cut off. */
  static long seconds(JsonFields fields, int slot) throws InvalidFieldException {
    Decimal seconds = fields.decimal(slot);
    long micros = seconds.getUnscaled();
    for (int scale = seconds.getScale(); scale > MICROS_SCALE; scale--) {
      micros /= 10;
    }
    for (int scale = seconds.getScale(); scale < MICROS_SCALE; scale++) {
      if (Math.abs(micros) > Long.MAX_VALUE / 10) {
        throw noTime(fields.text(slot));
      }
      micros *= 10;
    }
    return VenueTime.micros(micros, "time");
  }

  /** {@code 2021-04-17T16:44:41.605564+00:00}. */
  static long iso(String text) throws InvalidFieldException {
    try {
      return VenueTime.micros(
          ChronoUnit.MICROS.between(Instant.EPOCH, OffsetDateTime.parse(text).toInstant()), "time");
    } catch (DateTimeParseException | ArithmeticException e) {
      throw noTime(text);
    }
  }

  private static InvalidFieldException noTime(String text) {
    return new InvalidFieldException(
        RejectReason.INVALID_VALUE,
        "time is no time: " + text.substring(0, Math.min(40, text.length())));
  }
}
