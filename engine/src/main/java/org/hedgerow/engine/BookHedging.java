package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hedgerow.engine.execution.ExecutionTerms;
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
import org.hedgerow.engine.strategy.choice.InstrumentChoice;
import org.hedgerow.engine.strategy.choice.LegRates;
import org.hedgerow.engine.strategy.margin.LeverageBand;
import org.hedgerow.engine.strategy.roll.RollSchedule;
import org.hedgerow.schema.BookDefinition;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;

/**
 * A book with the strategy, the band, the choice of instrument and what else its configuration
 * names, read and ready.
 *
 * @param choice empty where legs have fixed shares
 * @param rates what each leg costs by configuration
 * @param roll when dated futures roll
 * @param leverage the band of its coin-margined accounts, where one is watched
 * @param execution how its orders are worked
 * @param weights the legs' shares by configuration
 * @param series all that these want sampled
 * @param sameness equal for books whose strategies read the same and are the same
 */
public record BookHedging(
    BookPlan book,
    Strategy strategy,
    HedgeBand band,
    Optional<InstrumentChoice> choice,
    List<LegRates> rates,
    RollSchedule roll,
    Optional<LeverageBand> leverage,
    ExecutionTerms execution,
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
    List<LegRates> rates = rates(definition);
    Optional<InstrumentChoice> choice = InstrumentChoice.read(weighed, terms, rates);
    Parameters rolls = Parameters.of("roll", definition.getRollParameters());
    RollSchedule roll = RollSchedule.read(rolls, terms, !definition.getRollParameters().isEmpty());
    Parameters levered = Parameters.of("leverage", definition.getLeverageParameters());
    Optional<LeverageBand> leverage =
        LeverageBand.read(levered, terms, !definition.getLeverageParameters().isEmpty());
    Parameters worked = Parameters.of("execution", definition.getExecutionParameters());
    ExecutionTerms execution =
        ExecutionTerms.read(worked, !definition.getExecutionParameters().isEmpty());
    errors.addAll(worked.errors());
    errors.addAll(own.errors());
    errors.addAll(edges.errors());
    errors.addAll(weighed.errors());
    errors.addAll(rolls.errors());
    errors.addAll(levered.errors());
    List<SeriesDefinition> series = new ArrayList<>(strategy.series());
    series.addAll(band.series());
    choice.ifPresent(one -> series.add(one.series()));
    return new BookHedging(
        book,
        strategy,
        band,
        choice,
        rates,
        roll,
        leverage,
        execution,
        terms.shares(),
        List.copyOf(series),
        definition.getStrategy()
            + new TreeMap<>(definition.getParameters())
            + terms.reference()
            + terms.legs().stream().map(InstrumentDefinition::getInstrument).toList()
            + terms.shares());
  }

  /** Its leg in that instrument on that account; -1: it has none. */
  int leg(String account, String instrument) {
    for (int i = 0; i < book.legs().size(); i++) {
      BookPlan.Place place = book.legs().get(i).place();
      if (place.account().equals(account) && place.instrument().equals(instrument)) {
        return i;
      }
    }
    return -1;
  }

  /** When something that it may hold expires, or is to be rolled. */
  List<Long> turns() {
    List<Long> turns = new ArrayList<>(roll.turns());
    for (BookPlan.Place place : book.positions()) {
      if (place.contract().definition().getExpiryMicros() != null) {
        turns.add(place.contract().definition().getExpiryMicros());
      }
    }
    return turns;
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

  private static List<LegRates> rates(BookDefinition definition) {
    return definition.getHedges().stream()
        .map(
            hedge ->
                new LegRates(
                    Optional.ofNullable(hedge.getFeeRate()).map(Decimals::toBigDecimal),
                    Optional.ofNullable(hedge.getMarginRate()).map(Decimals::toBigDecimal)))
        .toList();
  }
}
