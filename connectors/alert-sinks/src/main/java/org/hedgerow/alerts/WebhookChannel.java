package org.hedgerow.alerts;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.schema.state.AlertNotice;

/** Signed POST requests to an endpoint; see {@link WebhookSignature}. */
final class WebhookChannel implements AlertChannel {
  private final URI url;
  private final String keyId;
  private final WebhookSignature signature;
  private final Clock clock;
  private final HttpPost post;

  /**
   * @param credentials the key names the secret to the receiver, so that it can be changed; the
   *     secret signs
   */
  WebhookChannel(URI url, Credentials credentials, Clock clock) {
    this.url = url;
    this.keyId = credentials.key();
    this.signature = new WebhookSignature(credentials.secret());
    this.clock = clock;
    this.post = new HttpPost(url.getHost());
  }

  @Override
  public CompletableFuture<Delivery> send(AlertNotice notice) {
    byte[] body = NoticeJson.of(notice);
    // Anew for each attempt: one that comes late is not taken for one played again.
    Instant sent = clock.instant();
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(HttpPost.ANSWER)
            .header("Content-Type", "application/json")
            .header("User-Agent", "hedgerow")
            .header("webhook-id", notice.getNoticeId())
            .header("webhook-timestamp", Long.toString(sent.getEpochSecond()))
            .header("webhook-signature", signature.sign(notice.getNoticeId(), sent, body))
            .header("webhook-key-id", keyId)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return post.send(
        request, answer -> Delivery.ofStatus(answer.statusCode(), retryAfter(answer), ""));
  }

  /** Seconds, where the answer says some; the form with a date is left to the back-off. */
  private static Duration retryAfter(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(Duration.ZERO);
  }
}
