package org.hedgerow.engine.strategy;

import org.hedgerow.engine.strategy.choice.ExpectedCost;

/**
 * Net delta to zero, with options in the book: minus the exposure, in which every option weighs its
 * delta ({@link org.hedgerow.engine.portfolio.Exposure}). Legs have delta one; where the book names
 * no choice the one that is expected to cost least carries it.
 *
 * <p>Source: Hull, Options, Futures, and Other Derivatives, chapter on the greek letters.
 */
public final class DeltaNeutral implements StrategyFactory {
  @Override
  public String name() {
    return "delta-neutral";
  }

  @Override
  public String choice() {
    return ExpectedCost.NAME;
  }

  @Override
  public Strategy create(Parameters parameters, BookTerms terms) {
    // Without options in the book it moves as the exposure does; with them it is asked every tick.
    return context -> HedgeTarget.ofBook(context.exposure().negate()).steady(1);
  }
}
