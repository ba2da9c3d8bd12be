package org.hedgerow.engine.strategy;

/** The naive hedge, and how often it was asked for; found as a user's would be. */
public final class CountingStrategy implements StrategyFactory {
  /** Calls so far, of all books. */
  public static int calls;

  @Override
  public String name() {
    return "counting";
  }

  @Override
  public Strategy create(Parameters parameters, BookTerms terms) {
    return context -> {
      calls++;
      return Naive.target(context.exposure());
    };
  }
}
