package org.hedgerow.exchange.simulated;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.cleaning.TradeIds;
import org.hedgerow.exchanges.rest.MissingTrades;
import org.hedgerow.exchanges.stream.StreamSettings;
import org.hedgerow.exchanges.stream.SubscriptionSplit;
import org.hedgerow.exchanges.stream.internal.EpochGranted;
import org.hedgerow.exchanges.stream.internal.EpochRequested;
import org.hedgerow.exchanges.stream.internal.ExchangeSourceReader;
import org.hedgerow.exchanges.stream.internal.TradesHad;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Trade;

/**
 * The trades of one of our connections, as its reader hears them, its decoder reads them and the
 * cleaning lets them go on: each by its id once, however often it is told.
 */
public final class TradesHeard implements AutoCloseable, ReaderOutput<RawFrame> {
  /** Long enough for trades to be missed meanwhile. */
  private static final Duration AWAY = Duration.ofSeconds(2);

  private final Venue venue;
  private final Configuration configuration;
  private final Subscription subscription;
  private final FrameDecoder decoder;
  private final ExchangeSourceReader reader;
  private final Map<String, TradeIds> ids = new HashMap<>();
  private final List<String> accepted = new ArrayList<>();
  private final Set<String> streamed = new HashSet<>();
  private final List<String> problems = new ArrayList<>();
  private long epoch;
  private long firstMicros;
  private long checkpoints;
  private int streamedInEpoch;
  private long had = SubscriptionSplit.NEVER;

  /**
   * Opens it.
   *
   * @param name of the subscription
   * @param had up to when its trades are in a checkpoint
   */
  public TradesHeard(Venue venue, Configuration configuration, String name, long had) {
    this.venue = venue;
    this.configuration = configuration;
    this.decoder = venue.decoder(configuration);
    subscription =
        venue.subscriptions(configuration).stream()
            .filter(one -> one.connection().equals(name))
            .findFirst()
            .orElseThrow();
    reader =
        new ExchangeSourceReader(
            new Context(),
            new StreamSettings(
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                Duration.ofHours(1),
                AWAY,
                AWAY,
                Duration.ofSeconds(5),
                1 << 22));
    reader.start();
    epoch = System.nanoTime();
    reader.addSplits(List.of(new SubscriptionSplit(subscription, epoch, had)));
  }

  /** Reads until that holds, 30 s at most. */
  public void until(Predicate<TradesHeard> holds) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!holds.test(this)) {
      if (System.nanoTime() > limit) {
        throw new AssertionError("waited in vain: " + this);
      }
      try {
        reader.isAvailable().get(50, TimeUnit.MILLISECONDS);
        reader.pollNext(this);
      } catch (java.util.concurrent.TimeoutException e) {
        // Nothing came.
      }
    }
  }

  @Override
  public void collect(RawFrame frame) {
    if (frame.getEpoch() != epoch) {
      throw new AssertionError("a frame of epoch " + frame.getEpoch() + " in " + epoch);
    }
    if (firstMicros == 0 && frame.getKind() == FrameKind.STREAM) {
      firstMicros = frame.getReceiveTimeMicros();
    }
    if (MissingTrades.gap(frame) != null) {
      problems.add(MissingTrades.gap(frame).toString());
      return;
    }
    boolean asked = frame.getKind() == FrameKind.REST;
    // Some streams begin with the newest trades of before.
    boolean live =
        !asked
            && !StandardCharsets.UTF_8
                .decode(frame.getPayload().duplicate())
                .toString()
                .contains("snapshot");
    for (Trade trade : trades(decoder, frame)) {
      String id = trade.getInstrument() + " " + trade.getTradeId();
      if (live) {
        streamed.add(id);
        streamedInEpoch++;
      }
      if (ids.computeIfAbsent(trade.getInstrument(), added -> new TradeIds())
          .isNew(trade.getTradeId(), asked)) {
        accepted.add(id);
      }
    }
  }

  private List<Trade> trades(FrameDecoder by, RawFrame frame) {
    List<Trade> trades = new ArrayList<>();
    by.decode(
        frame,
        new DecodedFrame() {
          @Override
          public void entry(SpecificRecord payload, Long venueTimeMicros) {
            if (payload instanceof Trade trade) {
              trades.add(trade);
            }
          }

          @Override
          public void ignore(String channel) {}

          @Override
          public void reject(String channel, RejectReason reason, String detail) {
            problems.add(frame.getRequest() + ": " + channel + " " + reason + " " + detail);
          }
        });
    return trades;
  }

  /** Trades of the stream since the last connect. */
  public int streamedNow() {
    return streamedInEpoch;
  }

  /** Whether all that was missed before the last connect is had. */
  public boolean backfilled() {
    return firstMicros != 0 && checkpoint() >= firstMicros;
  }

  /** Dead letters and gaps. */
  public List<String> problems() {
    return problems;
  }

  /** Ids with their instrument, in the order in which they went on. */
  public List<String> accepted() {
    return accepted;
  }

  /** Ids that the stream told when they were traded. */
  public Set<String> streamed() {
    return streamed;
  }

  /** Up to when trades are had, as a checkpoint that is complete tells the enumerator. */
  public long checkpoint() {
    List<SubscriptionSplit> unused = reader.snapshotState(++checkpoints);
    reader.notifyCheckpointComplete(checkpoints);
    return had;
  }

  /** The venue's own newest trades, oldest first; of all instruments of the connection. */
  public List<String> listed() throws Exception {
    List<String> listed = new ArrayList<>();
    for (String request : subscription.snapshots()) {
      if (!venue.session(subscription).history().orElseThrow().lists(request)) {
        continue;
      }
      byte[] body =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(subscription.rest() + request)).build(),
                  HttpResponse.BodyHandlers.ofByteArray())
              .body();
      RawFrame frame =
          new RawFrame(
              venue.name(),
              subscription.connection(),
              1L,
              1L,
              1L,
              FrameKind.REST,
              null,
              request,
              ByteBuffer.wrap(body));
      for (Trade trade : trades(venue.decoder(configuration), frame)) {
        listed.add(trade.getInstrument() + " " + trade.getTradeId());
      }
    }
    return listed;
  }

  @Override
  public void collect(RawFrame frame, long timestamp) {
    collect(frame);
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

  @Override
  public String toString() {
    return accepted.size() + " trades, " + streamedInEpoch + " since the connect, " + problems;
  }

  private final class Context implements SourceReaderContext {
    @Override
    public SourceReaderMetricGroup metricGroup() {
      return UnregisteredMetricsGroup.createSourceReaderMetricGroup();
    }

    @Override
    public org.apache.flink.configuration.Configuration getConfiguration() {
      return new org.apache.flink.configuration.Configuration();
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
      if (event instanceof EpochRequested requested) {
        streamedInEpoch = 0;
        firstMicros = 0;
        reader.handleSourceEvents(new EpochGranted(requested.connection(), ++epoch));
      } else if (event instanceof TradesHad trades) {
        had = trades.micros();
      }
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      throw new UnsupportedOperationException();
    }
  }
}
