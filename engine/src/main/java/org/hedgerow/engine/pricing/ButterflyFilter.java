package org.hedgerow.engine.pricing;

/**
 * Chooses, from quoted strikes of one expiry, those that no butterfly or vertical spread between
 * them makes money of for sure: option prices convex in strike, puts rising from 0 at strike 0,
 * calls falling.
 *
 * <p>A quote that is too high stands above the chord of its neighbours; one that is too low lifts
 * both neighbours above theirs. So in each round that strike goes whose absence leaves least
 * violation, the sum over all strikes of what they stand above their chords, in units of volatility
 * (price over vega), so that a wing counts like the middle. Nothing is moved: what stays was
 * quoted. A round costs n*n; a smile is built when quotes come, not when it is asked.
 */
final class ButterflyFilter {
  /** Relative to the price: its own rounding. */
  private static final double ROUNDING = 1e-12;

  private final double[] moneyness;
  private final double[] put;
  private final double[] call;
  private final double[] vega;
  private final double[] deviation;
  private int size;

  /**
   * Undiscounted prices over the forward, by strike over forward, ascending.
   *
   * @param deviations sigma * sqrt(T), positive
   */
  ButterflyFilter(double[] moneyness, double[] deviations) {
    this.moneyness = moneyness.clone();
    deviation = deviations.clone();
    size = moneyness.length;
    put = new double[size];
    call = new double[size];
    vega = new double[size];
    for (int i = 0; i < size; i++) {
      double m = moneyness[i];
      double value = NormalisedBlack.outOfTheMoney(1.0, m, deviations[i]);
      put[i] = Math.max(m - 1.0, 0.0) + value;
      call[i] = Math.max(1.0 - m, 0.0) + value;
      double z = Math.abs(NormalisedBlack.logMoneyness(1.0, m)) / deviations[i];
      vega[i] = NormalisedBlack.scale(1.0, m) * NormalisedBlack.vega(z, 0.5 * deviations[i]);
    }
  }

  /** The strikes over forward that stay, ascending; never none of some. */
  double[] keep() {
    while (size > 1 && violation(-1) > 0.0) {
      int worst = 0;
      double least = Double.POSITIVE_INFINITY;
      double smoothest = Double.POSITIVE_INFINITY;
      for (int i = 0; i < size; i++) {
        double left = violation(i);
        double rough = left <= least ? roughness(i) : Double.POSITIVE_INFINITY;
        if (left < least || rough < smoothest) {
          least = left;
          smoothest = rough;
          worst = i;
        }
      }
      remove(worst);
    }
    double[] kept = new double[size];
    System.arraycopy(moneyness, 0, kept, 0, size);
    return kept;
  }

  /** The sum of violations, in volatility * sqrt(T), as if one strike were not there. */
  private double violation(int absent) {
    double sum = 0.0;
    int before = -1;
    int at = next(-1, absent);
    while (at < size) {
      int after = next(at, absent);
      sum += excess(before, at, after) / Math.max(vega[at], Double.MIN_NORMAL);
      before = at;
      at = after;
    }
    return sum;
  }

  /** How much the slope of sigma * sqrt(T) by strike changes in all, as if one were not there. */
  private double roughness(int absent) {
    double sum = 0.0;
    double slope = Double.NaN;
    int before = next(-1, absent);
    for (int at = next(before, absent); at < size; at = next(at, absent)) {
      double here = (deviation[at] - deviation[before]) / (moneyness[at] - moneyness[before]);
      sum += Double.isNaN(slope) ? 0.0 : Math.abs(here - slope);
      slope = here;
      before = at;
    }
    return sum;
  }

  private static int next(int from, int absent) {
    int next = from + 1;
    return next == absent ? next + 1 : next;
  }

  /** How far a strike stands above its neighbours' chord, beyond rounding. */
  private double excess(int before, int at, int after) {
    if (after >= size) {
      // Calls end at 0 with an unlimited strike: the last one may not stand above the one before.
      return before < 0 ? 0.0 : beyond(call[at], call[before]);
    }
    double low = before < 0 ? 0.0 : moneyness[before];
    double share = (moneyness[at] - low) / (moneyness[after] - low);
    if (moneyness[at] < 1.0) {
      // Small numbers keep their digits: of two that differ by a straight line, the puts here.
      double chord = (before < 0 ? 0.0 : put[before] * (1.0 - share)) + put[after] * share;
      return beyond(put[at], chord);
    }
    return beyond(
        call[at], (before < 0 ? 1.0 : call[before]) * (1.0 - share) + call[after] * share);
  }

  private static double beyond(double price, double chord) {
    double excess = price - chord;
    return excess > ROUNDING * price ? excess : 0.0;
  }

  private void remove(int index) {
    int rest = size - index - 1;
    System.arraycopy(moneyness, index + 1, moneyness, index, rest);
    System.arraycopy(put, index + 1, put, index, rest);
    System.arraycopy(call, index + 1, call, index, rest);
    System.arraycopy(vega, index + 1, vega, index, rest);
    System.arraycopy(deviation, index + 1, deviation, index, rest);
    size--;
  }
}
