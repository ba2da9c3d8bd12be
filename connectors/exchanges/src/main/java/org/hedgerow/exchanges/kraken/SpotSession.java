package org.hedgerow.exchanges.kraken;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.rest.TradeHistory;

/**
 * A connection to the spot market. A private one asks REST for a token at each connect; while it
 * lasts, the token does.
 */
final class SpotSession implements Session {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String TOKEN = "/0/private/GetWebSocketsToken";

  private final Subscription subscription;
  private final SpotRest rest;
  private final SpotRequests requests;
  private volatile String token = "";

  /**
   * Opens that subscription.
   *
   * @param rest signed; null on public connections
   */
  SpotSession(Subscription subscription, SpotRest rest) {
    this.subscription = subscription;
    this.rest = rest;
    this.requests = rest == null ? null : new SpotRequests(rest);
  }

  @Override
  public CompletableFuture<URI> open() {
    URI address = address(subscription.stream(), rest != null);
    if (rest == null) {
      return CompletableFuture.completedFuture(address);
    }
    requests.reset();
    return rest.post(TOKEN, Map.of(), TIMEOUT)
        .thenApply(
            answer -> {
              token = token(answer);
              return address;
            });
  }

  /** Kraken's private streams have a host of their own; of other hosts there is one. */
  static URI address(URI stream, boolean isPrivate) {
    String address = SpotRest.strip(stream);
    if (stream.getPath() == null || stream.getPath().isEmpty() || stream.getPath().equals("/")) {
      address += "/v2";
    }
    return URI.create(
        isPrivate ? address.replace("//ws.kraken.com", "//ws-auth.kraken.com") : address);
  }

  private static String token(SpotRest.Answer answer) {
    String why = "HTTP " + answer.status();
    if (answer.status() == 200) {
      try {
        SpotBody body = SpotBody.read(answer.body());
        String found = body.fields().get("token");
        if (body.errors().isEmpty() && found != null && !found.isEmpty()) {
          return found;
        }
        why =
            body.errors().isEmpty()
                ? "no token"
                : KrakenSpotDecoder.shortened(body.errors().get(0));
      } catch (IOException e) {
        why = "no JSON";
      }
    }
    throw new UncheckedIOException(new IOException("no WebSocket token: " + why));
  }

  @Override
  public Conversation converse() {
    return new SpotConversation(subscription.streams(), () -> token);
  }

  @Override
  public Optional<TradeHistory> history() {
    return requests == null
        ? Optional.of(new SpotTradeHistory(subscription.streams()))
        : Optional.empty();
  }

  @Override
  public Optional<Duration> keepAliveInterval() {
    return Optional.empty();
  }

  @Override
  public CompletableFuture<Boolean> keepAlive() {
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public CompletableFuture<SnapshotAnswer> ask(String snapshot) {
    if (requests == null) {
      throw new UnsupportedOperationException("a public connection has no account");
    }
    return requests.ask(snapshot);
  }
}
