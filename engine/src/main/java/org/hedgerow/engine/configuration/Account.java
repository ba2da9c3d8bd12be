package org.hedgerow.engine.configuration;

import java.util.Optional;

/**
 * An account at a venue.
 *
 * @param credentials the name under which key and secret are looked up, never the secret itself
 * @param marginAsset the coin that margins its inverse contracts, if it has such
 */
public record Account(
    String account, String venue, String credentials, Optional<String> marginAsset) {}
