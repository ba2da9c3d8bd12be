package org.hedgerow.examples.strategy;

import java.math.BigDecimal;
import org.hedgerow.engine.strategy.BookTerms;
import org.hedgerow.engine.strategy.HedgeTarget;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.engine.strategy.Strategy;
import org.hedgerow.engine.strategy.StrategyFactory;

/**
 * Hedges what exceeds an allowance: a treasury that may carry {@code allowance} units of the asset
 * either way hedges only what is beyond.
 */
public final class Excess implements StrategyFactory {
  @Override
  public String name() {
    return "excess";
  }

  @Override
  public Strategy create(Parameters parameters, BookTerms terms) {
    BigDecimal allowance = parameters.number("allowance", null, "0", "1000000000");
    return context -> {
      BigDecimal exposure = context.exposure();
      BigDecimal excess = exposure.abs().subtract(allowance).max(BigDecimal.ZERO);
      HedgeTarget target =
          HedgeTarget.ofBook(excess.multiply(BigDecimal.valueOf(-exposure.signum())))
              // It moves by a unit at most for each unit of exposure, and by nothing else: the
              // engine
              // need not ask again before the exposure moves.
              .steady(1)
              .with("allowance", allowance.toPlainString());
      return excess.signum() > 0
          ? target
          : target.because("the exposure is within the allowance of " + allowance.toPlainString());
    };
  }
}
