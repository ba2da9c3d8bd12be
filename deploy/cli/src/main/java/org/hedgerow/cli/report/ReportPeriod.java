package org.hedgerow.cli.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/**
 * What a report is of, by days of UTC.
 *
 * @param word daily or weekly
 * @param from included
 * @param to not included
 */
record ReportPeriod(String word, LocalDate from, LocalDate to) {

  /** That day. */
  static ReportPeriod daily(LocalDate date) {
    return new ReportPeriod("daily", date, date.plusDays(1));
  }

  /** The week from Monday that the day is in. */
  static ReportPeriod weekly(LocalDate date) {
    LocalDate monday = date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    return new ReportPeriod("weekly", monday, monday.plusDays(7));
  }

  Instant start() {
    return from.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  Instant end() {
    return to.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** For people. */
  String text() {
    return to.equals(from.plusDays(1)) ? from.toString() : from + " to " + to.minusDays(1);
  }
}
