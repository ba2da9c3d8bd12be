package org.hedgerow.engine.strategy;

/** Delta and vega to zero, by one option and legs of delta one: see {@link NeutralGreeks}. */
public final class DeltaVega implements StrategyFactory {
  @Override
  public String name() {
    return "delta-vega";
  }

  @Override
  public Strategy create(Parameters parameters, BookTerms terms) {
    return NeutralGreeks.read(parameters, terms, false, true);
  }
}
