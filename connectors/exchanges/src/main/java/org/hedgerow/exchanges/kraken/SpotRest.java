package org.hedgerow.exchanges.kraken;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.rest.WholeAnswer;

/**
 * Requests to the spot market's REST. What an answer means is for the caller: this class only
 * carries it, and never repeats a request.
 */
final class SpotRest {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final String INVALID_NONCE = "EAPI:Invalid nonce";

  private final URI base;
  private final Credentials credentials;
  private final SpotNonces nonces;
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

  /**
   * With the nonces of the credentials' key.
   *
   * @param credentials null if only public requests are made
   */
  SpotRest(URI base, Credentials credentials) {
    this.base = base;
    this.credentials = credentials;
    this.nonces = credentials == null ? null : SpotNonces.of(credentials.key());
  }

  /** GET of a public resource, e.g. {@code /0/public/Time}. */
  CompletableFuture<Answer> get(String path, Duration timeout) {
    return send(HttpRequest.newBuilder(address(path)).timeout(timeout).build());
  }

  /**
   * Signed POST, made when the requests of the same key before it are answered.
   *
   * @param path e.g. {@code /0/private/AddOrder}
   * @param timeout from its sending
   */
  CompletableFuture<Answer> post(String path, Map<String, String> parameters, Duration timeout) {
    return nonces.inTurn(
        nonce -> {
          Map<String, String> all = new LinkedHashMap<>();
          all.put("nonce", Long.toString(nonce));
          all.putAll(parameters);
          String form = form(all);
          HttpRequest request =
              HttpRequest.newBuilder(address(path))
                  .timeout(timeout)
                  .header("API-Key", credentials.key())
                  .header(
                      "API-Sign", signature(path, Long.toString(nonce), form, credentials.secret()))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(form))
                  .build();
          return send(request)
              .thenApply(
                  answer -> {
                    nonces.answered(Glance.at(answer.body(), 200, INVALID_NONCE));
                    return answer;
                  });
        });
  }

  private CompletableFuture<Answer> send(HttpRequest request) {
    return WholeAnswer.of(client, request)
        .thenApply(response -> new Answer(response.statusCode(), response.body()));
  }

  private URI address(String path) {
    return URI.create(strip(base) + path);
  }

  /** The address without a slash at its end. */
  static String strip(URI base) {
    String text = base.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  static String form(Map<String, String> parameters) {
    StringBuilder form = new StringBuilder();
    parameters.forEach(
        (name, value) -> {
          if (form.length() > 0) {
            form.append('&');
          }
          form.append(URLEncoder.encode(name, StandardCharsets.UTF_8))
              .append('=')
              .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        });
    return form.toString();
  }

  /**
   * HMAC-SHA512, under the secret, of the path and the SHA-256 of nonce and form; base 64.
   *
   * @throws IllegalStateException if the secret is not base 64
   */
  static String signature(String path, String nonce, String form, String secret) {
    byte[] digest = sha256(nonce + form);
    byte[] begin = path.getBytes(StandardCharsets.UTF_8);
    byte[] message = new byte[begin.length + digest.length];
    System.arraycopy(begin, 0, message, 0, begin.length);
    System.arraycopy(digest, 0, message, begin.length, digest.length);
    return hmac(message, secret);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static String hmac(byte[] message, String secret) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(secret);
    } catch (IllegalArgumentException e) {
      // Its message would show a part of the secret.
      throw new IllegalStateException("the API secret is not base 64");
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(key, "HmacSHA512"));
      return Base64.getEncoder().encodeToString(mac.doFinal(message));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA512", e);
    }
  }
}
