package org.hedgerow.cli.analysis;

/** The rows of this package's tests, for tests of what is made of the views. */
public final class HandMade {
  /** Hedges and their fills. */
  public static final String ORDERS = HandMadeOrders.SQL;

  /** Valuations, decisions and reports of accounts. */
  public static final String VALUATIONS = HandMadeValuations.SQL;

  private HandMade() {}
}
