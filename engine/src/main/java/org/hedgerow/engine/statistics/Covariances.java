package org.hedgerow.engine.statistics;

/**
 * Second moments of several variables that are observed together, numbered from 0, and what follows
 * from them. Nothing here allocates except {@link #hedgeRatio}.
 *
 * <p>Figures that the sample is too small or too flat for are NaN.
 */
public interface Covariances {
  /** How many variables there are. */
  int variables();

  /** How many joint observations went in (of a rolling window: that it holds). */
  long count();

  /** The mean of a variable; 0 where the estimator takes it to be known as 0. */
  double mean(int variable);

  /** The covariance of two variables, in the product of their units; symmetric. */
  double covariance(int first, int second);

  /** The variance of a variable. */
  default double variance(int variable) {
    return covariance(variable, variable);
  }

  /** Pearson's correlation, from -1 to 1; NaN where either variance is 0. */
  default double correlation(int first, int second) {
    double a = variance(first);
    double b = variance(second);
    if (!(a > 0 && b > 0)) {
      return Double.NaN;
    }
    // Two roots: the product of two variances can leave the range of a double.
    double r = covariance(first, second) / StrictMath.sqrt(a) / StrictMath.sqrt(b);
    return Math.max(-1, Math.min(1, r));
  }

  /**
   * The slope of the regression of one variable on another, Cov / Var(regressor); NaN where the
   * regressor does not vary.
   */
  default double beta(int dependent, int regressor) {
    double variance = variance(regressor);
    return variance > 0 ? covariance(dependent, regressor) / variance : Double.NaN;
  }

  /** The mean of the dependent variable that its {@link #beta} leaves over. */
  default double intercept(int dependent, int regressor) {
    return mean(dependent) - beta(dependent, regressor) * mean(regressor);
  }

  /**
   * The slope of the regression without an intercept, E(xy) / E(x^2): the hedge ratio where mean
   * changes are taken to be 0. NaN where all values of the regressor are 0.
   */
  default double slopeThroughOrigin(int dependent, int regressor) {
    double weight = count() < 2 ? Double.NaN : (count() - 1.0) / count();
    double mean = mean(regressor);
    double squares = variance(regressor) * weight + mean * mean;
    return squares > 0
        ? (covariance(dependent, regressor) * weight + mean(dependent) * mean) / squares
        : Double.NaN;
  }

  /** Share of the dependent variable's variance that the regressor explains, from 0 to 1. */
  default double rSquared(int dependent, int regressor) {
    double r = correlation(dependent, regressor);
    return r * r;
  }

  /**
   * The minimum-variance hedge of one variable by another (Hull, Options, Futures, and Other
   * Derivatives, chapter 3: h* = Cov(dS, dF) / Var(dF)).
   *
   * @param spot the variable of the price changes or returns that are hedged
   * @param hedge the variable of those of the hedge
   */
  default HedgeRatio hedgeRatio(int spot, int hedge) {
    return new HedgeRatio(beta(spot, hedge), rSquared(spot, hedge), count());
  }
}
