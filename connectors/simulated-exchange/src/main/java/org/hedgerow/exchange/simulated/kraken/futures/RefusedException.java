package org.hedgerow.exchange.simulated.kraken.futures;

/**
 * Something that the venue refuses, in its own words: an {@code error} for a request that it did
 * not judge, or the {@code status} of an order that it did.
 */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean judged;

  private RefusedException(boolean judged, String words) {
    super(words, null, false, false);
    this.judged = judged;
  }

  /** The request is refused, e.g. {@code invalidArgument}. */
  static RefusedException error(String words) {
    return new RefusedException(false, words);
  }

  /** The order is, e.g. {@code postWouldExecute}. */
  static RefusedException status(String words) {
    return new RefusedException(true, words);
  }

  /** Whether it is an order's status. */
  boolean judged() {
    return judged;
  }
}
