package org.hedgerow.exchange.simulated.kraken.futures;

import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.hedgerow.exchange.simulated.dialect.Credentials;
import org.hedgerow.exchange.simulated.kraken.KrakenSignature;

/**
 * Who asks: key and signature of a request or of a socket's challenge.
 *
 * <p>{@code Authent} is the HMAC-SHA-512, under the decoded secret, of the SHA-256 of parameters,
 * nonce (optional) and path without {@code /derivatives}. Parameters are signed as they are sent;
 * the form from before 2025, decoded, is taken as well, since client libraries still sign so.
 */
final class Identity {
  private static final String PREFIX = "/derivatives";

  private final Credentials credentials;

  /**
   * For one account.
   *
   * @param credentials null where nobody may use the account
   */
  Identity(Credentials credentials) {
    this.credentials = credentials;
  }

  boolean isOwner(HttpServerRequest request, String body) {
    String sign = request.getHeader("Authent");
    if (sign == null || !isKey(request.getHeader("APIKey"))) {
      return false;
    }
    String query = request.query() == null ? "" : request.query();
    String nonce = request.getHeader("Nonce") == null ? "" : request.getHeader("Nonce");
    String path = request.path();
    String end = nonce + (path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path);
    String parameters = query + body;
    return matches(parameters + end, sign) || matches(decoded(parameters) + end, sign);
  }

  /** Whether a socket's challenge was signed by the owner. */
  boolean isOwner(String key, String challenge, String signed) {
    return isKey(key) && matches(challenge, signed);
  }

  boolean isKey(String key) {
    return key != null && credentials != null && credentials.isKey(key);
  }

  private boolean matches(String message, String given) {
    return KrakenSignature.matches(given, credentials.secret(), KrakenSignature.digest(message));
  }

  private static String decoded(String parameters) {
    try {
      return URLDecoder.decode(parameters, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return parameters;
    }
  }
}
