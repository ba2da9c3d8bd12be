package org.hedgerow.engine.configuration;

import java.net.URI;

/** Where a venue answers: {@code rest} for requests, {@code stream} for WebSocket connections. */
public record VenueEndpoint(String venue, Environment environment, URI rest, URI stream) {}
