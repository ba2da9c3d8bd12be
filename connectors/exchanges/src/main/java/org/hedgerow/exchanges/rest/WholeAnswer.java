package org.hedgerow.exchanges.rest;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hedgerow.exchanges.SpokenSecrets;

/**
 * Sends a request and waits for the whole answer. The client's own timeout is over when the headers
 * are there; a body that never ends would be waited for ever. What of the request's secrets the
 * venue says back is blanked ({@link SpokenSecrets}).
 */
public final class WholeAnswer {
  private static final Duration UNLIMITED = Duration.ofSeconds(30);

  private WholeAnswer() {}

  /**
   * Done with the answer; exceptionally, with a {@link java.util.concurrent.TimeoutException}, if
   * twice the request's timeout has passed and it is not all there, which then is given up.
   */
  public static CompletableFuture<HttpResponse<byte[]>> of(HttpClient client, HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, SpokenSecrets.blankedBody(request));
    long millis = request.timeout().orElse(UNLIMITED).toMillis();
    return sent.copy()
        .orTimeout(2 * millis, TimeUnit.MILLISECONDS)
        .whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                sent.cancel(true);
              }
            });
  }
}
