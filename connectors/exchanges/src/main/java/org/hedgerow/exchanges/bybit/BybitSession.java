package org.hedgerow.exchanges.bybit;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;

/** A connection of public topics. */
final class BybitSession implements Session {
  private final URI address;
  private final List<String> topics;

  BybitSession(URI address, List<String> topics) {
    this.address = address;
    this.topics = topics;
  }

  @Override
  public CompletableFuture<URI> open() {
    return CompletableFuture.completedFuture(address);
  }

  @Override
  public Conversation converse() {
    return new BybitConversation(topics);
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
    throw new UnsupportedOperationException("a market's connection has no account");
  }
}
