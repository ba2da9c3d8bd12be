package org.hedgerow.engine.strategy;

import org.hedgerow.engine.strategy.choice.InstrumentChoice;

/**
 * Makes the strategy of a book from its configuration. This is what a strategy is found by: the
 * class is named in {@code META-INF/services/org.hedgerow.engine.strategy.StrategyFactory} of its
 * jar, has a constructor without parameters, and is public (docs/strategies.md).
 */
public interface StrategyFactory {
  /** The name by which a configuration asks for it; no two may have the same. */
  String name();

  /** The choice of instrument of a book that names none. */
  default String choice() {
    return InstrumentChoice.SHARES;
  }

  /**
   * Reads the parameters, once for each configuration and book. What is wrong with them is noted in
   * {@code parameters}, all of it; what is returned is then not used.
   */
  Strategy create(Parameters parameters, BookTerms terms);
}
