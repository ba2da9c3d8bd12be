package org.hedgerow.cli.calc;

import java.util.Arrays;
import org.hedgerow.engine.statistics.volatility.CloseToClose;
import org.hedgerow.engine.statistics.volatility.EwmaVolatility;
import org.hedgerow.engine.statistics.volatility.Garch;
import org.hedgerow.engine.statistics.volatility.RangeVolatility;
import org.hedgerow.engine.statistics.volatility.VolatilityEstimator;
import org.hedgerow.engine.statistics.volatility.YangZhang;

/** Volatility from prices or bars. */
final class VolatilityFunction implements CalcFunction {
  private static final String[] PERIODS = {"periods_per_year", "N", "trading_days"};
  private static final String[] LAMBDA = {"lambda", "lam"};

  @Override
  public String name() {
    return "volatility";
  }

  @Override
  public String page() {
    return """
        Volatility from prices or bars. Which one: estimator
          close_to_close    sample standard deviation of log returns; the default
          ewma              lambda variance + (1 - lambda) u^2 (RiskMetrics), the first u^2 starts it
          garch             omega + alpha u^2 + beta variance
          parkinson, garman_klass, rogers_satchell, garman_klass_yang_zhang, yang_zhang   from bars
        close (prices)                  and for bars open, high, low; lists, oldest first
        returns (log_returns, u)        for ewma and garch, instead of prices: a list or one
        window_prices (n)               of close_to_close: the last n prices, n - 1 returns (TTR); or
        window_returns                  the last so many returns (Hull); all if neither is given
        window (n)                      of bars: the last n; all that there are if not given
        mean                            sample (m - 1 in the denominator; if not given), zero (m), zero_ttr (m - 1)
        lambda (lam)                    of ewma, 0.94 if not given; variance_before (or sigma_prev, a volatility) starts it
        omega, alpha, beta              of garch, with variance_before (or sigma_prev)
        periods_per_year (N, trading_days)
                                        365 for days of a market that never closes, 252 of a stock exchange
        series                          true: also the figure after each price or bar, null before there is one
        Answers variance and volatility_per_period; with periods_per_year volatility (a year); of close_to_close also
        returns, standard_error (volatility / sqrt(2 m), annual where the volatility is). Prices that do not move have volatility 0.
        """;
  }

  @Override
  public String example() {
    return "{\"estimator\":\"close_to_close\",\"close\":[20,20.1,19.9,20,20.5,20.25],\"periods_per_year\":252}";
  }

  @Override
  public void answer(Fields in, Answer out) {
    String estimator = in.wordOr("close_to_close", "estimator", "method", "calc");
    switch (estimator) {
      case "close_to_close", "close" -> closeToClose(in, out);
      case "ewma", "riskmetrics" -> ewma(in, out);
      case "garch" -> garch(in, out);
      case "parkinson" -> range(in, RangeVolatility.Measure.PARKINSON, out);
      case "garman_klass" -> range(in, RangeVolatility.Measure.GARMAN_KLASS, out);
      case "rogers_satchell" -> range(in, RangeVolatility.Measure.ROGERS_SATCHELL, out);
      case "garman_klass_yang_zhang", "gk.yz", "gkyz" ->
          range(in, RangeVolatility.Measure.GARMAN_KLASS_WITH_GAPS, out);
      case "yang_zhang" -> yangZhang(in, out);
      default ->
          throw in.wrong(
              "estimator",
              "'"
                  + estimator
                  + "'; expected close_to_close, ewma, garch, parkinson, garman_klass, rogers_satchell,"
                  + " garman_klass_yang_zhang or yang_zhang");
    }
  }

  /** What a line's prices are given to, one after another. */
  private interface Feed {
    void take(int index);
  }

  private static void feed(
      Fields in, VolatilityEstimator estimator, int count, Feed feed, Answer out) {
    double perYear = in.positiveOr(Double.NaN, PERIODS);
    boolean series = in.flagOr(false, "series");
    double[] figures = new double[count];
    for (int i = 0; i < count; i++) {
      feed.take(i);
      figures[i] = Double.isNaN(perYear) ? estimator.volatility() : estimator.annualised(perYear);
    }
    put(estimator, perYear, out);
    if (series) {
      out.put("series", figures);
    }
  }

  private static void put(VolatilityEstimator estimator, double perYear, Answer out) {
    out.put("variance", estimator.variance()).put("volatility_per_period", estimator.volatility());
    if (!Double.isNaN(perYear)) {
      out.put("volatility", estimator.annualised(perYear));
    }
    if (Double.isNaN(estimator.variance())) {
      out.put("reason", "not enough prices for the window");
    }
  }

  private static void closeToClose(Fields in, Answer out) {
    double[] close = close(in);
    String word = in.wordOr("sample", "mean");
    CloseToClose.MeanReturn mean =
        switch (word) {
          case "sample" -> CloseToClose.MeanReturn.OF_SAMPLE;
          case "zero" -> CloseToClose.MeanReturn.ZERO;
          case "zero_ttr" -> CloseToClose.MeanReturn.ZERO_AS_TTR;
          default -> throw in.wrong("mean", "'" + word + "'; expected sample, zero or zero_ttr");
        };
    int returns;
    if (in.has("window_returns")) {
      returns = in.count(2, "window_returns");
    } else if (in.has("window_prices", "n")) {
      returns = in.count(3, "window_prices", "n") - 1;
    } else {
      returns = Math.max(2, close.length - 1);
    }
    // A window longer than the line has no figure, and needs no room.
    int room = Math.min(returns, Math.max(2, close.length));
    CloseToClose estimator = CloseToClose.overReturns(room, mean);
    feed(in, estimator, close.length, i -> estimator.price(close[i]), out);
    out.put("returns", estimator.count());
    double perYear = in.positiveOr(1.0, PERIODS);
    out.put("standard_error", estimator.standardError() * StrictMath.sqrt(perYear));
  }

  private static void ewma(Fields in, Answer out) {
    double lambda = in.has(LAMBDA) ? in.probability(LAMBDA) : 0.94;
    double before = before(in);
    EwmaVolatility estimator =
        Double.isNaN(before) ? new EwmaVolatility(lambda) : new EwmaVolatility(lambda, before);
    if (in.has("returns", "log_returns", "u")) {
      double[] returns = returns(in);
      feed(in, estimator, returns.length, i -> estimator.logReturn(returns[i]), out);
    } else {
      double[] close = close(in);
      feed(in, estimator, close.length, i -> estimator.price(close[i]), out);
    }
  }

  private static void garch(Fields in, Answer out) {
    double before = before(in);
    if (Double.isNaN(before)) {
      throw in.wrong("variance_before", "missing; expected the variance of a period to start from");
    }
    Garch estimator =
        new Garch(in.positive("omega"), in.notNegative("alpha"), in.notNegative("beta"), before);
    double[] returns = in.has("returns", "log_returns", "u") ? returns(in) : logReturns(in);
    feed(in, estimator, returns.length, i -> estimator.logReturn(returns[i]), out);
    out.put("long_run_variance", estimator.longRunVariance())
        .put("long_run_volatility", StrictMath.sqrt(estimator.longRunVariance()));
  }

  private static double before(Fields in) {
    if (in.has("sigma_prev", "volatility_before")) {
      double sigma = in.notNegative("sigma_prev", "volatility_before");
      return sigma * sigma;
    }
    return in.notNegativeOr(Double.NaN, "variance_before");
  }

  private static double[] returns(Fields in) {
    String[] names = {"returns", "log_returns", "u"};
    double[][] rows = in.isList(names) ? in.rows(names) : new double[][] {{in.number(names)}};
    return Arrays.stream(rows).mapToDouble(row -> row[0]).toArray();
  }

  private static double[] logReturns(Fields in) {
    double[] close = close(in);
    double[] returns = new double[Math.max(0, close.length - 1)];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = StrictMath.log(close[i + 1] / close[i]);
    }
    return returns;
  }

  private static void range(Fields in, RangeVolatility.Measure measure, Answer out) {
    Bars bars = Bars.of(in);
    int gap = measure == RangeVolatility.Measure.GARMAN_KLASS_WITH_GAPS ? 1 : 0;
    RangeVolatility estimator =
        new RangeVolatility(measure, bars.window(in, 1, bars.length() - gap));
    feed(in, estimator, bars.length(), i -> bars.give(i, estimator::bar), out);
  }

  private static void yangZhang(Fields in, Answer out) {
    Bars bars = Bars.of(in);
    YangZhang estimator = new YangZhang(bars.window(in, 2, bars.length() - 1));
    feed(in, estimator, bars.length(), i -> bars.give(i, estimator::bar), out);
  }

  private static double[] close(Fields in) {
    return prices(in, "close", "prices");
  }

  private static double[] prices(Fields in, String... names) {
    double[] prices = in.numbers(names);
    for (int i = 0; i < prices.length; i++) {
      if (!(prices[i] > 0.0)) {
        throw in.wrong(names[0] + "[" + i + "]", "'" + prices[i] + "'; expected a positive number");
      }
    }
    return prices;
  }

  /** The lists that make bars. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Bars(double[] open, double[] high, double[] low, double[] close) {
    /** What takes a bar. */
    interface Taker {
      void bar(double open, double high, double low, double close);
    }

    static Bars of(Fields in) {
      Bars bars =
          new Bars(
              prices(in, "open"),
              prices(in, "high"),
              prices(in, "low"),
              prices(in, "close", "prices"));
      for (double[] list : new double[][] {bars.high, bars.low, bars.close}) {
        if (list.length != bars.open.length) {
          throw in.wrong("open", bars.open.length + " of them; expected as many as of the others");
        }
      }
      return bars;
    }

    int length() {
      return open.length;
    }

    int window(Fields in, int least, int all) {
      int window = in.has("window", "n") ? in.count(least, "window", "n") : Math.max(least, all);
      // A window longer than the line has no figure, and needs no room.
      return Math.min(window, Math.max(least, open.length + 1));
    }

    void give(int i, Taker taker) {
      taker.bar(open[i], high[i], low[i], close[i]);
    }
  }
}
