package org.hedgerow.jobs.marketdata.ticker;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;

/** Gives the ticker to the first subtask, under a new epoch each time that one starts. */
final class TickerEnumerator implements SplitEnumerator<TickerSplit, Long> {
  private final SplitEnumeratorContext<TickerSplit> context;
  private final LongSupplier nowMicros;
  private long lastEpoch;

  TickerEnumerator(
      SplitEnumeratorContext<TickerSplit> context, long lastEpoch, LongSupplier nowMicros) {
    this.context = context;
    this.lastEpoch = lastEpoch;
    this.nowMicros = nowMicros;
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int subtask) {
    if (subtask == 0) {
      assign(subtask);
    }
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (event instanceof LateTicker) {
      assign(subtask);
    }
  }

  private void assign(int subtask) {
    lastEpoch = Math.max(lastEpoch + 1, nowMicros.getAsLong());
    context.assignSplits(
        new SplitsAssignment<>(Map.of(subtask, List.of(new TickerSplit(lastEpoch)))));
  }

  /** {@link #addReader} assigns it when the reader is back. */
  @Override
  public void addSplitsBack(List<TickerSplit> splits, int subtask) {}

  @Override
  public void handleSplitRequest(int subtask, String host) {}

  @Override
  public Long snapshotState(long checkpoint) {
    return lastEpoch;
  }

  @Override
  public void close() {}
}
