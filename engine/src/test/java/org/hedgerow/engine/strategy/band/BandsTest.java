package org.hedgerow.engine.strategy.band;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.engine.series.SampledSeries;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.engine.statistics.Covariances;
import org.hedgerow.engine.statistics.EwmaCovariance;
import org.hedgerow.engine.strategy.BookTerms;
import org.hedgerow.engine.strategy.Parameters;
import org.junit.jupiter.api.Test;

class BandsTest {
  private static final BookTerms TERMS = new BookTerms("BTC", "V:BTC", List.of(), List.of());

  /** Leave at 5 %, come back to 2 %: 0.6 and 0.24 of a gross exposure of 12. */
  @Test
  void aFixedBandIsAShareOfGross() {
    HedgeBand.Edges edges =
        read(Map.of("enter", "0.05", "leave", "0.02")).edges(new Given(12, 0, 0));
    assertEquals(0, edges.enter().compareTo(new BigDecimal("0.6")));
    assertEquals(0, edges.leave().compareTo(new BigDecimal("0.24")));
  }

  /**
   * Price 50,000, volatility 0.5, a day, cost 0.0005, aversion 0.00001, no gamma: 0.0005 * 365 /
   * (0.00001 * 50,000 * 0.25) = 1.46, and 0.8 of it.
   */
  @Test
  void zakamoulinesBandOfABookWithoutOptions() {
    HedgeBand band = read(utility("zakamouline"));
    HedgeBand.Edges edges = band.edges(new Given(12, 0.5, 100));
    assertEquals(1.46, edges.enter().doubleValue(), 1e-9);
    assertEquals(1.168, edges.leave().doubleValue(), 1e-9);
    assertTrue(edges.why().startsWith("zakamouline: half width 1.46 at price 50000.0"));
    // 20 % of 5 is the most, and 0.1 % of 5,000 the least.
    assertEquals(1, band.edges(new Given(5, 0.5, 100)).enter().doubleValue(), 1e-12);
    assertEquals(5, band.edges(new Given(5_000, 0.5, 100)).enter().doubleValue(), 1e-12);
  }

  @Test
  void withoutVolatilityOrGammaItIsTheLeast() {
    HedgeBand.Edges early = read(utility("zakamouline")).edges(new Given(12, 0.5, 29));
    assertEquals(0.012, early.enter().doubleValue(), 1e-12);
    assertTrue(early.why().contains("no volatility yet (29 samples)"), early.why());
    HedgeBand.Edges linear = read(utility("whalley-wilmott")).edges(new Given(12, 0.5, 100));
    assertEquals(0.012, linear.enter().doubleValue(), 1e-12);
  }

  @Test
  void everythingThatIsWrongIsSaid() {
    Parameters parameters =
        Parameters.of("band", Map.of("method", "zakamouline", "cost", "2", "most", "0.0001"));
    Bands.read(parameters, TERMS);
    assertEquals(
        List.of(
            "band.risk_aversion: nothing; expected a number from 0 to 1000000",
            "band.cost: '2'; expected a number from 0 to 1",
            "band.most: '0.0001'; expected least or more, 0.001"),
        parameters.errors());
  }

  private static Map<String, String> utility(String method) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("method", method);
    parameters.put("risk_aversion", "0.00001");
    parameters.put("cost", "0.0005");
    return parameters;
  }

  private static HedgeBand read(Map<String, String> given) {
    Parameters parameters = Parameters.of("band", given);
    HedgeBand band = Bands.read(parameters, TERMS);
    parameters.refuseUnknownKeys();
    assertEquals(List.of(), parameters.errors());
    return band;
  }

  /** A price of 50,000 with that annual volatility, from so many returns of a minute. */
  private record Given(double amount, double volatility, long samples)
      implements HedgeBand.State, SampledSeries {
    @Override
    public BigDecimal gross() {
      return BigDecimal.valueOf(amount);
    }

    @Override
    public double gamma() {
      return 0;
    }

    @Override
    public SampledSeries series(SeriesDefinition definition) {
      return this;
    }

    @Override
    public SeriesDefinition definition() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Covariances covariances() {
      EwmaCovariance returns = new EwmaCovariance(1, 0.94);
      returns.add(new double[] {volatility * Math.sqrt(1.0 / (365 * 24 * 60))});
      return returns;
    }

    @Override
    public double level(int instrument) {
      return 50_000;
    }

    @Override
    public double belowHighest(int instrument) {
      return Double.NaN;
    }
  }
}
