package org.hedgerow.engine.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.execution.ExecutionTerms.Algorithm;
import org.hedgerow.engine.strategy.Parameters;
import org.junit.jupiter.api.Test;

/** What a book's section {@code execution} may say. */
class ExecutionTermsTest {
  private static ExecutionTerms read(Map<String, String> values) {
    Parameters parameters = Parameters.of("execution", values);
    ExecutionTerms terms = ExecutionTerms.read(parameters, !values.isEmpty());
    parameters.refuseUnknownKeys();
    assertEquals(List.of(), parameters.errors());
    return terms;
  }

  private static List<String> errors(Map<String, String> values) {
    Parameters parameters = Parameters.of("execution", values);
    ExecutionTerms.read(parameters, true);
    parameters.refuseUnknownKeys();
    return parameters.errors();
  }

  @Test
  void withoutASectionHedgesGoOutAtOnce() {
    assertEquals(ExecutionTerms.AT_ONCE, read(Map.of()));
    assertEquals(ExecutionTerms.AT_ONCE, read(Map.of("algorithm", "market")));
    assertFalse(ExecutionTerms.AT_ONCE.isWorked());
  }

  @Test
  void defaultsAreAsThePageSays() {
    ExecutionTerms chase = read(Map.of("algorithm", "chase"));
    assertEquals(
        new ExecutionTerms(
            Algorithm.CHASE,
            true,
            1,
            0,
            30,
            new BigDecimal("0.005"),
            30_000_000,
            true,
            BigDecimal.ZERO,
            1,
            0,
            Optional.empty()),
        chase);
    assertFalse(read(Map.of("algorithm", "slice", "clip", "2")).chases());
    ExecutionTerms twap = read(Map.of("algorithm", "twap", "by", "chase", "then", "give_up"));
    assertEquals(5, twap.slices());
    assertEquals(60_000_000, twap.horizonMicros());
    assertTrue(twap.chases());
    assertFalse(twap.crosses());
    assertFalse(twap.isOver(89_999_999));
    assertTrue(twap.isOver(90_000_000), "30 s after its horizon of a minute");
  }

  @Test
  void everythingThatIsWrongIsListed() {
    assertEquals(1, errors(Map.of("algorithm", "iceberg")).stream().distinct().count());
    assertEquals(
        List.of("execution.clip: nothing; expected a number from 0 to 1000000000"),
        errors(Map.of("algorithm", "slice")));
    List<String> errors =
        errors(
            Map.of(
                "algorithm", "chase",
                "reprice_ticks", "0",
                "deadline", "soon",
                "then", "pray",
                "clip", "1"));
    assertEquals(4, errors.size(), errors.toString());
  }

  /** 10 lots in 4 steps are 2, 3, 2 and 3: due are 2, 5, 7 and 10. */
  @Test
  void aHorizonIsDueStepByStep() {
    ExecutionTerms twap = read(Map.of("algorithm", "twap", "slices", "4", "horizon", "40s"));
    BigDecimal ten = new BigDecimal("0.10");
    BigDecimal lot = new BigDecimal("0.01");
    int[] due = {2, 5, 7, 10, 10};
    for (int i = 0; i < due.length; i++) {
      long start = i * 10_000_000L;
      for (long elapsed : new long[] {start, start + 9_999_999}) {
        assertEquals(
            0,
            twap.due(ten, Optional.empty(), elapsed, lot).compareTo(BigDecimal.valueOf(due[i], 2)),
            elapsed + " us");
      }
    }
    assertEquals(ten, read(Map.of("algorithm", "chase")).due(ten, Optional.empty(), 0, lot));
  }

  /**
   * The example of Almgren and Chriss (2000), as DROP has it: 1,000,000 shares at 50 over five days
   * in five trades; holdings in percent from its OptimalTrajectoryNoDrift. In fractions of the
   * price: sigma 0.9487 / 50, gamma 2.5e-7 / 50, eta 2.5e-6 / 50 of a day in seconds.
   */
  @Test
  void riskAversionTradesEarly() {
    Map<String, double[]> published =
        Map.of(
            "1e-9", new double[] {79.955, 59.939, 39.947, 19.97},
            "5e-7", new double[] {63.724, 39.522, 22.809, 10.418},
            "1e-6", new double[] {54.238, 29.03, 14.822, 6.23});
    published.forEach(
        (aversion, holdings) -> {
          ExecutionTerms terms =
              read(
                  Map.of(
                      "algorithm", "almgren-chriss",
                      "slices", "5",
                      "horizon", "120h",
                      "volatility", "0.018973665961010275",
                      "temporary_impact", "0.00432",
                      "permanent_impact", "5e-9",
                      "risk_aversion", aversion));
          assertTrue(terms.isWorked() && terms.isSliced() && !terms.chases());
          BigDecimal shares = new BigDecimal(1_000_000);
          Optional<BigDecimal> price = Optional.of(BigDecimal.valueOf(50));
          long day = 86_400_000_000L;
          for (int i = 0; i < 4; i++) {
            BigDecimal due = terms.due(shares, price, i * day + day / 2, BigDecimal.ONE);
            assertEquals(1_000_000 - 10_000 * holdings[i], due.doubleValue(), 10, aversion);
          }
          assertEquals(shares, terms.due(shares, price, 4 * day, BigDecimal.ONE));
          assertEquals(shares, terms.due(shares, price, 5 * day, BigDecimal.ONE));
          // Whole lots, and an even schedule where there was no mid to go by.
          assertEquals(0, terms.due(shares, price, 0, new BigDecimal(1_000)).intValue() % 1_000);
          assertEquals(200_000, terms.due(shares, Optional.empty(), 0, BigDecimal.ONE).intValue());
        });
  }

  @Test
  void whatAScheduleNeedsIsAskedFor() {
    assertEquals(
        3,
        errors(Map.of("algorithm", "almgren-chriss")).size(),
        "volatility, temporary impact and risk aversion have no defaults");
    assertEquals(
        1,
        errors(
                Map.of(
                    "algorithm", "almgren-chriss",
                    "horizon", "10s",
                    "volatility", "0.03",
                    "temporary_impact", "0.000001",
                    "permanent_impact", "0.000001",
                    "risk_aversion", "0.0001"))
            .size(),
        "2 s of it a slice are as much as twice the temporary impact");
  }

  /** 1 tick, 2, 4 and so on, and at most 64 times as many as the first. */
  @Test
  void afterRefusalsItStandsFurtherBack() {
    ExecutionTerms chase = read(Map.of("algorithm", "chase", "step_back", "3"));
    assertEquals(0, chase.ticksBehind(0));
    assertEquals(3, chase.ticksBehind(1));
    assertEquals(6, chase.ticksBehind(2));
    assertEquals(192, chase.ticksBehind(7));
    assertEquals(192, chase.ticksBehind(70));
    assertEquals(0, read(Map.of("algorithm", "chase")).ticksBehind(4));
  }
}
