package org.hedgerow.examples.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.series.SampledSeries;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.engine.strategy.BookTerms;
import org.hedgerow.engine.strategy.HedgeContext;
import org.hedgerow.engine.strategy.HedgeTarget;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.engine.strategy.Strategies;
import org.hedgerow.engine.strategy.StrategyFactory;
import org.hedgerow.schema.Quote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcessTest {
  private static final BookTerms TERMS = new BookTerms("BTC", "V:BTC", List.of(), List.of());

  @ParameterizedTest
  @CsvSource({"12, -10", "2, 0", "1.5, 0", "0, 0", "-1, 0", "-2.5, 0.5"})
  void hedgesWhatIsBeyondTheAllowanceOfTwo(BigDecimal exposure, BigDecimal target) {
    assertEquals(0, target.compareTo(target("2", exposure).delta()));
  }

  @Test
  void isFoundByItsName() {
    StrategyFactory found = Strategies.named("excess").orElseThrow();
    assertEquals(Excess.class, found.getClass());
  }

  @Test
  void theAllowanceHasToBeGiven() {
    Parameters parameters = Parameters.of("parameters", Map.of());
    new Excess().create(parameters, TERMS);
    assertEquals(
        List.of("parameters.allowance: nothing; expected a number from 0 to 1000000000"),
        parameters.errors());
  }

  private static HedgeTarget target(String allowance, BigDecimal exposure) {
    Parameters parameters = Parameters.of("parameters", Map.of("allowance", allowance));
    HedgeTarget target = new Excess().create(parameters, TERMS).target(new Given(exposure));
    assertEquals(List.of(), parameters.errors());
    return target;
  }

  /** A book with that exposure and nothing else. */
  private record Given(BigDecimal exposure) implements HedgeContext {
    @Override
    public BigDecimal gross() {
      return exposure.abs();
    }

    @Override
    public List<Leg> legs() {
      return List.of();
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
      throw new IllegalArgumentException("no series");
    }

    @Override
    public Map<String, String> memory() {
      return Map.of();
    }
  }
}
