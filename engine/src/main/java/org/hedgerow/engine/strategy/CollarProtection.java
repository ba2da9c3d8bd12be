package org.hedgerow.engine.strategy;

/** Puts that keep a floor under what is held, paid by calls sold: see {@link OptionProtection}. */
public final class CollarProtection implements StrategyFactory {
  @Override
  public String name() {
    return "collar";
  }

  @Override
  public Strategy create(Parameters parameters, BookTerms terms) {
    return OptionProtection.read(parameters, terms, true);
  }
}
