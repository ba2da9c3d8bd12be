package org.hedgerow.cli.calc;

import java.util.List;
import org.hedgerow.engine.statistics.JointMoments;
import org.hedgerow.engine.statistics.Moments;
import org.hedgerow.engine.statistics.risk.Drawdown;
import org.hedgerow.engine.statistics.risk.Exceedances;
import org.hedgerow.engine.statistics.risk.LikelihoodRatio;
import org.hedgerow.engine.statistics.risk.Performance;
import org.hedgerow.engine.statistics.risk.PortfolioTailRisk;
import org.hedgerow.engine.statistics.risk.TailRisk;

/** Figures of risk and performance of returns, and back-tests of value at risk. */
final class RiskFunction implements CalcFunction {
  private static final String[] CONFIDENCE = {"confidence", "p", "confidence_level"};
  private static final double USUAL_CONFIDENCE = 0.95;
  private static final int MOST_DAYS = 10_000_000;

  @Override
  public String name() {
    return "risk";
  }

  @Override
  public String page() {
    return """
        Value at risk, expected shortfall, drawdown and ratios of a series of simple returns; of a portfolio's, with
        weights; or back-tests of value at risk.
        returns                         a list, oldest first (null: missing, left out), or rows of several with weights
        confidence (p)                  probability of a smaller loss: 0.95 if not given
        periods_per_year (scale, periods)
                                        to annualise with, 1 if not given
        risk_free (rf), minimum_acceptable_return (mar), threshold
                                        of one period, 0 if not given
        benchmark                       a list of its returns: also information_ratio, beta, correlation
        Answers historical, gaussian and cornish_fisher, each with value_at_risk and expected_shortfall, as returns: a loss is
        negative (quantile of type 7; moments with n in the denominator, as PerformanceAnalytics); maximum_drawdown,
        pain_index, total_return, annualised_return, annualised_volatility, sharpe (arithmetic, n - 1), sortino (and
        sortino_annualised), downside_deviation, calmar, omega, profit_factor, win_rate, mean, skewness, excess_kurtosis.
        With weights: gaussian value_at_risk and expected_shortfall as positive losses with n - 1, and contributions.
        Back-test: observations (n), failures, p (expected share of failures), optionally n00, n01, n10, n11; or hit_days
        (numbered from 0) with n. Answers likelihood ratios and p-values: proportion_of_failures (Kupiec), independence and
        conditional_coverage (Christoffersen).
        """;
  }

  @Override
  public String example() {
    return "{\"returns\":[0.01,-0.02,0.015,-0.005,0.02,-0.03],\"confidence\":0.95,\"periods_per_year\":365}";
  }

  @Override
  public void answer(Fields in, Answer out) {
    if (in.has("failures", "hit_days")) {
      backtest(in, out);
    } else if (in.has("weights")) {
      portfolio(in, out);
    } else {
      series(in, out);
    }
  }

  private static double confidence(Fields in) {
    return in.has(CONFIDENCE) ? in.probability(CONFIDENCE) : USUAL_CONFIDENCE;
  }

  private static void series(Fields in, Answer out) {
    double[] returns = in.present("returns");
    if (returns.length == 0) {
      throw in.wrong("returns", "none; expected one at least");
    }
    double confidence = confidence(in);
    Moments moments = new Moments();
    for (double each : returns) {
      moments.add(each);
    }
    out.inside("historical")
        .put("value_at_risk", TailRisk.historicalVar(returns, confidence))
        .put("expected_shortfall", TailRisk.historicalShortfall(returns, confidence));
    out.inside("gaussian")
        .put("value_at_risk", TailRisk.gaussianVar(moments, confidence))
        .put("expected_shortfall", TailRisk.gaussianShortfall(moments, confidence));
    out.inside("cornish_fisher")
        .put("value_at_risk", TailRisk.cornishFisherVar(moments, confidence))
        .put("expected_shortfall", TailRisk.cornishFisherShortfall(moments, confidence));
    performance(in, returns, out);
    out.put("mean", moments.mean())
        .put("standard_deviation", moments.standardDeviation())
        .put("skewness", moments.skewness())
        .put("excess_kurtosis", moments.excessKurtosis())
        .put("samples", moments.count());
    if (in.has("benchmark")) {
      benchmark(in, returns, out);
    }
  }

  private static void performance(Fields in, double[] returns, Answer out) {
    double perYear = in.positiveOr(1.0, "periods_per_year", "scale", "periods");
    double riskFree = in.numberOr(0.0, "risk_free", "rf");
    double minimum = in.numberOr(0.0, "minimum_acceptable_return", "mar", "MAR");
    double threshold = in.numberOr(riskFree, "threshold");
    out.put("annualised_volatility", Performance.annualisedVolatility(returns, perYear))
        .put("sharpe", Performance.sharpe(returns, riskFree, perYear))
        .put("downside_deviation", Performance.downsideDeviation(returns, minimum))
        .put(
            "downside_deviation_annualised",
            Performance.downsideDeviation(returns, minimum) * StrictMath.sqrt(perYear))
        .put("sortino", Performance.sortino(returns, minimum, 1.0))
        .put("sortino_annualised", Performance.sortino(returns, minimum, perYear))
        .put("omega", Performance.omega(returns, threshold))
        .put("profit_factor", Performance.profitFactor(returns))
        .put("win_rate", Performance.winRate(returns));
    for (double each : returns) {
      if (each < -1.0) {
        // No wealth is left to draw down: a series of profits, not of returns.
        out.put("reason", "a return below -1 loses more than all: no compounded figures");
        return;
      }
    }
    Drawdown drawdown = new Drawdown(1.0);
    for (double each : returns) {
      drawdown.periodReturn(each);
    }
    out.put("maximum_drawdown", drawdown.maximum())
        .put("pain_index", drawdown.painIndex())
        .put("total_return", Performance.totalReturn(returns))
        .put("annualised_return", Performance.annualisedReturn(returns, perYear))
        .put("calmar", Performance.calmar(returns, perYear));
  }

  private static void benchmark(Fields in, double[] returns, Answer out) {
    double[] benchmark = in.present("benchmark");
    if (benchmark.length != returns.length) {
      throw in.wrong(
          "benchmark",
          benchmark.length + " of them; expected " + returns.length + " as of returns");
    }
    JointMoments joint = new JointMoments(2);
    for (int i = 0; i < returns.length; i++) {
      joint.add(returns[i], benchmark[i]);
    }
    double perYear = in.positiveOr(1.0, "periods_per_year", "scale", "periods");
    out.put("beta", joint.beta(0, 1))
        .put("correlation", joint.correlation(0, 1))
        .put("information_ratio", Performance.informationRatio(returns, benchmark, perYear));
  }

  private static void portfolio(Fields in, Answer out) {
    double[][] rows = in.rows("returns");
    double[] weights = in.numbers("weights");
    if (rows.length == 0 || rows[0].length != weights.length) {
      throw in.wrong(
          "weights", weights.length + " of them; expected one for each column of returns");
    }
    double confidence = confidence(in);
    JointMoments joint = new JointMoments(weights.length);
    for (double[] row : rows) {
      joint.add(row);
    }
    PortfolioTailRisk var = PortfolioTailRisk.var(joint, weights, confidence);
    PortfolioTailRisk shortfall = PortfolioTailRisk.shortfall(joint, weights, confidence);
    out.put("value_at_risk", -var.value())
        .put("expected_shortfall", -shortfall.value())
        .put("value_at_risk_contributions", negated(var.contributions()))
        .put("expected_shortfall_contributions", negated(shortfall.contributions()));
  }

  private static double[] negated(double[] values) {
    double[] negated = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      negated[i] = -values[i];
    }
    return negated;
  }

  private static void backtest(Fields in, Answer out) {
    double expected = in.probability("p", "expected_share");
    int n = in.count(1, "n", "observations", "T");
    boolean ordered = in.has("hit_days") || in.has("n00", "N00");
    Exceedances past = in.has("hit_days") ? byDay(in, n) : counted(in, n, ordered);
    put(LikelihoodRatio.proportionOfFailures(past, expected), "proportion_of_failures", out);
    if (ordered) {
      put(LikelihoodRatio.independence(past), "independence", out);
      put(LikelihoodRatio.conditionalCoverage(past, expected), "conditional_coverage", out);
      for (String name : List.of("n00", "n01", "n10", "n11")) {
        out.put(name, past.transitions(name.charAt(1) == '1', name.charAt(2) == '1'));
      }
    }
    out.put("failures", past.failures()).put("observations", past.observations());
  }

  private static Exceedances counted(Fields in, int n, boolean ordered) {
    int failures = in.count(0, "failures");
    if (failures > n) {
      throw in.wrong("failures", "'" + failures + "'; expected " + n + " at most");
    }
    return ordered
        ? Exceedances.counted(
            n,
            failures,
            in.count(0, "n00", "N00"),
            in.count(0, "n01", "N01"),
            in.count(0, "n10", "N10"),
            in.count(0, "n11", "N11"))
        : Exceedances.counted(n, failures, 0, 0, 0, 0);
  }

  private static Exceedances byDay(Fields in, int n) {
    if (n > MOST_DAYS) {
      throw in.wrong("n", "'" + n + "'; expected " + MOST_DAYS + " at most, with hit_days");
    }
    boolean[] hit = new boolean[n];
    for (double day : in.numbers("hit_days")) {
      if (!(day >= 0 && day < n && day == Math.rint(day))) {
        throw in.wrong("hit_days", "'" + day + "'; expected whole numbers from 0 to " + (n - 1));
      }
      hit[(int) day] = true;
    }
    Exceedances past = new Exceedances();
    for (boolean each : hit) {
      past.add(each);
    }
    return past;
  }

  private static void put(LikelihoodRatio ratio, String name, Answer out) {
    out.inside(name).put("likelihood_ratio", ratio.statistic()).put("p_value", ratio.pValue());
  }
}
