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
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.OpenPosition;
import org.hedgerow.exchange.simulated.matching.Venue;

/**
 * What an account begins with.
 *
 * @param assets amounts by name
 * @param positions in contracts
 */
record InitialHoldings(Map<String, BigDecimal> assets, Map<Market, OpenPosition> positions) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads {@code {"spot": {"BTC": 10, ...}, "deribit": {"BTC": 5, "BTC-11DEC26-66000-C":
   * {"quantity": -20, "price": 0.03}}}}, by the keys of venues; what the dialects have for their
   * accounts if {@code file} is null. A position without a price was entered at the mark.
   *
   * @throws IOException that says what in the file is wrong
   */
  static Map<Venue, InitialHoldings> read(Path file, List<Dialect> dialects, List<Market> markets)
      throws IOException {
    JsonNode accounts = file == null ? null : JSON.readTree(file.toFile());
    Map<Venue, InitialHoldings> holdings = new LinkedHashMap<>();
    for (Dialect dialect : dialects) {
      Venue venue = dialect.venue();
      if (accounts == null) {
        holdings.put(venue, new InitialHoldings(dialect.balances(), Map.of()));
        continue;
      }
      InitialHoldings own = new InitialHoldings(new LinkedHashMap<>(), new LinkedHashMap<>());
      for (Map.Entry<String, JsonNode> entry : accounts.path(venue.key()).properties()) {
        String where = file + ": " + venue.key() + "." + entry.getKey();
        if (entry.getValue().isObject()) {
          Market market = contract(venue, entry.getKey(), markets, where);
          own.positions.put(market, position(market, entry.getValue(), where));
        } else {
          own.assets.put(entry.getKey(), number(entry.getValue(), where));
        }
      }
      holdings.put(venue, own);
    }
    return holdings;
  }

  private static Market contract(Venue venue, String symbol, List<Market> markets, String where)
      throws IOException {
    return markets.stream()
        .filter(
            market ->
                market.instrument.venue() == venue
                    && market.instrument.symbol().equals(symbol)
                    && market.instrument.derivative())
        .findFirst()
        .orElseThrow(() -> new IOException(where + " is no contract that is listed"));
  }

  private static OpenPosition position(Market market, JsonNode row, String where)
      throws IOException {
    BigDecimal quantity = number(row.path("quantity"), where + ".quantity");
    BigDecimal price =
        row.has("price") ? number(row.get("price"), where + ".price") : market.mark();
    try {
      return new OpenPosition(Fixed.of(quantity), price);
    } catch (ArithmeticException tooFine) {
      throw new IOException(where + ".quantity has more than 8 decimals", tooFine);
    }
  }

  private static BigDecimal number(JsonNode value, String where) throws IOException {
    try {
      return new BigDecimal(value.asText());
    } catch (NumberFormatException notANumber) {
      throw new IOException(where + " is not a number", notANumber);
    }
  }
}
