package org.hedgerow.exchanges.deribit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.rest.WholeAnswer;

/**
 * Requests to Deribit by HTTP. What an answer means is for the caller: this class only carries it,
 * and never repeats a request.
 *
 * <p>What changes something is sent as POST: the JDK's client repeats a GET by itself when a kept
 * connection breaks before the answer begins, and the venue would take an order by GET as well.
 */
final class DeribitRest {
  static final String PATH = "/api/v2";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * What came back.
   *
   * @param status of HTTP; errors come with 400 and a body that says which
   * @param body may be empty, and need not be JSON
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(int status, byte[] body, java.net.http.HttpHeaders headers) {}

  private final String base;
  private final Credentials credentials;
  private final LongSupplier venueTimeMillis;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final AtomicLong lastId = new AtomicLong();

  /**
   * @param venueTimeMillis the venue's clock as far as it is known: a signature counts for 60 s
   */
  DeribitRest(URI base, Credentials credentials, LongSupplier venueTimeMillis) {
    this.base = strip(base);
    this.credentials = credentials;
    this.venueTimeMillis = venueTimeMillis;
  }

  /** The address without a slash at its end. */
  static String strip(URI address) {
    String text = address.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /**
   * Asks for what needs no proof.
   *
   * @param uri path and query
   */
  CompletableFuture<Answer> get(String uri, Duration timeout) {
    return send(HttpRequest.newBuilder(URI.create(base + uri)).timeout(timeout).GET().build());
  }

  /**
   * Asks for what only the account's owner may know.
   *
   * @param uri path and query
   */
  CompletableFuture<Answer> getSigned(String uri, Duration timeout) {
    return send(
        HttpRequest.newBuilder(URI.create(base + uri))
            .timeout(timeout)
            .header("Authorization", authorization("GET", uri, ""))
            .GET()
            .build());
  }

  /**
   * Calls a private method.
   *
   * @param method e.g. private/buy
   */
  CompletableFuture<Answer> call(String method, Map<String, ?> params, Duration timeout) {
    String body = RpcRequest.of(lastId.incrementAndGet(), method, params);
    return send(
        HttpRequest.newBuilder(URI.create(base + PATH))
            .timeout(timeout)
            .header("Authorization", authorization("POST", PATH, body))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private CompletableFuture<Answer> send(HttpRequest request) {
    return WholeAnswer.of(client, request)
        .thenApply(
            response -> new Answer(response.statusCode(), response.body(), response.headers()));
  }

  private String authorization(String method, String uri, String body) {
    long time = venueTimeMillis.getAsLong();
    String nonce = nonce();
    return "deri-hmac-sha256 id="
        + credentials.key()
        + ",ts="
        + time
        + ",sig="
        + Signature.ofRequest(credentials.secret(), time, nonce, method, uri, body)
        + ",nonce="
        + nonce;
  }

  /** Drawn for each signature. */
  static String nonce() {
    byte[] bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
