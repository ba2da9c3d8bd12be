package org.hedgerow.engine.hedging;

/**
 * Shares a trade out over several instruments so that cost and risk together are least:
 *
 * <pre>
 * minimise  sum c_i x_i + sum h_i x_i max(0, x_i / d_i - 1) + r sqrt(Var(S - sum x_i F_i))
 * subject to sum x_i = 1, l_i &lt;= x_i &lt;= u_i
 * </pre>
 *
 * <p>with x the fractions of the trade, c what a unit costs whatever its size (spread, fee, carry,
 * margin), h the half spread that is paid again for each time that a part exceeds the fraction d of
 * the trade that the touch shows, r the price of a unit of standard deviation, S the return of what
 * is hedged and F those of the instruments. The sum is convex. It is solved in steps: one after the
 * other goes to where it adds least, then steps are moved from one instrument to another for as
 * long as that makes the sum less. That ends at the least sum of all divisions into such steps
 * where risk is not looked at, and close to it where it is. Few instruments, no tuning, the same
 * result on every machine.
 */
public final class HedgeSplit {
  /** What is gained has to be more than rounding errors. */
  private static final double LEAST_GAIN = 1e-15;

  private final double[] unit;
  private final double[] half;
  private final double[] shown;
  private final double riskPrice;
  private final double[][] covariances;

  /**
   * The problem.
   *
   * @param unit what a unit of notional costs in each instrument, as a fraction of it
   * @param half the half spread of each, as a fraction of the price
   * @param shown the part of the trade that the touch of each shows, above 0
   * @param riskPrice what a unit of standard deviation left over the horizon costs
   * @param covariances of returns over the horizon, the first of what is hedged, then the
   *     instruments; null: nothing is known, and risk costs nothing
   */
  public HedgeSplit(
      double[] unit, double[] half, double[] shown, double riskPrice, double[][] covariances) {
    this.unit = unit.clone();
    this.half = half.clone();
    this.shown = shown.clone();
    this.riskPrice = riskPrice;
    this.covariances = covariances;
  }

  /** What an instrument's part costs for spread, fee, carry and margin, and for its size. */
  public double cost(int instrument, double part) {
    return part * (unit[instrument] + impact(instrument, part));
  }

  /** Half a spread for each time that the part exceeds what is shown, per unit. */
  public double impact(int instrument, double part) {
    return half[instrument] * Math.max(0, part / shown[instrument] - 1);
  }

  /** The price of what the parts together leave unhedged. */
  public double risk(double[] parts) {
    if (covariances == null || riskPrice == 0) {
      return 0;
    }
    double variance = covariances[0][0];
    for (int i = 0; i < parts.length; i++) {
      variance -= 2 * parts[i] * covariances[0][i + 1];
      for (int j = 0; j < parts.length; j++) {
        variance += parts[i] * parts[j] * covariances[i + 1][j + 1];
      }
    }
    return riskPrice * StrictMath.sqrt(Math.max(0, variance));
  }

  /** All that is minimised. */
  public double total(double[] parts) {
    double sum = risk(parts);
    for (int i = 0; i < parts.length; i++) {
      sum += cost(i, parts[i]);
    }
    return sum;
  }

  /**
   * The parts, which sum to 1.
   *
   * @param least by instrument, 0 or above; they sum to 1 at most
   * @param most by instrument, not below {@code least}
   * @param steps into how many steps what {@code least} leaves open is divided
   * @return null where {@code most} sums to less than 1
   */
  public double[] solve(double[] least, double[] most, int steps) {
    double open = 1;
    double room = 0;
    for (int i = 0; i < least.length; i++) {
      open -= least[i];
      room += most[i];
    }
    if (room < 1 - LEAST_GAIN) {
      return null;
    }
    double[] parts = least.clone();
    double step = Math.max(0, open) / steps;
    while (open > LEAST_GAIN) {
      int to = cheapest(parts, most, Math.min(step, open));
      if (to < 0) {
        break;
      }
      double added = Math.min(Math.min(step, open), most[to] - parts[to]);
      parts[to] += added;
      open -= added;
    }
    for (int moves = 0; moves < 100 * steps && improve(parts, least, most, step); moves++) {
      // Each move makes the sum less; the count bounds what rounding errors could do.
    }
    return parts;
  }

  private int cheapest(double[] parts, double[] most, double step) {
    int cheapest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < parts.length; i++) {
      double added = Math.min(step, most[i] - parts[i]);
      if (added <= LEAST_GAIN) {
        continue;
      }
      double before = parts[i];
      parts[i] = before + added;
      double rate = total(parts) / added;
      parts[i] = before;
      rate -= total(parts) / added;
      if (rate < least) {
        least = rate;
        cheapest = i;
      }
    }
    return cheapest;
  }

  /** Moves a step from one instrument to another where that gains most; false: it gains nowhere. */
  private boolean improve(double[] parts, double[] least, double[] most, double step) {
    double now = total(parts);
    double best = now - LEAST_GAIN;
    int bestFrom = -1;
    int bestTo = -1;
    double bestMoved = 0;
    for (int from = 0; from < parts.length; from++) {
      for (int to = 0; to < parts.length; to++) {
        double moved = Math.min(step, Math.min(parts[from] - least[from], most[to] - parts[to]));
        if (from == to || moved <= LEAST_GAIN) {
          continue;
        }
        double a = parts[from];
        double b = parts[to];
        parts[from] = a - moved;
        parts[to] = b + moved;
        double total = total(parts);
        parts[from] = a;
        parts[to] = b;
        if (total < best) {
          best = total;
          bestFrom = from;
          bestTo = to;
          bestMoved = moved;
        }
      }
    }
    if (bestFrom < 0) {
      return false;
    }
    parts[bestFrom] -= bestMoved;
    parts[bestTo] += bestMoved;
    return true;
  }
}
