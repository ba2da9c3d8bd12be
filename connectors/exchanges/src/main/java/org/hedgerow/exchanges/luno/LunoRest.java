package org.hedgerow.exchanges.luno;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.rest.WholeAnswer;

/**
 * Requests to Luno's REST interface. Whoever asks is proven by HTTP Basic authentication, key id
 * and secret, in a header; parameters of a POST are a form in the body. What an answer means is for
 * the caller: this class only carries it, and never repeats a request.
 */
final class LunoRest {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /**
   * What came back.
   *
   * @param status of HTTP
   * @param body may be empty, and need not be JSON
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(int status, byte[] body, HttpHeaders headers) {
    /** How long the venue wants no further request, in seconds; zero where it says nothing. */
    long retryAfterSeconds() {
      try {
        return Math.max(0, headers.firstValueAsLong("Retry-After").orElse(0));
      } catch (NumberFormatException e) {
        return 0;
      }
    }
  }

  private final String base;
  private final String authorization;
  private final HttpClient client;

  LunoRest(URI base, Credentials credentials) {
    this.base = strip(base);
    this.authorization = authorization(credentials);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  /** The header that proves who asks. */
  static String authorization(Credentials credentials) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString(
                (credentials.key() + ":" + credentials.secret()).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Asks.
   *
   * @param request path and query
   * @return the answer; exceptionally if no whole one came in time
   */
  CompletableFuture<Answer> get(String request, Duration timeout) {
    return send(HttpRequest.newBuilder(URI.create(base + request)).timeout(timeout).GET());
  }

  /**
   * Tells the venue to do something.
   *
   * @return the answer; exceptionally if no whole one came in time: whether the venue acted is then
   *     unknown
   */
  CompletableFuture<Answer> post(String path, Map<String, String> form, Duration timeout) {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(timeout)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(form))));
  }

  private CompletableFuture<Answer> send(HttpRequest.Builder request) {
    return WholeAnswer.of(client, request.header("Authorization", authorization).build())
        .thenApply(
            response -> new Answer(response.statusCode(), response.body(), response.headers()));
  }

  /** The address without a slash at its end. */
  static String strip(URI base) {
    String text = base.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  static String form(Map<String, String> parameters) {
    StringBuilder form = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            form.append(form.length() == 0 ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return form.toString();
  }

  /** A parameter of a request's query; an empty string where it is not there. */
  static String parameter(String request, String name) {
    int query = request.indexOf('?');
    while (query >= 0) {
      int from = query + 1;
      if (request.startsWith(name + "=", from)) {
        int to = from;
        while (to < request.length() && "& #".indexOf(request.charAt(to)) < 0) {
          to++;
        }
        return request.substring(from + name.length() + 1, to);
      }
      query = request.indexOf('&', from);
    }
    return "";
  }
}
