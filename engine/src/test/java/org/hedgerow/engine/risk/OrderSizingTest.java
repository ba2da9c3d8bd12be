package org.hedgerow.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.hedgerow.engine.risk.limits.OrderSizing;
import org.hedgerow.engine.risk.limits.RiskTerms;
import org.junit.jupiter.api.Test;

/** By hand: what is left of the largest order. */
class OrderSizingTest {
  private static OrderSizing sizing(String... pairs) {
    java.util.Map<String, String> given = new java.util.TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      given.put("books.p/BTC.sizing." + pairs[i], pairs[i + 1]);
    }
    return RiskTerms.of(given).sizing("p", "BTC", "V:REFERENCE");
  }

  private static String left(OrderSizing sizing, double volatility, double drawdown) {
    BigDecimal factor = sizing.factor(volatility, drawdown);
    return factor.stripTrailingZeros().toPlainString();
  }

  @Test
  void itShrinksInProportionToVolatility() {
    OrderSizing sizing = sizing("volatility", "0.6", "least", "0.25");
    assertEquals("1", left(sizing, Double.NaN, 0), "not known");
    assertEquals("1", left(sizing, 0.6, 0));
    assertEquals("0.5", left(sizing, 1.2, 0));
    assertEquals("0.25", left(sizing, 2.4, 0));
    assertEquals("0.25", left(sizing, 100, 0), "the least");
  }

  @Test
  void itShrinksEvenlyInADrawdownAndByBothTogether() {
    OrderSizing sizing = sizing("volatility", "0.6", "drawdown", "1000", "least", "0.1");
    assertEquals("1", left(sizing, 0.5, 0));
    assertEquals("0.75", left(sizing, 0.5, 250));
    assertEquals("0.375", left(sizing, 1.2, 250));
    assertEquals("0.1", left(sizing, 0.5, 1000));
    assertEquals("0.1", left(sizing, 0.5, 5000));
  }

  /** A variance of 4e-8 in ten seconds: 3,153,600 of them are a year, and sqrt(0.126144) 0.355. */
  @Test
  void volatilityIsOfAYear() {
    OrderSizing sizing = sizing("volatility", "0.6");
    assertEquals(0.3551675, sizing.annual(4e-8), 1e-7);
  }
}
