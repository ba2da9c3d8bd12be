package org.hedgerow.cli.calc;

import static org.hedgerow.cli.calc.Calc.number;
import static org.hedgerow.cli.calc.Calc.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Published prices, greeks and volatilities of options, asked of {@code calc}. */
class OptionReferenceTest {
  private static final Map<String, String> COIN =
      Map.of(
          "coin_price", "coin_price",
          "usd_price", "price",
          "bs_delta", "delta",
          "net_transaction_delta", "net_transaction_delta",
          "d_coin_d_F", "coin_delta");

  @BeforeAll
  static void referenceIsThere() {
    Calc.reference("01_option_pricing_greeks.json");
  }

  @TestFactory
  Stream<DynamicTest> greeks() {
    return Calc.each("01_option_pricing_greeks.json", OptionReferenceTest::checkGreeks);
  }

  private static void checkGreeks(JsonNode one) {
    JsonNode expected = one.get("expected");
    if (one.at("/inputs/stddev").isNumber()) {
      foreignExchange(one);
    } else if (one.at("/inputs/strikes").isArray()) {
      edges(one);
    } else if (expected.has("bs_call")) {
      both(one);
    } else {
      // As it is: the function takes the inputs out of the case.
      JsonNode answer = Calc.answer("black76", one);
      assertEquals(one.get("name"), answer.get("name"));
      assertTrue(!answer.has("ignored"), answer.toString());
      expected
          .properties()
          .forEach(
              field ->
                  within(
                      one,
                      field.getValue(),
                      answer.path(COIN.getOrDefault(field.getKey(), field.getKey())),
                      field.getKey()));
      if (one.has("expected_exact")) {
        one.get("expected_exact")
            .properties()
            .forEach(
                field -> {
                  double exact = number(field.getValue());
                  assertEquals(
                      exact,
                      answer.path(field.getKey()).asDouble(Double.NaN),
                      1e-10 * Math.abs(exact),
                      field.getKey());
                });
      }
    }
  }

  private static void both(JsonNode one) {
    Map<Character, String> greeks =
        Map.of('D', "delta", 'G', "gamma", 'T', "theta", 'V', "vega", 'R', "rho");
    JsonNode call = Calc.answer("black76", inputs(one).put("type", "call"));
    JsonNode put = Calc.answer("black76", inputs(one).put("type", "put"));
    one.get("expected")
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              JsonNode got =
                  switch (name) {
                    case "bs_call" -> call.get("price");
                    case "bs_put" -> put.get("price");
                    default -> (name.charAt(0) == 'P' ? put : call).get(greeks.get(name.charAt(1)));
                  };
              within(one, field.getValue(), got, name);
            });
  }

  /** Domestic and foreign discount factors and a deviation say the same as rates over one year. */
  private static void foreignExchange(JsonNode one) {
    double domestic = -Math.log(one.at("/inputs/disc_dom").asDouble());
    double foreign = -Math.log(one.at("/inputs/disc_for").asDouble());
    double spot = one.at("/inputs/spot").asDouble();
    ObjectNode line = Calc.object();
    line.set("type", one.at("/inputs/type"));
    line.set("strike", one.at("/inputs/strike"));
    line.set("volatility", one.at("/inputs/stddev"));
    line.put("time_to_expiry_years", 1);
    if (one.get("name").asText().endsWith("_Spot")) {
      line.put("spot", spot).put("rate", domestic).put("dividend_yield", foreign);
    } else {
      line.put("forward", spot * Math.exp(domestic - foreign));
    }
    within(one, one.at("/expected/delta"), Calc.answer("black76", line).get("delta"), "delta");
  }

  private static void edges(JsonNode one) {
    double forward = one.at("/inputs/F").asDouble();
    for (JsonNode strike : one.at("/inputs/strikes")) {
      for (String type : new String[] {"call", "put"}) {
        double sign = type.equals("call") ? 1 : -1;
        double intrinsic = Math.max(0, sign * (forward - strike.asDouble()));
        double[][] limits = {{4.5, 0}, {0, 0.4}, {4.5, 1e-4}, {1e-5, 0.4}};
        for (double[] limit : limits) {
          assertEquals(
              intrinsic, price(type, forward, strike.asDouble(), limit[0], limit[1]), 1e-13);
        }
      }
      assertEquals(forward, price("call", forward, strike.asDouble(), 4.5, 8), 1e-13);
      assertEquals(forward, price("call", forward, 0, 4.5, 0.4), 1e-13);
    }
  }

  private static double price(
      String type, double forward, double strike, double years, double volatility) {
    ObjectNode line = Calc.object().put("type", type).put("F", forward).put("K", strike);
    return Calc.answer("black76", line.put("T", years).put("vol", volatility))
        .get("price")
        .asDouble();
  }

  @TestFactory
  Stream<DynamicTest> deribit() {
    return Calc.each(
        "01b_deribit_exchange_greeks.json",
        one -> {
          JsonNode answer = Calc.answer("black76", one).get("deribit");
          one.get("expected")
              .properties()
              .forEach(
                  field ->
                      assertEquals(
                          number(field.getValue()),
                          answer.path(field.getKey()).asDouble(Double.NaN),
                          one.get("tolerance").get(field.getKey()).asDouble(),
                          field.getKey()));
          // The derived figure takes the printed mark off, so it is off by what the mark is.
          assertEquals(
              number(one.at("/derived/net_transaction_delta")),
              answer.get("net_transaction_delta").asDouble(),
              one.at("/tolerance/mark_price").asDouble());
        });
  }

  @TestFactory
  Stream<DynamicTest> impliedVolatility() {
    return Calc.each("01c_implied_vol.json", OptionReferenceTest::checkVolatility);
  }

  private static void checkVolatility(JsonNode one) {
    JsonNode expected = one.get("expected");
    ObjectNode inputs = inputs(one);
    JsonNode tolerance = one.get("tolerance");
    if (inputs.has("q")) {
      // Their sign of a call or put; normalised by the root of forward times strike.
      String type = inputs.get("q").asInt() < 0 ? "put" : "call";
      inputs.remove("q");
      double price = Calc.answer("black76", inputs.put("type", type)).get("price").asDouble();
      double root = Math.sqrt(inputs.get("F").asDouble() * inputs.get("K").asDouble());
      within(one, expected.get("normalised_black"), Calc.JSON.valueToTree(price / root), "price");
    } else if (expected.isTextual()) {
      JsonNode answer = Calc.answer("implied-volatility", inputs);
      assertTrue(answer.get("implied_volatility").isNull(), answer.toString());
      assertTrue(answer.get("reason").asText().length() > 10, answer.toString());
    } else if (inputs.has("sigma")) {
      double price = expected.get("price").asDouble();
      assertEquals(
          price,
          Calc.answer("black76", inputs).get("price").asDouble(),
          tolerance.get("price_rel").asDouble() * price);
      double sigma = inputs.remove("sigma").asDouble();
      assertEquals(
          sigma,
          Calc.answer("implied-volatility", inputs.put("price", price))
              .get("implied_volatility")
              .asDouble(),
          tolerance.get("iv_abs").asDouble());
    } else {
      double sigma = number(expected.get("iv"));
      double allowed =
          tolerance.isObject() ? tolerance.get("iv_rel").asDouble() * sigma : tolerance.asDouble();
      JsonNode answer = Calc.answer("implied-volatility", inputs);
      assertEquals(sigma, answer.get("implied_volatility").asDouble(Double.NaN), allowed);
    }
  }

  private static ObjectNode inputs(JsonNode one) {
    return one.get("inputs").deepCopy();
  }
}
