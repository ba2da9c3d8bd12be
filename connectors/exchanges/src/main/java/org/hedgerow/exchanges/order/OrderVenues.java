package org.hedgerow.exchanges.order;

import java.io.Serializable;

/** Makes the way to a venue for an account, where the gateway runs. */
@FunctionalInterface
public interface OrderVenues extends Serializable {
  /**
   * The way for that account.
   *
   * @throws IllegalStateException if there is no such account, or its credentials cannot be had
   */
  OrderVenue forAccount(String account);
}
