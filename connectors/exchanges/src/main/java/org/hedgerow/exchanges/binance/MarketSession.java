package org.hedgerow.exchanges.binance;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.rest.TradeHistory;

/** A combined public stream: the address names the streams, and nothing has to be kept alive. */
final class MarketSession implements Session {
  /** {@code {"e":"serverShutdown","E":1700000000000}}, in an envelope or not. */
  private static final int LONGEST_NOTICE = 110;

  private final URI address;
  private final Supplier<Conversation> conversations;
  private final TradeHistory history;

  MarketSession(URI address, Supplier<Conversation> conversations, TradeHistory history) {
    this.address = address;
    this.conversations = conversations;
    this.history = history;
  }

  @Override
  public Conversation converse() {
    return conversations.get();
  }

  @Override
  public CompletableFuture<URI> open() {
    return CompletableFuture.completedFuture(address);
  }

  @Override
  public Optional<TradeHistory> history() {
    return Optional.of(history);
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

  @Override
  public boolean isLast(byte[] message) {
    return message.length < LONGEST_NOTICE && Notices.contains(message, "\"serverShutdown\"");
  }
}
