package org.hedgerow.exchanges.history;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The times of a file's rows. Where a row says its time as a number and as a date, the number
 * holds: in exports where the two differ it is the number that leaves no hole.
 */
final class RowTimes {
  private static final List<String> NUMBERS =
      List.of(
          "ts_ms",
          "unix",
          "timestamp",
          "open_time",
          "opentime",
          "funding_time",
          "fundingtime",
          "calc_time",
          "time",
          "ts");
  private static final List<String> DATES = List.of("date", "ts_utc", "datetime");

  /** Names of columns of times. */
  static final List<String> NAMES = Stream.concat(NUMBERS.stream(), DATES.stream()).toList();

  private final int number;
  private final int date;
  private final Map<TimeForm, Long> units = new EnumMap<>(TimeForm.class);
  private final Map<TimeForm, Long> dates = new EnumMap<>(TimeForm.class);
  private long differing;
  private long backwards;
  private long last = Long.MIN_VALUE;

  /**
   * A row's time.
   *
   * @param unit how its number was written; null if it had none
   * @param date how its date was written; null if it had none
   * @param differs whether the two said different times
   * @param backwards whether the row before was later
   */
  record RowTime(long micros, TimeForm unit, TimeForm date, boolean differs, boolean backwards) {}

  RowTimes(CsvExport export) {
    number = export.column(NUMBERS);
    date = export.column(DATES);
  }

  /** The time of the export's row, or null if it says none. */
  RowTime read(CsvExport export) {
    TimeForm.Reading first = reading(export.get(number));
    TimeForm.Reading second = reading(export.get(date));
    if (first == null && second == null) {
      return null;
    }
    long micros = first == null ? second.micros() : first.micros();
    boolean earlier = micros < last;
    last = micros;
    return new RowTime(
        micros,
        first == null ? null : first.form(),
        second == null ? null : second.form(),
        first != null && second != null && first.micros() != second.micros(),
        earlier);
  }

  private static TimeForm.Reading reading(String text) {
    return text == null ? null : TimeForm.read(text);
  }

  /** A row with that time was kept. */
  void kept(RowTime time) {
    if (time.unit != null) {
      units.merge(time.unit, 1L, Long::sum);
    }
    if (time.date != null) {
      dates.merge(time.date, 1L, Long::sum);
    }
    differing += time.differs ? 1 : 0;
    backwards += time.backwards ? 1 : 0;
  }

  /** What was mended: forms other than the one that most rows have, dates, and the order. */
  void end(HistoryTally tally) {
    tally.repaired("time_unit", besideTheMost(units));
    tally.repaired("date_format", besideTheMost(dates));
    tally.repaired("date_differs", differing);
    tally.repaired("order", backwards);
  }

  private static long besideTheMost(Map<TimeForm, Long> forms) {
    long all = 0;
    long most = 0;
    for (long count : forms.values()) {
      all += count;
      most = Math.max(most, count);
    }
    return all - most;
  }
}
