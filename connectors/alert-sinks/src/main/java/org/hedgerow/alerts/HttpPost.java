package org.hedgerow.alerts;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * POST requests of one channel. Redirects are not followed: they could carry a signature, or a
 * token, elsewhere. What fails is told by its kind alone, since messages of clients may hold the
 * address.
 */
final class HttpPost {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  static final Duration ANSWER = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private final String place;

  /**
   * @param place for people: where it goes
   */
  HttpPost(String place) {
    this.place = place;
  }

  CompletableFuture<Delivery> send(
      HttpRequest request, Function<HttpResponse<String>, Delivery> read) {
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(read)
        .exceptionally(
            failure -> {
              Throwable cause =
                  failure instanceof CompletionException && failure.getCause() != null
                      ? failure.getCause()
                      : failure;
              return Delivery.later(
                  Duration.ZERO, place + " gave no answer: " + cause.getClass().getSimpleName());
            });
  }
}
