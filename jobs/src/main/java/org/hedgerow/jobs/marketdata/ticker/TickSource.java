package org.hedgerow.jobs.marketdata.ticker;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The one ticker of a journal: the wall clock, at an interval, under an epoch. It has one split,
 * which the first subtask gets; run it with parallelism 1.
 */
public final class TickSource implements Source<TickTime, TickerSplit, Long> {
  private static final long serialVersionUID = 1L;

  private final Duration interval;

  public TickSource(Duration interval) {
    this.interval = interval;
  }

  static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<TickerSplit, Long> createEnumerator(
      SplitEnumeratorContext<TickerSplit> context) {
    return new TickerEnumerator(context, 0, TickSource::nowMicros);
  }

  @Override
  public SplitEnumerator<TickerSplit, Long> restoreEnumerator(
      SplitEnumeratorContext<TickerSplit> context, Long lastEpoch) {
    return new TickerEnumerator(context, lastEpoch, TickSource::nowMicros);
  }

  @Override
  public SourceReader<TickTime, TickerSplit> createReader(SourceReaderContext context) {
    return new TickReader(
        interval,
        TickSource::nowMicros,
        () -> context.sendSourceEventToCoordinator(new LateTicker()));
  }

  @Override
  public SimpleVersionedSerializer<TickerSplit> getSplitSerializer() {
    return new TickerSplit.Serializer();
  }

  @Override
  public SimpleVersionedSerializer<Long> getEnumeratorCheckpointSerializer() {
    return new EpochSerializer();
  }
}
