package org.hedgerow.exchanges.okx;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.rest.VenueClock;

/** A private connection: it logs in with its first message. */
final class AccountSession implements Session {
  private final Subscription subscription;
  private final Credentials credentials;
  private final VenueClock clock;
  private final AccountRequests requests;

  AccountSession(Subscription subscription, Credentials credentials) {
    this.subscription = subscription;
    this.credentials = credentials;
    OkxRest rest = new OkxRest(subscription.rest(), credentials);
    this.clock = rest.clock();
    this.requests = new AccountRequests(rest);
  }

  /** The login carries the venue's time, so that is read first. */
  @Override
  public CompletableFuture<URI> open() {
    requests.reset();
    return clock.ready().thenApply(nothing -> subscription.stream());
  }

  @Override
  public Conversation converse() {
    return new OkxConversation(
        subscription.streams(),
        List.of(),
        () -> OkxSignature.login(credentials, clock.nowMicros() / 1_000_000));
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
    return requests.ask(snapshot);
  }
}
