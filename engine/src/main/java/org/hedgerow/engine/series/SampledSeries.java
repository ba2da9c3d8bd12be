package org.hedgerow.engine.series;

import org.hedgerow.engine.statistics.Covariances;

/** A series as strategies see it: read, never changed. */
public interface SampledSeries {
  SeriesDefinition definition();

  /** How many samples ever went in. */
  long samples();

  /**
   * Moments of the samples that count now, one variable for each instrument in the definition's
   * order.
   */
  Covariances covariances();

  /**
   * The mid (of a series of spreads: the spread) of an instrument at the newest sample; NaN where
   * the newest interval gave none.
   */
  double level(int instrument);

  /**
   * How far the newest value of an instrument stands below the highest in the window, as a fraction
   * of that: 0 at the top, 0.1 a tenth below. NaN without a window or a sample.
   */
  double belowHighest(int instrument);
}
