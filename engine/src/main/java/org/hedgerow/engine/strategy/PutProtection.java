package org.hedgerow.engine.strategy;

/** Puts that keep a floor under what is held: see {@link OptionProtection}. */
public final class PutProtection implements StrategyFactory {
  @Override
  public String name() {
    return "protective-put";
  }

  @Override
  public Strategy create(Parameters parameters, BookTerms terms) {
    return OptionProtection.read(parameters, terms, false);
  }
}
