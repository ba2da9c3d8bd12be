package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.engine.strategy.BookTerms;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.engine.strategy.Strategies;
import org.hedgerow.engine.strategy.Strategy;
import org.hedgerow.engine.strategy.StrategyFactory;
import org.hedgerow.engine.strategy.band.Bands;
import org.hedgerow.engine.strategy.band.FixedBand;
import org.hedgerow.engine.strategy.band.HedgeBand;
import org.hedgerow.engine.strategy.choice.ExpectedCost;
import org.hedgerow.schema.BookDefinition;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;

/**
 * A book with the strategy, the band and the choice of instrument that its configuration names,
 * read and ready.
 *
 * @param choice empty where legs have fixed shares
 * @param weights the legs' shares by configuration
 * @param series all that these want sampled
 * @param sameness equal for books whose strategies read the same and are the same
 */
public record BookHedging(
    BookPlan book,
    Strategy strategy,
    HedgeBand band,
    Optional<ExpectedCost> choice,
    List<BigDecimal> weights,
    List<SeriesDefinition> series,
    String sameness) {

  /** The books of a group. */
  static List<BookHedging> of(GroupPlan plan) {
    return plan.books().stream().map(BookHedging::of).toList();
  }

  /** Throws where the class path lacks the strategy, or what was valid is not valid any more. */
  private static BookHedging of(BookPlan book) {
    List<String> errors = new ArrayList<>();
    BookHedging hedging = read(book, errors);
    if (!errors.isEmpty()) {
      throw new IllegalStateException(
          "portfolio "
              + book.portfolio()
              + ", group "
              + book.definition().getGroup()
              + ": "
              + errors);
    }
    return hedging;
  }

  private static BookHedging read(BookPlan book, List<String> errors) {
    BookDefinition definition = book.definition();
    BookTerms terms =
        new BookTerms(
            definition.getGroup(),
            book.reference(),
            book.legs().stream().map(leg -> leg.place().contract().definition()).toList(),
            book.legs().stream().map(BookPlan.Leg::weight).toList());
    StrategyFactory factory =
        Strategies.named(definition.getStrategy())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no strategy "
                            + definition.getStrategy()
                            + " on the class path; there are "
                            + Strategies.names()));
    Parameters own = Parameters.of("parameters", definition.getParameters());
    Strategy strategy = factory.create(own, terms);
    Parameters edges = Parameters.of("band", bandParameters(definition));
    HedgeBand band =
        definition.getBand().equals(FixedBand.NAME)
            ? new FixedBand(book.bandEnter(), book.bandLeave())
            : Bands.read(edges, terms);
    Parameters weighed = Parameters.of("choice", choiceParameters(definition));
    Optional<ExpectedCost> choice = ExpectedCost.read(weighed, terms, fees(definition));
    errors.addAll(own.errors());
    errors.addAll(edges.errors());
    errors.addAll(weighed.errors());
    List<SeriesDefinition> series = new ArrayList<>(strategy.series());
    series.addAll(band.series());
    choice.ifPresent(one -> series.add(one.series()));
    return new BookHedging(
        book,
        strategy,
        band,
        choice,
        terms.shares(),
        List.copyOf(series),
        definition.getStrategy()
            + new TreeMap<>(definition.getParameters())
            + terms.reference()
            + terms.legs().stream().map(InstrumentDefinition::getInstrument).toList()
            + terms.shares());
  }

  private static Map<String, String> bandParameters(BookDefinition definition) {
    Map<String, String> parameters = new LinkedHashMap<>(definition.getBandParameters());
    parameters.put("method", definition.getBand());
    return parameters;
  }

  private static Map<String, String> choiceParameters(BookDefinition definition) {
    Map<String, String> parameters = new LinkedHashMap<>(definition.getChoiceParameters());
    parameters.put("method", definition.getChoice());
    return parameters;
  }

  private static List<Optional<BigDecimal>> fees(BookDefinition definition) {
    return definition.getHedges().stream()
        .map(hedge -> Optional.ofNullable(hedge.getFeeRate()).map(Decimals::toBigDecimal))
        .toList();
  }
}
