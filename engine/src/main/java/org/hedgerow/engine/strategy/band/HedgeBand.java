package org.hedgerow.engine.strategy.band;

import java.math.BigDecimal;
import java.util.List;
import org.hedgerow.engine.series.SampledSeries;
import org.hedgerow.engine.series.SeriesDefinition;

/** How far a hedge may be from its target before it is worth a trade. */
public interface HedgeBand {
  /** The name by which a configuration asks for its method. */
  String name();

  /** The edges now. */
  Edges edges(State state);

  /** The series that it wants sampled for it. */
  default List<SeriesDefinition> series() {
    return List.of();
  }

  /**
   * How much the outer edge moves at most for each unit of gross exposure, as long as its series
   * have no new sample.
   */
  double slope();

  /** What a band may look at. */
  interface State {
    /** Gross exposure, in units of the underlying. */
    BigDecimal gross();

    /**
     * Gamma of book and hedge together: units of the underlying for each quote unit by which its
     * price moves. Zero where nothing is an option.
     */
    double gamma();

    /** A series that the band asked for. */
    SampledSeries series(SeriesDefinition definition);
  }

  /**
   * Half widths around the target, in units of the underlying.
   *
   * @param enter a residual beyond it starts a hedge
   * @param leave the hedge aims at this residual; at most {@code enter}
   * @param why what they were made of, a sentence; empty where the configuration says it all
   */
  record Edges(BigDecimal enter, BigDecimal leave, String why) {}
}
