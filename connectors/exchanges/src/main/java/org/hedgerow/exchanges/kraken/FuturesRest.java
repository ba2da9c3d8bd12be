package org.hedgerow.exchanges.kraken;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.rest.WholeAnswer;

/**
 * Requests to the futures market's REST. A nonce is optional there and not used: requests may
 * overtake each other, and a deadline keeps the late ones from being acted on.
 */
final class FuturesRest {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /** What the path begins with and the signature leaves out. */
  private static final String PREFIX = "/derivatives";

  private final URI base;
  private final Credentials credentials;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * What came back.
   *
   * @param status of HTTP; 200 for most refusals too
   * @param body may be empty, and need not be JSON
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(int status, byte[] body) {}

  FuturesRest(URI base, Credentials credentials) {
    this.base = base;
    this.credentials = credentials;
  }

  /**
   * Signed request; parameters stand in the query, in the order of the map.
   *
   * @param path e.g. {@code /derivatives/api/v3/sendorder}
   */
  CompletableFuture<Answer> request(
      String method, String path, Map<String, String> parameters, Duration timeout) {
    String query = SpotRest.form(parameters);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(SpotRest.strip(base) + path + (query.isEmpty() ? "" : "?" + query)))
            .timeout(timeout)
            .header("APIKey", credentials.key())
            .header("Authent", signature(path, query, credentials.secret()))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return WholeAnswer.of(client, request)
        .thenApply(response -> new Answer(response.statusCode(), response.body()));
  }

  /** HMAC-SHA512, under the secret, of the SHA-256 of query and path; base 64. */
  static String signature(String path, String query, String secret) {
    String signed = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path;
    return SpotRest.hmac(SpotRest.sha256(query + signed), secret);
  }

  /** The same of a WebSocket's challenge. */
  static String signedChallenge(String challenge, String secret) {
    return SpotRest.hmac(SpotRest.sha256(challenge), secret);
  }
}
