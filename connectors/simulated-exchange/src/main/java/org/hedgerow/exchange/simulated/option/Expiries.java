package org.hedgerow.exchange.simulated.option;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/**
 * When dated contracts end: 08:00 UTC of a day, as both Deribit and OKX have it.
 *
 * @param days soonest first
 */
public record Expiries(List<LocalDate> days) {
  private static final int[] DAYS_AWAY = {14, 60};
  private static final int SETTLEMENT_HOUR = 8;

  /** None: no options and no dated contracts are listed. */
  public static final Expiries NONE = new Expiries(List.of());

  /** Two Fridays, two weeks and two months from that time at least. */
  public static Expiries after(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<LocalDate> days = new ArrayList<>();
    for (int away : DAYS_AWAY) {
      days.add(today.plusDays(away).with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY)));
    }
    return new Expiries(List.copyOf(days));
  }

  /**
   * Days as {@code 2026-12-11,2027-01-22}, or {@code none}.
   *
   * @throws IllegalArgumentException where it is neither, or the days do not follow one another
   */
  public static Expiries parse(String text) {
    if (text.equals("none")) {
      return NONE;
    }
    List<LocalDate> days = new ArrayList<>();
    for (String day : text.split(",", -1)) {
      try {
        days.add(LocalDate.parse(day));
      } catch (DateTimeParseException notADay) {
        throw new IllegalArgumentException("'" + day + "'; expected a day such as 2026-12-11");
      }
      int last = days.size() - 1;
      if (last > 0 && !days.get(last).isAfter(days.get(last - 1))) {
        throw new IllegalArgumentException("'" + text + "'; expected days that follow one another");
      }
    }
    return new Expiries(List.copyOf(days));
  }

  /** When contracts of a day end, milliseconds since the epoch. */
  public static long millis(LocalDate day) {
    return day.atTime(SETTLEMENT_HOUR, 0).toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
