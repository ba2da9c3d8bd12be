package org.hedgerow.exchanges.kraken;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.rest.TradeHistory;

/** A connection to the futures market; who asks is proved on the connection itself. */
final class FuturesSession implements Session {
  private final Subscription subscription;
  private final Credentials credentials;
  private final FuturesRequests requests;

  /**
   * Opens that subscription.
   *
   * @param credentials null on public connections
   */
  FuturesSession(Subscription subscription, Credentials credentials) {
    this.subscription = subscription;
    this.credentials = credentials;
    this.requests =
        credentials == null
            ? null
            : new FuturesRequests(new FuturesRest(subscription.rest(), credentials));
  }

  @Override
  public CompletableFuture<URI> open() {
    if (requests != null) {
      requests.reset();
    }
    URI stream = subscription.stream();
    boolean bare =
        stream.getPath() == null || stream.getPath().isEmpty() || stream.getPath().equals("/");
    return CompletableFuture.completedFuture(
        bare ? URI.create(SpotRest.strip(stream) + "/ws/v1") : stream);
  }

  @Override
  public Conversation converse() {
    return new FuturesConversation(subscription.streams(), credentials);
  }

  @Override
  public Optional<TradeHistory> history() {
    return requests == null ? Optional.of(new FuturesTradeHistory()) : Optional.empty();
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
