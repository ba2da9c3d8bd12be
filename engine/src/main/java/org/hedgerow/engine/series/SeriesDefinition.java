package org.hedgerow.engine.series;

import java.util.List;

/**
 * What is sampled, how often, and how samples are weighed. Two books whose definitions are equal
 * share one series.
 *
 * @param kind what a sample is made of
 * @param instruments whose quotes are sampled together, in this order
 * @param intervalMicros from one sample to the next, by the journal's clock: a sample is taken at
 *     the first tick in each interval since 1970
 * @param window how many samples are weighed alike; 0: all are, by {@code lambda}
 * @param lambda the weight that the past keeps at each sample, between 0 and 1; 0 with a window
 */
public record SeriesDefinition(
    Kind kind, List<String> instruments, long intervalMicros, int window, double lambda) {
  /** More samples than these take too long to be laid out again after a restart. */
  public static final int LONGEST_WINDOW = 10_000;

  /** More would make a row of its memory too large. */
  public static final int MOST_INSTRUMENTS = 8;

  /** What a sample is made of. */
  public enum Kind {
    /** Simple returns of mids from one interval to the next, as fractions. */
    RETURNS,
    /** Changes of mids from one interval to the next, in quote units. */
    PRICE_CHANGES,
    /** Spreads over mids, as fractions. */
    SPREADS,
    /** Mids, in quote units. */
    PRICES
  }

  public SeriesDefinition {
    instruments = List.copyOf(instruments);
    boolean rolling = window >= 2 && window <= LONGEST_WINDOW && lambda == 0;
    boolean weighted = window == 0 && lambda > 0 && lambda < 1;
    if (instruments.isEmpty() || instruments.size() > MOST_INSTRUMENTS) {
      throw new IllegalArgumentException(
          instruments.size() + " instruments; expected 1 to " + MOST_INSTRUMENTS);
    }
    if (intervalMicros <= 0 || !(rolling || weighted)) {
      throw new IllegalArgumentException(
          "interval " + intervalMicros + " us, window " + window + ", lambda " + lambda);
    }
    if (weighted && (kind == Kind.SPREADS || kind == Kind.PRICES)) {
      throw new IllegalArgumentException(
          "an exponentially weighted series takes the mean to be 0: not for " + kind);
    }
  }

  /** The last so many samples. */
  public static SeriesDefinition rolling(
      Kind kind, List<String> instruments, long intervalMicros, int window) {
    return new SeriesDefinition(kind, instruments, intervalMicros, window, 0);
  }

  /** All samples, each weighing less than the next. */
  public static SeriesDefinition weighted(
      Kind kind, List<String> instruments, long intervalMicros, double lambda) {
    return new SeriesDefinition(kind, instruments, intervalMicros, 0, lambda);
  }

  /** Its name in the group's tables, for ever: savepoints hold it. */
  public String key() {
    return kind
        + "/"
        + intervalMicros
        + "/"
        + (window > 0 ? "rolling/" + window : "weighted/" + lambda)
        + "/"
        + String.join(",", instruments);
  }
}
