package org.hedgerow.engine.statistics;

import static org.hedgerow.engine.statistics.ReferenceCases.assertDigits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** NIST's linear regressions. */
class RegressionReferenceTest {
  /** Where the cases are missing the class is skipped with the reason, not silently empty. */
  @BeforeAll
  static void referenceIsThere() {
    ReferenceCases.of("02_linear_regression.json");
  }

  @TestFactory
  Stream<DynamicTest> leastSquares() {
    return cases().each(RegressionReferenceTest::checkLeastSquares);
  }

  private static void checkLeastSquares(JsonNode c) {
    double digits = c.at("/tolerance/LRE_min").asDouble();
    boolean intercept = c.at("/inputs/model/intercept").asBoolean();
    double[] y = dependent(c);
    LeastSquares fit =
        LeastSquares.fit(
            y,
            regressors(c),
            intercept ? LeastSquares.Intercept.FITTED : LeastSquares.Intercept.NONE);
    JsonNode expected = c.get("expected");
    assertEquals(expected.get("coef").size(), fit.coefficients().length);
    for (int i = 0; i < fit.coefficients().length; i++) {
      String name = "B" + (intercept ? i : i + 1);
      assertDigits(digits, expected.get("coef").get(name).asDouble(), fit.coefficients()[i], name);
      assertError(
          digits, expected.get("coef_sd").get(name).asDouble(), fit.standardErrors()[i], y, name);
    }
    assertError(
        digits, expected.get("residual_sd").asDouble(), fit.residualStandardDeviation(), y, "");
    assertDigits(digits, expected.get("r_squared").asDouble(), fit.rSquared(), "R2");
    assertEquals(y.length, fit.samples());
  }

  /** A certified error of 0 is held against the size of the data that it is an error of. */
  private static void assertError(
      double digits, double certified, double actual, double[] y, String name) {
    double size = 1;
    for (double value : y) {
      size = Math.max(size, Math.abs(value));
    }
    assertDigits(
        digits, certified, certified == 0 ? actual / size : actual, "standard error " + name);
  }

  /** One regressor: what the minimum-variance hedge is made of. */
  @TestFactory
  Stream<DynamicTest> streamingSlope() {
    return cases()
        .each(
            c -> c.at("/inputs/model/kind").asText().equals("lin") && hasIntercept(c),
            c -> {
              double digits = c.at("/tolerance/LRE_min").asDouble();
              double[] y = dependent(c);
              double[][] x = regressors(c);
              JointMoments all = new JointMoments(2);
              RollingCovariance rolling = new RollingCovariance(y.length, 2);
              BasketRegression basket = new BasketRegression(0, 1);
              for (int i = 0; i < 4 * y.length + 5; i++) {
                int at = i % y.length;
                rolling.add(y[at], x[at][0]);
                if (i < y.length) {
                  all.add(y[at], x[at][0]);
                }
              }
              for (Covariances covariances : new Covariances[] {all, rolling}) {
                HedgeRatio hedge = covariances.hedgeRatio(0, 1);
                double slope = c.at("/expected/coef/B1").asDouble();
                double r2 = c.at("/expected/r_squared").asDouble();
                assertDigits(digits, slope, hedge.ratio(), "slope");
                assertDigits(digits, r2, hedge.rSquared(), "R2");
                assertEquals(y.length, hedge.samples());
                assertDigits(
                    digits,
                    c.at("/expected/coef/B0").asDouble(),
                    covariances.intercept(0, 1),
                    "intercept");
                assertTrue(basket.fit(covariances));
                assertDigits(digits, slope, basket.coefficient(0), "slope of a basket of one");
                assertDigits(digits, r2, basket.rSquared(), "R2 of a basket of one");
              }
            });
  }

  /**
   * Without an intercept: the same with the mean taken to be 0, where every observation weighs
   * alike.
   */
  @TestFactory
  Stream<DynamicTest> streamingSlopeThroughTheOrigin() {
    return cases()
        .each(
            c -> !hasIntercept(c),
            c -> {
              double[] y = dependent(c);
              double[][] x = regressors(c);
              JointMoments all = new JointMoments(2);
              for (int i = 0; i < y.length; i++) {
                all.add(y[i], x[i][0]);
              }
              assertDigits(
                  c.at("/tolerance/LRE_min").asDouble(),
                  c.at("/expected/coef/B1").asDouble(),
                  all.slopeThroughOrigin(0, 1),
                  "slope");
            });
  }

  /**
   * A basket from covariances that stream. The bound is this way's own: Longley's regressors leave
   * 1/1788 of one another unexplained, doubles have 16 digits, and the worst coefficients are
   * differences of larger ones. Eight is what is left; QR of the data keeps more (above).
   */
  @TestFactory
  Stream<DynamicTest> streamingBasket() {
    return cases()
        .each(
            c -> c.get("name").asText().equals("nist_Longley"),
            c -> {
              double[] y = dependent(c);
              double[][] x = regressors(c);
              RollingCovariance rolling = new RollingCovariance(y.length, 7);
              for (int i = 0; i < 3 * y.length + 5; i++) {
                double[] row = new double[7];
                row[0] = y[i % y.length];
                System.arraycopy(x[i % y.length], 0, row, 1, 6);
                rolling.add(row);
              }
              BasketRegression basket = new BasketRegression(0, 1, 2, 3, 4, 5, 6);
              assertTrue(basket.fit(rolling));
              for (int i = 0; i < 6; i++) {
                String name = "B" + (i + 1);
                assertDigits(
                    8, c.at("/expected/coef/" + name).asDouble(), basket.coefficient(i), name);
              }
              assertDigits(8, c.at("/expected/coef/B0").asDouble(), basket.intercept(), "B0");
              assertDigits(11, c.at("/expected/r_squared").asDouble(), basket.rSquared(), "R2");
            });
  }

  private static boolean hasIntercept(JsonNode c) {
    return c.at("/inputs/model/intercept").asBoolean();
  }

  private static double[] dependent(JsonNode c) {
    return ReferenceCases.numbers(c.at("/inputs/y"));
  }

  private static double[][] regressors(JsonNode c) {
    JsonNode x = c.at("/inputs/x");
    int degree = c.at("/inputs/model/degree").asInt();
    double[][] rows = new double[x.size()][];
    for (int i = 0; i < rows.length; i++) {
      if (x.get(i).isArray()) {
        rows[i] = ReferenceCases.numbers(x.get(i));
      } else {
        rows[i] = new double[degree];
        double power = 1;
        for (int j = 0; j < degree; j++) {
          power *= x.get(i).asDouble();
          rows[i][j] = power;
        }
      }
    }
    return rows;
  }

  private static ReferenceCases cases() {
    return ReferenceCases.of("02_linear_regression.json");
  }
}
