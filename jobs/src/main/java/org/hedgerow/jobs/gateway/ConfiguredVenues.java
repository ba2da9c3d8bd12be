package org.hedgerow.jobs.gateway;

import java.util.Optional;
import org.hedgerow.engine.configuration.Account;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.configuration.VenueEndpoint;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.exchanges.order.OrderVenues;
import org.hedgerow.exchanges.order.RateLimit;

/**
 * The venues of a configuration.
 *
 * @param yaml its text
 */
record ConfiguredVenues(String yaml) implements OrderVenues {
  private static final long serialVersionUID = 1L;

  @Override
  public OrderVenue forAccount(String name) {
    Configuration configuration = configuration();
    Account account = account(configuration, name);
    VenueEndpoint endpoint = configuration.venue(account.venue()).orElseThrow();
    return Venues.named(account.venue())
        .orders(configuration, endpoint.rest(), Credentials.load(account.credentials()));
  }

  @Override
  public Optional<RateLimit> grantedLimit(String name) {
    return account(configuration(), name)
        .placeLimit()
        .map(limit -> new RateLimit(limit.orders(), limit.per()));
  }

  private Configuration configuration() {
    try {
      return Configuration.parse(yaml);
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Account account(Configuration configuration, String name) {
    return configuration
        .account(name)
        .orElseThrow(
            () -> new IllegalStateException("no account " + name + " in the configuration"));
  }
}
