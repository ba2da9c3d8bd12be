package org.hedgerow.engine.strategy;

import java.util.List;
import java.util.function.Function;
import org.hedgerow.engine.series.SampledSeries;
import org.hedgerow.engine.series.SeriesDefinition;

/**
 * How one book is hedged. A function of what it is given and nothing else: no clock, no randomness,
 * nothing kept between calls (what has to be kept goes through {@link HedgeTarget#memory}), and
 * {@code StrictMath} where {@code Math} may differ between machines. The same journal then gives
 * the same orders.
 */
@FunctionalInterface
public interface Strategy {
  /** How much hedge the book should have now. */
  HedgeTarget target(HedgeContext context);

  /**
   * The series that it wants sampled for it, on the journal's clock. Books that ask for the same
   * share it.
   */
  default List<SeriesDefinition> series() {
    return List.of();
  }

  /**
   * Whether options may be among its hedges. It then sets a target for each leg, since an option
   * has no share of a delta.
   */
  default boolean hedgesWithOptions() {
    return false;
  }

  /**
   * Whether it ever sets {@link HedgeTarget#memory}. It is then asked also while nothing could come
   * of it, as under a halt.
   */
  default boolean remembers() {
    return false;
  }

  /**
   * The one figure that its series come down to, where the target is minus that figure times the
   * exposure and made of nothing else. The book is then not asked at every sample, but when the
   * figure has moved far enough. NaN: there is no such figure.
   *
   * @param series those that it asked for
   */
  default double figure(Function<SeriesDefinition, SampledSeries> series) {
    return Double.NaN;
  }
}
