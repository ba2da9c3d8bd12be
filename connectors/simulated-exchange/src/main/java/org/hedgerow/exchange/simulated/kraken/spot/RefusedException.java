package org.hedgerow.exchange.simulated.kraken.spot;

/** Something that the venue refuses, in its own words such as {@code EOrder:Unknown order}. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedException(String words) {
    super(words, null, false, false);
  }

  static RefusedException argument(String name) {
    return new RefusedException("EGeneral:Invalid arguments:" + name);
  }
}
