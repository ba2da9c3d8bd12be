package org.hedgerow.engine.statistics.risk;

import static org.hedgerow.engine.statistics.ReferenceCases.numbers;
import static org.hedgerow.engine.statistics.ReferenceCases.withoutNulls;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import org.hedgerow.engine.statistics.JointMoments;
import org.hedgerow.engine.statistics.Moments;
import org.hedgerow.engine.statistics.Quantiles;
import org.hedgerow.engine.statistics.ReferenceCases;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of the risk file: R's PerformanceAnalytics, empyrical, MathWorks, Kupiec's table. */
class RiskReferenceTest {
  /** Where the cases are missing the class is skipped with the reason, not silently empty. */
  @BeforeAll
  static void referenceIsThere() {
    ReferenceCases.of("06_risk_metrics_var.json");
  }

  private static final int MONTHS = 12;

  @TestFactory
  Stream<DynamicTest> cases() {
    ReferenceCases cases = ReferenceCases.of("06_risk_metrics_var.json");
    return cases.each(c -> check(c, cases.data("data")));
  }

  private static void check(JsonNode c, JsonNode data) {
    String name = c.get("name").asText();
    if (name.startsWith("kupiec_region")) {
      checkRegion(c);
    } else if (name.startsWith("kupiec_")) {
      checkKupiec(c);
    } else if (name.equals("christoffersen_scattered")) {
      checkChristoffersen(c);
    } else if (name.equals("empyrical_sharpe_flat_line")) {
      double[] flat = numbers(c.at("/inputs/returns"));
      double sharpe = Performance.sharpe(flat, 0, 252);
      assertFalse(Double.isFinite(sharpe), "zero variance gave " + sharpe);
    } else {
      double expected = c.get("expected").asDouble();
      double tolerance = c.get("tolerance_rel").asDouble() * Math.abs(expected);
      assertEquals(expected, figure(name, c.get("inputs"), data), tolerance);
    }
  }

  private static double figure(String name, JsonNode in, JsonNode data) {
    double p = in.path("p").asDouble();
    if (name.startsWith("edhec1_")) {
      double[] returns = column(data.get("edhec"), 0);
      return switch (name.substring(0, name.lastIndexOf('_'))) {
        case "edhec1_VaR_historical" -> TailRisk.historicalVar(returns, p);
        case "edhec1_VaR_gaussian" -> TailRisk.gaussianVar(moments(returns), p);
        case "edhec1_VaR_modified" -> TailRisk.cornishFisherVar(moments(returns), p);
        default -> fail("no check for this case");
      };
    }
    if (name.startsWith("portfolio_")) {
      return portfolio(name, in, data.get("edhec"), p);
    }
    if (name.startsWith("HAM1_")) {
      return ham1(name, in, numbers(data.get("HAM1")), numbers(data.get("SP500")));
    }
    if (name.startsWith("empyrical_")) {
      return empyrical(name, in);
    }
    return mathworks(name, in, p);
  }

  /** The sign of these is turned round in the reference: a loss is positive there. */
  private static double portfolio(String name, JsonNode in, JsonNode edhec, double p) {
    JointMoments joint = new JointMoments(3);
    edhec.forEach(row -> joint.add(numbers(row)));
    double[] weights = numbers(in.get("weights"));
    PortfolioTailRisk var = PortfolioTailRisk.var(joint, weights, p);
    return switch (name) {
      case "portfolio_component_gaussian_VaR" -> -var.value();
      case "portfolio_component_gaussian_VaR_contrib_1" -> -var.contributions()[1];
      case "portfolio_component_gaussian_ES" ->
          -PortfolioTailRisk.shortfall(joint, weights, p).value();
      default -> fail("no check for this case");
    };
  }

  private static double ham1(String name, JsonNode in, double[] ham1, double[] index) {
    JointMoments joint = new JointMoments(2);
    Drawdown drawdown = new Drawdown(1);
    for (int i = 0; i < ham1.length; i++) {
      joint.add(ham1[i], index[i]);
      drawdown.periodReturn(ham1[i]);
    }
    double p = in.path("p").asDouble();
    return switch (name) {
      case "HAM1_excess_kurtosis" -> moments(ham1).excessKurtosis();
      case "HAM1_ann_return" -> Performance.annualisedReturn(ham1, MONTHS);
      case "HAM1_sharpe_ann_rf0_arithmetic" -> Performance.sharpe(ham1, 0, MONTHS);
      case "HAM1_sharpe_ann_rf3.5pct" -> Performance.sharpe(ham1, in.get("rf").asDouble(), MONTHS);
      case "HAM1_downside_dev_MAR0_full" -> Performance.downsideDeviation(ham1, 0);
      case "HAM1_sortino_MAR0" -> Performance.sortino(ham1, 0, 1);
      case "HAM1_calmar" -> Performance.calmar(ham1, MONTHS);
      case "HAM1_pain_index" -> drawdown.painIndex();
      case "HAM1_VaR95h" -> TailRisk.historicalVar(ham1, p);
      case "HAM1_VaR95m" -> TailRisk.cornishFisherVar(moments(ham1), p);
      case "HAM1_ES95g" -> TailRisk.gaussianShortfall(moments(ham1), p);
      case "HAM1_beta_SP500" -> joint.beta(0, 1);
      case "HAM1_corr_SP500" -> joint.correlation(0, 1);
      case "HAM1_information_ratio" -> Performance.informationRatio(ham1, index, MONTHS);
      default -> fail("no check for this case");
    };
  }

  /**
   * empyrical leaves a missing return out of mean and deviation, and counts it as a period without
   * return where wealth compounds.
   */
  private static double empyrical(String name, JsonNode in) {
    double[] present = withoutNulls(in.get("returns"));
    double[] periods = numbers(in.get("returns"));
    for (int i = 0; i < periods.length; i++) {
      periods[i] = Double.isNaN(periods[i]) ? 0 : periods[i];
    }
    double year = in.path("periods").asDouble(252);
    return switch (name) {
      case "empyrical_mdd_mixed", "empyrical_mdd_10_-10_10" -> {
        Drawdown drawdown = new Drawdown(1);
        for (double periodReturn : periods) {
          drawdown.periodReturn(periodReturn);
        }
        yield drawdown.maximum();
      }
      case "empyrical_annual_return_weekly" -> Performance.annualisedReturn(periods, year);
      case "empyrical_annual_vol_mixed" -> Performance.annualisedVolatility(present, year);
      case "empyrical_calmar_mixed" -> Performance.calmar(periods, year);
      case "empyrical_sharpe_mixed", "empyrical_sharpe_positive" ->
          Performance.sharpe(present, 0, year);
      case "empyrical_omega_mixed_rf" -> Performance.omega(present, in.get("rf").asDouble());
      case "empyrical_downside_weekly" ->
          Performance.downsideDeviation(present, 0) * StrictMath.sqrt(year);
      case "empyrical_VaR_2_0", "empyrical_VaR_2_1.0", "empyrical_VaR_6_0.2" ->
          Quantiles.ofSorted(sorted(present), present.length, in.get("cutoff").asDouble());
      case "empyrical_cum_final_mixed" -> Performance.totalReturn(present);
      default -> fail("no check for this case");
    };
  }

  private static double mathworks(String name, JsonNode in, double p) {
    Exceedances past =
        Exceedances.counted(
            in.get("n").asLong(),
            in.get("failures").asLong(),
            in.get("N00").asLong(),
            in.get("N01").asLong(),
            in.get("N10").asLong(),
            in.get("N11").asLong());
    return switch (name) {
      case "mathworks_varbacktest_p_POF" -> LikelihoodRatio.proportionOfFailures(past, p).pValue();
      case "mathworks_varbacktest_p_CCI" -> LikelihoodRatio.independence(past).pValue();
      case "mathworks_varbacktest_p_CC" -> LikelihoodRatio.conditionalCoverage(past, p).pValue();
      default -> fail("no check for this case");
    };
  }

  private static void checkRegion(JsonNode c) {
    int n = c.at("/inputs/T").asInt();
    int few = c.at("/expected/reject_at_or_below").asInt();
    int many = c.at("/expected/reject_at_or_above").asInt();
    for (int failures = 0; failures <= n; failures++) {
      LikelihoodRatio test =
          LikelihoodRatio.proportionOfFailures(
              Exceedances.counted(n, failures, 0, 0, 0, 0), c.at("/inputs/p").asDouble());
      assertEquals(
          failures <= few || failures >= many,
          test.rejectedAt(c.at("/inputs/test_level").asDouble()),
          failures + " failures");
    }
  }

  private static void checkKupiec(JsonNode c) {
    JsonNode in = c.get("inputs");
    LikelihoodRatio test =
        LikelihoodRatio.proportionOfFailures(
            Exceedances.counted(in.get("n").asLong(), in.get("failures").asLong(), 0, 0, 0, 0),
            in.get("p").asDouble());
    assertRelative(c, "LR", test.statistic());
    assertRelative(c, "p_value", test.pValue());
  }

  private static void checkChristoffersen(JsonNode c) {
    JsonNode in = c.get("inputs");
    boolean[] hits = new boolean[in.get("n").asInt()];
    in.get("hit_days").forEach(day -> hits[day.asInt()] = true);
    Exceedances past = new Exceedances();
    for (boolean hit : hits) {
      past.add(hit);
    }
    JsonNode expected = c.get("expected");
    assertEquals(expected.get("n00").asLong(), past.transitions(false, false));
    assertEquals(expected.get("n01").asLong(), past.transitions(false, true));
    assertEquals(expected.get("n10").asLong(), past.transitions(true, false));
    assertEquals(expected.get("n11").asLong(), past.transitions(true, true));
    double p = in.get("p").asDouble();
    assertRelative(c, "LR_uc", LikelihoodRatio.proportionOfFailures(past, p).statistic());
    assertRelative(c, "LR_ind", LikelihoodRatio.independence(past).statistic());
    assertRelative(c, "p_ind", LikelihoodRatio.independence(past).pValue());
    assertRelative(c, "LR_cc", LikelihoodRatio.conditionalCoverage(past, p).statistic());
    assertTrue(LikelihoodRatio.conditionalCoverage(past, p).pValue() > 0.05);
  }

  private static void assertRelative(JsonNode c, String name, double actual) {
    double expected = c.get("expected").get(name).asDouble();
    double tolerance = c.get("tolerance_rel").asDouble() * Math.abs(expected);
    assertEquals(expected, actual, tolerance, name);
  }

  private static Moments moments(double[] values) {
    Moments moments = new Moments();
    for (double value : values) {
      moments.add(value);
    }
    return moments;
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double[] column(JsonNode rows, int column) {
    double[] values = new double[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.get(i).get(column).asDouble();
    }
    return values;
  }
}
