package org.hedgerow.engine.statistics;

import static org.hedgerow.engine.statistics.ReferenceCases.assertDigits;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** NIST's univariate cases, by all ways that values can take through the calculators. */
class UnivariateReferenceTest {
  /** Where the cases are missing the class is skipped with the reason, not silently empty. */
  @BeforeAll
  static void referenceIsThere() {
    ReferenceCases.of("07_univariate_statistics.json");
  }

  @TestFactory
  Stream<DynamicTest> allValues() {
    return cases()
        .each(
            c -> {
              Moments moments = new Moments();
              for (double value : values(c)) {
                moments.add(value);
              }
              check(c, moments);
            });
  }

  @TestFactory
  Stream<DynamicTest> mergedFromThreeParts() {
    return cases()
        .each(
            c -> {
              double[] values = values(c);
              Moments[] parts = {new Moments(), new Moments(), new Moments()};
              for (int i = 0; i < values.length; i++) {
                parts[3 * i / values.length].add(values[i]);
              }
              parts[1].merge(parts[2]);
              parts[0].merge(parts[1]);
              check(c, parts[0]);
            });
  }

  /** The window has turned over several times, at another place each case. */
  @TestFactory
  Stream<DynamicTest> rollingWindow() {
    return cases()
        .each(
            c -> {
              double[] values = values(c);
              RollingMoments moments = new RollingMoments(values.length);
              for (int i = 0; i < 3 * values.length + values.length / 3; i++) {
                moments.add(values[i % values.length]);
              }
              check(c, moments);
            });
  }

  @TestFactory
  Stream<DynamicTest> autocorrelation() {
    return cases()
        .each(
            c -> {
              LagOneAutocorrelation autocorrelation = new LagOneAutocorrelation();
              for (double value : values(c)) {
                autocorrelation.add(value);
              }
              assertDigits(
                  c.at("/tolerance/LRE_r1").asDouble(),
                  c.at("/expected/autocorr_lag1").asDouble(),
                  autocorrelation.value(),
                  "autocorrelation");
            });
  }

  private static void check(JsonNode c, CentralMoments moments) {
    assertDigits(
        c.at("/tolerance/LRE_mean").asDouble(),
        c.at("/expected/mean").asDouble(),
        moments.mean(),
        "mean");
    assertDigits(
        c.at("/tolerance/LRE_sd").asDouble(),
        c.at("/expected/sd_n_minus_1").asDouble(),
        moments.standardDeviation(),
        "standard deviation");
    // What exact arithmetic gives for the doubles that the data were rounded to.
    assertDigits(
        13,
        c.at("/expected_of_double_rounded_data/sd").asDouble(),
        moments.standardDeviation(),
        "standard deviation of the data as doubles");
  }

  private static double[] values(JsonNode c) {
    return ReferenceCases.numbers(c.at("/inputs/y"));
  }

  private static ReferenceCases cases() {
    return ReferenceCases.of("07_univariate_statistics.json");
  }
}
