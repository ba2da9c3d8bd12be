package org.hedgerow.engine.statistics.volatility;

import static org.hedgerow.engine.statistics.ReferenceCases.assertSeries;
import static org.hedgerow.engine.statistics.ReferenceCases.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hedgerow.engine.statistics.Moments;
import org.hedgerow.engine.statistics.ReferenceCases;
import org.hedgerow.engine.statistics.volatility.CloseToClose.MeanReturn;
import org.hedgerow.engine.statistics.volatility.RangeVolatility.Measure;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of the volatility file: R's TTR, RiskMetrics, Hull. */
class VolatilityReferenceTest {
  /** Where the cases are missing the class is skipped with the reason, not silently empty. */
  @BeforeAll
  static void referenceIsThere() {
    ReferenceCases.of("04_volatility_estimators.json");
  }

  /** Feeds a bar. */
  private interface Feed {
    void bar(double open, double high, double low, double close);
  }

  @TestFactory
  Stream<DynamicTest> estimators() {
    ReferenceCases cases = ReferenceCases.of("04_volatility_estimators.json");
    return cases.each(c -> check(c, cases.data("data")));
  }

  private static void check(JsonNode c, JsonNode data) {
    int n = c.at("/inputs/n").asInt();
    switch (c.get("name").asText()) {
      case "ttr_vol_close" -> {
        CloseToClose close = CloseToClose.overPrices(n, MeanReturn.OF_SAMPLE);
        assertYearly(c, data, close, (o, h, l, p) -> close.price(p));
      }
      case "ttr_vol_close_mean0" -> {
        CloseToClose close = CloseToClose.overPrices(n, MeanReturn.ZERO_AS_TTR);
        assertYearly(c, data, close, (o, h, l, p) -> close.price(p));
      }
      case "ttr_vol_gk" -> assertRange(c, data, Measure.GARMAN_KLASS, n);
      case "ttr_vol_park" -> assertRange(c, data, Measure.PARKINSON, n);
      case "ttr_vol_rs" -> assertRange(c, data, Measure.ROGERS_SATCHELL, n);
      case "ttr_vol_gkyz" -> assertRange(c, data, Measure.GARMAN_KLASS_WITH_GAPS, n);
      case "ttr_vol_yz" -> {
        YangZhang estimator = new YangZhang(n);
        assertYearly(c, data, estimator, estimator::bar);
      }
      case "riskmetrics_ewma_094" -> {
        EwmaVolatility ewma = new EwmaVolatility(c.at("/inputs/lam").asDouble());
        double[] close = numbers(data.get("close"));
        double[] actual = new double[close.length];
        for (int i = 0; i < close.length; i++) {
          ewma.price(close[i]);
          actual[i] = ewma.volatility();
        }
        assertSeries(c.get("expected"), actual, c);
      }
      case "hull_ewma_example" -> checkHullsEwma(c);
      case "hull_garch_example" -> checkHullsGarch(c);
      case "hull_table_15_1_historical_vol" -> checkHullsTable(c);
      case "degenerate_constant" -> checkConstant(c.get("inputs"));
      default -> fail("no check for this case");
    }
  }

  private static void assertRange(JsonNode c, JsonNode data, Measure measure, int n) {
    RangeVolatility estimator = new RangeVolatility(measure, n);
    assertYearly(c, data, estimator, estimator::bar);
  }

  private static void assertYearly(
      JsonNode c, JsonNode data, VolatilityEstimator estimator, Feed feed) {
    double[] open = numbers(data.get("open"));
    double[] high = numbers(data.get("high"));
    double[] low = numbers(data.get("low"));
    double[] close = numbers(data.get("close"));
    double[] actual = new double[open.length];
    for (int i = 0; i < open.length; i++) {
      feed.bar(open[i], high[i], low[i], close[i]);
      actual[i] = estimator.annualised(c.at("/inputs/N").asDouble());
    }
    assertSeries(c.get("expected"), actual, c);
  }

  private static void checkHullsEwma(JsonNode c) {
    double before = c.at("/inputs/sigma_prev").asDouble();
    EwmaVolatility ewma = new EwmaVolatility(c.at("/inputs/lam").asDouble(), before * before);
    ewma.logReturn(c.at("/inputs/u").asDouble());
    double tolerance = c.get("tolerance").asDouble();
    assertEquals(c.at("/expected/variance").asDouble(), ewma.variance(), 1e-9);
    assertEquals(c.at("/expected/sigma").asDouble(), ewma.volatility(), tolerance);
    assertEquals(c.at("/expected_exact/sigma").asDouble(), ewma.volatility(), 1e-15);
  }

  private static void checkHullsGarch(JsonNode c) {
    JsonNode in = c.get("inputs");
    double before = in.get("sigma_prev").asDouble();
    Garch garch =
        new Garch(
            in.get("omega").asDouble(),
            in.get("alpha").asDouble(),
            in.get("beta").asDouble(),
            before * before);
    garch.logReturn(in.get("u").asDouble());
    assertEquals(c.at("/expected/variance").asDouble(), garch.variance(), 1e-15);
    assertEquals(
        c.at("/expected/sigma").asDouble(), garch.volatility(), c.get("tolerance").asDouble());
    assertEquals(c.at("/expected_exact/VL").asDouble(), garch.longRunVariance(), 1e-15);
  }

  private static void checkHullsTable(JsonNode c) {
    double[] close = numbers(c.at("/inputs/close"));
    CloseToClose estimator = CloseToClose.overReturns(close.length - 1, MeanReturn.OF_SAMPLE);
    CloseToClose aboutZero = CloseToClose.overReturns(close.length - 1, MeanReturn.ZERO);
    Moments returns = new Moments();
    for (int i = 0; i < close.length; i++) {
      estimator.price(close[i]);
      aboutZero.price(close[i]);
      if (i > 0) {
        returns.add(StrictMath.log(close[i] / close[i - 1]));
      }
    }
    double days = c.at("/inputs/trading_days").asDouble();
    double root = StrictMath.sqrt(days);
    long m = estimator.count();
    assertTable(c, "sum_u", returns.mean() * m);
    assertTable(c, "sum_u2", aboutZero.variance() * m);
    assertTable(c, "daily_sd", estimator.volatility());
    assertTable(c, "annual_vol", estimator.annualised(days));
    assertTable(c, "standard_error", estimator.standardError() * root);
  }

  private static void assertTable(JsonNode c, String name, double actual) {
    double tolerance = c.get("tolerance").get(name).asDouble();
    assertEquals(c.get("expected").get(name).asDouble(), actual, tolerance, name);
    assertEquals(c.get("expected_exact").get(name).asDouble(), actual, 1e-14, name);
  }

  private static void checkConstant(JsonNode in) {
    List<VolatilityEstimator> all = new ArrayList<>();
    List<Feed> feeds = new ArrayList<>();
    for (MeanReturn mean : MeanReturn.values()) {
      CloseToClose close = CloseToClose.overPrices(10, mean);
      all.add(close);
      feeds.add((o, h, l, p) -> close.price(p));
    }
    for (Measure measure : Measure.values()) {
      RangeVolatility range = new RangeVolatility(measure, 10);
      all.add(range);
      feeds.add(range::bar);
    }
    YangZhang yangZhang = new YangZhang(10);
    all.add(yangZhang);
    feeds.add(yangZhang::bar);
    EwmaVolatility ewma = new EwmaVolatility(0.94);
    all.add(ewma);
    feeds.add((o, h, l, p) -> ewma.price(p));
    double[] open = numbers(in.get("open"));
    double[] high = numbers(in.get("high"));
    double[] low = numbers(in.get("low"));
    double[] close = numbers(in.get("close"));
    for (int i = 0; i < open.length; i++) {
      for (Feed feed : feeds) {
        feed.bar(open[i], high[i], low[i], close[i]);
      }
    }
    for (VolatilityEstimator estimator : all) {
      assertEquals(0, estimator.annualised(365), 0, estimator.getClass().getSimpleName());
    }
  }
}
