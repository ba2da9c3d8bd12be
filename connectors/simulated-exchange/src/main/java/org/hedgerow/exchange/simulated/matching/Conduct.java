package org.hedgerow.exchange.simulated.matching;

/**
 * How a venue keeps to its own rules. The matching engine asks at each order of an account's owner;
 * what customers place is never touched, so that they can be told apart in a ledger.
 */
public interface Conduct {
  /** Keeps to them. */
  Conduct PROPER =
      new Conduct() {
        @Override
        public boolean refuses(OrderRequest request) {
          return false;
        }

        @Override
        public boolean loses(OrderRequest request) {
          return false;
        }

        @Override
        public boolean overfills(Order order) {
          return false;
        }

        @Override
        public void ended(Order order) {}
      };

  /** Whether an order is rejected that nothing speaks against. */
  boolean refuses(OrderRequest request);

  /** Whether an order is acknowledged and then forgotten: it never trades, and nobody knows it. */
  boolean loses(OrderRequest request);

  /** Whether an order that has just filled whole fills for as much again. */
  boolean overfills(Order order);

  /** An order was said to be canceled or expired with something left. */
  void ended(Order order);
}
