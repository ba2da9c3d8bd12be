package org.hedgerow.engine.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hedgerow.engine.risk.limits.RiskTerms;
import org.junit.jupiter.api.Test;

/** Limits are read whole, and refused whole where they contradict. */
class LimitsCheckTest {
  private static final Map<String, String> ADDRESSES =
      Map.of(
          "ENVIRONMENT", "simulated",
          "BINANCE_SPOT_REST", "http://localhost:1",
          "BINANCE_SPOT_STREAM", "ws://localhost:1",
          "BINANCE_USDM_REST", "http://localhost:2",
          "BINANCE_USDM_STREAM", "ws://localhost:2",
          "BINANCE_COINM_REST", "http://localhost:3",
          "BINANCE_COINM_STREAM", "ws://localhost:3");

  private static String demo() throws IOException {
    return Files.readString(Path.of("../deploy/configuration/demo.yaml"));
  }

  private static String with(String yaml, String... limits) {
    return yaml.replace(
        "  maximum_hedges_per_minute: 240\n",
        "  maximum_hedges_per_minute: 240\n" + String.join("\n", limits) + "\n");
  }

  private static List<String> errors(String yaml) {
    return assertThrows(ConfigurationException.class, () -> Configuration.parse(yaml, ADDRESSES))
        .errors();
  }

  @Test
  void thoseOfThePageAreRead() throws IOException, ConfigurationException {
    List<String> lines = Files.readAllLines(Path.of("../docs/risk.md"));
    List<String> limits =
        lines.stream()
            .dropWhile(line -> !line.equals("limits:"))
            .dropWhile(line -> !line.startsWith("  checks:"))
            .takeWhile(line -> !line.equals("```"))
            // The demo's book has no strategy that calls the market rough, and less margin tables.
            .filter(line -> !line.contains("rough:") && !line.contains("margin_tiers:"))
            .map(
                line ->
                    line.replace("margin_use: 0.5, leverage: 5, liquidation_distance: 0.2, ", ""))
            .toList();
    assertTrue(limits.size() > 10);
    Configuration configuration =
        Configuration.parse(with(demo(), String.join("\n", limits)), ADDRESSES);
    RiskTerms terms = RiskTerms.of(configuration.limits().parameters());
    assertEquals("0.02", terms.orders().freeBalanceReserve().orElseThrow().toString());
    assertEquals(3, terms.positions().size());
    assertEquals("50000", terms.groups().get("BTC").dailyLoss().orElseThrow().toString());
    assertEquals("0.7", terms.books().get("treasury/BTC").correlation().orElseThrow().toString());
  }

  @Test
  void everyContradictionIsListed() throws IOException {
    String yaml =
        with(
                demo()
                    .replaceFirst("strategy: naive\n", "strategy: naive\n        capital: 1000\n"),
                "  checks: {approval_above: 90, margin_use: 0.5, spraed: 1}",
                "  positions: {\"instrument:BINANCE_USDM:GONE\": 1, \"venue:GONE\": 1, BTC: 1}",
                "  groups: {BTC: {gross: 100, net: 200, concentration: 2}, GONE: {gross: 1}}",
                "  books: {treasury/BTC: {gross: 101, daily_loss: 1000, drawdown: 999,"
                    + " order_notional: 91, rough: {gross: 1}}, treasury/GONE: {gross: 1}}")
            .replace("maximum_order_notional: 250000", "maximum_order_notional: 90")
            .replace("maximum_quantity: 1000\n", "maximum_quantity: 0.0005\n");
    List<String> errors = errors(yaml);
    for (String expected :
        List.of(
            "limits.checks.spraed: '1'; expected no such key",
            "limits.groups.BTC.net: '200'; expected at most gross, 100",
            "limits.groups.BTC.concentration: '2'; expected a number from 0 to 1",
            "instruments.BINANCE_USDM:BTCUSDT.minimum_quantity: '0.001'; expected at most",
            "limits.checks.approval_above: '90'; expected less than maximum_order_notional, 90",
            "limits.maximum_order_notional: '90'; expected at least 100, the least order in"
                + " BINANCE_USDM:BTCUSDT",
            "limits.maximum_order_notional: '90'; expected at least 100, the least order in"
                + " BINANCE_COINM:BTCUSD_PERP",
            "limits.positions: 'BINANCE_USDM:GONE'; expected one of instruments",
            "limits.positions: 'GONE'; expected one of venues",
            "limits.positions: 'BTC'; expected instrument:, venue: or underlying: and a name",
            "limits.groups.GONE: 'GONE'; expected one of groups",
            "limits.books.treasury/BTC.gross: '101'; expected at most limits.groups.BTC.gross, 100",
            "limits.books.treasury/BTC.daily_loss: '1000'; expected less than capital, 1000",
            "limits.books.treasury/BTC.order_notional: '91'; expected at most",
            "limits.books.treasury/BTC.rough: 'naive'; expected a book whose strategy is regime",
            "limits.books.treasury/GONE: 'treasury/GONE'; expected a portfolio and the group",
            "limits.margin_tiers: no BINANCE_USDM:BTCUSDT; margin_use")) {
      assertTrue(
          errors.stream().anyMatch(error -> error.startsWith(expected)),
          () -> expected + " is not in " + String.join("\n", errors));
    }
    assertTrue(errors.stream().noneMatch(error -> error.contains(".drawdown")), "999 is less");
  }

  @Test
  void marginTiersSayWhatTheyAre() throws IOException {
    for (String rows : List.of("0 0.01", "0 0.01 x", "5 0.01 0.005", "0 0.01 0.02")) {
      assertTrue(
          errors(with(demo(), "  margin_tiers: {\"BINANCE_USDM:BTCUSDT\": \"" + rows + "\"}"))
              .get(0)
              .startsWith("limits.margin_tiers.BINANCE_USDM:BTCUSDT: '" + rows + "'"),
          rows);
    }
  }
}
