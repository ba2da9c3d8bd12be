package org.hedgerow.exchanges.binance;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.SpokenSecrets;
import org.hedgerow.exchanges.rest.VenueClock;
import org.hedgerow.exchanges.rest.WholeAnswer;

/**
 * Requests to Binance's REST interface. What an answer means is for the caller: this class only
 * carries it, and never repeats a request.
 */
public final class BinanceRest {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TIME_TIMEOUT = Duration.ofSeconds(5);

  /** What a request has to prove. */
  public enum Security {
    /** Nothing. */
    PUBLIC,
    /** The API key in a header: user data streams. */
    KEYED,
    /** The key, a timestamp and a signature: orders and accounts. */
    SIGNED
  }

  /**
   * What came back.
   *
   * @param status of HTTP
   * @param body may be empty, and need not be JSON
   * @param headers the rate limits used are in X-MBX-USED-WEIGHT-*, X-MBX-ORDER-COUNT-* and
   *     Retry-After
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(int status, byte[] body, java.net.http.HttpHeaders headers) {}

  private final URI base;
  private final Credentials credentials;
  private final HttpClient client;
  private final LongSupplier venueTimeMillis;

  /**
   * With a client of its own and this machine's clock.
   *
   * @param credentials null if only public requests are made
   */
  public BinanceRest(URI base, Credentials credentials) {
    this(
        base,
        credentials,
        HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build(),
        Clock.systemUTC()::millis);
  }

  /**
   * @param venueTimeMillis the venue's clock as far as it is known, for timestamps of signed
   *     requests
   */
  public BinanceRest(
      URI base, Credentials credentials, HttpClient client, LongSupplier venueTimeMillis) {
    this.base = base;
    this.credentials = credentials;
    this.client = client;
    this.venueTimeMillis = venueTimeMillis;
  }

  /** The clock of a market, as its answers to {@code /time} tell; nobody has read it yet. */
  VenueClock clock(BinanceMarket market) {
    return new VenueClock(market.venue(), () -> time(market), BinanceRest::read);
  }

  /** The same with another clock of this machine. */
  VenueClock clock(BinanceMarket market, LongSupplier machineMicros) {
    return new VenueClock(market.venue(), () -> time(market), BinanceRest::read, machineMicros);
  }

  private CompletableFuture<byte[]> time(BinanceMarket market) {
    return requestAsync("GET", market.restPath() + "/time", Map.of(), Security.PUBLIC, TIME_TIMEOUT)
        .thenApply(Answer::body);
  }

  private static long read(byte[] answer) throws IOException {
    return Long.parseLong(BinanceAnswers.fields(answer).get("serverTime")) * 1_000;
  }

  /**
   * Makes a request and waits for the answer.
   *
   * @param path e.g. /fapi/v1/order
   * @param parameters sent and signed in the order of the map; a signed request adds {@code
   *     timestamp} where it is missing
   * @throws IOException if no whole answer came in time: whether the venue acted is then unknown
   */
  public Answer request(
      String method,
      String path,
      Map<String, String> parameters,
      Security security,
      Duration timeout)
      throws IOException, InterruptedException {
    HttpRequest request = httpRequest(method, path, parameters, security, timeout);
    HttpResponse<byte[]> response = client.send(request, SpokenSecrets.blankedBody(request));
    return new Answer(response.statusCode(), response.body(), response.headers());
  }

  /** {@link #request} without waiting. */
  public CompletableFuture<Answer> requestAsync(
      String method,
      String path,
      Map<String, String> parameters,
      Security security,
      Duration timeout) {
    return WholeAnswer.of(client, httpRequest(method, path, parameters, security, timeout))
        .thenApply(
            response -> new Answer(response.statusCode(), response.body(), response.headers()));
  }

  private HttpRequest httpRequest(
      String method,
      String path,
      Map<String, String> parameters,
      Security security,
      Duration timeout) {
    String query = query(parameters);
    if (security == Security.SIGNED) {
      if (!parameters.containsKey("timestamp")) {
        query = join(query, "timestamp=" + venueTimeMillis.getAsLong());
      }
      query = join(query, "signature=" + signature(query, credentials.secret()));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(strip(base) + path + (query.isEmpty() ? "" : "?" + query)))
            .timeout(timeout)
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (security != Security.PUBLIC) {
      request.header("X-MBX-APIKEY", credentials.key());
    }
    return request.build();
  }

  /** The address without a slash at its end. */
  static String strip(URI base) {
    String text = base.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  static String query(Map<String, String> parameters) {
    StringBuilder query = new StringBuilder();
    parameters.forEach(
        (name, value) -> {
          if (query.length() > 0) {
            query.append('&');
          }
          query
              .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
              .append('=')
              .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        });
    return query.toString();
  }

  /** HMAC-SHA256 of the query as it is sent, in lower-case hex. */
  static String signature(String query, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(query.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static String join(String query, String parameter) {
    return query.isEmpty() ? parameter : query + "&" + parameter;
  }
}
