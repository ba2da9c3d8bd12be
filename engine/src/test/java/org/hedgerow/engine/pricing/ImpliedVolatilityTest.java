package org.hedgerow.engine.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Volatility from prices: every reference case, and the price back over the whole plane. */
class ImpliedVolatilityTest {
  @TestFactory
  Stream<DynamicTest> cases() {
    return ReferenceCases.of("01c_implied_vol.json").stream()
        .map(one -> dynamicTest(one.get("name").asText(), () -> check(one)));
  }

  private static void check(JsonNode one) {
    JsonNode inputs = one.get("inputs");
    JsonNode expected = one.get("expected");
    double forward = inputs.get("F").asDouble();
    double strike = inputs.get("K").asDouble();
    double years = inputs.get("T").asDouble();
    if (inputs.has("q")) {
      PutOrCall right = inputs.get("q").asInt() < 0 ? PutOrCall.PUT : PutOrCall.CALL;
      double value =
          Black76.value(right, forward, strike, years, inputs.get("sigma").asDouble(), 0);
      assertEquals(
          expected.get("normalised_black").asDouble(),
          value / Math.sqrt(forward * strike),
          one.get("tolerance").asDouble());
      return;
    }
    PutOrCall right = ReferenceCases.right(inputs);
    if (expected.isTextual()) {
      double got =
          ImpliedVolatility.of(right, inputs.get("price").asDouble(), forward, strike, years);
      assertTrue(Double.isNaN(got), expected.asText());
      return;
    }
    JsonNode tolerance = one.get("tolerance");
    if (inputs.has("sigma")) {
      double sigma = inputs.get("sigma").asDouble();
      double price = expected.get("price").asDouble();
      double exact = ReferenceCases.number(one.get("expected_exact").get("price"));
      double value = Black76.value(right, forward, strike, years, sigma, 0);
      assertEquals(price, value, tolerance.get("price_rel").asDouble() * price, "price");
      double z = Math.log(forward / strike) / (sigma * Math.sqrt(years));
      assertEquals(exact, value, 4e-16 * (2 + z * z) * exact, "exact price");
      assertEquals(
          sigma,
          ImpliedVolatility.of(right, price, forward, strike, years),
          tolerance.get("iv_abs").asDouble(),
          "volatility");
      return;
    }
    double volatility = ReferenceCases.number(expected.get("iv"));
    double allowed =
        tolerance.isObject()
            ? tolerance.get("iv_rel").asDouble() * volatility
            : tolerance.asDouble();
    double got =
        ImpliedVolatility.of(right, inputs.get("price").asDouble(), forward, strike, years);
    assertEquals(volatility, got, allowed);
    assertEquals(volatility, got, 1e-14 * volatility, "to the last digits");
  }

  /** The published example of the paper's Python port: F = K = 100, T = 0.5, sigma 0.2. */
  @Test
  void givesAPublishedVolatility() {
    double price = 5.637197779701664;
    assertEquals(0.2, ImpliedVolatility.of(PutOrCall.CALL, price, 100, 100, 0.5), 1e-15);
  }

  /**
   * Where the price of the option out of the money is a normal number, its own rounding moves s by
   * ulp(b)/b'; the way there and back may cost a few times that, and 1e-15 of s each.
   */
  @Test
  void comesBackFromThePriceAnywhere() {
    int seen = 0;
    for (double x = 1e-9; x < 200; x *= 1.37) {
      for (double s = 1e-7; s < 40; s *= 1.23) {
        double forward = Math.exp(-x / 2);
        double strike = Math.exp(x / 2);
        double price = NormalisedBlack.outOfTheMoney(forward, strike, s);
        if (price < 1e-290 || price >= forward) {
          continue;
        }
        seen++;
        double got = ImpliedVolatility.of(PutOrCall.CALL, price, forward, strike, 1.0);
        double vega = NormalisedBlack.vega(Math.abs(Math.log(forward / strike)) / s, s / 2);
        double allowed = 2e-15 * s + 4 * ImpliedVolatility.uncertainty(Math.ulp(price), vega);
        assertEquals(s, got, allowed, "x " + x + ", s " + s);
      }
    }
    assertTrue(seen > 3_000, seen + " points");
  }

  @Test
  void bothSidesOfParityGiveTheSame() {
    for (double strike : new double[] {60, 90, 100, 110, 160}) {
      double call = Black76.value(PutOrCall.CALL, 100, strike, 0.5, 0.8, 0);
      double put = Black76.value(PutOrCall.PUT, 100, strike, 0.5, 0.8, 0);
      assertEquals(0.8, ImpliedVolatility.of(PutOrCall.CALL, call, 100, strike, 0.5), 2e-14);
      assertEquals(0.8, ImpliedVolatility.of(PutOrCall.PUT, put, 100, strike, 0.5), 2e-14);
    }
  }

  @Test
  void saysNothingWhereThePriceSaysNothing() {
    assertTrue(Double.isNaN(ImpliedVolatility.of(PutOrCall.CALL, 10, 100, 90, 1)), "intrinsic");
    assertTrue(Double.isNaN(ImpliedVolatility.of(PutOrCall.CALL, 0, 100, 110, 1)), "nothing");
    assertTrue(Double.isNaN(ImpliedVolatility.of(PutOrCall.CALL, -1, 100, 110, 1)), "negative");
    assertTrue(Double.isNaN(ImpliedVolatility.of(PutOrCall.CALL, 100, 100, 110, 1)), "bound");
    assertTrue(Double.isNaN(ImpliedVolatility.of(PutOrCall.PUT, 90, 100, 90, 1)), "bound");
    assertTrue(Double.isNaN(ImpliedVolatility.of(PutOrCall.CALL, 5, 100, 100, 0)), "no time");
    assertTrue(Double.isNaN(ImpliedVolatility.of(PutOrCall.CALL, Double.NaN, 100, 100, 1)), "NaN");
    assertEquals(Double.POSITIVE_INFINITY, ImpliedVolatility.uncertainty(1e-8, 0));
    assertThrows(
        IllegalArgumentException.class, () -> ImpliedVolatility.of(PutOrCall.CALL, 1, 0, 1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> ImpliedVolatility.of(PutOrCall.CALL, 1, 1, Double.NaN, 1));
  }
}
