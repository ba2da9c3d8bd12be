package org.hedgerow.engine.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.series.SampledSeries;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.engine.statistics.Covariances;
import org.hedgerow.engine.statistics.RollingCovariance;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.Quote;
import org.junit.jupiter.api.Test;

class MinimumVarianceTest {
  /**
   * Monthly changes of the price of jet fuel and of heating oil futures (Hull, Options, Futures,
   * and Other Derivatives, chapter 3, example of an airline's cross-hedge): h* = 0.778, R 0.928.
   */
  private static final double[] FUEL = {
    0.029, 0.020, -0.044, 0.008, 0.026, -0.019, -0.010, -0.007, 0.043, 0.011, -0.036, -0.018, 0.009,
    -0.032, 0.023
  };

  private static final double[] OIL = {
    0.021, 0.035, -0.046, 0.001, 0.044, -0.029, -0.026, -0.029, 0.048, -0.006, -0.036, -0.011,
    0.019, -0.027, 0.029
  };

  private static final Map<String, String> PRICES =
      Map.of("changes", "prices", "window", "15", "minimum_samples", "15");

  @Test
  void hullsAirline() {
    HedgeTarget target = target(PRICES, "2000000", series(FUEL, OIL));
    assertEquals(0.778, Double.parseDouble(target.statistics().get("hedge_ratio")), 0.0005);
    assertEquals(0.928 * 0.928, Double.parseDouble(target.statistics().get("r_squared")), 0.001);
    assertEquals("15", target.statistics().get("samples"));
    assertEquals(-2_000_000 * 0.778, target.delta().doubleValue(), 1_000);
    assertEquals(List.of(), target.reasons());
  }

  /** Twice the moves of the hedge without an error: 2 to 1, and held at the clamp of 1.5. */
  @Test
  void aRatioBeyondItsLimitIsHeldThere() {
    double[] twice = new double[15];
    for (int i = 0; i < 15; i++) {
      twice[i] = 2 * OIL[i];
    }
    assertEquals("-20", plain(target(PRICES, "10", series(twice, OIL)).delta()));
    Map<String, String> clamped = new LinkedHashMap<>(PRICES);
    clamped.put("maximum_ratio", "1.5");
    HedgeTarget target = target(clamped, "10", series(twice, OIL));
    assertEquals("-15", plain(target.delta()));
    assertEquals(List.of("hedge ratio 2 is held at 1.5"), target.reasons());
  }

  /** A ratio of values: at prices of 200 and 100 each unit needs two of the hedge. */
  @Test
  void returnsGiveARatioOfValues() {
    Map<String, String> returns =
        Map.of("changes", "returns", "window", "15", "minimum_samples", "15");
    HedgeTarget target = target(returns, "10", series(OIL, OIL, 200, 100));
    assertEquals("-20", plain(target.delta()));
    assertEquals("2", target.statistics().get("units_of_hedge"));
  }

  @Test
  void withTooLittleToGoByItIsNaiveAndSaysSo() {
    Map<String, String> more = new LinkedHashMap<>(PRICES);
    more.put("window", "20");
    more.put("minimum_samples", "16");
    assertFallback("15 samples of 16", target(more, "10", series(FUEL, OIL)));
    more.put("minimum_samples", "15");
    more.put("r_squared_floor", "0.9");
    assertFallback("R2 0.86", target(more, "10", series(FUEL, OIL)));
    assertFallback("a price does not move", target(PRICES, "10", series(FUEL, new double[15])));
    assertFallback(
        "no fresh price of V:OIL", target(PRICES, "10", series(FUEL, OIL, 1, Double.NaN)));
    assertFallback("0 samples of 15", target(PRICES, "10", series(new double[0], new double[0])));
  }

  private static void assertFallback(String why, HedgeTarget target) {
    assertEquals("-10", plain(target.delta()));
    assertTrue(
        target
            .reasons()
            .get(0)
            .startsWith("minimum variance falls back to the naive hedge: " + why),
        target.reasons().toString());
  }

  /** S = 2 A - 3 B exactly, on legs that are not the same: each gets its own. */
  @Test
  void aBasketGivesEachLegItsCoefficient() {
    double[] spot = new double[15];
    for (int i = 0; i < 15; i++) {
      spot[i] = 2 * FUEL[i] - 3 * OIL[i];
    }
    Map<String, String> basket = new LinkedHashMap<>(PRICES);
    basket.put("basket", "true");
    basket.put("minimum_ratio", "-5");
    basket.put("maximum_ratio", "5");
    BookTerms terms = terms("V:FUEL", "V:OIL");
    HedgeTarget target =
        strategy(basket, terms).target(new Given(terms, "10", series(spot, FUEL, OIL)));
    assertTrue(target.isByLeg());
    assertEquals("-20", plain(target.contracts().get(0)));
    assertEquals("30", plain(target.contracts().get(1)));
    HedgeTarget same =
        strategy(basket, terms).target(new Given(terms, "10", series(spot, OIL, OIL)));
    assertEquals("-5", plain(same.contracts().get(0)), "half of the naive hedge");
    assertTrue(same.reasons().get(0).contains("the regression has no answer"));
  }

  @Test
  void everythingThatIsWrongIsSaid() {
    Map<String, String> wrong =
        Map.of(
            "estimator", "garch",
            "interval", "often",
            "window", "5",
            "lambda", "0.9",
            "r_squared_floor", "2",
            "minimum_ratio", "3",
            "foo", "1");
    Parameters parameters = Parameters.of("p", wrong);
    new MinimumVariance().create(parameters, terms("V:OIL"));
    parameters.refuseUnknownKeys();
    assertEquals(
        List.of(
            "p.estimator: 'garch'; expected one of [rolling, ewma]",
            "p.interval: 'often'; expected a duration such as 500ms, 5s, 2m, 1h or 1d",
            "p.window: '5'; expected a whole number from 10 to 10000",
            "p.lambda: '0.9'; expected no lambda with a rolling window",
            "p.minimum_samples: '60'; expected at most window, 10",
            "p.r_squared_floor: '2'; expected a number from 0 to 1",
            "p.maximum_ratio: '2'; expected minimum_ratio or more, 3"),
        parameters.errors().subList(0, 7));
    assertTrue(parameters.errors().get(7).startsWith("p.foo: '1'; expected no such key"));
  }

  private static HedgeTarget target(
      Map<String, String> parameters, String exposure, SampledSeries series) {
    BookTerms terms = terms("V:OIL");
    return strategy(parameters, terms).target(new Given(terms, exposure, series));
  }

  private static Strategy strategy(Map<String, String> given, BookTerms terms) {
    Parameters parameters = Parameters.of("p", given);
    Strategy strategy = new MinimumVariance().create(parameters, terms);
    parameters.refuseUnknownKeys();
    assertEquals(List.of(), parameters.errors());
    return strategy;
  }

  private static BookTerms terms(String... legs) {
    BigDecimal share = BigDecimal.ONE.divide(BigDecimal.valueOf(legs.length));
    return new BookTerms(
        "FUEL",
        "V:SPOT",
        List.of(legs).stream().map(MinimumVarianceTest::future).toList(),
        List.of(legs).stream().map(leg -> share).toList());
  }

  private static InstrumentDefinition future(String name) {
    return InstrumentDefinition.newBuilder()
        .setInstrument(name)
        .setVenue("V")
        .setSymbol(name)
        .setKind(InstrumentKind.LINEAR_FUTURE)
        .setBase("FUEL")
        .setQuote("USD")
        .setSettlement("USD")
        .setContractValue(Decimals.of(1))
        .setTickSize(Decimals.of(1))
        .setLotSize(Decimals.of(1))
        .setMinimumQuantity(Decimals.of(1))
        .setMaximumQuantity(Decimals.of(1))
        .setMinimumNotional(Decimals.ZERO)
        .build();
  }

  private static SampledSeries series(double[] spot, double[] hedge) {
    return series(spot, hedge, 1, 1);
  }

  private static SampledSeries series(
      double[] spot, double[] hedge, double spotPrice, double price) {
    RollingCovariance moments = new RollingCovariance(20, 2);
    for (int i = 0; i < spot.length; i++) {
      moments.add(spot[i], hedge[i]);
    }
    return new Taken(moments, List.of(spotPrice, price, price));
  }

  private static SampledSeries series(double[] spot, double[] first, double[] second) {
    RollingCovariance moments = new RollingCovariance(20, 3);
    for (int i = 0; i < spot.length; i++) {
      moments.add(new double[] {spot[i], first[i], second[i]});
    }
    return new Taken(moments, List.of(1.0, 1.0, 1.0));
  }

  private record Taken(RollingCovariance moments, List<Double> levels) implements SampledSeries {
    @Override
    public SeriesDefinition definition() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long samples() {
      return moments.count();
    }

    @Override
    public Covariances covariances() {
      return moments;
    }

    @Override
    public double level(int instrument) {
      return levels.get(instrument);
    }

    @Override
    public double belowHighest(int instrument) {
      return Double.NaN;
    }
  }

  private record Given(BookTerms terms, String amount, SampledSeries series)
      implements HedgeContext {
    @Override
    public BigDecimal exposure() {
      return new BigDecimal(amount);
    }

    @Override
    public BigDecimal gross() {
      return exposure().abs();
    }

    @Override
    public List<Leg> legs() {
      return terms.legs().stream()
          .map(
              leg ->
                  new Leg(
                      "account",
                      new Contract(leg),
                      BigDecimal.ZERO,
                      BigDecimal.ZERO,
                      BigDecimal.ONE))
          .toList();
    }

    @Override
    public long clockMicros() {
      return 0;
    }

    @Override
    public Optional<Quote> quote(String instrument) {
      return Optional.empty();
    }

    @Override
    public Optional<BigDecimal> mark(String instrument) {
      return Optional.empty();
    }

    @Override
    public SampledSeries series(SeriesDefinition definition) {
      return series;
    }

    @Override
    public Map<String, String> memory() {
      return Map.of();
    }
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
