package org.hedgerow.engine.execution;

/**
 * The schedule that minimises expected cost plus lambda times its variance for linear permanent and
 * temporary impact, without drift (R. Almgren, N. Chriss, "Optimal execution of portfolio
 * transactions", Journal of Risk, 2000; equations 18 to 24).
 *
 * <p>Holdings decay as sinh(kappa (T - t)) / sinh(kappa T), with cosh(kappa tau) = 1 + kappa~^2
 * tau^2 / 2, kappa~^2 = lambda sigma^2 / eta~, eta~ = eta - gamma tau / 2. Without aversion to risk
 * the schedule is a straight line. Everything is computed in exponentials that decay, so that no
 * urgency is too great for it.
 */
public final class AlmgrenChriss {
  private static final int MOST_INTERVALS = 1_000_000;

  /**
   * What trading costs and risks. Quantities in any unit Q, money M, time D (days, say).
   *
   * @param volatility sigma of the price, M per unit of quantity and per square root of D: absolute
   *     (0.95 dollars a share and root day), not a fraction; not negative
   * @param permanentImpact gamma: what the price moves for good, M / Q^2; not negative
   * @param temporaryImpact eta: what is lost for the speed of trading, M D / Q^2; positive
   * @param fixedCost epsilon: half the spread and fees, M / Q; not negative
   * @param riskAversion lambda, 1 / M; not negative
   */
  public record Model(
      double volatility,
      double permanentImpact,
      double temporaryImpact,
      double fixedCost,
      double riskAversion) {
    /** Refuses what is out of range. */
    public Model {
      atLeastZero(volatility, "volatility");
      atLeastZero(permanentImpact, "permanent impact");
      atLeastZero(fixedCost, "fixed cost");
      atLeastZero(riskAversion, "risk aversion");
      if (!(temporaryImpact > 0.0 && temporaryImpact <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "temporary impact is " + temporaryImpact + "; expected a positive number");
      }
    }

    private static void atLeastZero(double value, String what) {
      if (!(value >= 0.0 && value <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(what + " is " + value + "; expected 0 or more");
      }
    }
  }

  private final Model model;
  private final double quantity;
  private final int intervals;
  private final double tau;
  private final double kappaTilde;
  private final double kappa;

  /**
   * Plans.
   *
   * @param quantity to be traded; its sign does not matter to cost and risk
   * @param horizon T in D, positive
   * @param intervals how many trades, at equal distances
   * @throws IllegalArgumentException if an argument is out of range, or permanent impact is so
   *     large against temporary that eta - gamma tau / 2 is not positive: trade in shorter
   *     intervals
   */
  public AlmgrenChriss(Model model, double quantity, double horizon, int intervals) {
    if (!(Math.abs(quantity) <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("quantity is " + quantity + "; expected a finite number");
    }
    if (!(horizon > 0.0 && horizon <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("horizon is " + horizon + "; expected a positive number");
    }
    if (intervals < 1 || intervals > MOST_INTERVALS) {
      throw new IllegalArgumentException(
          "intervals is " + intervals + "; expected 1 to " + MOST_INTERVALS);
    }
    this.model = model;
    this.quantity = quantity;
    this.intervals = intervals;
    tau = horizon / intervals;
    double eta = model.temporaryImpact() - 0.5 * model.permanentImpact() * tau;
    if (!(eta > 0.0)) {
      throw new IllegalArgumentException(
          "temporary impact less half the permanent impact of an interval is "
              + eta
              + "; expected it to be positive: trade in shorter intervals");
    }
    kappaTilde = model.volatility() * StrictMath.sqrt(model.riskAversion() / eta);
    // 2 asinh(x) = acosh(1 + 2 x^2), without losing small x.
    double half = 0.5 * kappaTilde * tau;
    kappa = 2.0 * asinh(half) / tau;
  }

  private static double asinh(double x) {
    return x < 1e-4
        ? x * (1.0 - x * x / 6.0)
        : StrictMath.log(x) + StrictMath.log1p(StrictMath.sqrt(1.0 + 1.0 / (x * x)));
  }

  /** The urgency in continuous time, per D. */
  public double kappaTilde() {
    return kappaTilde;
  }

  /** The urgency for this interval, per D. */
  public double kappa() {
    return kappa;
  }

  /**
   * 1 / kappa, in D: when a share 1/e is left, were there no horizon; infinite without aversion.
   */
  public double halfLife() {
    return 1.0 / kappa;
  }

  /** What is still held after each trade, from the whole quantity to 0. */
  public double[] holdings() {
    double[] holdings = new double[intervals + 1];
    for (int j = 0; j < intervals; j++) {
      holdings[j] = quantity * left(j);
    }
    return holdings;
  }

  private double left(int j) {
    double total = kappa * tau * intervals;
    if (j == 0) {
      return 1.0;
    }
    if (total == 0.0) {
      return (double) (intervals - j) / intervals;
    }
    double rest = kappa * tau * (intervals - j);
    return StrictMath.exp(-kappa * tau * j)
        * StrictMath.expm1(-2.0 * rest)
        / StrictMath.expm1(-2.0 * total);
  }

  /** The trades, in the quantity's sign; they add up to the quantity, to rounding. */
  public double[] trades() {
    double[] trades = new double[intervals];
    double total = kappa * tau * intervals;
    for (int j = 0; j < intervals; j++) {
      if (total == 0.0) {
        trades[j] = quantity / intervals;
      } else {
        // sinh a - sinh b = 2 sinh((a - b) / 2) cosh((a + b) / 2): no digits lost late in the day.
        double middle = kappa * tau * (intervals - j - 0.5);
        trades[j] =
            quantity
                * StrictMath.exp(-kappa * tau * j)
                * StrictMath.expm1(-kappa * tau)
                * (1.0 + StrictMath.exp(-2.0 * middle))
                / StrictMath.expm1(-2.0 * total);
      }
    }
    return trades;
  }

  /** What the permanent impact of each trade costs, on what is held after it; money. */
  public double[] permanentCosts() {
    double[] holdings = holdings();
    double[] trades = trades();
    double[] costs = new double[intervals];
    for (int j = 0; j < intervals; j++) {
      costs[j] = model.permanentImpact() * trades[j] * holdings[j + 1];
    }
    return costs;
  }

  /** What spread, fees and the speed of each trade cost; money. */
  public double[] temporaryCosts() {
    double[] trades = trades();
    double[] costs = new double[intervals];
    for (int j = 0; j < intervals; j++) {
      costs[j] =
          model.fixedCost() * Math.abs(trades[j])
              + model.temporaryImpact() / tau * trades[j] * trades[j];
    }
    return costs;
  }

  /** The variance of cost that each interval adds, by what is held during it; money squared. */
  public double[] variances() {
    double[] holdings = holdings();
    double[] variances = new double[intervals];
    for (int j = 0; j < intervals; j++) {
      double deviation = model.volatility() * holdings[j + 1];
      variances[j] = deviation * deviation * tau;
    }
    return variances;
  }

  /** The expected cost of the whole schedule, money. */
  public double expectedCost() {
    return sum(permanentCosts()) + sum(temporaryCosts());
  }

  /** The variance of the cost of the whole schedule, money squared. */
  public double variance() {
    return sum(variances());
  }

  private static double sum(double[] values) {
    double sum = 0.0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
