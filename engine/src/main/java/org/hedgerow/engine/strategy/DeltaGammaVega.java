package org.hedgerow.engine.strategy;

/**
 * Delta, gamma and vega to zero, by two options and legs of delta one: see {@link NeutralGreeks}.
 */
public final class DeltaGammaVega implements StrategyFactory {
  @Override
  public String name() {
    return "delta-gamma-vega";
  }

  @Override
  public Strategy create(Parameters parameters, BookTerms terms) {
    return NeutralGreeks.read(parameters, terms, true, true);
  }
}
