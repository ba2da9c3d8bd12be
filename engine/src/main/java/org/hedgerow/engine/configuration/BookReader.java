package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.execution.ExecutionTerms;
import org.hedgerow.engine.portfolio.ReferenceInstrument;
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
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;

/**
 * Reads a book. Its strategy, band and choice of instrument read their own parameters, which they
 * can only once all instruments are known: {@link #check}.
 */
final class BookReader {
  private static final String METHOD = "method";

  private final String path;
  private final Map<String, String> band;
  private final Map<String, String> choice;
  private final Book book;

  BookReader(YamlSection yaml) {
    path = yaml.path();
    String group = yaml.text("group");
    String strategy = yaml.text("strategy");
    Map<String, String> parameters = yaml.textMap("parameters");
    band = yaml.textMap("band");
    choice = new LinkedHashMap<>(yaml.textMap("choice"));
    choice.putIfAbsent(METHOD, usual(strategy));
    if (!yaml.has("band")) {
      yaml.error(yaml.at("band"), null, "a mapping of keys to values");
    }
    if (!strategy.isEmpty() && Strategies.named(strategy).isEmpty()) {
      yaml.error(yaml.at("strategy"), strategy, "one of " + Strategies.names());
    }
    Optional<String> reference = yaml.optionalText("reference");
    Duration coolDown = yaml.has("cool_down") ? yaml.duration("cool_down") : Duration.ZERO;
    List<HedgeLeg> hedges =
        yaml.sections(
            "hedges",
            leg ->
                new HedgeLeg(
                    leg.text("instrument"),
                    leg.text("account"),
                    leg.has("weight") ? leg.positive("weight") : BigDecimal.ZERO,
                    leg.optionalNumber("fee"),
                    leg.optionalNumber("margin")));
    BigDecimal weights =
        hedges.stream().map(HedgeLeg::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
    // Without any, all legs have to be options: that is checked once instruments are known.
    if (weights.signum() != 0 && weights.compareTo(BigDecimal.ONE) != 0) {
      yaml.error(
          yaml.at("hedges"),
          "weights that sum to " + weights.toPlainString(),
          "a sum of exactly 1");
    }
    book =
        new Book(
            group,
            strategy,
            parameters,
            band(),
            new Book.Choice(choice.get(METHOD), without(choice)),
            yaml.textMap("roll"),
            yaml.textMap("leverage"),
            yaml.textMap("execution"),
            reference,
            coolDown,
            hedges,
            yaml.has("capital") ? Optional.of(yaml.positive("capital")) : Optional.empty());
  }

  /** The choice of a strategy where the book names none. */
  private static String usual(String strategy) {
    return Strategies.named(strategy).map(StrategyFactory::choice).orElse(InstrumentChoice.SHARES);
  }

  Book book() {
    return book;
  }

  private Book.Band band() {
    String method = band.getOrDefault(METHOD, FixedBand.NAME);
    return method.equals(FixedBand.NAME)
        ? new Book.Band(method, number("enter"), number("leave"), Map.of())
        : new Book.Band(method, BigDecimal.ZERO, BigDecimal.ZERO, without(band));
  }

  /** What is no number is reported when the band reads its parameters. */
  private BigDecimal number(String key) {
    try {
      return new BigDecimal(band.getOrDefault(key, "0"));
    } catch (NumberFormatException e) {
      return BigDecimal.ZERO;
    }
  }

  private static Map<String, String> without(Map<String, String> parameters) {
    Map<String, String> others = new LinkedHashMap<>(parameters);
    others.remove(METHOD);
    return others;
  }

  /** Lets strategy, band and choice read their parameters, and notes what they found wrong. */
  void check(List<Instrument> instruments, List<String> errors) {
    List<InstrumentDefinition> all =
        instruments.stream().map(ConfigurationSnapshot::instrument).toList();
    List<InstrumentDefinition> legs = new ArrayList<>();
    List<BigDecimal> shares = new ArrayList<>();
    for (HedgeLeg hedge : book.hedges()) {
      for (InstrumentDefinition one : all) {
        if (one.getInstrument().equals(hedge.instrument())) {
          legs.add(one);
          shares.add(hedge.weight());
        }
      }
    }
    if (legs.isEmpty() || legs.size() != book.hedges().size()) {
      if (book.hedges().isEmpty()) {
        errors.add(path + ".hedges: nothing; expected a hedge instrument at least");
      }
      // A name that stands for nothing, or for two things, is reported by itself.
      return;
    }
    BookTerms terms =
        new BookTerms(
            book.group(),
            ReferenceInstrument.of(book.reference(), book.group(), legs, all),
            legs,
            shares);
    for (int i = 0; i < legs.size(); i++) {
      if (terms.isCross(i) && isInverse(legs.get(i))) {
        errors.add(
            path
                + ".hedges: '"
                + terms.leg(i)
                + "'; expected no inverse contract on another asset: its margin would be an exposure"
                + " of that asset's group");
      }
    }
    Optional<StrategyFactory> factory = Strategies.named(book.strategy());
    Parameters own = Parameters.of(path + ".parameters", book.parameters());
    factory.ifPresent(
        one -> {
          Strategy strategy = one.create(own, terms);
          note(strategy, own, errors);
          legs(terms, strategy, errors);
        });
    Parameters edges = Parameters.of(path + ".band", band);
    HedgeBand read = Bands.read(edges, terms);
    note(read, edges, errors);
    Parameters weighed = Parameters.of(path + ".choice", choice);
    note(
        InstrumentChoice.read(
            weighed,
            terms,
            book.hedges().stream().map(leg -> new LegRates(leg.fee(), leg.margin())).toList()),
        weighed,
        errors);
    Parameters rolls = Parameters.of(path + ".roll", book.roll());
    note(RollSchedule.read(rolls, terms, !book.roll().isEmpty()), rolls, errors);
    Parameters levered = Parameters.of(path + ".leverage", book.leverage());
    note(LeverageBand.read(levered, terms, !book.leverage().isEmpty()), levered, errors);
    Parameters worked = Parameters.of(path + ".execution", book.execution());
    note(ExecutionTerms.read(worked, !book.execution().isEmpty()), worked, errors);
  }

  private void legs(BookTerms terms, Strategy strategy, List<String> errors) {
    for (int i = 0; i < terms.legs().size(); i++) {
      boolean option = terms.isOption(i);
      String at = path + ".hedges: '" + terms.leg(i) + "'; expected ";
      boolean rolledInto =
          !book.roll().isEmpty() && RollSchedule.isDatedFuture(terms.legs().get(i));
      if (!option && !rolledInto && terms.shares().get(i).signum() == 0) {
        errors.add(at + "a weight: only options, and futures of a book that rolls, go without");
      }
      if (option && (strategy == null || !strategy.hedgesWithOptions())) {
        errors.add(at + "no option: " + book.strategy() + " does not hedge with them");
      }
      if (option && terms.isCross(i)) {
        errors.add(at + "an option on the asset that is hedged");
      }
      if (option && terms.shares().get(i).signum() != 0) {
        errors.add(at + "no weight: how many options is the strategy's to say");
      }
    }
  }

  private static void note(Object read, Parameters parameters, List<String> errors) {
    if (read == null) {
      errors.add("a strategy of nothing");
    }
    parameters.refuseUnknownKeys();
    errors.addAll(parameters.errors());
  }

  private static boolean isInverse(InstrumentDefinition definition) {
    return definition.getKind() == InstrumentKind.INVERSE_PERPETUAL
        || definition.getKind() == InstrumentKind.INVERSE_FUTURE;
  }
}
