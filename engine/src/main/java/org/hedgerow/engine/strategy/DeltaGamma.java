package org.hedgerow.engine.strategy;

/** Delta and gamma to zero, by one option and legs of delta one: see {@link NeutralGreeks}. */
public final class DeltaGamma implements StrategyFactory {
  @Override
  public String name() {
    return "delta-gamma";
  }

  @Override
  public Strategy create(Parameters parameters, BookTerms terms) {
    return NeutralGreeks.read(parameters, terms, true, false);
  }
}
