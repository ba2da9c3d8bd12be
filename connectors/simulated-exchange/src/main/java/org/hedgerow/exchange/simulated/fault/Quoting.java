package org.hedgerow.exchange.simulated.fault;

/** What is wrong with how a venue's markets are quoted. */
public interface Quoting {
  /** Nothing. */
  Quoting PROPER =
      new Quoting() {
        @Override
        public boolean isCrossed() {
          return false;
        }

        @Override
        public boolean isOneSided() {
          return false;
        }
      };

  /** The best bid is above the best ask. */
  boolean isCrossed();

  /** Nothing is asked. */
  boolean isOneSided();
}
