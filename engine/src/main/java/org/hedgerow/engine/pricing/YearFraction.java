package org.hedgerow.engine.pricing;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Time to expiry as the option venues count it: ACT/365 on the running clock. */
public final class YearFraction {
  private static final double MICROS_PER_YEAR = 365.0 * 86_400.0 * 1e6;
  private static final LocalTime DERIBIT_EXPIRY = LocalTime.of(8, 0);

  private YearFraction() {}

  /**
   * Years from one instant to another, 0 if the second has passed.
   *
   * @param from microseconds since 1970, of the entry that asks, never of a clock
   * @param to microseconds since 1970
   */
  public static double act365(long from, long to) {
    return to <= from ? 0.0 : (to - from) / MICROS_PER_YEAR;
  }

  /** When Deribit's contracts of a day expire, 08:00 UTC, in microseconds since 1970. */
  public static long deribitExpiry(LocalDate day) {
    return day.toEpochSecond(DERIBIT_EXPIRY, ZoneOffset.UTC) * 1_000_000L;
  }
}
