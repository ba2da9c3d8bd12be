package org.hedgerow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The newest prices and greeks that an exchange's ledger states, by account and symbol. */
final class LedgerMarks {
  private static final Mark NONE = new Mark(0, 0, 0, 0, 0);

  private final Map<String, Mark> marks = new LinkedHashMap<>();

  /**
   * Where a market stands.
   *
   * @param forward of an option in dollars, else 0, as the greeks are
   * @param gamma change of delta for each dollar
   * @param vega dollars a point of volatility
   */
  record Mark(double price, double forward, double delta, double gamma, double vega) {}

  void put(JsonNode row) {
    marks.put(
        LedgerPortfolio.key(row.path("venue").asText(), row.path("symbol").asText()),
        new Mark(
            row.path("mark").asDouble(),
            row.path("forward").asDouble(),
            row.path("delta").asDouble(),
            row.path("gamma").asDouble(),
            row.path("vega").asDouble()));
  }

  /** All zero where nothing was stated yet. */
  Mark of(String account, String symbol) {
    return marks.getOrDefault(LedgerPortfolio.key(account, symbol), NONE);
  }
}
