package org.hedgerow.exchanges.order;

import java.io.Serializable;
import java.util.Optional;

/** Makes the way to a venue for an account, where the gateway runs. */
@FunctionalInterface
public interface OrderVenues extends Serializable {
  /**
   * The way for that account.
   *
   * @throws IllegalStateException if there is no such account, or its credentials cannot be had
   */
  OrderVenue forAccount(String account);

  /** What the venue has granted the account in place of its {@link OrderVenue#placeLimit}. */
  default Optional<RateLimit> grantedLimit(String account) {
    return Optional.empty();
  }
}
