package org.hedgerow.exchange.simulated.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hedgerow.exchange.simulated.RunningExchange;
import org.hedgerow.exchange.simulated.okx.OkxAccountSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Options that an account begins with, and the customers who trade them. */
@Timeout(60)
class OptionCustomersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CALL = "BTC-USD-261211-66000-C";
  @TempDir Path directory;

  private RunningExchange open(String accounts) throws Exception {
    Path file = directory.resolve("accounts.json");
    Files.writeString(file, accounts);
    return new RunningExchange(
        directory,
        "--venues",
        "okx",
        "--expiries",
        "2026-12-11",
        "--accounts",
        file.toString(),
        "--ledger",
        directory.resolve("ledger.jsonl").toString(),
        "--customer-flow",
        "--customer-delay",
        "1ms",
        "--customer-pace",
        "50");
  }

  private List<JsonNode> rows(String type) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("ledger.jsonl"))) {
      if (line.startsWith("{\"type\":\"" + type + "\"") && line.endsWith("}")) {
        JsonNode row = JSON.readTree(line);
        if (row.path("symbol").asText().equals(CALL)) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  @Test
  void customersTradeWhatTheAccountIsShortOf() throws Exception {
    try (RunningExchange exchange =
        open(
            "{\"okx\": {\"BTC\": \"20\", \"USDT\": \"1000000\", \""
                + CALL
                + "\": {\"quantity\": \"-2000\", \"price\": \"0.03\"}}}")) {
      OkxAccountSocket.listen(exchange.port("okx"));
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (rows("fill").size() < 20 && System.nanoTime() < until) {
        Thread.sleep(20);
      }
      List<JsonNode> fills = rows("fill");
      assertTrue(fills.size() >= 20, fills.toString());
      long held = -2000;
      for (JsonNode fill : fills) {
        assertTrue(fill.path("customer").asBoolean());
        // As an order from the venue's web page has it.
        assertEquals("", fill.path("clientId").asText());
        held +=
            (fill.path("side").asText().equals("BUY") ? 1 : -1) * fill.path("quantity").asLong();
        // Pulled back with certainty at 15 % away, by trades of 4.5 % at most.
        assertTrue(held < -1_600 && held > -2_400, "held " + held);
      }
      JsonNode first = rows("position").get(0);
      assertEquals("-2000", first.path("quantity").asText());
      assertEquals(0.03, first.path("entryPrice").asDouble(), 1e-12);
      assertTrue(rows("mark").stream().anyMatch(mark -> mark.path("gamma").asDouble() > 0));
    }
  }

  @Test
  void whatIsNotListedCannotBeHeld() {
    Exception refused =
        assertThrows(
            Exception.class, () -> open("{\"okx\": {\"BTC-USD-261211-1-C\": {\"quantity\": 1}}}"));
    assertTrue(refused.getMessage().contains("no contract that is listed"), refused.getMessage());
  }
}
