package org.hedgerow.engine.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
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
            30,
            new BigDecimal("0.005"),
            30_000_000,
            true,
            BigDecimal.ZERO,
            1,
            0),
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
            twap.due(ten, elapsed, lot).compareTo(BigDecimal.valueOf(due[i], 2)),
            elapsed + " us");
      }
    }
    assertEquals(ten, read(Map.of("algorithm", "chase")).due(ten, 0, lot));
  }
}
