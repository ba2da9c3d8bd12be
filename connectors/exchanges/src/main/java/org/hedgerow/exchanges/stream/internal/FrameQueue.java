package org.hedgerow.exchanges.stream.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.hedgerow.schema.RawFrame;

/**
 * Frames on their way from the connections' threads to the reader's. It has no bound of its own:
 * every connection stops reading its socket when too much of its own waits here.
 */
final class FrameQueue {
  private static final CompletableFuture<Void> AVAILABLE = CompletableFuture.completedFuture(null);

  private final ConcurrentLinkedQueue<Received> frames = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> epochsWanted = new ConcurrentLinkedQueue<>();
  private final AtomicReference<CompletableFuture<Void>> waiting = new AtomicReference<>(AVAILABLE);

  /**
   * A frame and the connection that has to be told when it was taken.
   *
   * @param hadMicros up to when the connection's trades are had with this frame, as {@link
   *     TradeMarks} says
   */
  record Received(RawFrame frame, Connection connection, long hadMicros) {}

  void put(Received received) {
    frames.add(received);
    waiting.get().complete(null);
  }

  void wantEpoch(String connection) {
    epochsWanted.add(connection);
    waiting.get().complete(null);
  }

  /** The oldest frame, or null. */
  Received poll() {
    return frames.poll();
  }

  /** The name of a connection that waits for an epoch, or null. */
  String pollEpochWanted() {
    return epochsWanted.poll();
  }

  boolean isEmpty() {
    return frames.isEmpty() && epochsWanted.isEmpty();
  }

  /** Done as soon as there is something; called by the reader's thread only. */
  CompletableFuture<Void> available() {
    if (!isEmpty()) {
      return AVAILABLE;
    }
    CompletableFuture<Void> future = waiting.get();
    if (future.isDone()) {
      future = new CompletableFuture<>();
      waiting.set(future);
    }
    // Between the first look and now, somebody may have completed the future before this one.
    return isEmpty() ? future : AVAILABLE;
  }
}
