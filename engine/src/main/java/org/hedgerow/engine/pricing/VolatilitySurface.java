package org.hedgerow.engine.pricing;

/**
 * The smiles of one underlying's expiries together, free of calendar arbitrage: at the same ln(K/F)
 * total variance never falls with time.
 *
 * <p>Where a later smile lies below an earlier one, the earlier one is taken: the surface is the
 * running maximum over expiries. At one ln(K/F) the price over the forward rises with total
 * variance alone, so this is the larger of two prices, and the larger of two functions that fall
 * and are convex in strike falls and is convex: mending the calendar breaks no butterfly. Nearer
 * expiries have the say because they are the most traded and the best quoted.
 *
 * <p>Between expiries total variance is linear in time; before the first and after the last,
 * volatility stays.
 */
public final class VolatilitySurface {
  private final VolatilitySmile[] smiles;

  /**
   * Puts smiles together.
   *
   * @param smiles by time to expiry, ascending, at least one
   * @throws IllegalArgumentException if there are none or two of the same time
   */
  public VolatilitySurface(VolatilitySmile... smiles) {
    this.smiles = smiles.clone();
    boolean ascending = smiles.length > 0;
    for (int i = 1; i < smiles.length; i++) {
      ascending &= smiles[i].years() > smiles[i - 1].years();
    }
    if (!ascending) {
      throw new IllegalArgumentException("a surface needs smiles of ascending expiries");
    }
  }

  /** sigma^2 T at ln(K/F), F being the forward to that time. */
  public double totalVariance(double logMoneyness, double years) {
    VolatilitySmile first = smiles[0];
    double before = first.totalVariance(logMoneyness);
    if (years <= first.years()) {
      return before * (years / first.years());
    }
    double from = first.years();
    for (int i = 1; i < smiles.length; i++) {
      double to = smiles[i].years();
      double after = Math.max(before, smiles[i].totalVariance(logMoneyness));
      if (years <= to) {
        // Never above its end by a rounding, or the next span would begin with a fall.
        return Math.min(after, before + (after - before) * ((years - from) / (to - from)));
      }
      before = after;
      from = to;
    }
    return before * (years / from);
  }

  /** The implied volatility, annual, as a fraction, at ln(K/F) and a time above 0. */
  public double volatility(double logMoneyness, double years) {
    return StrictMath.sqrt(totalVariance(logMoneyness, years) / years);
  }

  /** How many nodes of all smiles lie below an earlier one: quotes to be looked at. */
  public int raisedNodes() {
    int raised = 0;
    for (int i = 1; i < smiles.length; i++) {
      VolatilitySmile smile = smiles[i];
      for (int node = 0; node < smile.size(); node++) {
        double k = smile.logMoneyness(node);
        // Rounding of the interpolation at a node is no arbitrage.
        double own = smile.totalVariance(k) * (1.0 + 1e-12);
        if (totalVariance(k, smile.years()) > own) {
          raised++;
        }
      }
    }
    return raised;
  }
}
