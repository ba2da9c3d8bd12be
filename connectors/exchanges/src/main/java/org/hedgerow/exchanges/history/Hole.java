package org.hedgerow.exchanges.history;

/**
 * What is missing in a series.
 *
 * @param instrument VENUE:SYMBOL
 * @param unit of {@code from} and {@code to}
 * @param from the first that is missing
 * @param to the last that is missing
 * @param missing how many, between the two, both counted
 */
public record Hole(String instrument, Unit unit, long from, long to, long missing) {
  /** By what a series counts. */
  public enum Unit {
    /** Microseconds since the Unix epoch. */
    TIME,
    /** The venue's ids of updates of a book. */
    UPDATE
  }
}
