package org.hedgerow.engine.strategy;

import java.math.BigDecimal;

/**
 * The naive hedge: minus exposure times {@code ratio}, which is 1 where it is not given (Hull,
 * Options, Futures, and Other Derivatives, chapter 3: the hedge that is right when spot and hedge
 * move alike).
 */
public final class Naive implements StrategyFactory {
  @Override
  public String name() {
    return "naive";
  }

  @Override
  public Strategy create(Parameters parameters, BookTerms terms) {
    return FixedRatio.of(parameters.number("ratio", "1", "0", "10"));
  }

  /** Minus exposure. */
  static HedgeTarget target(BigDecimal exposure) {
    return FixedRatio.of(BigDecimal.ONE).target(exposure);
  }
}
