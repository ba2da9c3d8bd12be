package org.hedgerow.exchanges;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.rest.TradeHistory;

/** How one subscription is opened at its venue and kept open. Nothing here blocks. */
public interface Session {
  /**
   * The address to connect to, made anew for each connect; it may hold a secret and is never
   * logged.
   */
  CompletableFuture<URI> open();

  /**
   * What is said on a connection that was just opened; a new one for each connect. Venues whose
   * address says it all have nothing to say.
   */
  default Conversation converse() {
    return Conversation.SILENT;
  }

  /** How often {@link #keepAlive} is to be called, or empty if the venue wants none. */
  Optional<Duration> keepAliveInterval();

  /**
   * Tells the venue that the stream is still wanted: true if it agrees, false if it no longer knows
   * it and a new connect is needed, exceptionally if that could not be found out.
   */
  CompletableFuture<Boolean> keepAlive();

  /**
   * Asks for one of the {@link Subscription#snapshots} of an account: done with the venue's answer,
   * whatever it is, and exceptionally if there was none.
   *
   * @throws UnsupportedOperationException on connections that have no account
   */
  CompletableFuture<SnapshotAnswer> ask(String snapshot);

  /** How trades are asked for that the connection did not hear; empty where nobody can be asked. */
  default Optional<TradeHistory> history() {
    return Optional.empty();
  }

  /** Whether the venue says by this message that nothing more will come on this connection. */
  default boolean isLast(byte[] message) {
    return false;
  }
}
