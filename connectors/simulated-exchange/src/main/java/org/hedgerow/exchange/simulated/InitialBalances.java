package org.hedgerow.exchange.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchange.simulated.dialect.Dialect;
import org.hedgerow.exchange.simulated.matching.Venue;

/** What the accounts begin with. */
final class InitialBalances {
  private InitialBalances() {}

  /**
   * Reads {@code {"spot": {"BTC": 10, ...}, "usdm": {...}}}, by the keys of venues; what the
   * dialects have for their accounts if {@code file} is null.
   */
  static Map<Venue, Map<String, BigDecimal>> read(Path file, List<Dialect> dialects)
      throws IOException {
    JsonNode accounts = file == null ? null : new ObjectMapper().readTree(file.toFile());
    Map<Venue, Map<String, BigDecimal>> balances = new LinkedHashMap<>();
    for (Dialect dialect : dialects) {
      Venue venue = dialect.venue();
      if (accounts == null) {
        balances.put(venue, dialect.balances());
        continue;
      }
      Map<String, BigDecimal> wallets = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : accounts.path(venue.key()).properties()) {
        try {
          wallets.put(entry.getKey(), new BigDecimal(entry.getValue().asText()));
        } catch (NumberFormatException notANumber) {
          throw new IOException(
              file + ": " + venue.key() + "." + entry.getKey() + " is not a number", notANumber);
        }
      }
      balances.put(venue, wallets);
    }
    return balances;
  }
}
