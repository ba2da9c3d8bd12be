package org.hedgerow.engine.configuration;

import java.net.URI;

/**
 * Where a venue answers: {@code rest} for requests, {@code stream} for market data over WebSocket,
 * {@code accountStream} for accounts, which is the same address at most venues.
 */
public record VenueEndpoint(
    String venue, Environment environment, URI rest, URI stream, URI accountStream) {

  /** With accounts at the address of the market data. */
  public VenueEndpoint(String venue, Environment environment, URI rest, URI stream) {
    this(venue, environment, rest, stream, stream);
  }
}
