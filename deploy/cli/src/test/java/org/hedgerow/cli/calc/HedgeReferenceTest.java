package org.hedgerow.cli.calc;

import static org.hedgerow.cli.calc.Calc.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Published profits, fees and entry prices of contracts, and schedules, asked of {@code calc}. */
class HedgeReferenceTest {
  @BeforeAll
  static void referenceIsThere() {
    Calc.reference("10_execution_almgren_chriss_twap.json");
  }

  @TestFactory
  Stream<DynamicTest> schedules() {
    return Calc.each(
        "10_execution_almgren_chriss_twap.json",
        one -> {
          // Bid, ask and volume are behind epsilon, eta and gamma; there is no drift in these
          // cases.
          JsonNode answer = Calc.answer("schedule", one);
          if (one.get("name").asText().startsWith("twap")) {
            checkTwap(one, answer);
          } else {
            checkAlmgrenChriss(one, answer);
          }
        });
  }

  private static void checkTwap(JsonNode one, JsonNode answer) {
    JsonNode expected = one.get("expected");
    BigDecimal lot = new BigDecimal(one.at("/inputs/lot").asText());
    assertEquals(expected.get("base_lots").asLong(), answer.get("base_lots").asLong());
    assertEquals(
        expected.get("slices_with_extra_lot").asLong(),
        answer.get("slices_with_extra_lot").asLong());
    assertEquals(0, answer.get("remainder").asDouble());
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal least = null;
    BigDecimal most = null;
    for (JsonNode quantity : answer.get("quantities")) {
      BigDecimal lots = new BigDecimal(quantity.asText()).divide(lot).stripTrailingZeros();
      assertTrue(lots.scale() <= 0, "whole lots: " + quantity);
      sum = sum.add(lots);
      least = least == null ? lots : least.min(lots);
      most = most == null ? lots : most.max(lots);
    }
    assertEquals(expected.get("sum_lots").asLong(), sum.longValueExact());
    assertEquals(1, most.subtract(least).intValueExact());
  }

  private static void checkAlmgrenChriss(JsonNode one, JsonNode answer) {
    double size = one.at("/inputs/X").asDouble();
    Map<String, String> lists =
        Map.of(
            "x", "holdings",
            "holdings", "holdings",
            "n", "trades",
            "perm", "permanent_costs",
            "temp", "temporary_costs");
    JsonNode exact = one.has("expected_exact") ? one.get("expected_exact") : one.get("expected");
    exact
        .properties()
        .forEach(
            field -> {
              if (lists.containsKey(field.getKey())) {
                JsonNode got = answer.get(lists.get(field.getKey()));
                assertEquals(field.getValue().size(), got.size(), field.getKey());
                for (int i = 0; i < got.size(); i++) {
                  close(field.getValue().get(i).asDouble(), got.get(i), size);
                }
              }
            });
    // Of the frontier the exact figures are for one unit.
    boolean unit = one.at("/expected/E_per_share").isNumber();
    check(exact, "E", answer.get(unit ? "expected_cost_per_unit" : "expected_cost"));
    check(exact, "V", answer.get(unit ? "variance_per_unit" : "variance"));
    check(exact, "penalty", answer.get("penalty_per_unit"));
    check(exact, "kappa", answer.get("kappa"));
    check(exact, "kappa_tilde", answer.get("kappa_tilde"));
    check(exact, "half_life", answer.get("half_life"));
    if (one.at("/expected/trades").isArray()) {
      for (int i = 0; i < 5; i++) {
        assertEquals(
            one.at("/expected/trades").get(i).asDouble(),
            answer.get("trades").get(i).asDouble(),
            0.06);
        assertEquals(
            one.at("/expected/var_incr_e6").get(i).asDouble() * 1e6,
            answer.get("variances").get(i).asDouble(),
            0.06e6);
      }
    }
  }

  private static void check(JsonNode exact, String name, JsonNode actual) {
    if (exact.has(name)) {
      close(exact.get(name).asDouble(), actual, Math.abs(exact.get(name).asDouble()));
    }
  }

  private static void close(double expected, JsonNode actual, double scale) {
    assertEquals(expected, actual.asDouble(Double.NaN), 1e-9 * scale);
  }

  @TestFactory
  Stream<DynamicTest> contracts() {
    return Calc.each(
        "08_inverse_futures_funding.json",
        one -> {
          if (!one.path("do_not_use").asBoolean()) {
            checkContract(one);
          }
        });
  }

  private static void checkContract(JsonNode one) {
    ObjectNode line = one.get("inputs").deepCopy();
    JsonNode expected =
        one.get("expected_exact") == null ? one.get("expected") : one.get("expected_exact");
    if (line.has("funding")) {
      // (quote - base) / intervals, paid on the mark; the profit is that of the exit.
      line.remove("funding");
      same(expected, "entry_value_xbt", Calc.answer("exposure", line).get("entry_value"));
      same(expected, "pnl_xbt", Calc.answer("exposure", line).get("unrealised_profit"));
      line.put("mark", 750).put("funding_rate", "0.0025").remove("exit");
      JsonNode funding = Calc.answer("exposure", line).get("funding");
      assertEquals(-number(expected.get("funding_paid_xbt")), funding.asDouble(), 1e-12);
    } else if (line.has("short_contracts")) {
      line.put("side", "short").set("contracts", line.remove("short_contracts"));
      same(expected, "pnl_btc", Calc.answer("exposure", line).get("unrealised_profit"));
    } else if (line.has("coins")) {
      hedge(one, line);
    } else if (line.has("size_btc")) {
      // A contract of 1 quote unit; ten coins at 100 are 1,000 of them.
      double margin = line.remove("margin_btc").asDouble();
      double contracts = line.remove("size_btc").asDouble() * line.get("entry").asDouble();
      line.put("contract_usd", 1).put("contracts", contracts);
      double profit = Calc.answer("exposure", line).get("unrealised_profit").asDouble();
      assertEquals(number(expected.get("pnl_ratio")), profit / margin, 1e-12);
    } else if (line.has("contracts") || line.has("fills")) {
      if (!line.has("face_btc") && !line.has("contract_usd")) {
        line.put("contract_usd", 1);
      }
      JsonNode answer = Calc.answer("exposure", line);
      same(expected, "pnl_coin", answer.get("unrealised_profit"));
      same(expected, "pnl_usdt", answer.get("unrealised_profit"));
      same(expected, "fee_coin", answer.get("fee"));
      same(expected, "total_fee_btc", answer.get("total_fee"));
      same(expected, "avg_entry", answer.get("average_price"));
      same(expected, "total_btc", answer.get("entry_value"));
    }
    // The venues' caps and dead bands of funding are no function of calc.
  }

  private static void hedge(JsonNode one, ObjectNode line) {
    ObjectNode asked = Calc.object();
    asked.set("mark", line.get("price"));
    asked.putArray("positions").addObject().put("kind", "coin").set("quantity", line.get("coins"));
    asked.putObject("hedge").set("contract_usd", line.get("contract_usd"));
    JsonNode hedge = Calc.answer("exposure", asked).get("hedge");
    JsonNode expected = one.get("expected");
    double exact = expected.get("contracts_exact").asDouble();
    assertEquals(-exact, hedge.get("contracts_exact").asDouble(), 1e-12 * exact);
    assertEquals(-expected.get("contracts_rounded").asDouble(), hedge.get("contracts").asDouble());
    assertEquals(
        expected.get("residual_delta_coin").asDouble(),
        hedge.get("residual_delta").asDouble(),
        1e-15);
    assertEquals(
        expected.get("contract_delta_coin").asDouble(),
        hedge.get("contract_delta").asDouble(),
        1e-17);
  }

  private static void same(JsonNode expected, String name, JsonNode actual) {
    if (expected.has(name)) {
      double wanted = number(expected.get(name));
      assertEquals(
          wanted, actual.asDouble(Double.NaN), 1e-15 * Math.max(1, Math.abs(wanted)), name);
    }
  }
}
