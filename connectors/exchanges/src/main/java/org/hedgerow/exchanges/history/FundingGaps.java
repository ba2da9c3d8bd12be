package org.hedgerow.exchanges.history;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * When funding was paid, and where a payment is missing. Venues stamp it some milliseconds late, so
 * times are compared by the minute.
 */
final class FundingGaps {
  private static final long MINUTE_MICROS = 60_000_000L;

  private final String instrument;
  private final TreeSet<Long> minutes = new TreeSet<>();

  FundingGaps(String instrument) {
    this.instrument = instrument;
  }

  void add(long timeMicros) {
    minutes.add(Math.floorDiv(timeMicros, MINUTE_MICROS));
  }

  /**
   * Tells of the holes.
   *
   * @param intervalMicros between payments; 0 for what most of them have between them
   */
  void end(long intervalMicros, HistoryTally tally) {
    Map<Long, Integer> steps = new HashMap<>();
    Long before = null;
    for (Long minute : minutes) {
      if (before != null) {
        steps.merge(minute - before, 1, Integer::sum);
      }
      before = minute;
    }
    long interval =
        intervalMicros > 0
            ? intervalMicros / MINUTE_MICROS
            : steps.entrySet().stream()
                .max(Map.Entry.<Long, Integer>comparingByValue().thenComparing(e -> -e.getKey()))
                .map(Map.Entry::getKey)
                .orElse(Long.MAX_VALUE);
    before = null;
    for (Long minute : minutes) {
      if (before != null && minute - before > interval) {
        long missing = (minute - before - 1) / interval;
        tally.hole(
            new Hole(
                instrument,
                Hole.Unit.TIME,
                (before + interval) * MINUTE_MICROS,
                (before + missing * interval) * MINUTE_MICROS,
                missing));
      }
      before = minute;
    }
  }
}
