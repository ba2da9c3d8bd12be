package org.hedgerow.engine.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Stream;
import org.hedgerow.engine.statistics.ReferenceCases;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of the file of contracts: the venues' pages and nautilus_trader's own tests. */
class ContractReferenceTest {
  @BeforeAll
  static void referenceIsThere() {
    ReferenceCases.of("08_inverse_futures_funding.json");
  }

  @TestFactory
  Stream<DynamicTest> cases() {
    return ReferenceCases.of("08_inverse_futures_funding.json")
        .each(c -> !c.path("do_not_use").asBoolean(), ContractReferenceTest::check);
  }

  private static void check(JsonNode c) {
    JsonNode in = c.get("inputs");
    if (in.has("funding")) {
      bitmex(c);
    } else if (in.has("fills")) {
      average(c);
    } else if (in.has("face_btc")) {
      DeltaOne linear = new LinearContract(number(in, "face_btc"));
      BigDecimal earned =
          linear.profit(number(in, "contracts"), number(in, "entry"), number(in, "mark"));
      equal(c, "pnl_usdt", earned);
    } else if (in.has("short_contracts")) {
      synthetic(c);
    } else if (in.has("size_btc")) {
      BigDecimal contracts = number(in, "size_btc").multiply(number(in, "entry")).negate();
      BigDecimal earned =
          new InverseContract(BigDecimal.ONE)
              .profit(contracts, number(in, "entry"), number(in, "exit"));
      equal(c, "pnl_ratio", earned.divide(number(in, "margin_btc"), 30, RoundingMode.HALF_EVEN));
    } else if (in.has("coins")) {
      fullHedge(c);
    } else if (in.has("taker_fee")) {
      fees(c);
    } else if (in.has("entry")) {
      BigDecimal earned = inverse(in).profit(quantity(in), number(in, "entry"), number(in, "exit"));
      equal(c, "pnl_coin", earned);
    } else if (in.has("cap_pct")) {
      equal(c, "rate_pct", FundingRate.capped(number(in, "rate_pct"), number(in, "cap_pct")));
    } else if (in.has("premium_rate")) {
      BigDecimal rate = FundingRate.beyond(number(in, "premium_rate"), new BigDecimal("0.0005"));
      equal(c, "funding_rate", rate);
    } else {
      fail("no check for this case");
    }
  }

  private static void bitmex(JsonNode c) {
    JsonNode in = c.get("inputs");
    JsonNode funding = in.get("funding");
    DeltaOne contract = inverse(in);
    BigDecimal rate =
        FundingRate.interest(
            number(funding, "quote_rate_daily"),
            number(funding, "base_rate_daily"),
            funding.get("intervals_per_day").asInt());
    BigDecimal received = contract.funding(quantity(in), number(funding, "mark"), rate);
    BigDecimal earned = contract.profit(quantity(in), number(in, "entry"), number(in, "exit"));
    equal(c, "entry_value_xbt", contract.value(quantity(in), number(in, "entry")));
    equal(c, "funding_rate", rate);
    equal(c, "funding_paid_xbt", received.negate());
    equal(c, "pnl_xbt", earned);
    equal(c, "total_xbt", earned.add(received));
  }

  private static void average(JsonNode c) {
    BigDecimal quantity = BigDecimal.ZERO;
    BigDecimal value = BigDecimal.ZERO;
    DeltaOne contract = new InverseContract(BigDecimal.ONE);
    for (JsonNode fill : c.at("/inputs/fills")) {
      quantity = quantity.add(decimal(fill.get(0)));
      value = value.add(contract.value(decimal(fill.get(0)), decimal(fill.get(1))));
    }
    equal(c, "avg_entry", contract.averagePrice(quantity, value));
    if (c.get("expected").has("total_btc")) {
      equal(c, "total_btc", value);
    }
  }

  private static void synthetic(JsonNode c) {
    JsonNode in = c.get("inputs");
    BigDecimal exit = number(in, "exit");
    BigDecimal earned =
        inverse(in).profit(number(in, "short_contracts").negate(), number(in, "entry"), exit);
    equal(c, "pnl_btc", earned);
    equal(c, "equity_usd", number(in, "btc").add(earned).multiply(exit));
  }

  private static void fullHedge(JsonNode c) {
    JsonNode in = c.get("inputs");
    BigDecimal price = number(in, "price");
    DeltaOne contract = inverse(in);
    JsonNode expected = c.get("expected");
    BigDecimal rounded = number(expected, "contracts_rounded").negate();
    double residual =
        number(in, "coins").add(contract.delta(rounded, price, BigDecimal.ONE)).doubleValue();
    assertEquals(expected.get("residual_delta_coin").asDouble(), residual, 1e-15);
    assertEquals(
        expected.get("contract_delta_coin").asDouble(),
        contract.delta(BigDecimal.ONE, price, BigDecimal.ONE).doubleValue(),
        1e-17);
  }

  private static void fees(JsonNode c) {
    JsonNode in = c.get("inputs");
    BigDecimal rate = number(in, "taker_fee");
    DeltaOne contract =
        new InverseContract(in.has("contract_usd") ? number(in, "contract_usd") : BigDecimal.ONE);
    BigDecimal contracts = number(in, "contracts");
    if (in.has("price")) {
      equal(c, "fee_coin", contract.fee(contracts, number(in, "price"), rate));
    } else {
      equal(
          c,
          "total_fee_btc",
          contract
              .fee(contracts, number(in, "entry"), rate)
              .add(contract.fee(contracts, number(in, "exit"), rate)));
    }
  }

  private static DeltaOne inverse(JsonNode in) {
    return new InverseContract(number(in, "contract_usd"));
  }

  private static BigDecimal quantity(JsonNode in) {
    BigDecimal contracts = number(in, "contracts");
    return in.get("side").asText().equals("short") ? contracts.negate() : contracts;
  }

  private static BigDecimal number(JsonNode node, String name) {
    return decimal(node.get(name));
  }

  private static BigDecimal decimal(JsonNode node) {
    return new BigDecimal(node.asText());
  }

  /** To the eighteen decimals of the exact value, and to the page's own at its tolerance. */
  private static void equal(JsonNode c, String name, BigDecimal actual) {
    BigDecimal exact = new BigDecimal(c.get("expected_exact").get(name).asText());
    assertEquals(
        0,
        exact.compareTo(actual.setScale(18, RoundingMode.HALF_EVEN)),
        name + ": " + actual + " instead of " + exact);
    assertEquals(
        Double.parseDouble(c.get("expected").get(name).asText()),
        actual.doubleValue(),
        c.get("tolerance").asDouble(),
        name);
  }
}
