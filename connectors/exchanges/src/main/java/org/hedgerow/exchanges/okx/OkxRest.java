package org.hedgerow.exchanges.okx;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.SpokenSecrets;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.rest.VenueClock;

/**
 * Requests to OKX's REST interface, stamped with the venue's own time. What an answer means is for
 * the caller: this class only carries it, and never repeats a request.
 */
final class OkxRest {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Where there is no deadline. */
  static final long NO_DEADLINE = 0;

  /**
   * What came back.
   *
   * @param status of HTTP
   * @param body may be empty, and need not be JSON
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(int status, byte[] body, HttpHeaders headers) {}

  private final String base;
  private final Credentials credentials;
  private final HttpClient client;
  private final VenueClock clock;

  OkxRest(URI base, Credentials credentials) {
    String text = base.toString();
    this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.credentials = credentials;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    this.clock =
        new VenueClock(
            "OKX",
            () -> open(Requests.TIME, Duration.ofSeconds(5)).thenApply(Answer::body),
            OkxRest::time);
  }

  private static long time(byte[] answer) throws IOException {
    List<Map<String, String>> rows = JsonRows.lists(answer).get("data");
    if (rows == null || rows.size() != 1) {
      throw new IOException("no time in the answer");
    }
    return Long.parseLong(rows.get(0).get("ts")) * 1_000;
  }

  /** The venue's clock, which this connection asks for. */
  VenueClock clock() {
    return clock;
  }

  /** A question that anybody may ask. */
  CompletableFuture<Answer> open(String request, Duration timeout) {
    return send(HttpRequest.newBuilder(URI.create(base + request)).timeout(timeout).GET().build());
  }

  /**
   * A signed question.
   *
   * @param request path and query
   */
  CompletableFuture<Answer> get(String request, Duration timeout) {
    return send(signed("GET", request, "", timeout).GET().build());
  }

  /**
   * A signed command.
   *
   * @param deadlineMillis after which the venue itself refuses it, by its clock; or {@link
   *     #NO_DEADLINE}
   */
  CompletableFuture<Answer> post(String path, String body, long deadlineMillis, Duration timeout) {
    HttpRequest.Builder request =
        signed("POST", path, body, timeout).POST(HttpRequest.BodyPublishers.ofString(body));
    if (deadlineMillis != NO_DEADLINE) {
      request.header("expTime", Long.toString(deadlineMillis));
    }
    return send(request.build());
  }

  private HttpRequest.Builder signed(String method, String request, String body, Duration timeout) {
    String timestamp = ISO.format(Instant.ofEpochMilli(clock.nowMicros() / 1_000));
    return HttpRequest.newBuilder(URI.create(base + request))
        .timeout(timeout)
        .header("Content-Type", "application/json")
        .header("OK-ACCESS-KEY", credentials.key())
        .header("OK-ACCESS-PASSPHRASE", credentials.passphrase())
        .header("OK-ACCESS-TIMESTAMP", timestamp)
        .header(
            "OK-ACCESS-SIGN",
            OkxSignature.sign(credentials.secret(), timestamp, method, request, body));
  }

  private CompletableFuture<Answer> send(HttpRequest request) {
    return client
        .sendAsync(request, SpokenSecrets.blankedBody(request))
        .thenApply(
            response -> new Answer(response.statusCode(), response.body(), response.headers()));
  }
}
