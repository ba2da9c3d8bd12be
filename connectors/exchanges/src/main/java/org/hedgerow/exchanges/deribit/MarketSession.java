package org.hedgerow.exchanges.deribit;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.rest.TradeHistory;

/** A connection for market data. */
final class MarketSession implements Session {
  private static final String PATH = "/ws/api/v2";

  private final URI address;
  private final List<String> channels;

  MarketSession(URI stream, List<String> channels) {
    this.address = address(stream);
    this.channels = channels;
  }

  /** The configured address, with the venue's path where it is not there. */
  static URI address(URI stream) {
    String base = DeribitRest.strip(stream);
    return URI.create(base.endsWith(PATH) ? base : base + PATH);
  }

  @Override
  public CompletableFuture<URI> open() {
    return CompletableFuture.completedFuture(address);
  }

  @Override
  public Conversation converse() {
    return new DeribitConversation(channels);
  }

  @Override
  public Optional<TradeHistory> history() {
    return Optional.of(new DeribitTradeHistory());
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
