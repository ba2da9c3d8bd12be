package org.hedgerow.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.engine.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demos' configurations, with what a demo puts in the place of their variables. */
class DemoConfigurationsTest {
  private static final Path FOLDER = Path.of("../configuration");
  private static final Map<String, String> VENUES =
      Map.of("BINANCE_SPOT", "spot", "DERIBIT", "deribit", "OKX", "okx");
  @TempDir Path home;

  private Configuration read(String name) throws Exception {
    return Configuration.parse(
        Files.readString(FOLDER.resolve(name)),
        new ExchangeProcess(new StackLayout(home, home)).placeholders());
  }

  @Test
  void theOptionDemosHaveEachStrategy() throws Exception {
    for (String name : List.of("demo-options-deribit.yaml", "demo-options-okx.yaml")) {
      Configuration configuration = read(name);
      Set<String> strategies = new TreeSet<>();
      configuration
          .portfolios()
          .forEach(portfolio -> portfolio.books().forEach(book -> strategies.add(book.strategy())));
      assertEquals(Set.of("collar", "delta-gamma", "protective-put"), strategies, name);
      assertTrue(LedgerBooks.judges(configuration), name);
    }
  }

  @Test
  void theOtherDemosHaveNoOptions() throws Exception {
    for (String name : List.of("demo.yaml", "demo-okx.yaml")) {
      assertTrue(!LedgerBooks.judges(read(name)), name);
    }
  }

  /** Two books of bitcoin: what one has sold too much of the other may lack. */
  @Test
  void theDemoOfExecutionIsJudgedByBookAndWorksEachInItsWay() throws Exception {
    Configuration configuration = read("demo-execution.yaml");
    assertTrue(LedgerBooks.judges(configuration));
    assertTrue(WorkedHedges.isWorked(configuration));
    Set<String> algorithms = new TreeSet<>();
    configuration
        .portfolios()
        .forEach(
            portfolio ->
                portfolio
                    .books()
                    .forEach(book -> algorithms.add(book.execution().get("algorithm"))));
    assertEquals(Set.of("chase", "slice", "twap"), algorithms);
    assertTrue(!WorkedHedges.isWorked(read("demo.yaml")));
  }

  /** What portfolios hold of a coin adds up; an option is a position and no coin. */
  @Test
  void whatTheAccountsBeginWith() throws Exception {
    ObjectNode accounts = OpeningAccounts.of(read("demo-options-okx.yaml"), VENUES);
    assertEquals("11", accounts.path("okx").path("BTC").asText());
    assertEquals("50", accounts.path("okx").path("ETH").asText());
    assertEquals("10000000", accounts.path("spot").path("USDT").asText());
    OptionExpiries expiries = OptionExpiries.after(Instant.now());
    String call = "BTC-USD-" + expiries.variables().get("OKX_EXPIRY_NEAR") + "-66000-C";
    assertEquals("-2000", accounts.path("okx").path(call).path("quantity").asText());
    assertEquals("0.03", accounts.path("okx").path(call).path("price").asText());
  }

  @Test
  void oneContractInTwoPortfoliosIsRefused() throws Exception {
    String yaml =
        Files.readString(FOLDER.resolve("demo-options-okx.yaml"))
            .replace(
                "      - {account: okx, asset: ETH, quantity: 50}",
                "      - {account: okx, instrument: \"OKX:BTC-USD-${OKX_EXPIRY_NEAR}-66000-C\","
                    + " quantity: 5, entry_price: 0.03}");
    Configuration configuration =
        Configuration.parse(yaml, new ExchangeProcess(new StackLayout(home, home)).placeholders());
    assertTrue(
        assertThrows(CommandFailed.class, () -> OpeningAccounts.of(configuration, VENUES))
            .getMessage()
            .contains("held twice on okx"));
  }

  /** As the venues write days: no leading zero at Deribit, the year first at OKX. */
  @Test
  void expiriesAreWrittenAsEachVenueDoes() {
    Map<String, String> variables =
        new OptionExpiries(LocalDate.parse("2026-12-04"), LocalDate.parse("2027-01-22"))
            .variables();
    assertEquals("4DEC26", variables.get("DERIBIT_EXPIRY_NEAR"));
    assertEquals("261204", variables.get("OKX_EXPIRY_NEAR"));
    assertEquals("2026-12-04T08:00:00Z", variables.get("EXPIRY_NEAR"));
    assertEquals("22JAN27", variables.get("DERIBIT_EXPIRY_FAR"));
  }

  /** 21 November 2026 is a Saturday. */
  @Test
  void twoFridaysAhead() {
    OptionExpiries expiries = OptionExpiries.after(Instant.parse("2026-11-21T20:00:00Z"));
    assertEquals("2026-12-11,2027-01-22", expiries.days());
  }
}
