package org.hedgerow.exchange.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a kill -9 leaves is a ledger cut off anywhere in what was not synced: at each such place the
 * exchange comes back with all that it had told anybody of.
 */
@Timeout(120)
class TornLedgerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path directory;

  @Test
  void aLedgerCutOffAnywhereIsRestoredToItsLastSync() throws Exception {
    Path ledger = directory.resolve("ledger.jsonl");
    try (RunningExchange exchange = new RunningExchange(directory, "--ledger", "" + ledger)) {
      for (String id : new String[] {"one", "two"}) {
        Client.Answer answer =
            exchange
                .client("usdm")
                .signed(
                    "POST",
                    "/fapi/v1/order",
                    "symbol",
                    "BTCUSDT",
                    "side",
                    "SELL",
                    "type",
                    "MARKET",
                    "quantity",
                    "0.100",
                    "newClientOrderId",
                    id);
        assertEquals(200, answer.status());
      }
    }
    byte[] whole = Files.readAllBytes(ledger);
    String text = new String(whole, StandardCharsets.US_ASCII);
    int orderTwo = text.indexOf("\"clientId\":\"two\"");
    int syncBefore = text.lastIndexOf("{\"type\":\"sync\"", orderTwo);
    int writeBegins = text.indexOf('\n', syncBefore) + 1;
    int sync = text.indexOf("{\"type\":\"sync\"", orderTwo);
    int writeEnds = text.indexOf('\n', sync) + 1;
    int[] cuts = {writeBegins, writeBegins + 1, orderTwo, sync - 1, sync, sync + 20, writeEnds - 1};
    for (int cut : cuts) {
      Files.write(ledger, Arrays.copyOf(whole, cut));
      assertEquals(new BigDecimal("-0.100"), position(ledger), "cut at " + cut);
      JsonNode last = null;
      for (String line : Files.readAllLines(ledger)) {
        last = JSON.readTree(line);
      }
      assertTrue(last != null, "every line is a row");
    }
    Files.write(ledger, Arrays.copyOf(whole, writeEnds));
    assertEquals(new BigDecimal("-0.200"), position(ledger), "all of the write is there");
  }

  private BigDecimal position(Path ledger) throws Exception {
    try (RunningExchange exchange = new RunningExchange(directory, "--ledger", "" + ledger)) {
      Client usdm = exchange.client("usdm");
      BigDecimal position = BigDecimal.ZERO;
      for (JsonNode row : usdm.signed("GET", "/fapi/v2/positionRisk").body()) {
        if (row.get("symbol").asText().equals("BTCUSDT")) {
          position = new BigDecimal(row.get("positionAmt").asText());
        }
      }
      return position;
    }
  }

  @Test
  void theExchangeListensOnLoopbackUnlessToldOtherwise() {
    ExchangeOptions options = new ExchangeOptions();
    new picocli.CommandLine(options).parseArgs();
    assertEquals("127.0.0.1", options.bind);
  }
}
