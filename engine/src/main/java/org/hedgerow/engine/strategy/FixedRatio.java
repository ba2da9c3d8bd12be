package org.hedgerow.engine.strategy;

import java.math.BigDecimal;

/**
 * Minus exposure times a ratio that somebody decided on, from 0 (not hedged) to 10, in units of the
 * underlying: half a hedge, or a ratio found elsewhere.
 */
public final class FixedRatio implements StrategyFactory {
  @Override
  public String name() {
    return "ratio";
  }

  @Override
  public Strategy create(Parameters parameters, BookTerms terms) {
    BigDecimal ratio = parameters.number("ratio", null, "0", "10");
    Target target = of(ratio);
    return context ->
        target.target(context.exposure()).with("ratio", ratio.stripTrailingZeros().toPlainString());
  }

  static Target of(BigDecimal ratio) {
    return new Target(ratio, ratio.doubleValue());
  }

  /** The strategy that does it. */
  record Target(BigDecimal ratio, double slope) implements Strategy {
    @Override
    public HedgeTarget target(HedgeContext context) {
      return target(context.exposure());
    }

    HedgeTarget target(BigDecimal exposure) {
      return HedgeTarget.ofBook(exposure.multiply(ratio).negate()).steady(slope);
    }
  }
}
