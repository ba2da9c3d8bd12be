package org.hedgerow.engine.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.OptionValuation;
import org.hedgerow.engine.series.SampledSeries;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.OptionRight;
import org.hedgerow.schema.Quote;
import org.junit.jupiter.api.Test;

/**
 * Option strategies alone. Hull's numbers are those of Options, Futures, and Other Derivatives,
 * chapter on the greek letters (9th edition: chapter 19); all are worked out by hand beside them.
 */
class OptionStrategiesTest {
  private static final long DAY = 86_400_000_000L;
  private static final String SPOT = "V:SPOT";
  private final Given given = new Given();

  /**
   * Hull: a delta-neutral portfolio has gamma -3,000; a traded option has delta 0.62 and gamma
   * 1.50. 3,000 / 1.50 = 2,000 options are bought; then 2,000 x 0.62 = 1,240 of the underlying are
   * sold.
   */
  @Test
  void gammaByAnOptionAndThenDeltaByTheUnderlying() {
    given.spot("0");
    given.option("V:C", OptionRight.CALL, "50", 30, "0").greeks("V:C", 0.62, 1.50, 1);
    given.book = new HedgeContext.BookGreeks(-3_000, 0);
    given.exposure = BigDecimal.ZERO;
    assertQuantities("delta-gamma", "0", "2000");
    given.hold("V:C", "2000");
    assertQuantities("delta-gamma", "-1240", "2000");
  }

  /**
   * Hull: gamma -5,000 and vega -8,000; option 1 has delta 0.6, gamma 0.5 and vega 2.0, option 2
   * delta 0.5, gamma 0.8 and vega 1.2. -5,000 + 0.5 a + 0.8 b = 0 and -8,000 + 2.0 a + 1.2 b = 0: a
   * = 400, b = 6,000; then 400 x 0.6 + 6,000 x 0.5 = 3,240 of the underlying are sold.
   */
  @Test
  void gammaAndVegaByTwoOptions() {
    given.spot("0");
    given.option("V:C1", OptionRight.CALL, "50", 30, "0").greeks("V:C1", 0.6, 0.5, 2.0);
    given.option("V:C2", OptionRight.CALL, "55", 60, "0").greeks("V:C2", 0.5, 0.8, 1.2);
    given.book = new HedgeContext.BookGreeks(-5_000, -8_000);
    assertQuantities("delta-gamma-vega", "0", "400", "6000");
    given.hold("V:C1", "400");
    given.hold("V:C2", "6000");
    assertQuantities("delta-gamma-vega", "-3240", "400", "6000");
  }

  /** 8,000 / 2.0 = 4,000 options; the exposure of -100 and their 4,000 x 0.6 ask for -2,300. */
  @Test
  void vegaByAnOption() {
    given.spot("0");
    given.option("V:C", OptionRight.CALL, "50", 30, "4000").greeks("V:C", 0.6, 0.5, 2.0);
    given.book = new HedgeContext.BookGreeks(0, -8_000);
    given.exposure = new BigDecimal("-100");
    assertQuantities("delta-vega", "-2300", "4000");
  }

  /** Two options with greeks in one proportion, none, unknown ones, an expired option, hugeness. */
  @Test
  void whereGreeksCannotBeSolvedDeltaAloneIsHedged() {
    given.spot("0");
    given.option("V:C1", OptionRight.CALL, "50", 30, "0").greeks("V:C1", 0.6, 0.5, 2.0);
    given.option("V:C2", OptionRight.CALL, "55", 60, "10").greeks("V:C2", 0.5, 1.0, 4.0);
    given.book = new HedgeContext.BookGreeks(-5_000, -8_000);
    given.exposure = new BigDecimal("7");
    // 7 and 10 x 0.5 of the option that is held.
    assertTrue(assertQuantities("delta-gamma-vega", "-12", "0", "10").contains("alike"));
    given.greeks("V:C2", 0.5, 0, 0);
    assertTrue(assertQuantities("delta-gamma-vega", "-12", "0", "10").contains("alike"));
    given.greeks("V:C2", 0.5, Double.NaN, 1);
    assertTrue(assertQuantities("delta-gamma-vega", "-12", "0", "10").contains("not known"));
    given.greeks("V:C2", 0.5, Double.POSITIVE_INFINITY, 1);
    assertTrue(assertQuantities("delta-gamma-vega", "-12", "0", "10").contains("not known"));
    given.greeks("V:C2", 0.5, 1e-18, 1e-30);
    assertTrue(assertQuantities("delta-gamma-vega", "-12", "0", "10").contains("contracts would"));
    given.clock = 60 * DAY;
    given.valuations.put("V:C2", valuation(0, 0, 0, 0));
    assertTrue(assertQuantities("delta-gamma-vega", "-7", "0", "10").contains("expired"));
    given.valuations.clear();
    assertTrue(assertQuantities("delta-gamma-vega", "-7", "0", "10").contains("no greeks yet"));
  }

  @Test
  void wrongHedgesAreRefusedByName() {
    given.spot("0");
    Parameters parameters = Parameters.of("p", Map.of());
    new DeltaGamma().create(parameters, given.terms());
    assertEquals(
        List.of("p.hedges: '0 options'; expected 1, one for each greek but delta"),
        parameters.errors());
    Parameters put = Parameters.of("p", Map.of("level", "0.9", "strike", "50", "horizon", "1h"));
    new PutProtection().create(put, given.terms());
    assertEquals(4, put.errors().size(), put.errors().toString());
  }

  /**
   * 2.5 at 100 held to 90 %: the lowest strike not under 90 of the first expiry after 30 days is 95
   * (of 85, 95 and 105), and 2.5 / 0.1 = 25 contracts; with 2.51 rounded up 26.
   */
  @Test
  void aPutByTheLevelOfProtection() {
    chain();
    given.exposure = new BigDecimal("2.5");
    assertHeld("protective-put", Map.of("level", "0.9"), Map.of("V:P95", "25"));
    given.exposure = new BigDecimal("2.51");
    assertHeld("protective-put", Map.of("level", "0.9"), Map.of("V:P95", "26"));
    assertHeld("protective-put", Map.of("strike", "96"), Map.of("V:P105", "26"));
  }

  /**
   * 3 % of 2.5 x 100 are 7.5. 25 contracts of 0.1 cost 2.5 at 1, 5 at 2 and 17.5 at 7: the highest
   * strike for 7.5 is that of 2. For 0.3 % = 0.75 nothing is to be had.
   */
  @Test
  void aPutByBudget() {
    chain();
    given.exposure = new BigDecimal("2.5");
    assertHeld("protective-put", Map.of("budget", "0.03"), Map.of("V:P95", "25"));
    String why = assertHeld("protective-put", Map.of("budget", "0.003"), Map.of());
    assertTrue(why.contains("no put of the horizon"), why);
  }

  /** Held at 95 while the price falls to 60; rolled a day before its 40 days are over. */
  @Test
  void aPutStaysUntilItIsRolled() {
    chain();
    given.exposure = new BigDecimal("2.5");
    given.hold("V:P95", "25");
    given.marks.put(SPOT, new BigDecimal("60"));
    assertHeld("protective-put", Map.of("level", "0.9"), Map.of("V:P95", "25"));
    given.marks.put(SPOT, new BigDecimal("100"));
    given.clock = 39 * DAY - 1;
    assertHeld("protective-put", Map.of("level", "0.9"), Map.of("V:P95", "25"));
    given.clock = 39 * DAY;
    assertHeld("protective-put", Map.of("level", "0.9"), Map.of("V:Q95", "25"));
    // Nobody offers the next one: what is held stays.
    given.quotes.remove("V:Q95");
    assertHeld("protective-put", Map.of("level", "0.9"), Map.of("V:P95", "25"));
    // On the day of its end it is the venue's to settle, and the next is bought.
    given.quote("V:Q95", "3", "4");
    given.clock = 40 * DAY;
    assertHeld("protective-put", Map.of("level", "0.9"), Map.of("V:P95", "25", "V:Q95", "25"));
    given.exposure = BigDecimal.ZERO;
    assertHeld("protective-put", Map.of("level", "0.9"), Map.of("V:P95", "25"));
  }

  @Test
  void withoutDataOrPriceNothingIsBought() {
    chain();
    given.exposure = new BigDecimal("2.5");
    given.marks.clear();
    assertHeld("protective-put", Map.of("level", "0.9"), Map.of());
    given.marks.put(SPOT, BigDecimal.ZERO);
    assertHeld("protective-put", Map.of("level", "0.9"), Map.of());
    given.marks.put(SPOT, new BigDecimal("100"));
    given.quotes.clear();
    assertHeld("protective-put", Map.of("level", "0.9"), Map.of());
    given.quote("V:P95", "0", "0");
    assertHeld("protective-put", Map.of("level", "0.9"), Map.of());
    given.quote("V:P95", "1", "2");
    given.exposure = new BigDecimal("1e15");
    assertHeld("protective-put", Map.of("level", "0.9"), Map.of("V:P95", "10000000000000000"));
  }

  /**
   * 25 puts of 95 cost 25 x 0.1 x 2 = 5. Calls bring 2.5 a unit of bid: at 110 bid 3 is 7.5, at 120
   * bid 2 is 5, at 130 bid 1 is 2.5. Nothing to pay: 120. With 1 % of 250 = 2.5 to pay: 130.
   */
  @Test
  void aCollarForNothingAndOneForABudget() {
    chain();
    given.option("V:C110", OptionRight.CALL, "110", 40, "0").quote("V:C110", "3", "4");
    given.option("V:C120", OptionRight.CALL, "120", 40, "0").quote("V:C120", "2", "3");
    given.option("V:C130", OptionRight.CALL, "130", 40, "0").quote("V:C130", "1", "2");
    given.exposure = new BigDecimal("2.5");
    assertHeld("collar", Map.of("level", "0.9"), Map.of("V:P95", "25", "V:C120", "-25"));
    assertHeld(
        "collar", Map.of("level", "0.9", "budget", "0.01"), Map.of("V:P95", "25", "V:C130", "-25"));
    assertHeld("collar", Map.of("level", "0.9", "budget", "0.02"), Map.of("V:P95", "25"));
    // Held, it stays as it is, whatever the calls bring now.
    given.hold("V:P95", "25");
    given.hold("V:C120", "-20");
    given.quote("V:C120", "0.5", "1");
    assertHeld("collar", Map.of("level", "0.9"), Map.of("V:P95", "25", "V:C120", "-25"));
    given.hold("V:P95", "0");
    given.hold("V:C120", "0");
    given.quotes.remove("V:C110");
    String why = assertHeld("collar", Map.of("level", "0.9"), Map.of());
    assertTrue(why.contains("no call"), why);
  }

  /**
   * Puts of 85, 95 and 105 that end in 40 days, one that ends too early, one of the next expiry.
   */
  private void chain() {
    given.marks.put(SPOT, new BigDecimal("100"));
    given.option("V:N95", OptionRight.PUT, "95", 20, "0").quote("V:N95", "0.5", "1");
    given.option("V:P85", OptionRight.PUT, "85", 40, "0").quote("V:P85", "0.5", "1");
    given.option("V:P95", OptionRight.PUT, "95", 40, "0").quote("V:P95", "1", "2");
    given.option("V:P105", OptionRight.PUT, "105", 40, "0").quote("V:P105", "6", "7");
    given.option("V:Q95", OptionRight.PUT, "95", 80, "0").quote("V:Q95", "3", "4");
    given.definitions.forEach(one -> one.setContractValue(Decimals.parse("0.1")));
    given.size = "0.1";
  }

  private String assertQuantities(String strategy, String... quantities) {
    HedgeTarget target = target(strategy, Map.of());
    assertEquals(
        List.of(quantities),
        target.contracts().stream().map(OptionStrategiesTest::plain).toList(),
        target.reasons().toString());
    return String.join(" ", target.reasons());
  }

  private String assertHeld(
      String strategy, Map<String, String> parameters, Map<String, String> quantities) {
    HedgeTarget target = target(strategy, parameters);
    Map<String, String> held = new LinkedHashMap<>();
    for (int i = 0; i < given.definitions.size(); i++) {
      if (target.contracts().get(i).signum() != 0) {
        held.put(given.definitions.get(i).getInstrument(), plain(target.contracts().get(i)));
      }
    }
    assertEquals(quantities, held, target.reasons().toString());
    return String.join(" ", target.reasons());
  }

  private HedgeTarget target(String strategy, Map<String, String> values) {
    Parameters parameters = Parameters.of("parameters", values);
    Strategy made = Strategies.named(strategy).orElseThrow().create(parameters, given.terms());
    assertEquals(List.of(), parameters.errors());
    assertTrue(made.hedgesWithOptions());
    return made.target(given);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static OptionValuation valuation(double years, double delta, double gamma, double vega) {
    return new OptionValuation(
        100, years, 0.5, Double.NaN, delta, Double.NaN, delta, gamma, vega, false);
  }

  /** A market and holdings as the tests say. */
  private static final class Given implements HedgeContext {
    private final List<InstrumentDefinition> definitions = new ArrayList<>();
    private final Map<String, OptionValuation> valuations = new LinkedHashMap<>();
    private final Map<String, Quote> quotes = new LinkedHashMap<>();
    private final Map<String, BigDecimal> marks = new LinkedHashMap<>();
    private final Map<String, BigDecimal> held = new LinkedHashMap<>();
    private BigDecimal exposure = BigDecimal.ZERO;
    private BookGreeks book = BookGreeks.NONE;
    private long clock;
    private String size = "1";

    void spot(String quantity) {
      add(SPOT, InstrumentKind.LINEAR_PERPETUAL, quantity);
    }

    Given option(String name, OptionRight right, String strike, int days, String quantity) {
      InstrumentDefinition definition = add(name, InstrumentKind.OPTION, quantity);
      definition.setRight(right);
      definition.setStrike(Decimals.parse(strike));
      definition.setExpiryMicros(days * DAY);
      return this;
    }

    Given greeks(String name, double delta, double gamma, double vega) {
      valuations.put(name, valuation(0.1, delta, gamma, vega));
      return this;
    }

    void quote(String name, String bid, String ask) {
      quotes.put(
          name,
          new Quote(
              name,
              Decimals.parse(bid),
              Decimals.of(5),
              Decimals.parse(ask),
              Decimals.of(5),
              null));
    }

    void hold(String name, String quantity) {
      held.put(name, new BigDecimal(quantity));
    }

    private InstrumentDefinition add(String name, InstrumentKind kind, String quantity) {
      hold(name, quantity);
      InstrumentDefinition definition =
          InstrumentDefinition.newBuilder()
              .setInstrument(name)
              .setVenue("V")
              .setSymbol(name)
              .setKind(kind)
              .setBase("BTC")
              .setQuote("USD")
              .setSettlement("USD")
              .setContractValue(Decimals.parse(size))
              .setTickSize(Decimals.of(1))
              .setLotSize(Decimals.of(1))
              .setMinimumQuantity(Decimals.of(1))
              .setMaximumQuantity(Decimals.of(1_000_000))
              .setMinimumNotional(Decimals.of(0))
              .build();
      definitions.add(definition);
      return definition;
    }

    BookTerms terms() {
      List<BigDecimal> shares = new ArrayList<>();
      for (InstrumentDefinition one : definitions) {
        shares.add(one.getKind() == InstrumentKind.OPTION ? BigDecimal.ZERO : BigDecimal.ONE);
      }
      return new BookTerms("BTC", SPOT, definitions, shares);
    }

    @Override
    public BigDecimal exposure() {
      return exposure;
    }

    @Override
    public BigDecimal gross() {
      return exposure.abs();
    }

    @Override
    public List<Leg> legs() {
      List<Leg> legs = new ArrayList<>();
      for (InstrumentDefinition one : definitions) {
        BigDecimal quantity = held.get(one.getInstrument());
        OptionValuation valuation = valuations.get(one.getInstrument());
        BigDecimal delta =
            one.getKind() == InstrumentKind.OPTION
                ? quantity.multiply(BigDecimal.valueOf(valuation == null ? 0 : valuation.delta()))
                : quantity;
        legs.add(new Leg("account", new Contract(one), quantity, delta, BigDecimal.ONE));
      }
      return legs;
    }

    @Override
    public long clockMicros() {
      return clock;
    }

    @Override
    public Optional<Quote> quote(String instrument) {
      return Optional.ofNullable(quotes.get(instrument));
    }

    @Override
    public Optional<BigDecimal> mark(String instrument) {
      return Optional.ofNullable(marks.get(instrument));
    }

    @Override
    public Optional<OptionValuation> option(String instrument) {
      return Optional.ofNullable(valuations.get(instrument));
    }

    @Override
    public BookGreeks greeks() {
      return book;
    }

    @Override
    public SampledSeries series(SeriesDefinition definition) {
      throw new IllegalArgumentException("nothing is sampled");
    }

    @Override
    public Map<String, String> memory() {
      return Map.of();
    }
  }
}
