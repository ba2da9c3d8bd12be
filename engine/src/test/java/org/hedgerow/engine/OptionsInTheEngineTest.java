package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.configuration.ConfigurationSnapshot;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Options from the configuration to the order: what they weigh, and what is bought and sold. */
class OptionsInTheEngineTest {
  /** The scenario's clock stands at 2001-09-09; 40 and 80 days later. */
  private static final String EXPIRY = "2001-10-19T01:46:40Z";

  private static final String LATER = "2001-11-28T01:46:40Z";
  private static final String PERPETUAL = "D:PERP";

  /**
   * Two coin-settled calls owed, sold for 0.05 each, and 3 coins with the premium among them. The
   * venue's delta is 0.6: the exposure is 3 - 1.2 = 1.8. Of it 0.1 % of the gross 4.2 may stay:
   * (1.8 - 0.0042) x 49,999 / 10 = 8,978 contracts of the inverse perpetual are sold. A call bought
   * back for 0.05 adds 0.6 and pays 0.05.
   */
  @Test
  void aCoinSettledOptionWeighsItsDeltaAndItsPremiumIsPaidInCoin() {
    Scenario scenario =
        started("delta-neutral", "{}", holding("D:CALL", "-2") + coins("3"), perpetual("1"));
    scenario.next(ticker("D:CALL", "0.0495", "0.0505", "0.05", "50000", 0.5, 0.6));
    scenario.tick();
    Order sold = only(scenario);
    assertEquals(PERPETUAL, sold.getInstrument());
    assertEquals(Side.SELL, sold.getSide());
    Decision decision = last(scenario);
    assertNumber("1.8", decision.getExposure());
    assertEquals("0.6", decision.getStatistics().get("delta.D:CALL"));
    assertEquals("0.55", decision.getStatistics().get("transaction_delta.D:CALL"));
    // Black's formula by an independent program: F = K, 40 days, 50 %: N(0.0827612) = 0.532979.
    assertEquals(
        0.6 - 0.532979,
        Double.parseDouble(decision.getStatistics().get("delta_difference.D:CALL")),
        1e-6);
    assertTrue(decision.getAlternatives().size() == 1, "the cheapest leg was looked for");
    assertNumber("8978", sold.getQuantity());
    scenario.fill(sold);
    scenario.orders.clear();
    scenario.next(
        scenario
            .report("web_1", "D:CALL", "d", Side.BUY, "1")
            .setExternal(true)
            .setExecutionType(org.hedgerow.schema.ExecutionType.TRADE)
            .setStatus(org.hedgerow.schema.OrderStatus.FILLED)
            .setExecutionId("c1")
            .setLastQuantity(Decimals.of(1))
            .setLastPrice(Decimals.parse("0.05"))
            .setCumulativeQuantity(Decimals.of(1))
            .build());
    // 1.8 + 0.6 - 0.05, and the perpetual's profit: it was filled at its limit, 49,999 less 0.2 %.
    BigDecimal after = Decimals.toBigDecimal(last(scenario).getExposure());
    assertEquals(2.35, after.doubleValue(), 0.01);
    assertTrue(Decimals.toBigDecimal(last(scenario).getResidual()).doubleValue() > 0.5);
  }

  /**
   * Its delta of -1.2 is gone at its end, so all 3 coins are hedged; and that the venue holds it no
   * more, while nobody booked it out here, stops no hedge.
   */
  @Test
  void anExpiredOptionWeighsNothingAndItsSettlementHoldsUpNothing() {
    Scenario scenario =
        started(
            yaml("delta-neutral", "{}", holding("D:CALL", "-2") + coins("3"), perpetual("1"))
                .replaceFirst(EXPIRY, "2001-09-09T01:46:42Z"),
            "-2");
    scenario.next(ticker("D:CALL", "0.0495", "0.0505", "0.05", "50000", 0.5, 0.6));
    scenario.tick();
    scenario.fill(only(scenario));
    scenario.orders.clear();
    scenario.ticks(2);
    Order rest = only(scenario);
    assertEquals(Side.SELL, rest.getSide());
    assertEquals(3, Decimals.toBigDecimal(last(scenario).getExposure()).doubleValue(), 0.01);
    scenario.fill(rest);
    scenario.orders.clear();
    scenario.next(Scenario.position("d", "D:CALL", "one", "0"));
    scenario.next(Scenario.position("d", "D:CALL", "two", "0"));
    assertEquals(List.of("RECONCILIATION_BREAK"), scenario.alertCodes());
    scenario.funding("d", "1");
    assertEquals(Side.SELL, only(scenario).getSide());
  }

  /** What the venue says nothing of is not decided; then ours is used where it tells no delta. */
  @Test
  void withoutAPriceOfAHeldOptionNothingIsDecidedAndOldOnesDoNotTrade() {
    Scenario scenario =
        started("delta-neutral", "{}", holding("D:CALL", "-2") + coins("3"), perpetual("1"));
    scenario.ticks(1);
    assertEquals(0, scenario.decisions.size());
    scenario.next(ticker("D:CALL", "0.0495", "0.0505", "0.05", "50000", 0.5, null));
    scenario.tick();
    // 3 - 2 x 0.532979
    assertEquals(1.934042, Decimals.toBigDecimal(last(scenario).getExposure()).doubleValue(), 1e-5);
    scenario.orders.clear();

    Scenario old =
        started("delta-neutral", "{}", holding("D:CALL", "-2") + coins("3"), perpetual("1"));
    old.next(ticker("D:CALL", "0.0495", "0.0505", "0.05", "50000", 0.5, 0.6));
    old.tick();
    old.fill(only(old));
    old.orders.clear();
    old.ticks(61);
    old.quote(PERPETUAL, "49999", "50001");
    old.funding("d", "1");
    assertEquals(List.of(), old.orders);
    assertTrue(
        last(old).getDenials().stream().anyMatch(one -> one.startsWith("STALE_OPTION")),
        last(old).getDenials().toString());
    old.next(ticker("D:CALL", "0.0495", "0.0505", "0.05", "50000", 0.5, 0.6));
    assertEquals(1, old.orders.size(), "a fresh word lets it through");
  }

  /**
   * 2.5 coins held to 90 % of 50,000: the put of 45,000, 25 contracts of 0.1. The ask shows 10, so
   * 10 are bought at the ask; then 10, then 5.
   */
  @Test
  void aProtectivePutIsBoughtAtTheTouchAndAsDeepAsItIsShown() {
    Scenario scenario =
        started("protective-put", "{level: 0.9, horizon: 30d}", coins("2.5"), options("PUT"));
    scenario.next(ticker("D:PUT", "0.0195", "0.02", "0.0197", "50000", 0.5, -0.2));
    scenario.tick();
    Order bought = only(scenario);
    assertEquals("D:PUT", bought.getInstrument());
    assertEquals(Side.BUY, bought.getSide());
    assertEquals(OrderType.LIMIT, bought.getOrderType());
    assertEquals(TimeInForce.IOC, bought.getTimeInForce());
    assertNumber("10", bought.getQuantity());
    assertNumber("0.02", bought.getPrice());
    Decision decision = last(scenario);
    assertEquals("25", decision.getStatistics().get("contracts"));
    // 45,000 - 0.02 x 50,000
    assertNumber("44000", Decimals.parse(decision.getStatistics().get("floor")));
    assertNumber("-2.5", decision.getLegs().get(0).getResidual());
    List<String> quantities = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      scenario.tick();
      for (Order order : List.copyOf(scenario.orders)) {
        scenario.orders.clear();
        quantities.add(plain(order.getQuantity()));
        scenario.fill(order);
      }
    }
    // Each premium of 0.002 a contract leaves less to protect: 2.5 - 25 x 0.002 = 2.45, 25 lots.
    assertEquals(List.of("10", "10", "5"), quantities);
  }

  /** Owed calls are curved; the option hedge takes it, then the perpetual what delta is left. */
  @Test
  void deltaGammaBuysOptionsAndThenHedgesWithWhatIsHeld() {
    Scenario scenario =
        started(
            "delta-gamma",
            "{}",
            holding("D:CALL", "-2") + coins("0.1"),
            perpetual("1") + options("LATE"));
    scenario.next(ticker("D:CALL", "0.0495", "0.0505", "0.05", "50000", 0.5, null));
    scenario.next(ticker("D:LATE", "0.0795", "0.08", "0.0797", "50000", 0.5, null));
    for (int i = 0; i < 12; i++) {
      scenario.tick();
      for (Order order : List.copyOf(scenario.orders)) {
        scenario.orders.remove(order);
        scenario.fill(order);
      }
    }
    // Gamma goes with 1 / sqrt(T) at the money: of 80 days 2 x sqrt(2) for 2 of 40, to 0.03 % of
    // exp(d1^2 / 2) = exp(0.00685 - 0.00342), so 2.838 units, 28 contracts of 0.1.
    BigDecimal bought = BigDecimal.ZERO;
    for (Decision one : scenario.decisions) {
      for (org.hedgerow.schema.DecisionLeg leg : one.getLegs()) {
        if (leg.getInstrument().equals("D:LATE")) {
          assertNumber("2.8", leg.getTarget());
          bought = bought.max(Decimals.toBigDecimal(leg.getCurrent()));
        }
      }
    }
    assertEquals(0, bought.compareTo(new BigDecimal("2.8")), bought.toString());
    assertTrue(scenario.orders.isEmpty());
    // 2 x 0.39894 x 6.0209 / 50,000
    assertTrue(
        scenario.decisions.stream()
            .anyMatch(one -> one.getStatistics().get("book_gamma").startsWith("-0.000096")));
  }

  /**
   * Deribit's BTC options as they were recorded on 2026-01-01: what is bought and sold is worked
   * out here from the rows alone.
   */
  @Test
  void aCollarOverARecordedChain() throws IOException {
    Path file = recorded();
    List<String[]> rows = new ArrayList<>();
    List<String> names;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      names = List.of(reader.readLine().split(",", -1));
      reader.lines().map(line -> line.split(",", -1)).forEach(rows::add);
    }
    int name = names.indexOf("instrument_name");
    int bid = names.indexOf("bid_price");
    int ask = names.indexOf("ask_price");
    int strike = names.indexOf("strike");
    int right = names.indexOf("option_type");
    int end = names.indexOf("expiry_datetime");
    int forward = names.indexOf("futures_price");
    rows.removeIf(row -> !row[names.indexOf("currency")].equals("BTC"));
    rows.removeIf(row -> Double.parseDouble(row[names.indexOf("time_to_maturity")]) > 0.3);
    Instant now = OffsetDateTime.parse(rows.get(0)[0]).toInstant();
    BigDecimal index = new BigDecimal(rows.get(0)[names.indexOf("index_price")]);
    Instant expiry =
        rows.stream()
            .map(row -> OffsetDateTime.parse(row[end]).toInstant())
            .filter(one -> one.isAfter(now.plus(30, ChronoUnit.DAYS)))
            .min(Instant::compareTo)
            .orElseThrow();
    String[] put = null;
    String[] call = null;
    for (String[] row : rows) {
      if (row[right].equals("put")
          && OffsetDateTime.parse(row[end]).toInstant().equals(expiry)
          && !row[ask].isEmpty()
          && Double.parseDouble(row[strike]) >= 0.9 * index.doubleValue()
          && (put == null || Double.parseDouble(row[strike]) < Double.parseDouble(put[strike]))) {
        put = row;
      }
    }
    double cost = Double.parseDouble(put[ask]) * Double.parseDouble(put[forward]);
    for (String[] row : rows) {
      if (row[right].equals("call")
          && OffsetDateTime.parse(row[end]).toInstant().equals(expiry)
          && !row[bid].isEmpty()
          && Double.parseDouble(row[bid]) * Double.parseDouble(row[forward]) >= cost
          && (call == null || Double.parseDouble(row[strike]) > Double.parseDouble(call[strike]))) {
        call = row;
      }
    }

    StringBuilder instruments = new StringBuilder();
    StringBuilder legs = new StringBuilder();
    for (String[] row : rows) {
      instruments.append(
          option(
                  row[name],
                  row[right],
                  row[strike],
                  OffsetDateTime.parse(row[end]).toInstant().toString(),
                  "1")
              .replace(
                  "lot_size: 1, minimum_quantity: 1,", "lot_size: 0.1, minimum_quantity: 0.1,"));
      legs.append(options(row[name]));
    }
    Scenario scenario = new Scenario();
    scenario.clock = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    scenario.next(
        change(
            yaml("collar", "{level: 0.9, horizon: 30d}", coins("2.5"), legs.toString())
                .replaceFirst(
                    "groups:", java.util.regex.Matcher.quoteReplacement(instruments + "groups:"))));
    scenario.tick();
    for (String[] row : rows) {
      scenario.next(Scenario.position("d", "D:" + row[name], "opening", "0"));
      OptionQuote quote = new OptionQuote();
      quote.setInstrument("D:" + row[name]);
      quote.setMarkPrice(Decimals.parse(row[names.indexOf("mark_price")]));
      quote.setUnderlyingPrice(
          Decimals.of(new BigDecimal(row[forward]).setScale(8, RoundingMode.HALF_EVEN)));
      quote.setMarkVolatility(Double.parseDouble(row[names.indexOf("implied_volatility")]));
      quote.setDelta(Double.parseDouble(row[names.indexOf("delta")]));
      if (!row[bid].isEmpty()) {
        quote.setBidPrice(Decimals.parse(row[bid]));
        quote.setBidQuantity(Decimals.of(10));
      }
      if (!row[ask].isEmpty()) {
        quote.setAskPrice(Decimals.parse(row[ask]));
        quote.setAskQuantity(Decimals.of(10));
      }
      scenario.next(quote);
    }
    scenario.quote(PERPETUAL, index.subtract(BigDecimal.ONE) + "", index.add(BigDecimal.ONE) + "");
    scenario.tick();
    assertEquals(2, scenario.orders.size(), () -> last(scenario).getDenials().toString());
    assertEquals(2, last(scenario).getLegs().size(), "what is neither held nor wanted is not told");
    for (Order order : scenario.orders) {
      boolean bought = order.getSide() == Side.BUY;
      assertEquals("D:" + (bought ? put[name] : call[name]), order.getInstrument());
      assertNumber(bought ? put[ask] : call[bid], order.getPrice());
      assertNumber("2.5", order.getQuantity());
    }
  }

  /** The put's price is six seconds old and is not bought by it: the call that pays is not sold. */
  @Test
  void aCollarSellsNoCallForAPutThatIsNotBought() {
    Scenario scenario =
        started(
            "collar", "{level: 0.9, horizon: 30d}", coins("2.5"), options("PUT") + options("HIGH"));
    scenario.next(ticker("D:PUT", "0.0195", "0.02", "0.0197", "50000", 0.5, -0.2));
    scenario.ticks(6);
    scenario.quote(PERPETUAL, "49999", "50001");
    scenario.next(ticker("D:HIGH", "0.021", "0.022", "0.0215", "50000", 0.5, 0.3));
    scenario.tick();
    assertEquals(List.of(), scenario.orders);
    assertTrue(
        last(scenario).getDenials().stream().anyMatch(one -> one.startsWith("STALE_MARKET_DATA")),
        last(scenario).getDenials().toString());
    scenario.next(ticker("D:PUT", "0.0195", "0.02", "0.0197", "50000", 0.5, -0.2));
    scenario.tick();
    assertEquals(
        List.of("D:PUT", "D:HIGH"), scenario.orders.stream().map(Order::getInstrument).toList());
  }

  private static Path recorded() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file =
          at.resolve("shared/data/options/deribit_options_snapshot_20260101T091835Z.csv.gz");
      if (Files.exists(file)) {
        return file;
      }
    }
    return Assumptions.abort("There is no data/options in a folder shared beside the project.");
  }

  /** Restarted before every entry it decides the same: nothing is remembered but in its tables. */
  @Test
  void whoWasRestartedBeforeEveryEntryDecidesTheSame() {
    Scenario lived =
        started(
            "collar", "{level: 0.9, horizon: 30d}", coins("2.5"), options("PUT") + options("HIGH"));
    lived.next(ticker("D:PUT", "0.0195", "0.02", "0.0197", "50000", 0.5, -0.2));
    lived.next(ticker("D:HIGH", "0.021", "0.022", "0.0215", "50000", 0.5, 0.3));
    for (int i = 0; i < 40; i++) {
      double forward = 50_000 + (i * 7_919 % 4_001) - 2_000;
      lived.next(ticker("D:PUT", "0.0195", "0.02", "0.0197", "" + forward, 0.5, -0.2));
      lived.quote(PERPETUAL, forward - 1 + "", forward + 1 + "");
      lived.tick();
      for (Order order : List.copyOf(lived.orders)) {
        lived.orders.remove(order);
        lived.fill(order);
      }
    }
    assertTrue(lived.decisions.size() >= 3, lived.decisions.size() + " decisions");
    assertTrue(lived.decisions.stream().anyMatch(one -> one.getStatistics().containsKey("call")));
    assertEquals(lived.decisions, lived.livedAgain().decisions);
  }

  @Test
  void whatIsWrongWithAnOptionIsSaidAtOnce() {
    String yaml =
        yaml("naive", "{}", coins("1"), perpetual("0.5") + options("PUT"))
            .replaceFirst("strike: 45000", "strike: -1")
            .replaceFirst(EXPIRY, "tomorrow")
            .replaceFirst("right: put", "right: both");
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> Configuration.parse(yaml, Map.of()));
    String all = refused.getMessage() + refused.errors();
    for (String expected :
        List.of(
            "strike: '-1'; expected a number above 0",
            "expiry: 'tomorrow'; expected a time in UTC",
            "right: 'both'; expected one of",
            "weights that sum to 0.5")) {
      assertTrue(all.contains(expected), expected + " in " + all);
    }
    String naive = yaml("naive", "{}", coins("1"), perpetual("1") + options("PUT"));
    ConfigurationException option =
        assertThrows(ConfigurationException.class, () -> Configuration.parse(naive, Map.of()));
    assertTrue(
        option.errors().toString().contains("naive does not hedge with them"),
        option.errors().toString());
  }

  private static Scenario started(
      String strategy, String parameters, String holdings, String hedges) {
    return started(
        yaml(strategy, parameters, holdings, hedges), holdings.contains("D:CALL") ? "-2" : "0");
  }

  private static Scenario started(String yaml, String calls) {
    Scenario scenario = new Scenario();
    scenario.next(change(yaml));
    for (String one : List.of(PERPETUAL, "D:CALL", "D:PUT", "D:HIGH", "D:LATE")) {
      scenario.next(Scenario.position("d", one, "opening", one.equals("D:CALL") ? calls : "0"));
    }
    scenario.tick();
    scenario.quote(PERPETUAL, "49999", "50001");
    return scenario;
  }

  private static ConfigChange change(String yaml) {
    try {
      return ConfigurationSnapshot.of(
          Configuration.parse(yaml, Map.of()), Scenario.JOURNAL, 4, EngineVersion.CURRENT);
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OptionQuote ticker(
      String name,
      String bid,
      String ask,
      String mark,
      String forward,
      double volatility,
      Double delta) {
    OptionQuote quote = new OptionQuote();
    quote.setInstrument(name);
    quote.setBidPrice(Decimals.parse(bid));
    quote.setBidQuantity(Decimals.of(10));
    quote.setAskPrice(Decimals.parse(ask));
    quote.setAskQuantity(Decimals.of(10));
    quote.setMarkPrice(Decimals.parse(mark));
    quote.setUnderlyingPrice(Decimals.parse(forward));
    quote.setMarkVolatility(volatility);
    quote.setDelta(delta);
    return quote;
  }

  private static String holding(String instrument, String quantity) {
    return "{account: d, instrument: \"%s\", quantity: %s, entry_price: 0.05}, "
        .formatted(instrument, quantity);
  }

  private static String coins(String quantity) {
    return "{account: d, asset: BTC, quantity: %s}".formatted(quantity);
  }

  private static String perpetual(String weight) {
    return "{instrument: \"D:PERP\", account: d, weight: %s}, ".formatted(weight);
  }

  private static String options(String name) {
    return "{instrument: \"D:%s\", account: d}, ".formatted(name);
  }

  private static String yaml(String strategy, String parameters, String holdings, String hedges) {
    return """
    version: 1
    venues:
      - {venue: D, environment: simulated, rest: "http://localhost:1", stream: "ws://localhost:1"}
    accounts:
      - {account: d, venue: D, credentials: d, margin_asset: BTC}
    instruments:
      - {instrument: "D:PERP", kind: inverse_perpetual, base: BTC, quote: USD, settlement: BTC,
         contract_value: 10, tick_size: 0.5, lot_size: 1, minimum_quantity: 1,
         maximum_quantity: 1000000, minimum_notional: 0, channels: [quote]}
    """
        + option("CALL", "call", "50000", EXPIRY, "1")
        + option("PUT", "put", "45000", EXPIRY, "0.1")
        + option("HIGH", "call", "60000", EXPIRY, "0.1")
        + option("LATE", "call", "50000", LATER, "0.1")
        + """
        groups:
          - {group: BTC, number: 1}
        portfolios:
          - portfolio: desk
            number: 1
            holdings: [%s]
            books:
              - {group: BTC, strategy: %s, parameters: %s, band: {enter: 0.01, leave: 0.001},
                 hedges: [%s]}
        limits: {maximum_order_notional: 1000000, price_collar: 0.002, stale_after: 5s,
                 order_valid: 2s, maximum_hedges_per_minute: 240}
        """
            .formatted(holdings, strategy, parameters, hedges);
  }

  private static String option(
      String name, String right, String strike, String expiry, String size) {
    return """
      - {instrument: "D:%s", kind: option, base: BTC, quote: USD, settlement: BTC,
         contract_value: %s, tick_size: 0.0001, lot_size: 1, minimum_quantity: 1,
         maximum_quantity: 100000, minimum_notional: 0, channels: [option_quote],
         expiry: %s, strike: %s, right: %s}
    """
        .formatted(name, size, expiry, strike, right);
  }

  private static Order only(Scenario scenario) {
    assertEquals(1, scenario.orders.size(), () -> scenario.orders + " by " + scenario.decisions);
    return scenario.orders.get(0);
  }

  private static Decision last(Scenario scenario) {
    return scenario.decisions.get(scenario.decisions.size() - 1);
  }

  private static void assertNumber(String expected, org.hedgerow.schema.Decimal number) {
    assertEquals(
        0,
        new BigDecimal(expected).compareTo(Decimals.toBigDecimal(number)),
        () -> Decimals.toString(number) + ", not " + expected);
  }

  private static String plain(org.hedgerow.schema.Decimal number) {
    return Decimals.toBigDecimal(number).stripTrailingZeros().toPlainString();
  }
}
