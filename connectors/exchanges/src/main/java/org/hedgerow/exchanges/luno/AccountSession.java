package org.hedgerow.exchanges.luno;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;

/** An account's user stream, and the questions that belong to it. */
final class AccountSession implements Session {
  private final URI address;
  private final Credentials credentials;
  private final AccountRequests requests;
  private final List<String> pairs;

  /**
   * @param pairs those that are configured
   */
  AccountSession(
      URI address, Credentials credentials, AccountRequests requests, List<String> pairs) {
    this.address = address;
    this.credentials = credentials;
    this.requests = requests;
    this.pairs = List.copyOf(pairs);
  }

  @Override
  public CompletableFuture<URI> open() {
    requests.reset();
    return CompletableFuture.completedFuture(address);
  }

  @Override
  public Conversation converse() {
    return new AccountConversation(credentials, pairs);
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
