package org.hedgerow.exchanges.binance;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;

/** A combined public stream: the address names the streams, and nothing has to be kept alive. */
final class MarketSession implements Session {
  /** {@code {"e":"serverShutdown","E":1700000000000}}, in an envelope or not. */
  private static final int LONGEST_NOTICE = 110;

  private final URI address;

  MarketSession(URI address) {
    this.address = address;
  }

  @Override
  public CompletableFuture<URI> open() {
    return CompletableFuture.completedFuture(address);
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
