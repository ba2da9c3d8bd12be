package org.hedgerow.exchanges.stream.internal;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.stream.SubscriptionSplit;

/**
 * Gives each reader its connections, the n-th to reader n modulo parallelism, and every connect its
 * epoch.
 *
 * <p>Epochs are microseconds since the Unix epoch, or one more than the last where the clock has
 * not moved on or went back. So they grow even if the checkpoint with the last one was lost.
 */
public final class SubscriptionEnumerator
    implements SplitEnumerator<SubscriptionSplit, ConnectionEpochs> {
  private final SplitEnumeratorContext<SubscriptionSplit> context;
  private final List<Subscription> subscriptions;
  private final TreeMap<String, Long> epochs;
  private final TreeMap<String, Long> had;
  private final LongSupplier nowMicros;

  public SubscriptionEnumerator(
      SplitEnumeratorContext<SubscriptionSplit> context,
      List<Subscription> subscriptions,
      ConnectionEpochs epochs) {
    this(
        context,
        subscriptions,
        epochs,
        () -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
  }

  SubscriptionEnumerator(
      SplitEnumeratorContext<SubscriptionSplit> context,
      List<Subscription> subscriptions,
      ConnectionEpochs epochs,
      LongSupplier nowMicros) {
    this.context = context;
    this.subscriptions = subscriptions;
    this.epochs = epochs.copy();
    this.had = new TreeMap<>(epochs.had());
    this.nowMicros = nowMicros;
  }

  @Override
  public void start() {}

  /** A reader that registers has no connection yet, be it new or back after a failure. */
  @Override
  public void addReader(int subtask) {
    List<SubscriptionSplit> splits = new ArrayList<>();
    for (int i = subtask; i < subscriptions.size(); i += context.currentParallelism()) {
      Subscription subscription = subscriptions.get(i);
      splits.add(
          new SubscriptionSplit(
              subscription,
              nextEpoch(subscription.connection()),
              had.getOrDefault(subscription.connection(), SubscriptionSplit.NEVER)));
    }
    if (!splits.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(Map.of(subtask, splits)));
    }
  }

  /** Nothing to do: {@link #addReader} assigns them when the reader is back. */
  @Override
  public void addSplitsBack(List<SubscriptionSplit> splits, int subtask) {}

  @Override
  public void handleSplitRequest(int subtask, String host) {}

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (event instanceof EpochRequested requested) {
      String connection = requested.connection();
      context.sendEventToSourceReader(subtask, new EpochGranted(connection, nextEpoch(connection)));
    } else if (event instanceof TradesHad trades) {
      had.merge(trades.connection(), trades.micros(), Math::max);
    }
  }

  @Override
  public ConnectionEpochs snapshotState(long checkpoint) {
    return new ConnectionEpochs(new TreeMap<>(epochs), new TreeMap<>(had));
  }

  @Override
  public void close() throws IOException {}

  private long nextEpoch(String connection) {
    long epoch =
        Math.max(epochs.getOrDefault(connection, Long.MIN_VALUE) + 1, nowMicros.getAsLong());
    epochs.put(connection, epoch);
    return epoch;
  }
}
