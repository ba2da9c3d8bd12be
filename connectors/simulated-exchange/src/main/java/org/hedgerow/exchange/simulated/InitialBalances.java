package org.hedgerow.exchange.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hedgerow.exchange.simulated.matching.Venue;

/** What the accounts begin with. */
final class InitialBalances {
  private static final String DEFAULT =
      """
      {"spot": {"BTC": 10, "ETH": 100, "USDT": 2000000},
       "usdm": {"USDT": 1000000},
       "coinm": {"BTC": 2, "ETH": 20}}
      """;

  private InitialBalances() {}

  /** Reads {@code {"spot": {"BTC": 10, ...}, "usdm": {...}, "coinm": {...}}}; null for default. */
  static Map<Venue, Map<String, BigDecimal>> read(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode accounts = file == null ? json.readTree(DEFAULT) : json.readTree(file.toFile());
    Map<Venue, Map<String, BigDecimal>> balances = new EnumMap<>(Venue.class);
    for (Venue venue : Venue.values()) {
      Map<String, BigDecimal> wallets = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : accounts.path(venue.key).properties()) {
        try {
          wallets.put(entry.getKey(), new BigDecimal(entry.getValue().asText()));
        } catch (NumberFormatException notANumber) {
          throw new IOException(
              file + ": " + venue.key + "." + entry.getKey() + " is not a number", notANumber);
        }
      }
      balances.put(venue, wallets);
    }
    return balances;
  }
}
