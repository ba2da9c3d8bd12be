package org.hedgerow.engine.strategy.choice;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.series.SeriesDefinition;
import org.hedgerow.engine.strategy.BookTerms;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.schema.Alternative;

/** Which of a book's legs carry a hedge, where they have no fixed shares. */
public sealed interface InstrumentChoice permits ExpectedCost, OptimalSplit {
  /** Fixed shares: nothing is weighed. */
  String SHARES = "shares";

  /** What it wants sampled. */
  SeriesDefinition series();

  /** Weighs the legs for a trade. */
  Weighed weigh(ChoiceContext context);

  /**
   * What was weighed, and what came of it.
   *
   * @param parts of the trade, by leg, in units of the underlying; empty: nothing could be weighed,
   *     and shares are used
   * @param chosen the instrument that was chosen; empty where that is not one alone
   */
  record Weighed(
      List<Alternative> alternatives, List<BigDecimal> parts, String chosen, String reason) {}

  /**
   * The choice that the parameters' {@code method} names; empty for fixed shares.
   *
   * @param rates by leg
   */
  static Optional<InstrumentChoice> read(
      Parameters parameters, BookTerms terms, List<LegRates> rates) {
    return switch (parameters.choice("method", SHARES, ExpectedCost.NAME, OptimalSplit.NAME)) {
      case ExpectedCost.NAME -> Optional.of(new ExpectedCost(parameters, terms, rates));
      case OptimalSplit.NAME -> Optional.of(new OptimalSplit(parameters, terms, rates));
      default -> Optional.empty();
    };
  }
}
