package org.hedgerow.engine.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of the reference file on option prices; a kind that is not known fails. */
class BlackScholesReferenceTest {
  private final OptionGreeks greeks = new OptionGreeks();

  @TestFactory
  Stream<DynamicTest> cases() {
    return ReferenceCases.of("01_option_pricing_greeks.json").stream()
        .map(one -> dynamicTest(one.get("name").asText(), () -> check(one)));
  }

  private void check(JsonNode one) {
    JsonNode inputs = one.get("inputs");
    if (inputs.has("cases")) {
      edges(one);
    } else if (inputs.has("stddev")) {
      foreignExchange(one);
    } else if (one.get("expected").has("net_transaction_delta")) {
      coinSettled(one);
    } else if (one.get("expected").has("bs_call")) {
      bothRights(one);
    } else {
      evaluate(inputs, ReferenceCases.right(inputs));
      compare(one, one.get("expected"));
      if (one.has("expected_exact")) {
        // The exact values have their own, tighter bound.
        one.get("expected_exact")
            .properties()
            .forEach(
                field -> {
                  double exact = ReferenceCases.number(field.getValue());
                  assertEquals(
                      exact,
                      greek(field.getKey()),
                      1e-10 * Math.abs(exact) + 1e-300,
                      "exact " + field.getKey());
                });
      }
    }
  }

  private void evaluate(JsonNode inputs, PutOrCall right) {
    double strike = inputs.get("K").asDouble();
    double years = ReferenceCases.number(inputs.get("T"));
    double volatility = inputs.get("vol").asDouble();
    if (inputs.has("F")) {
      assertEquals(1.0, inputs.get("discount").asDouble(), "no discounting in these cases");
      double forward = inputs.get("F").asDouble();
      Black76.evaluate(right, forward, strike, years, volatility, 0.0, greeks);
      return;
    }
    double rate = inputs.get("r").asDouble();
    double carry =
        ReferenceCases.number(inputs, "carry_b", rate - ReferenceCases.number(inputs, "q", 0.0));
    double spot = inputs.get("S").asDouble();
    BlackScholes.evaluate(right, spot, strike, years, volatility, rate, carry, greeks);
    assertEquals(
        greeks.value(),
        BlackScholes.value(right, spot, strike, years, volatility, rate, carry),
        "value alone");
  }

  private double greek(String name) {
    return switch (name) {
      case "price" -> greeks.value();
      case "delta" -> greeks.delta();
      case "gamma" -> greeks.gamma();
      case "vega" -> greeks.vega();
      case "theta" -> greeks.theta();
      case "rho" -> greeks.rho();
      case "vanna" -> greeks.vanna();
      case "volga" -> greeks.volga();
      case "charm" -> greeks.charm();
      case "speed" -> greeks.speed();
      default -> throw new IllegalArgumentException("no greek of that name: " + name);
    };
  }

  private void compare(JsonNode one, JsonNode expected) {
    assertTrue(expected.size() > 0, "a case that expects nothing");
    expected
        .properties()
        .forEach(
            field ->
                assertWithin(
                    one,
                    ReferenceCases.number(field.getValue()),
                    greek(field.getKey()),
                    field.getKey()));
  }

  private static void assertWithin(JsonNode one, double expected, double actual, String what) {
    double allowed =
        ReferenceCases.number(one, "tolerance", 0.0)
            + ReferenceCases.number(one, "tolerance_abs", 0.0)
            + ReferenceCases.number(one, "tolerance_rel", 0.0) * Math.abs(expected);
    assertTrue(allowed > 0.0, "a case without a tolerance");
    assertEquals(expected, actual, allowed, what);
  }

  private void bothRights(JsonNode one) {
    Map<String, String> names =
        Map.of("D", "delta", "G", "gamma", "T", "theta", "V", "vega", "R", "rho");
    for (PutOrCall right : PutOrCall.values()) {
      evaluate(one.get("inputs"), right);
      boolean call = right == PutOrCall.CALL;
      one.get("expected")
          .properties()
          .forEach(
              field -> {
                String name = field.getKey();
                boolean price = name.startsWith("bs_");
                if (price ? name.equals("bs_call") == call : name.startsWith("C") == call) {
                  double got = greek(price ? "price" : names.get(name.substring(1)));
                  assertWithin(one, field.getValue().asDouble(), got, name);
                  double exact = ReferenceCases.number(one.get("expected_exact").get(name));
                  assertEquals(exact, got, 1e-11 * Math.abs(exact), "exact " + name);
                }
              });
    }
  }

  private void foreignExchange(JsonNode one) {
    JsonNode inputs = one.get("inputs");
    double rate = -StrictMath.log(inputs.get("disc_dom").asDouble());
    double foreign = -StrictMath.log(inputs.get("disc_for").asDouble());
    double spot = inputs.get("spot").asDouble();
    double strike = inputs.get("strike").asDouble();
    double deviation = inputs.get("stddev").asDouble();
    PutOrCall right = ReferenceCases.right(inputs);
    if (one.get("name").asText().endsWith("_Spot")) {
      BlackScholes.evaluate(right, spot, strike, 1, deviation, rate, rate - foreign, greeks);
    } else if (one.get("name").asText().endsWith("_Fwd")) {
      double forward = spot * StrictMath.exp(rate - foreign);
      Black76.evaluate(right, forward, strike, 1, deviation, 0, greeks);
    } else {
      throw new IllegalArgumentException("neither spot nor forward delta: " + one);
    }
    compare(one, one.get("expected"));
  }

  private void coinSettled(JsonNode one) {
    JsonNode inputs = one.get("inputs");
    DeribitGreeks venue = new DeribitGreeks();
    double forward = inputs.get("F").asDouble();
    venue.evaluate(
        ReferenceCases.right(inputs),
        forward,
        inputs.get("K").asDouble(),
        inputs.get("T").asDouble(),
        inputs.get("vol").asDouble());
    JsonNode expected = one.get("expected");
    assertEquals(5, expected.size(), "each expected value has a line below");
    assertWithin(one, expected.get("coin_price").asDouble(), venue.markPrice(), "coin price");
    assertWithin(one, expected.get("usd_price").asDouble(), venue.black().value(), "price");
    assertWithin(one, expected.get("bs_delta").asDouble(), venue.delta(), "delta");
    double net = venue.netTransactionDelta();
    assertWithin(one, expected.get("net_transaction_delta").asDouble(), net, "net delta");
    assertWithin(
        one,
        expected.get("d_coin_d_F").asDouble(),
        CoinSettledOption.coinDelta(net, forward),
        "coin delta");
  }

  private static void edges(JsonNode one) {
    JsonNode inputs = one.get("inputs");
    assertEquals(6, inputs.get("cases").size(), "each edge has a line below");
    double forward = inputs.get("F").asDouble();
    double years = inputs.get("T").asDouble();
    for (JsonNode node : inputs.get("strikes")) {
      double strike = node.asDouble();
      for (PutOrCall right : PutOrCall.values()) {
        double intrinsic = right.intrinsic(forward, strike);
        assertWithin(one, intrinsic, Black76.value(right, forward, strike, years, 0, 0), "sigma 0");
        assertWithin(one, intrinsic, Black76.value(right, forward, strike, 0, 0.4, 0), "T 0");
        assertWithin(
            one, intrinsic, Black76.value(right, forward, strike, years, 1e-4, 0), "sigma 1e-4");
        assertWithin(one, intrinsic, Black76.value(right, forward, strike, 1e-5, 0.4, 0), "T 1e-5");
      }
      double wide = Black76.value(PutOrCall.CALL, forward, strike, years, 8.0, 0);
      assertWithin(one, forward, wide, "sigma 8");
      assertWithin(one, forward, Black76.value(PutOrCall.CALL, forward, 0, years, 0.4, 0), "K 0");
    }
  }
}
