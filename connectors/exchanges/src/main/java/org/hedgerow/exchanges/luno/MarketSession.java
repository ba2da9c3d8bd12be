package org.hedgerow.exchanges.luno;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.rest.TradeHistory;

/** The stream of one pair: the address names it, and the first message proves who listens. */
final class MarketSession implements Session {
  private final URI address;
  private final Optional<Credentials> credentials;

  /**
   * @param credentials empty to try without
   */
  MarketSession(URI address, Optional<Credentials> credentials) {
    this.address = address;
    this.credentials = credentials;
  }

  @Override
  public CompletableFuture<URI> open() {
    return CompletableFuture.completedFuture(address);
  }

  @Override
  public Conversation converse() {
    return new MarketConversation(credentials);
  }

  @Override
  public Optional<TradeHistory> history() {
    return Optional.of(new LunoTradeHistory());
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
