package org.hedgerow.exchange.simulated.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import org.hedgerow.exchange.simulated.SharedData;
import org.junit.jupiter.api.Test;

class PositionTest {
  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  @Test
  void linearEntryIsTheMeanAndClosingRealizes() {
    Position position = new Position(false, BigDecimal.ONE);
    position.trade(Side.BUY, Fixed.of("1"), decimal("100"), 0);
    position.trade(Side.BUY, Fixed.of("3"), decimal("120"), 0);
    assertEquals(0, decimal("115").compareTo(position.entryPrice()));
    assertEquals(
        0, decimal("20").compareTo(position.trade(Side.SELL, Fixed.of("2"), decimal("125"), 0)));
    assertEquals(0, decimal("115").compareTo(position.entryPrice()));
    assertEquals(
        0, decimal("-30").compareTo(position.trade(Side.SELL, Fixed.of("5"), decimal("100"), 0)));
    assertEquals(-Fixed.of("3"), position.quantity());
    assertEquals(0, decimal("100").compareTo(position.entryPrice()));
  }

  @Test
  void aHedgedCoinKeepsItsWorth() {
    // 1 coin and 50,000 short at 50,000: at 100,000 half a coin is left, worth as much.
    Position position = new Position(true, decimal("100"));
    position.trade(Side.SELL, Fixed.of("500"), decimal("50000"), 0);
    assertEquals(0, decimal("-0.5").compareTo(position.unrealized(decimal("100000"))));
  }

  @Test
  void agreesWithThePublishedInverseCases() throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(SharedData.find("reference/08_inverse_futures_funding.json").toFile())
            .get("cases");
    int checked = 0;
    for (JsonNode one : cases) {
      if (one.path("do_not_use").asBoolean()) {
        continue;
      }
      JsonNode in = one.get("inputs");
      JsonNode expected = one.path("expected_exact");
      String profit = expected.has("pnl_coin") ? "pnl_coin" : "pnl_xbt";
      if (expected.has(profit) && in.has("entry") && in.has("contract_usd")) {
        Position position = new Position(true, new BigDecimal(in.get("contract_usd").asText()));
        Side side = in.get("side").asText().equals("long") ? Side.BUY : Side.SELL;
        long contracts = Fixed.of(in.get("contracts").asText());
        position.trade(side, contracts, new BigDecimal(in.get("entry").asText()), 0);
        BigDecimal realized =
            position.trade(side.opposite(), contracts, new BigDecimal(in.get("exit").asText()), 0);
        assertNear(one, new BigDecimal(expected.get(profit).asText()), realized);
        checked++;
      }
      if (expected.has("avg_entry") && in.has("fills")) {
        Position position = new Position(true, BigDecimal.ONE);
        for (JsonNode fill : in.get("fills")) {
          position.trade(
              Side.BUY, Fixed.of(fill.get(0).asText()), new BigDecimal(fill.get(1).asText()), 0);
        }
        assertNear(one, new BigDecimal(expected.get("avg_entry").asText()), position.entryPrice());
        checked++;
      }
    }
    assertTrue(checked >= 8, "cases checked: " + checked);
  }

  private static void assertNear(JsonNode one, BigDecimal expected, BigDecimal actual) {
    BigDecimal error = expected.subtract(actual).abs();
    assertTrue(
        error.compareTo(new BigDecimal("1e-12")) < 0,
        one.get("name").asText() + ": " + expected + " and " + actual);
  }
}
