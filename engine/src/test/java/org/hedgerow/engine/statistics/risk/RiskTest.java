package org.hedgerow.engine.statistics.risk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hedgerow.engine.statistics.JointMoments;
import org.hedgerow.engine.statistics.Moments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By hand, by published constants and by integration; and the limits. */
class RiskTest {
  /** Values of Wichura's algorithm AS 241 as Python's statistics.NormalDist gives them. */
  @ParameterizedTest
  @CsvSource({
    "1e-10, -6.361340902404056",
    "0.0001, -3.71901648545568",
    "0.01, -2.3263478740408408",
    "0.05, -1.6448536269514726",
    "0.3, -0.5244005127080407",
    "0.5, 0.0",
    "0.7, 0.5244005127080407",
    "0.975, 1.9599639845400536"
  })
  void normalQuantiles(double probability, double expected) {
    double actual = StandardNormal.quantile(probability);
    assertEquals(expected, actual, 1e-14 * Math.max(1, Math.abs(expected)));
  }

  /** A place at (5 - 1) x 0.25 = 1 in order of size; the two that are not above it average -4. */
  @Test
  void historical() {
    double[] returns = {0, -5, 2, -1, -3};
    assertEquals(-3, TailRisk.historicalVar(returns, 0.75), 1e-14);
    assertEquals(-4, TailRisk.historicalShortfall(returns, 0.75), 1e-14);
    assertArrayEquals(new double[] {0, -5, 2, -1, -3}, returns);
    assertEquals(7, TailRisk.historicalShortfall(new double[] {7}, 0.99));
    assertTrue(Double.isNaN(TailRisk.historicalVar(new double[0], 0.95)));
    double[] bad = {1, Double.NaN};
    assertThrows(IllegalArgumentException.class, () -> TailRisk.historicalVar(bad, 0.95));
    assertThrows(IllegalArgumentException.class, () -> TailRisk.historicalVar(returns, 1));
  }

  /**
   * -1 and 1: mean 0, population deviation 1. The shortfall is McNeil, Frey and Embrechts' 2.0627.
   */
  @Test
  void gaussian() {
    Moments standard = moments(-1, 1);
    assertEquals(-1.6448536269514722, TailRisk.gaussianVar(standard, 0.95), 1e-14);
    assertEquals(-2.0627128075, TailRisk.gaussianShortfall(standard, 0.95), 1e-10);
  }

  /** The closed form against Simpson's rule on Edgeworth's density. */
  @ParameterizedTest
  @ValueSource(doubles = {0.9, 0.95, 0.99})
  void cornishFisherShortfallIsTheMeanOfTheTail(double confidence) {
    Moments returns = moments(-4, -2, -1, -1, 0, 0, 0, 1, 1, 1, 2, 2);
    double sd = returns.populationStandardDeviation();
    double mean = returns.mean();
    double g = (TailRisk.cornishFisherVar(returns, confidence) - mean) / sd;
    double low = -14;
    int steps = 20_000;
    double width = (g - low) / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double z = low + i * width;
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * z * edgeworth(z, returns.skewness(), returns.excessKurtosis());
    }
    double expected = mean + sd * sum * width / 3 / (1 - confidence);
    double actual = TailRisk.cornishFisherShortfall(returns, confidence);
    assertTrue(expected < mean + sd * g, "the operational bound is not in play here");
    assertEquals(expected, actual, 1e-9);
  }

  private static double edgeworth(double z, double s, double k) {
    double he3 = z * z * z - 3 * z;
    double he4 = Math.pow(z, 4) - 6 * z * z + 3;
    double he6 = Math.pow(z, 6) - 15 * Math.pow(z, 4) + 45 * z * z - 15;
    return Math.exp(-z * z / 2)
        / Math.sqrt(2 * Math.PI)
        * (1 + s / 6 * he3 + k / 24 * he4 + s * s / 72 * he6);
  }

  /**
   * Short tails make the expansion's shortfall smaller than its value at risk; that is not said.
   */
  @Test
  void cornishFisherShortfallIsNeverTheLesserLoss() {
    Moments twoValued = moments(-1, 1);
    for (double confidence : new double[] {0.9, 0.95, 0.99, 0.999}) {
      assertTrue(
          TailRisk.cornishFisherShortfall(twoValued, confidence)
              <= TailRisk.cornishFisherVar(twoValued, confidence));
    }
  }

  @Test
  void withoutVarianceTheMeanIsAll() {
    Moments flat = moments(0.01, 0.01, 0.01);
    assertEquals(0.01, TailRisk.gaussianVar(flat, 0.95));
    assertEquals(0.01, TailRisk.cornishFisherVar(flat, 0.95));
    assertEquals(0.01, TailRisk.cornishFisherShortfall(flat, 0.95));
    assertTrue(Double.isNaN(TailRisk.gaussianVar(moments(), 0.95)));
    assertTrue(Double.isNaN(TailRisk.cornishFisherVar(moments(), 0.95)));
  }

  /** Two positions without correlation, sd 1 and 2, means 0: sd of 3 and 2 of them is 5. */
  @Test
  void portfolio() {
    JointMoments joint = new JointMoments(2);
    double x = Math.sqrt(0.75);
    for (double[] row : new double[][] {{x, 2 * x}, {x, -2 * x}, {-x, 2 * x}, {-x, -2 * x}}) {
      joint.add(row);
    }
    PortfolioTailRisk var = PortfolioTailRisk.var(joint, new double[] {3, 2}, 0.95);
    assertEquals(-1.6448536269514722 * 5, var.value(), 1e-13);
    assertEquals(var.value() * 9 / 25, var.contributions()[0], 1e-13);
    assertEquals(var.value() * 16 / 25, var.contributions()[1], 1e-13);
    assertEquals(0, PortfolioTailRisk.var(joint, new double[2], 0.95).value());
    assertThrows(
        IllegalArgumentException.class, () -> PortfolioTailRisk.var(joint, new double[3], 0.95));
  }

  /**
   * Hits, hits, then three without: after a hit one of two, after none 0 of 2, in all 1 of 4; so 2
   * (2 ln(1 / 0.75) + ln(0.5 / 0.75) + ln(0.5 / 0.25)).
   */
  @Test
  void backTestsByHand() {
    Exceedances past = new Exceedances();
    for (boolean hit : new boolean[] {true, true, false, false, false}) {
      past.add(hit);
    }
    double expected = 2 * (2 * Math.log(4 / 3.0) + Math.log(2 / 3.0) + Math.log(2));
    assertEquals(expected, LikelihoodRatio.independence(past).statistic(), 1e-13);
    assertEquals(0, LikelihoodRatio.proportionOfFailures(past, 0.4).statistic(), 1e-13);
    assertEquals(1, LikelihoodRatio.proportionOfFailures(past, 0.4).pValue(), 1e-6);
    assertEquals(
        Math.exp(-expected / 2), LikelihoodRatio.conditionalCoverage(past, 0.4).pValue(), 1e-12);
  }

  /** 3.841458821 is the chi-squared table's 5 % point for one degree of freedom. */
  @Test
  void backTestsAtTheirLimits() {
    LikelihoodRatio none = LikelihoodRatio.proportionOfFailures(new Exceedances(), 0.05);
    assertTrue(Double.isNaN(none.statistic()) && Double.isNaN(none.pValue()));
    assertFalse(none.rejectedAt(0.95));
    assertTrue(Double.isNaN(LikelihoodRatio.independence(new Exceedances()).statistic()));
    Exceedances perfect = Exceedances.counted(100, 0, 99, 0, 0, 0);
    assertEquals(0, LikelihoodRatio.independence(perfect).statistic());
    assertEquals(
        -200 * Math.log(0.95),
        LikelihoodRatio.proportionOfFailures(perfect, 0.05).statistic(),
        1e-11);
    double observed = 3.841458821 / 200;
    Exceedances noFailure = Exceedances.counted(100, 0, 0, 0, 0, 0);
    assertEquals(
        0.05,
        LikelihoodRatio.proportionOfFailures(noFailure, 1 - Math.exp(-observed)).pValue(),
        1e-9);
    assertThrows(IllegalArgumentException.class, () -> Exceedances.counted(1, 2, 0, 0, 0, 0));
    assertThrows(
        IllegalArgumentException.class, () -> LikelihoodRatio.proportionOfFailures(perfect, 0));
  }

  @Test
  void drawdown() {
    Drawdown drawdown = new Drawdown(100);
    double[] depths = {0, -0.25, -0.5, 0, -0.1};
    double[] wealth = {120, 90, 60, 130, 117};
    for (int i = 0; i < wealth.length; i++) {
      drawdown.wealth(wealth[i]);
      assertEquals(depths[i], drawdown.current(), 1e-15);
    }
    assertEquals(-0.5, drawdown.maximum());
    assertEquals(0.17, drawdown.painIndex(), 1e-15);
    assertEquals(1, drawdown.periodsBelowPeak());
    assertEquals(2, drawdown.longestBelowPeak());
    drawdown.periodReturn(-1);
    assertEquals(-1, drawdown.maximum());
    assertThrows(IllegalArgumentException.class, () -> drawdown.periodReturn(-1.01));
    assertThrows(IllegalArgumentException.class, () -> drawdown.wealth(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Drawdown(0));
  }

  /** 0.2 and -0.1: mean 0.05, downside root of 0.01 / 2, wealth 1.08, deepest -0.1. */
  @Test
  void ratios() {
    double[] returns = {0.2, -0.1};
    assertEquals(0.08, Performance.totalReturn(returns), 1e-15);
    assertEquals(1.08 * 1.08 - 1, Performance.annualisedReturn(returns, 4), 1e-14);
    assertEquals(0.05 / Math.sqrt(0.045), Performance.sharpe(returns, 0, 1), 1e-14);
    assertEquals(0.04 / Math.sqrt(0.045) * 2, Performance.sharpe(returns, 0.01, 4), 1e-14);
    assertEquals(Math.sqrt(0.5), Performance.sortino(returns, 0, 1), 1e-14);
    assertEquals(0.8, Performance.calmar(returns, 2), 1e-13);
    assertEquals(2, Performance.profitFactor(returns), 1e-14);
  }

  @Test
  void trades() {
    double[] profits = {3, -1, 2, -2, 0};
    assertEquals(5.0 / 3, Performance.profitFactor(profits), 1e-15);
    assertEquals(0.4, Performance.winRate(profits), 1e-15);
    // Above 1: 2 and 1. Below: 2, 3 and 1.
    assertEquals(0.5, Performance.omega(profits, 1), 1e-15);
  }

  @Test
  void ratiosWithoutDenominatorAreUndefined() {
    double[] flat = {0.01, 0.01, 0.01};
    double[] none = {};
    assertTrue(Double.isNaN(Performance.sharpe(flat, 0, 252)));
    assertTrue(Double.isNaN(Performance.sharpe(flat, 0.003, 252)));
    assertTrue(Double.isNaN(Performance.sortino(flat, 0, 252)));
    assertTrue(Double.isNaN(Performance.calmar(flat, 252)));
    assertTrue(Double.isNaN(Performance.informationRatio(flat, flat, 252)));
    assertEquals(Double.POSITIVE_INFINITY, Performance.profitFactor(flat));
    assertTrue(Double.isNaN(Performance.profitFactor(none)));
    assertTrue(Double.isNaN(Performance.winRate(none)));
    assertTrue(Double.isNaN(Performance.annualisedReturn(none, 252)));
    assertTrue(Double.isNaN(Performance.sharpe(none, 0, 252)));
    double[] bad = {Double.NaN};
    assertThrows(IllegalArgumentException.class, () -> Performance.totalReturn(bad));
    assertThrows(IllegalArgumentException.class, () -> Performance.winRate(bad));
    assertThrows(
        IllegalArgumentException.class, () -> Performance.totalReturn(new double[] {-1.5}));
  }

  private static Moments moments(double... values) {
    Moments moments = new Moments();
    for (double value : values) {
      moments.add(value);
    }
    return moments;
  }
}
