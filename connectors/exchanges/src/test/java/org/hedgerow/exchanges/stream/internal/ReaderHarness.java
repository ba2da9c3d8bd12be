package org.hedgerow.exchanges.stream.internal;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.stream.StreamSettings;
import org.hedgerow.exchanges.stream.SubscriptionSplit;
import org.hedgerow.schema.RawFrame;

/** A reader without a cluster: the test is its task thread and its coordinator. */
final class ReaderHarness implements Closeable, ReaderOutput<RawFrame> {
  final List<RawFrame> frames = new ArrayList<>();
  final ExchangeSourceReader reader;
  private final String connection;
  private long lastEpoch;
  private long lastCheckpoint;
  private long had;

  ReaderHarness(Subscription subscription, StreamSettings settings) {
    this(subscription, settings, SubscriptionSplit.NEVER);
  }

  /**
   * @param hadMicros up to when an earlier reader had the trades
   */
  ReaderHarness(Subscription subscription, StreamSettings settings, long hadMicros) {
    had = hadMicros;
    connection = subscription.connection();
    reader = new ExchangeSourceReader(new Context(), settings);
    reader.start();
    lastEpoch = 100;
    reader.addSplits(List.of(new SubscriptionSplit(subscription, lastEpoch, hadMicros)));
  }

  /** Polls until that many frames came in all; fails after 20 s. */
  void awaitFrames(int count) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (frames.size() < count) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(frames.size() + " of " + count + " frames came");
      }
      pollOnce();
    }
  }

  /** Up to when all trades are had by what was taken so far, as a checkpoint now would tell. */
  long had() throws Exception {
    List<SubscriptionSplit> unused = reader.snapshotState(++lastCheckpoint);
    reader.notifyCheckpointComplete(lastCheckpoint);
    return had;
  }

  /** Waits a moment for something, and takes one frame if there is one. */
  void pollOnce() throws Exception {
    try {
      reader.isAvailable().get(50, TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      return;
    }
    reader.pollNext(this);
  }

  @Override
  public void collect(RawFrame frame) {
    frames.add(frame);
  }

  @Override
  public void collect(RawFrame frame, long timestamp) {
    frames.add(frame);
  }

  @Override
  public void emitWatermark(Watermark watermark) {}

  @Override
  public void markIdle() {}

  @Override
  public void markActive() {}

  @Override
  public SourceOutput<RawFrame> createOutputForSplit(String splitId) {
    return this;
  }

  @Override
  public void releaseOutputForSplit(String splitId) {}

  @Override
  public void close() {
    reader.close();
  }

  private final class Context implements SourceReaderContext {
    @Override
    public SourceReaderMetricGroup metricGroup() {
      return UnregisteredMetricsGroup.createSourceReaderMetricGroup();
    }

    @Override
    public Configuration getConfiguration() {
      return new Configuration();
    }

    @Override
    public String getLocalHostName() {
      return "localhost";
    }

    @Override
    public int getIndexOfSubtask() {
      return 0;
    }

    @Override
    public void sendSplitRequest() {}

    @Override
    public void sendSourceEventToCoordinator(SourceEvent event) {
      if (event instanceof TradesHad trades) {
        had = trades.micros();
        return;
      }
      if (!((EpochRequested) event).connection().equals(connection)) {
        throw new AssertionError(event);
      }
      reader.handleSourceEvents(new EpochGranted(connection, ++lastEpoch));
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      throw new UnsupportedOperationException();
    }
  }
}
