package org.hedgerow.engine.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.schema.AccountDefinition;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.PortfolioDefinition;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  private static final Map<String, String> ADDRESSES =
      Map.of(
          "ENVIRONMENT", "simulated",
          "BINANCE_SPOT_REST", "http://localhost:1",
          "BINANCE_SPOT_STREAM", "ws://localhost:1",
          "BINANCE_USDM_REST", "http://localhost:2",
          "BINANCE_USDM_STREAM", "ws://localhost:2",
          "BINANCE_COINM_REST", "http://localhost:3",
          "BINANCE_COINM_STREAM", "ws://localhost:3");

  private final String yaml;

  ConfigurationTest() throws IOException {
    yaml = Files.readString(Path.of("../deploy/configuration/demo.yaml"));
  }

  @Test
  void readsTheDemosConfiguration() throws ConfigurationException {
    Configuration configuration = Configuration.parse(yaml, ADDRESSES);
    assertEquals(1, configuration.version());
    assertEquals(5, configuration.instruments().size());
    assertEquals(List.of("BTC"), configuration.routes().get("BINANCE_COINM:BTCUSD_PERP"));
    assertEquals(64, configuration.source().length());
  }

  @Test
  void everyErrorIsListedWithKeyValueAndWhatWasExpected() {
    String wrong =
        yaml.replace("tick_size: 0.10", "tick_size: -1")
            .replace("enter: 0.01, leave: 0.001", "enter: 0.01, leave: 0.02")
            .replace("order_valid: 2s", "order_valid: soon")
            .replace("strategy: naive", "strategie: naive")
            .replace("account: binance-usdm, weight: 0.7", "account: nowhere, weight: 0.8")
            .replace("kind: inverse_perpetual", "kind: inverse");
    List<String> errors =
        assertThrows(ConfigurationException.class, () -> Configuration.parse(wrong, ADDRESSES))
            .errors();
    assertHas(errors, "instruments[2].tick_size: '-1'; expected a number above 0");
    assertHas(
        errors, "portfolios[0].books[0].band.leave: '0.02'; expected at most band.enter, 0.01");
    assertHas(errors, "limits.order_valid: 'soon'; expected a duration such as");
    assertHas(errors, "portfolios[0].books[0].strategy: nothing; expected a text");
    assertHas(errors, "portfolios[0].books[0].strategie: 'naive'; expected no such key");
    assertHas(
        errors,
        "portfolios[0].books[0].hedges: 'weights that sum to 1.1'; expected a sum of exactly 1");
    assertHas(errors, "portfolios.treasury.books.BTC.hedges: 'nowhere'; expected one of accounts");
    assertHas(errors, "instruments[4].kind: 'inverse'; expected one of [spot, linear_perpetual,");
  }

  @Test
  void listsOfInstrumentsAreAskedForEveryHourUnlessItIsSaidOtherwise()
      throws ConfigurationException {
    assertEquals(
        Duration.ofHours(1),
        Configuration.parse(yaml, ADDRESSES).venues().get(0).instrumentsEvery());
    String often = yaml.replaceFirst("venue: (\\w+),", "venue: $1, instruments_every: 10s,");
    assertEquals(
        Duration.ofSeconds(10),
        Configuration.parse(often, ADDRESSES).venues().get(0).instrumentsEvery());
    String tooOften = often.replace("instruments_every: 10s", "instruments_every: 9s");
    assertHas(
        assertThrows(ConfigurationException.class, () -> Configuration.parse(tooOften, ADDRESSES))
            .errors(),
        "venues[0].instruments_every: 'PT9S'; expected at least 10s");
  }

  /** Where the configuration is silent, orders are not amended. */
  @Test
  void theAccountsOfAVenueAreAmendedWhereItSaysSo() throws ConfigurationException {
    assertEquals(List.of(), amending(yaml));
    String usdm = yaml.replace("{venue: BINANCE_USDM,", "{venue: BINANCE_USDM, amends: true,");
    assertEquals(List.of("binance-usdm"), amending(usdm));
    assertEquals(List.of(), amending(usdm.replace("amends: true", "amends: false")));
    String wrong = usdm.replace("amends: true", "amends: perhaps");
    assertHas(
        assertThrows(ConfigurationException.class, () -> Configuration.parse(wrong, ADDRESSES))
            .errors(),
        "venues[1].amends: 'perhaps'; expected true or false");
  }

  private static List<String> amending(String text) throws ConfigurationException {
    return ConfigurationSnapshot.of(Configuration.parse(text, ADDRESSES), "abcdefghij", 1, "0")
        .getAccounts()
        .stream()
        .filter(AccountDefinition::getAmends)
        .map(AccountDefinition::getAccount)
        .toList();
  }

  @Test
  void anAccountMayHaveAnotherLimitThanTheVenuesPublicOne() throws ConfigurationException {
    assertEquals(
        Optional.empty(), Configuration.parse(yaml, ADDRESSES).accounts().get(1).placeLimit());
    String granted =
        yaml.replace(
            "credentials: binance-usdm}",
            "credentials: binance-usdm, place_limit: {orders: 300, per: 2s}}");
    assertEquals(
        Optional.of(new PlaceLimit(300, Duration.ofSeconds(2))),
        Configuration.parse(granted, ADDRESSES).accounts().get(1).placeLimit());
    String wrong = granted.replace("{orders: 300, per: 2s}", "{orders: 0, per: 20ms, most: 1}");
    List<String> errors =
        assertThrows(ConfigurationException.class, () -> Configuration.parse(wrong, ADDRESSES))
            .errors();
    assertHas(errors, "accounts[1].place_limit.orders: '0'; expected a whole number from 1 to");
    assertHas(errors, "accounts[1].place_limit.per: 'PT0.02S'; expected at least 1s");
    assertHas(errors, "accounts[1].place_limit.most: '1'; expected no such key");
  }

  @Test
  void aStrategyThatThereIsNotAndParametersThatItDoesNotTakeAreErrors() {
    String wrong =
        yaml.replaceFirst("strategy: naive", "strategy: clairvoyant")
            .replaceFirst("(?s)(strategy: naive.*?)ratio: 1", "$1ratio: lots");
    List<String> errors =
        assertThrows(ConfigurationException.class, () -> Configuration.parse(wrong, ADDRESSES))
            .errors();
    assertHas(errors, "portfolios[0].books[0].strategy: 'clairvoyant'; expected one of [");
    assertHas(
        errors, "portfolios[0].books[1].parameters.ratio: 'lots'; expected a number from 0 to 10");
  }

  @Test
  void aPortfolioIsValuedOnceAMinuteInItsQuoteCurrencyUnlessItSaysOtherwise()
      throws ConfigurationException {
    Configuration usual = Configuration.parse(yaml, ADDRESSES);
    assertEquals(Accounting.USUAL, usual.portfolios().get(0).accounting());
    String other =
        yaml.replace(
                "    number: 1\n",
                "    number: 1\n    accounting: {currency: USD, at_par: [USDT], interval: 10s}\n")
            .replaceFirst("strategy: naive", "strategy: naive\n        capital: 500000");
    PortfolioDefinition portfolio =
        ConfigurationSnapshot.of(Configuration.parse(other, ADDRESSES), "abcdefghij", 4, "1")
            .getPortfolios()
            .get(0);
    assertEquals("USD", portfolio.getReportCurrency());
    assertEquals(List.of("USDT"), portfolio.getAtPar());
    assertEquals(10_000_000, portfolio.getValuationMicros());
    assertEquals(Decimals.of(500_000), portfolio.getBooks().get(0).getCapital());
  }

  @Test
  void wrongTermsOfAccountingAreErrors() {
    String wrong =
        yaml.replace(
                "    number: 1\n",
                "    number: 1\n    accounting: {curency: USD, interval: 500ms}\n")
            .replaceFirst("strategy: naive", "strategy: naive\n        capital: -1");
    List<String> errors =
        assertThrows(ConfigurationException.class, () -> Configuration.parse(wrong, ADDRESSES))
            .errors();
    assertHas(errors, "portfolios[0].accounting.curency: 'USD'; expected no such key");
    assertHas(errors, "portfolios[0].accounting.interval: 'PT0.5S'; expected at least 1s");
    assertHas(errors, "portfolios[0].books[0].capital: '-1'; expected a number above 0");
  }

  @Test
  void withoutASectionNothingIsCleanedForItsPrice() throws ConfigurationException {
    assertEquals(Cleaning.NONE, Configuration.parse(yaml, ADDRESSES).cleaning());
  }

  @Test
  void cleaningIsReadWithItsDefaults() throws ConfigurationException {
    Cleaning cleaning =
        Configuration.parse(
                yaml
                    + """
                    cleaning:
                      default:
                        spikes: {}
                      instruments:
                        - {instrument: "BINANCE_SPOT:BTCUSDT", conflate: 100ms}
                        - {instrument: "BINANCE_USDM:BTCUSDT", spikes: none}
                        - instrument: "BINANCE_SPOT:ETHUSDT"
                          spikes: {window: 20, deviations: 4.5, least_move: 0, level_shift: 2}
                    """,
                ADDRESSES)
            .cleaning();
    SpikeRule standard = new SpikeRule(50, 6, 0.005, 5);
    assertEquals(
        new InstrumentCleaning(Optional.of(standard), Duration.ZERO), cleaning.of("any other"));
    assertEquals(
        new InstrumentCleaning(Optional.of(standard), Duration.ofMillis(100)),
        cleaning.of("BINANCE_SPOT:BTCUSDT"));
    assertEquals(InstrumentCleaning.NONE, cleaning.of("BINANCE_USDM:BTCUSDT"));
    assertEquals(
        Optional.of(new SpikeRule(20, 4.5, 0, 2)), cleaning.of("BINANCE_SPOT:ETHUSDT").spikes());
  }

  @Test
  void everyErrorOfTheCleaningIsListed() {
    String wrong =
        yaml
            + """
            cleaning:
              default:
                spikes: {window: 3, deviations: 0, least_move: 1, level_shift: 900, windows: 5}
                conflate: 1h
              instruments:
                - {instrument: "BINANCE_SPOT:NOSUCH", spikes: some}
                - {instrument: "BINANCE_SPOT:BTCUSDT", conflate: fast}
                - {instrument: "BINANCE_SPOT:BTCUSDT"}
              instrument: []
            """;
    List<String> errors =
        assertThrows(ConfigurationException.class, () -> Configuration.parse(wrong, ADDRESSES))
            .errors();
    assertHas(errors, "cleaning.default.spikes.window: '3'; expected a whole number from 5 to 500");
    assertHas(errors, "cleaning.default.spikes.deviations: '0'; expected a number above 0");
    assertHas(errors, "cleaning.default.spikes.least_move: '1'; expected a fraction below 1");
    assertHas(
        errors, "cleaning.default.spikes.level_shift: '900'; expected a whole number from 2 to 5");
    assertHas(errors, "cleaning.default.spikes.windows: '5'; expected no such key");
    assertHas(
        errors, "cleaning.default.conflate: '3600000ms'; expected less than limits.stale_after");
    assertHas(errors, "cleaning.instruments: 'BINANCE_SPOT:NOSUCH'; expected one of instruments");
    assertHas(errors, "cleaning.instruments[0].spikes: 'some'; expected a mapping");
    assertHas(errors, "cleaning.instruments[1].conflate: 'fast'; expected a duration");
    assertHas(
        errors, "cleaning.instruments[2].instrument: 'BINANCE_SPOT:BTCUSDT'; expected each once");
    assertHas(errors, "cleaning.instrument: '[]'; expected no such key");
  }

  @Test
  void namesAndNumbersAreGivenOnce() {
    String wrong = yaml.replace("{group: ETH, number: 2}", "{group: ETH, number: 1}");
    List<String> errors =
        assertThrows(ConfigurationException.class, () -> Configuration.parse(wrong, ADDRESSES))
            .errors();
    assertEquals(List.of("groups.number: '1' twice; expected each once"), errors);
  }

  @Test
  void aVariableWithoutAValueIsAnError() {
    List<String> errors =
        assertThrows(ConfigurationException.class, () -> Configuration.parse(yaml)).errors();
    assertEquals(9, errors.size());
    assertTrue(errors.get(0).startsWith("${ENVIRONMENT}: no value"));
  }

  @Test
  void whatIsNoYamlIsRefusedWithItsPlace() {
    List<String> errors =
        assertThrows(ConfigurationException.class, () -> Configuration.parse("a: [1, 2")).errors();
    assertTrue(errors.get(0).startsWith("not YAML: "), errors.toString());
  }

  private static void assertHas(List<String> errors, String beginning) {
    assertTrue(
        errors.stream().anyMatch(error -> error.startsWith(beginning)),
        "no '" + beginning + "' in\n" + String.join("\n", errors));
  }
}
