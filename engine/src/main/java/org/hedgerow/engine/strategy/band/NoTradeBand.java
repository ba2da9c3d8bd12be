package org.hedgerow.engine.strategy.band;

/**
 * The deltas between which nothing is traded. Outside it is best to come back to the nearer edge
 * and no further: the way on to the target costs more than it is worth (M. Davis, V. Panas, T.
 * Zariphopoulou, SIAM Journal on Control and Optimization, 1993).
 *
 * @param lower in units of the underlying
 * @param upper not below {@code lower}
 */
public record NoTradeBand(double lower, double upper) {
  /** Refuses edges that are no numbers, or the wrong way round. */
  public NoTradeBand {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException("band from " + lower + " to " + upper);
    }
  }

  /** The band of that half-width about a target. */
  public static NoTradeBand about(double target, double halfWidth) {
    return new NoTradeBand(target - halfWidth, target + halfWidth);
  }

  /** What to buy (negative: to sell) of the underlying: 0 inside and on the edges. */
  public double trade(double held) {
    if (held < lower) {
      return lower - held;
    }
    return held > upper ? upper - held : 0.0;
  }
}
