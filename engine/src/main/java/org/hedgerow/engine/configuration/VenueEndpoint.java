package org.hedgerow.engine.configuration;

import java.net.URI;
import java.time.Duration;

/**
 * Where a venue answers: {@code rest} for requests, {@code stream} for market data over WebSocket,
 * {@code accountStream} for accounts, which is the same address at most venues.
 *
 * @param instrumentsEvery how long after its list of instruments was asked for it is asked for
 *     again
 * @param amends whether the price of an order is amended in place there; else it is canceled and
 *     placed anew
 */
public record VenueEndpoint(
    String venue,
    Environment environment,
    URI rest,
    URI stream,
    URI accountStream,
    Duration instrumentsEvery,
    boolean amends) {

  /** Where the configuration does not say. */
  public static final Duration USUAL_INSTRUMENTS_EVERY = Duration.ofHours(1);

  /** With its list of instruments asked for as often as usual, and no amends. */
  public VenueEndpoint(
      String venue, Environment environment, URI rest, URI stream, URI accountStream) {
    this(venue, environment, rest, stream, accountStream, USUAL_INSTRUMENTS_EVERY, false);
  }

  /** With accounts at the address of the market data. */
  public VenueEndpoint(String venue, Environment environment, URI rest, URI stream) {
    this(venue, environment, rest, stream, stream);
  }
}
