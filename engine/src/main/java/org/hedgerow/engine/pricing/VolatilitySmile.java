package org.hedgerow.engine.pricing;

import java.util.Arrays;

/**
 * The implied volatility of one expiry at any strike, from those that are quoted.
 *
 * <p>Kept is total variance w = sigma^2 T by log-moneyness k = ln(K/F): in these terms a smile
 * keeps its shape as time and forward move on. {@link ButterflyFilter} first removes strikes whose
 * prices can be arbitraged against the others; between those that stay runs a cubic of each
 * interval with the parabola's slope at the nodes (exact for parabolas, and without the kinks of
 * straight lines, which are densities of infinite height), slopes limited so that w stays positive.
 * Beyond the last node on either side w is a straight line with the node's slope, never falling
 * outwards, and no steeper than density and Lee's bound (2 per unit of k) allow; one node is a flat
 * smile.
 *
 * <p>Prices at the nodes are free of arbitrage. Between nodes they nearly always are; {@link
 * #density} tells.
 */
public final class VolatilitySmile {
  private static final double[] PROBES = {0.0, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0};
  private static final double LEE = 2.0;
  private static final int MOST_HALVINGS = 12;

  private final double forward;
  private final double years;
  private final int removed;
  private final double[] nodes;
  private final double[] variances;
  private final double[] slopes;

  /**
   * Fits the smile.
   *
   * @param forward the expiry's forward, positive
   * @param years to expiry, positive
   * @param strikes ascending, positive, in the forward's unit
   * @param volatilities of the strikes, annual, as fractions, positive
   * @throws IllegalArgumentException if there are none, or not as described
   */
  public VolatilitySmile(double forward, double years, double[] strikes, double[] volatilities) {
    check(forward, years, strikes, volatilities);
    this.forward = forward;
    this.years = years;
    double root = StrictMath.sqrt(years);
    int quoted = strikes.length;
    double[] moneyness = new double[quoted];
    double[] deviations = new double[quoted];
    for (int i = 0; i < quoted; i++) {
      moneyness[i] = strikes[i] / forward;
      deviations[i] = volatilities[i] * root;
    }
    double[] kept = new ButterflyFilter(moneyness, deviations).keep();
    removed = quoted - kept.length;
    nodes = new double[kept.length];
    variances = new double[kept.length];
    int from = 0;
    for (int i = 0; i < kept.length; i++) {
      while (moneyness[from] != kept[i]) {
        from++;
      }
      nodes[i] = -NormalisedBlack.logMoneyness(forward, strikes[from]);
      variances[i] = deviations[from] * deviations[from];
    }
    slopes = slopes(nodes, variances);
  }

  /** Of the expiry, in quote units. */
  public double forward() {
    return forward;
  }

  /** To expiry, as of the quotes. */
  public double years() {
    return years;
  }

  /** How many quoted strikes were left out because they could be arbitraged against the others. */
  public int removed() {
    return removed;
  }

  /** How many strikes the smile goes through. */
  public int size() {
    return nodes.length;
  }

  /** ln(K/F) of one of them, ascending. */
  public double logMoneyness(int node) {
    return nodes[node];
  }

  /** The implied volatility at a strike, annual, as a fraction. */
  public double volatility(double strike) {
    return StrictMath.sqrt(totalVariance(-NormalisedBlack.logMoneyness(forward, strike)) / years);
  }

  /** sigma^2 T at ln(K/F). */
  public double totalVariance(double k) {
    int last = nodes.length - 1;
    if (k <= nodes[0]) {
      return variances[0] + slopes[0] * (k - nodes[0]);
    }
    if (k >= nodes[last]) {
      return variances[last] + slopes[last] * (k - nodes[last]);
    }
    int i = interval(k);
    double width = nodes[i + 1] - nodes[i];
    double u = (k - nodes[i]) / width;
    double v = 1.0 - u;
    return v * v * (variances[i] * (1.0 + 2.0 * u) + slopes[i] * width * u)
        + u * u * (variances[i + 1] * (1.0 + 2.0 * v) - slopes[i + 1] * width * v);
  }

  /**
   * The sign and size of the risk-neutral density at ln(K/F), relative to the lognormal one of the
   * same volatility (J. Gatheral's g): negative where a butterfly would cost less than nothing.
   */
  public double density(double k) {
    int last = nodes.length - 1;
    double w = totalVariance(k);
    if (k <= nodes[0] || k >= nodes[last]) {
      return density(k, w, k <= nodes[0] ? slopes[0] : slopes[last], 0.0);
    }
    int i = interval(k);
    double width = nodes[i + 1] - nodes[i];
    double u = (k - nodes[i]) / width;
    double chord = (variances[i + 1] - variances[i]) / width;
    double first =
        6.0 * u * (1.0 - u) * chord
            + (1.0 - u) * (1.0 - 3.0 * u) * slopes[i]
            + u * (3.0 * u - 2.0) * slopes[i + 1];
    double second =
        (6.0 * (1.0 - 2.0 * u) * chord
                + (6.0 * u - 4.0) * slopes[i]
                + (6.0 * u - 2.0) * slopes[i + 1])
            / width;
    return density(k, w, first, second);
  }

  private static double density(double k, double w, double first, double second) {
    double level = 1.0 - 0.5 * k * first / w;
    return level * level - 0.25 * first * first * (1.0 / w + 0.25) + 0.5 * second;
  }

  private int interval(double k) {
    int found = Arrays.binarySearch(nodes, k);
    return found >= 0 ? Math.min(found, nodes.length - 2) : -found - 2;
  }

  private static double[] slopes(double[] nodes, double[] variances) {
    int last = nodes.length - 1;
    double[] slopes = new double[nodes.length];
    if (last == 0) {
      return slopes;
    }
    for (int i = 1; i < last; i++) {
      double left = nodes[i] - nodes[i - 1];
      double right = nodes[i + 1] - nodes[i];
      double parabola =
          ((variances[i] - variances[i - 1]) / left * right
                  + (variances[i + 1] - variances[i]) / right * left)
              / (left + right);
      // A cubic stays positive if it leaves a node no steeper than three times its height.
      slopes[i] =
          Math.max(-3.0 * variances[i] / right, Math.min(parabola, 3.0 * variances[i] / left));
    }
    slopes[0] =
        -wing(-nodes[0], variances[0], (variances[0] - variances[1]) / (nodes[1] - nodes[0]));
    slopes[last] =
        wing(
            nodes[last],
            variances[last],
            (variances[last] - variances[last - 1]) / (nodes[last] - nodes[last - 1]));
    return slopes;
  }

  /** The slope outwards from the last node, of the last chord or less. */
  private static double wing(double k, double w, double chord) {
    double slope = Math.max(0.0, Math.min(chord, LEE));
    for (int halving = 0; halving < MOST_HALVINGS && slope > 0.0; halving++) {
      boolean positive = true;
      for (double out : PROBES) {
        positive &= density(k + out, w + slope * out, slope, 0.0) >= 0.0;
      }
      if (positive) {
        return slope;
      }
      slope *= 0.5;
    }
    return 0.0;
  }

  private static void check(double forward, double years, double[] strikes, double[] volatilities) {
    boolean positive =
        forward > 0.0
            && years > 0.0
            && forward <= Double.MAX_VALUE
            && years <= Double.MAX_VALUE
            && strikes.length > 0
            && strikes.length == volatilities.length;
    double before = 0.0;
    for (int i = 0; positive && i < strikes.length; i++) {
      positive =
          strikes[i] > before
              && strikes[i] <= Double.MAX_VALUE
              && volatilities[i] > 0.0
              && volatilities[i] <= Double.MAX_VALUE;
      before = strikes[i];
    }
    if (!positive) {
      throw new IllegalArgumentException(
          "a smile needs a forward, years and at least one strike, ascending, with volatilities,"
              + " all positive and finite");
    }
  }
}
