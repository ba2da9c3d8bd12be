package org.hedgerow.exchanges;

import java.net.URI;
import java.util.List;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.exchanges.order.OrderVenue;

/**
 * An exchange, or one of its markets where they have dialects of their own. One package and a line
 * in {@link Venues} make a venue; nothing else names one.
 */
public interface Venue {
  /** As in schemas and configuration, e.g. BINANCE_USDM. */
  String name();

  /** A decoder of this venue's frames for the configured instruments; one per thread. */
  FrameDecoder decoder(Configuration configuration);

  /**
   * The connections that the configured instruments and accounts of this venue need, within its
   * limits; none where it is not configured.
   *
   * @throws IllegalArgumentException if an instrument asks for a channel that the venue has not
   */
  List<Subscription> subscriptions(Configuration configuration);

  /**
   * How to open one of the {@link #subscriptions}, and to keep it open.
   *
   * @throws java.io.UncheckedIOException if credentials are needed and missing
   */
  Session session(Subscription subscription);

  /**
   * The way for orders of an account.
   *
   * @param rest the venue's address for requests
   */
  OrderVenue orders(URI rest, Credentials credentials);
}
