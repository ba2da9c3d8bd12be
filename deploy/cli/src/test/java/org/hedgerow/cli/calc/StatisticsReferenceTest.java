package org.hedgerow.cli.calc;

import static org.hedgerow.cli.calc.Calc.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Published figures of regressions, volatility and risk, asked of {@code calc}. */
class StatisticsReferenceTest {
  @BeforeAll
  static void referenceIsThere() {
    Calc.reference("02_linear_regression.json");
  }

  @TestFactory
  Stream<DynamicTest> hedgeRatio() {
    return Calc.each(
        "02_linear_regression.json",
        one -> {
          JsonNode answer = Calc.answer("hedge-ratio", one);
          double digits = one.at("/tolerance/LRE_min").asDouble();
          boolean intercept = one.at("/inputs/model/intercept").asBoolean();
          JsonNode coefficients = one.at("/expected/coef");
          assertEquals(coefficients.size(), answer.get("coefficients").size());
          for (int i = 0; i < coefficients.size(); i++) {
            String name = "B" + (intercept ? i : i + 1);
            assertDigits(digits, coefficients.get(name), answer.get("coefficients").get(i), name);
          }
          assertDigits(digits, one.at("/expected/r_squared"), answer.get("r_squared"), "R2");
          if (one.at("/inputs/model/kind").asText().equals("lin")) {
            assertDigits(digits, coefficients.get("B1"), answer.get("hedge_ratio"), "hedge ratio");
          }
        });
  }

  private static void assertDigits(double least, JsonNode wanted, JsonNode got, String what) {
    double error = Math.abs(got.asDouble(Double.NaN) - wanted.asDouble());
    double digits =
        error == 0
            ? 16
            : -Math.log10(wanted.asDouble() == 0 ? error : error / Math.abs(wanted.asDouble()));
    assertTrue(digits >= least, what + ": " + got + " has " + digits + " digits of " + wanted);
  }

  @TestFactory
  Stream<DynamicTest> volatility() {
    JsonNode data = Calc.reference("04_volatility_estimators.json").get("data");
    return Calc.each("04_volatility_estimators.json", one -> checkVolatility(one, data));
  }

  private static void checkVolatility(JsonNode one, JsonNode data) {
    String name = one.get("name").asText();
    ObjectNode line = one.get("inputs").deepCopy();
    if (line.has("dataset")) {
      for (String list : new String[] {"open", "high", "low", "close"}) {
        line.set(list, data.get(list));
      }
    }
    line.put("series", true);
    switch (name) {
      case "ttr_vol_close" -> assertSeries(one, bare(line));
      case "ttr_vol_close_mean0" -> assertSeries(one, bare(line).put("mean", "zero_ttr"));
      case "ttr_vol_gk" -> assertSeries(one, line.put("estimator", "garman_klass"));
      case "ttr_vol_park" -> assertSeries(one, line.put("estimator", "parkinson"));
      case "ttr_vol_rs" -> assertSeries(one, line.put("estimator", "rogers_satchell"));
      case "ttr_vol_gkyz" -> assertSeries(one, line.put("estimator", "gk.yz"));
      case "ttr_vol_yz" -> assertSeries(one, line.put("estimator", "yang_zhang"));
      case "riskmetrics_ewma_094" -> assertSeries(one, bare(line).put("estimator", "ewma"));
      case "hull_ewma_example", "hull_garch_example" -> {
        line.put("estimator", name.contains("garch") ? "garch" : "ewma");
        JsonNode answer = Calc.answer("volatility", line);
        JsonNode exact = one.get("expected_exact");
        assertEquals(exact.get("variance").asDouble(), answer.get("variance").asDouble(), 1e-15);
        double sigma = answer.get("volatility_per_period").asDouble();
        assertEquals(exact.get("sigma").asDouble(), sigma, 1e-15);
        within(one, one.at("/expected/sigma"), answer.get("volatility_per_period"), "sigma");
      }
      case "hull_table_15_1_historical_vol" -> {
        JsonNode answer = Calc.answer("volatility", one);
        JsonNode exact = one.get("expected_exact");
        JsonNode daily = answer.get("volatility_per_period");
        assertEquals(exact.get("daily_sd").asDouble(), daily.asDouble(), 1e-14);
        assertEquals(
            exact.get("annual_vol").asDouble(), answer.get("volatility").asDouble(), 1e-14);
        JsonNode error = answer.get("standard_error");
        assertEquals(exact.get("standard_error").asDouble(), error.asDouble(), 1e-14);
      }
      case "degenerate_constant" -> {
        for (String estimator :
            new String[] {
              "close_to_close",
              "ewma",
              "parkinson",
              "garman_klass",
              "rogers_satchell",
              "gkyz",
              "yang_zhang"
            }) {
          JsonNode answer = Calc.answer("volatility", line.put("estimator", estimator));
          assertEquals(0, answer.get("volatility_per_period").asDouble(Double.NaN), estimator);
        }
      }
      default -> fail("no check for this case");
    }
  }

  private static ObjectNode bare(ObjectNode line) {
    line.remove(List.of("open", "high", "low"));
    return line;
  }

  private static void assertSeries(JsonNode one, ObjectNode line) {
    JsonNode series = Calc.answer("volatility", line).get("series");
    JsonNode expected = one.get("expected");
    assertEquals(expected.size(), series.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).isNull(), series.get(i).isNull(), "at " + i);
      if (!expected.get(i).isNull()) {
        within(one, expected.get(i), series.get(i), "at " + i);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> risk() {
    JsonNode data = Calc.reference("06_risk_metrics_var.json").get("data");
    return Calc.each("06_risk_metrics_var.json", one -> checkRisk(one, data));
  }

  private static void checkRisk(JsonNode one, JsonNode data) {
    String name = one.get("name").asText();
    ObjectNode line = one.get("inputs").deepCopy();
    if (name.startsWith("kupiec_region")) {
      region(one);
    } else if (name.startsWith("kupiec_") || name.startsWith("christoffersen")) {
      JsonNode answer = Calc.answer("risk", line);
      check(one, "LR", answer.at("/proportion_of_failures/likelihood_ratio"));
      check(one, "p_value", answer.at("/proportion_of_failures/p_value"));
      check(one, "LR_uc", answer.at("/proportion_of_failures/likelihood_ratio"));
      check(one, "LR_ind", answer.at("/independence/likelihood_ratio"));
      check(one, "p_ind", answer.at("/independence/p_value"));
      check(one, "LR_cc", answer.at("/conditional_coverage/likelihood_ratio"));
      for (String count : new String[] {"n00", "n01", "n10", "n11"}) {
        check(one, count, answer.path(count));
      }
    } else if (name.equals("empyrical_sharpe_flat_line")) {
      assertTrue(Calc.answer("risk", line.put("periods", 252)).get("sharpe").isNull());
    } else if (name.startsWith("empyrical_VaR_2")) {
      // The least and the greatest are quantiles that no confidence strictly between 0 and 1 has.
      line.put("confidence", 1 - line.remove("cutoff").asDouble());
      assertEquals("confidence", Calc.line("risk", line.toString()).get("field").asText());
    } else {
      within(one, one.get("expected"), figure(name, line, data), "figure");
    }
  }

  private static void check(JsonNode one, String name, JsonNode actual) {
    if (one.get("expected").has(name)) {
      within(one, one.get("expected").get(name), actual, name);
    }
  }

  private static void region(JsonNode one) {
    int n = one.at("/inputs/T").asInt();
    double level = one.at("/inputs/test_level").asDouble();
    for (int failures = 0; failures <= n; failures += 1) {
      ObjectNode line = Calc.object().put("n", n).put("failures", failures);
      line.set("p", one.at("/inputs/p"));
      JsonNode p = Calc.answer("risk", line).at("/proportion_of_failures/p_value");
      boolean rejected =
          failures <= one.at("/expected/reject_at_or_below").asInt()
              || failures >= one.at("/expected/reject_at_or_above").asInt();
      assertEquals(rejected, p.asDouble() < 1 - level, failures + " failures");
    }
  }

  private static JsonNode figure(String name, ObjectNode line, JsonNode data) {
    if (name.startsWith("portfolio_")) {
      line.set("returns", data.get("edhec"));
      JsonNode answer = Calc.answer("risk", line);
      return switch (name) {
        case "portfolio_component_gaussian_VaR" -> answer.get("value_at_risk");
        case "portfolio_component_gaussian_VaR_contrib_1" ->
            answer.get("value_at_risk_contributions").get(1);
        default -> answer.get("expected_shortfall");
      };
    }
    if (name.startsWith("edhec1_")) {
      ArrayNode column = line.putArray("returns");
      data.get("edhec").forEach(row -> column.add(row.get(0)));
    } else if (name.startsWith("HAM1_")) {
      line.set("returns", data.get("HAM1"));
      line.set("benchmark", data.get("SP500"));
      line.remove(List.of("x", "y"));
    } else if (name.contains("calmar") || name.contains("mdd")) {
      line.set("returns", Calc.withZeros(line.get("returns")));
    }
    if (line.has("cutoff")) {
      line.put("confidence", 1 - line.remove("cutoff").asDouble());
    }
    if (name.startsWith("empyrical_sharpe")) {
      line.put("periods", 252);
    }
    return Calc.answer("risk", line).at(place(name));
  }

  private static String place(String name) {
    String figure = name.replaceAll("_0\\.9[059]?$", "");
    return switch (figure) {
      case "edhec1_VaR_historical", "HAM1_VaR95h", "empyrical_VaR_6_0.2" ->
          "/historical/value_at_risk";
      case "edhec1_VaR_gaussian" -> "/gaussian/value_at_risk";
      case "edhec1_VaR_modified", "HAM1_VaR95m" -> "/cornish_fisher/value_at_risk";
      case "HAM1_ES95g" -> "/gaussian/expected_shortfall";
      case "HAM1_excess_kurtosis" -> "/excess_kurtosis";
      case "HAM1_ann_return", "empyrical_annual_return_weekly" -> "/annualised_return";
      case "HAM1_sharpe_ann_rf0_arithmetic",
          "HAM1_sharpe_ann_rf3.5pct",
          "empyrical_sharpe_mixed",
          "empyrical_sharpe_positive" ->
          "/sharpe";
      case "HAM1_downside_dev_MAR0_full" -> "/downside_deviation";
      case "HAM1_sortino_MAR0" -> "/sortino";
      case "HAM1_calmar", "empyrical_calmar_mixed" -> "/calmar";
      case "HAM1_pain_index" -> "/pain_index";
      case "HAM1_beta_SP500" -> "/beta";
      case "HAM1_corr_SP500" -> "/correlation";
      case "HAM1_information_ratio" -> "/information_ratio";
      case "empyrical_mdd_mixed", "empyrical_mdd_10_-10_10" -> "/maximum_drawdown";
      case "empyrical_annual_vol_mixed" -> "/annualised_volatility";
      case "empyrical_omega_mixed_rf" -> "/omega";
      case "empyrical_downside_weekly" -> "/downside_deviation_annualised";
      case "empyrical_cum_final_mixed" -> "/total_return";
      case "mathworks_varbacktest_p_POF" -> "/proportion_of_failures/p_value";
      case "mathworks_varbacktest_p_CCI" -> "/independence/p_value";
      case "mathworks_varbacktest_p_CC" -> "/conditional_coverage/p_value";
      default -> fail("no check for " + name);
    };
  }
}
