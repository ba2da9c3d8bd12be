package org.hedgerow.jobs.gateway;

import org.hedgerow.engine.configuration.Account;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.configuration.VenueEndpoint;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.exchanges.order.OrderVenues;

/**
 * The venues of a configuration.
 *
 * @param yaml its text
 */
record ConfiguredVenues(String yaml) implements OrderVenues {
  private static final long serialVersionUID = 1L;

  @Override
  public OrderVenue forAccount(String name) {
    Configuration configuration;
    try {
      configuration = Configuration.parse(yaml);
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e);
    }
    Account account =
        configuration
            .account(name)
            .orElseThrow(
                () -> new IllegalStateException("no account " + name + " in the configuration"));
    VenueEndpoint endpoint = configuration.venue(account.venue()).orElseThrow();
    return Venues.named(account.venue())
        .orders(configuration, endpoint.rest(), Credentials.load(account.credentials()));
  }
}
