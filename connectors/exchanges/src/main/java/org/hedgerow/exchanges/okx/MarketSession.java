package org.hedgerow.exchanges.okx;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.rest.TradeHistory;

/** A public or business connection: nobody has to be anybody there. */
final class MarketSession implements Session {
  private final Subscription subscription;

  MarketSession(Subscription subscription) {
    this.subscription = subscription;
  }

  @Override
  public CompletableFuture<URI> open() {
    return CompletableFuture.completedFuture(subscription.stream());
  }

  @Override
  public Conversation converse() {
    List<String> lists =
        subscription.snapshots().stream()
            .filter(request -> Requests.path(request).equals(Requests.INSTRUMENTS))
            .toList();
    return new OkxConversation(subscription.streams(), lists, null);
  }

  @Override
  public Optional<TradeHistory> history() {
    return Optional.of(new OkxTradeHistory());
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
    throw new UnsupportedOperationException("a public connection has no account");
  }
}
