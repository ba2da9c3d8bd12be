package org.hedgerow.exchanges.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one file came to. Everything read is kept, dropped or left out: {@code read = kept + the sum
 * of dropped + the sum of leftOut}. A row that was mended in two ways is kept once and counts in
 * both kinds of {@code repaired}; notes are of what was kept too.
 */
public final class HistoryTally {
  private static final int EXAMPLES = 5;

  private final Map<String, Long> repaired = new TreeMap<>();
  private final Map<String, Long> dropped = new TreeMap<>();
  private final Map<String, Long> leftOut = new TreeMap<>();
  private final Map<String, Long> notes = new TreeMap<>();
  private final Map<String, Long> series = new TreeMap<>();
  private final List<Hole> holes = new ArrayList<>();
  private final List<String> examples = new ArrayList<>();
  private long read;
  private long kept;

  void read() {
    read++;
  }

  void kept(String instrument) {
    kept++;
    series.merge(instrument, 1L, Long::sum);
  }

  void repaired(String kind, long count) {
    add(repaired, kind, count);
  }

  /** Dropped, and shown if it is one of the first of its kind. */
  void dropped(String kind, String what) {
    add(dropped, kind, 1);
    if (dropped.get(kind) <= EXAMPLES) {
      examples.add(kind + ": " + what);
    }
  }

  void leftOut(String kind) {
    add(leftOut, kind, 1);
  }

  void note(String kind, long count) {
    add(notes, kind, count);
  }

  void hole(Hole hole) {
    holes.add(hole);
  }

  private static void add(Map<String, Long> counts, String kind, long count) {
    if (count > 0) {
      counts.merge(kind, count, Long::sum);
    }
  }

  /** Rows of an export, payloads of a recording. */
  public long rowsRead() {
    return read;
  }

  /** How many went on. */
  public long rowsKept() {
    return kept;
  }

  /** By kind. */
  public Map<String, Long> repaired() {
    return repaired;
  }

  /** By kind. */
  public Map<String, Long> dropped() {
    return dropped;
  }

  /** What is sound and has no table, by kind. */
  public Map<String, Long> leftOut() {
    return leftOut;
  }

  /** What is worth knowing of rows that were kept, or of the file, by kind. */
  public Map<String, Long> notes() {
    return notes;
  }

  /** How many rows were kept of each instrument. */
  public Map<String, Long> series() {
    return series;
  }

  /** In the order of time. */
  public List<Hole> holes() {
    return holes;
  }

  /** The first {@value #EXAMPLES} of each kind that were dropped: kind, and where they stood. */
  public List<String> examples() {
    return examples;
  }
}
