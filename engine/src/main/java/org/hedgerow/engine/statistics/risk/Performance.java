package org.hedgerow.engine.statistics.risk;

import org.hedgerow.engine.statistics.Checked;
import org.hedgerow.engine.statistics.Moments;

/**
 * Performance figures of a series of simple returns, one a period. Where a denominator is 0 the
 * figure is undefined and NaN, except for {@link #profitFactor} and {@link #omega}, which are
 * infinite when there are gains and no losses.
 */
public final class Performance {
  private Performance() {}

  /** What 1 became, less 1. */
  public static double totalReturn(double[] returns) {
    double wealth = 1;
    for (double periodReturn : returns) {
      if (Checked.number(periodReturn, "return") < -1) {
        throw new IllegalArgumentException("return is " + periodReturn + "; expected -1 or more");
      }
      wealth *= 1 + periodReturn;
    }
    return wealth - 1;
  }

  /** The return a year that compounds to {@link #totalReturn}; NaN without returns. */
  public static double annualisedReturn(double[] returns, double periodsPerYear) {
    Checked.positive(periodsPerYear, "periods per year");
    if (returns.length == 0) {
      return Double.NaN;
    }
    return StrictMath.pow(1 + totalReturn(returns), periodsPerYear / returns.length) - 1;
  }

  /** Sample standard deviation of the returns times the root of the periods a year. */
  public static double annualisedVolatility(double[] returns, double periodsPerYear) {
    return moments(returns, 0).standardDeviation() * root(periodsPerYear);
  }

  /**
   * Sharpe's ratio, arithmetic: mean over sample standard deviation of the excess returns, times
   * the root of the periods a year.
   *
   * @param riskFree the riskless return of one period
   */
  public static double sharpe(double[] returns, double riskFree, double periodsPerYear) {
    Moments excess = moments(returns, riskFree);
    return over(excess.mean(), excess.standardDeviation()) * root(periodsPerYear);
  }

  /**
   * Root of the mean square of what returns fall short of the minimum, over all returns, of one
   * period.
   */
  public static double downsideDeviation(double[] returns, double minimumAcceptable) {
    double squares = 0;
    for (double periodReturn : returns) {
      double shortfall = Math.min(0, Checked.number(periodReturn, "return") - minimumAcceptable);
      squares += shortfall * shortfall;
    }
    return StrictMath.sqrt(squares / returns.length);
  }

  /**
   * Sortino's ratio: mean return above the minimum over {@link #downsideDeviation}, times the root
   * of the periods a year; 1 period for the ratio as PerformanceAnalytics prints it.
   */
  public static double sortino(double[] returns, double minimumAcceptable, double periodsPerYear) {
    return over(
            moments(returns, minimumAcceptable).mean(),
            downsideDeviation(returns, minimumAcceptable))
        * root(periodsPerYear);
  }

  /** Annualised return over the depth of the deepest drawdown. */
  public static double calmar(double[] returns, double periodsPerYear) {
    Drawdown drawdown = new Drawdown(1);
    for (double periodReturn : returns) {
      drawdown.periodReturn(periodReturn);
    }
    return over(annualisedReturn(returns, periodsPerYear), -drawdown.maximum());
  }

  /**
   * Annualised (compounded) return above the benchmark's over the annualised standard deviation of
   * the differences.
   *
   * @throws IllegalArgumentException if there are not as many returns of the benchmark
   */
  public static double informationRatio(
      double[] returns, double[] benchmark, double periodsPerYear) {
    if (returns.length != benchmark.length) {
      throw new IllegalArgumentException(
          benchmark.length + " returns of the benchmark; expected " + returns.length);
    }
    Moments active = new Moments();
    for (int i = 0; i < returns.length; i++) {
      active.add(returns[i] - benchmark[i]);
    }
    return over(
        annualisedReturn(returns, periodsPerYear) - annualisedReturn(benchmark, periodsPerYear),
        active.standardDeviation() * root(periodsPerYear));
  }

  /** Sum of what is above the threshold over the sum of what is below (Keating, Shadwick, 2002). */
  public static double omega(double[] returns, double threshold) {
    double above = 0;
    double below = 0;
    for (double periodReturn : returns) {
      double excess = Checked.number(periodReturn, "return") - threshold;
      above += Math.max(0, excess);
      below -= Math.min(0, excess);
    }
    return above / below;
  }

  /** Sum of gains over sum of losses, of profits of trades or of periods. */
  public static double profitFactor(double[] profits) {
    return omega(profits, 0);
  }

  /** Share of profits above 0; a profit of exactly 0 counts, and is not won. */
  public static double winRate(double[] profits) {
    int won = 0;
    for (double profit : profits) {
      won += Checked.number(profit, "profit") > 0 ? 1 : 0;
    }
    return (double) won / profits.length;
  }

  private static Moments moments(double[] returns, double less) {
    Moments moments = new Moments();
    for (double periodReturn : returns) {
      moments.add(periodReturn - less);
    }
    return moments;
  }

  private static double over(double numerator, double denominator) {
    return denominator > 0 ? numerator / denominator : Double.NaN;
  }

  private static double root(double periodsPerYear) {
    return StrictMath.sqrt(Checked.positive(periodsPerYear, "periods per year"));
  }
}
