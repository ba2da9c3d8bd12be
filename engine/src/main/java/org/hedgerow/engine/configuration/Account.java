package org.hedgerow.engine.configuration;

import java.util.Optional;

/**
 * An account at a venue.
 *
 * @param credentials the name under which key and secret are looked up, never the secret itself
 * @param marginAsset the coin that margins its inverse contracts, if it has such
 * @param placeLimit what the venue has granted this account in place of its public limit; no
 *     decision depends on it
 */
public record Account(
    String account,
    String venue,
    String credentials,
    Optional<String> marginAsset,
    Optional<PlaceLimit> placeLimit) {

  /** With the venue's public limit. */
  public Account(String account, String venue, String credentials, Optional<String> marginAsset) {
    this(account, venue, credentials, marginAsset, Optional.empty());
  }
}
