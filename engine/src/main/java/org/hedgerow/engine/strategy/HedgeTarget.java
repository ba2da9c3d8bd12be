package org.hedgerow.engine.strategy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.strategy.band.HedgeBand;

/**
 * A strategy's answer: the hedge that a book should have, and why.
 *
 * @param delta the wanted delta of all legs together, in units of the underlying; meaningless where
 *     there are targets by leg
 * @param contracts the wanted quantity of each leg, signed, as the instrument counts (base units of
 *     spot, contracts); empty where the book's delta is shared over the legs
 * @param statistics the figures that it was made of, by name
 * @param reasons why, a sentence each
 * @param slope how much the target moves at most, in units of the underlying, for each unit of
 *     exposure, as long as no series that the strategy asked for has a new sample; NaN: it depends
 *     on more, and the book is looked at again at every tick
 * @param band the band to be used instead of the book's
 * @param memory what {@link HedgeContext#memory} shall hold next time, when anything is to change:
 *     at most {@value #MEMORY_ENTRIES} short texts
 */
public record HedgeTarget(
    BigDecimal delta,
    List<BigDecimal> contracts,
    Map<String, String> statistics,
    List<String> reasons,
    double slope,
    Optional<HedgeBand> band,
    Optional<Map<String, String>> memory) {
  /** A book's memory is state: it is bounded. */
  public static final int MEMORY_ENTRIES = 16;

  /** That delta of all legs together, shared as the book's configuration says. */
  public static HedgeTarget ofBook(BigDecimal delta) {
    return new HedgeTarget(
        delta, List.of(), Map.of(), List.of(), Double.NaN, Optional.empty(), Optional.empty());
  }

  /** That quantity of each leg, in the order of the book's legs. */
  public static HedgeTarget ofLegs(List<BigDecimal> contracts) {
    return new HedgeTarget(
        BigDecimal.ZERO,
        List.copyOf(contracts),
        Map.of(),
        List.of(),
        Double.NaN,
        Optional.empty(),
        Optional.empty());
  }

  /** Whether each leg has a target of its own. */
  public boolean isByLeg() {
    return !contracts.isEmpty();
  }

  /** With a figure that it was made of. */
  public HedgeTarget with(String name, String figure) {
    Map<String, String> more = new LinkedHashMap<>(statistics);
    more.put(name, figure);
    return new HedgeTarget(delta, contracts, more, reasons, slope, band, memory);
  }

  /** With a sentence that says why. */
  public HedgeTarget because(String reason) {
    List<String> more = new ArrayList<>(reasons);
    more.add(reason);
    return new HedgeTarget(delta, contracts, statistics, more, slope, band, memory);
  }

  /** With the promise that is meant by {@link #slope}. */
  public HedgeTarget steady(double atMost) {
    return new HedgeTarget(delta, contracts, statistics, reasons, atMost, band, memory);
  }

  /** With a band of its own. */
  public HedgeTarget within(HedgeBand other) {
    return new HedgeTarget(
        delta, contracts, statistics, reasons, slope, Optional.of(other), memory);
  }

  /**
   * With something to remember.
   *
   * @throws IllegalArgumentException if that is more than a book may remember
   */
  public HedgeTarget remembering(Map<String, String> entries) {
    if (entries.size() > MEMORY_ENTRIES) {
      throw new IllegalArgumentException(
          entries.size() + " entries to remember; at most " + MEMORY_ENTRIES);
    }
    return new HedgeTarget(
        delta, contracts, statistics, reasons, slope, band, Optional.of(Map.copyOf(entries)));
  }
}
