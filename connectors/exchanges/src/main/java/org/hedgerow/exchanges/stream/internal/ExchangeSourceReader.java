package org.hedgerow.exchanges.stream.internal;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.exchanges.stream.StreamSettings;
import org.hedgerow.exchanges.stream.SubscriptionSplit;
import org.hedgerow.schema.RawFrame;

/**
 * Holds the connections of one subtask and emits their frames in the order in which they were
 * complete. A frame that arrives completes the future that the task waits on; nothing polls.
 */
public final class ExchangeSourceReader implements SourceReader<RawFrame, SubscriptionSplit> {
  private final SourceReaderContext context;
  private final StreamSettings settings;
  private final FrameQueue queue = new FrameQueue();
  private final TreeMap<String, Watched> connections = new TreeMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(daemons("exchange-timer"));
  private final ExecutorService callbacks =
      Executors.newCachedThreadPool(daemons("exchange-stream"));
  private final HttpClient http;

  /** Up to when trades are had by what was emitted before a checkpoint, by the checkpoint. */
  private final TreeMap<Long, List<TradesHad>> checkpoints = new TreeMap<>();

  private static final class Watched {
    private final Connection connection;
    private final Counter frames;
    private final Counter bytes;
    private long hadMicros = TradeMarks.NEVER;

    Watched(Connection connection, Counter frames, Counter bytes) {
      this.connection = connection;
      this.frames = frames;
      this.bytes = bytes;
    }
  }

  public ExchangeSourceReader(SourceReaderContext context, StreamSettings settings) {
    this.context = context;
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .executor(callbacks)
            .connectTimeout(settings.connectTimeout())
            .build();
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<RawFrame> output) {
    for (String name = queue.pollEpochWanted(); name != null; name = queue.pollEpochWanted()) {
      context.sendSourceEventToCoordinator(new EpochRequested(name));
    }
    FrameQueue.Received received = queue.poll();
    if (received == null) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    RawFrame frame = received.frame();
    int size = frame.getPayload().remaining();
    output.collect(frame);
    received.connection().taken(size);
    Watched watched = connections.get(frame.getConnection());
    watched.frames.inc();
    watched.bytes.inc(size);
    if (received.hadMicros() != TradeMarks.NEVER) {
      watched.hadMicros = received.hadMicros();
    }
    return queue.isEmpty() ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return queue.available();
  }

  @Override
  public void addSplits(List<SubscriptionSplit> splits) {
    for (SubscriptionSplit split : splits) {
      String name = split.splitId();
      if (!connections.containsKey(name)) {
        Connection connection =
            new Connection(
                split.subscription(),
                Venues.named(split.subscription().venue()).session(split.subscription()),
                settings,
                http,
                timer,
                queue,
                split.hadMicros());
        connections.put(name, watched(name, connection));
        connection.connect(split.epoch());
      }
    }
  }

  private Watched watched(String name, Connection connection) {
    MetricGroup metrics = context.metricGroup().addGroup("connection", name);
    metrics.gauge("connected", () -> connection.isConnected() ? 1 : 0);
    metrics.gauge("reconnects", connection::reconnects);
    metrics.gauge("waitingBytes", connection::waitingBytes);
    return new Watched(connection, metrics.counter("frames"), metrics.counter("bytes"));
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof EpochGranted granted) {
      connections.get(granted.connection()).connection.connect(granted.epoch());
    }
  }

  /** Empty: see {@link org.hedgerow.exchanges.stream.ExchangeSource}. */
  @Override
  public List<SubscriptionSplit> snapshotState(long checkpoint) {
    List<TradesHad> had = new ArrayList<>();
    connections.forEach(
        (name, watched) -> {
          if (watched.hadMicros != TradeMarks.NEVER) {
            had.add(new TradesHad(name, watched.hadMicros));
          }
        });
    checkpoints.put(checkpoint, had);
    return List.of();
  }

  /** Only now are they in the topic, whatever fails: the enumerator may hand the marks on. */
  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    List<TradesHad> had = checkpoints.get(checkpoint);
    if (had != null) {
      had.forEach(context::sendSourceEventToCoordinator);
    }
    checkpoints.headMap(checkpoint, true).clear();
  }

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {
    connections.values().forEach(watched -> watched.connection.close());
    timer.shutdownNow();
    callbacks.shutdown();
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
