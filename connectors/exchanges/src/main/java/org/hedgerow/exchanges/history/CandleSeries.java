package org.hedgerow.exchanges.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.exchanges.history.RowTimes.RowTime;
import org.hedgerow.schema.Decimals;

/** The candles of one instrument in one file, held until all of them are known. */
final class CandleSeries {
  private final String instrument;
  private final Map<Long, Row> rows = new TreeMap<>();

  /**
   * A candle and where it stood.
   *
   * @param filled how many fields of the row say something
   */
  record Row(Candle candle, RowTime time, int filled, long line) {
    private static final Comparator<Row> FULLER =
        Comparator.comparingInt(Row::filled)
            .thenComparing(
                row -> row.candle.volume() == null ? Decimals.ZERO : row.candle.volume(),
                Decimals::compare)
            .thenComparing(Comparator.comparingLong(Row::line).reversed());
  }

  CandleSeries(String instrument) {
    this.instrument = instrument;
  }

  /**
   * Takes a sound candle. Of several that began at the same time the fullest stays: the one with
   * more fields filled, then with more volume (an hour that was exported before it was over has
   * less), then the first.
   */
  void add(Row row, HistoryTally tally) {
    Row before = rows.get(row.candle.openedMicros());
    if (before == null) {
      rows.put(row.candle.openedMicros(), row);
      return;
    }
    boolean replaces = Row.FULLER.compare(row, before) > 0;
    Row loser = replaces ? before : row;
    if (replaces) {
      rows.put(row.candle.openedMicros(), row);
    }
    tally.dropped(
        row.candle.equals(before.candle) ? "duplicate" : "duplicate_that_differs",
        "line " + loser.line);
  }

  /**
   * Drops jumps, tells of holes, and gives the rest away in the order of time.
   *
   * @param intervalMicros how long a candle is; 0 for what most of them have between them
   */
  void end(long intervalMicros, RowTimes times, HistoryTally tally, HistoryRows out)
      throws IOException {
    List<Row> sorted = new ArrayList<>(rows.values());
    List<Candle> bars = sorted.stream().map(Row::candle).toList();
    long interval = intervalMicros > 0 ? intervalMicros : commonInterval(bars);
    if (interval == 0) {
      throw new IOException(
          instrument + ": candles too few to tell how long they are; say it with --interval");
    }
    long last = Long.MIN_VALUE;
    for (int i = 0; i < bars.size(); i++) {
      Row row = sorted.get(i);
      if (BarCheck.isJump(bars, i)) {
        tally.dropped("jump", "line " + row.line);
        continue;
      }
      long opened = row.candle.openedMicros();
      if (last != Long.MIN_VALUE && opened - last > interval) {
        hole(last, opened, interval, tally);
      }
      last = opened;
      times.kept(row.time);
      tally.kept(instrument);
      out.candle(row.candle.lasting(interval));
    }
  }

  private void hole(long last, long opened, long interval, HistoryTally tally) {
    long missing = (opened - last - 1) / interval;
    tally.hole(
        new Hole(instrument, Hole.Unit.TIME, last + interval, last + missing * interval, missing));
  }

  private static long commonInterval(List<Candle> bars) {
    Map<Long, Integer> steps = new HashMap<>();
    for (int i = 1; i < bars.size(); i++) {
      steps.merge(bars.get(i).openedMicros() - bars.get(i - 1).openedMicros(), 1, Integer::sum);
    }
    return steps.entrySet().stream()
        .max(Map.Entry.<Long, Integer>comparingByValue().thenComparing(e -> -e.getKey()))
        .map(Map.Entry::getKey)
        .orElse(0L);
  }
}
