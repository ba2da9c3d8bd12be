package org.hedgerow.jobs.marketdata;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.hedgerow.jobs.kafka.TopicRecord;

/**
 * Puts the entries of a group into their chain: each names the sequence before it in its stream, so
 * that a consumer can tell a repeat from a hole. Keyed by group; the only writer of each (stream,
 * group).
 *
 * <p>State: one long a stream and group; streams are the raw partitions and the ticker.
 */
final class JournalWriter extends KeyedProcessFunction<String, JournalDraft, TopicRecord> {
  private static final long serialVersionUID = 1L;

  /** Before the first entry of a stream in a group. */
  static final long NONE = -1;

  private static final int LAG_WINDOW = 1_000;

  /** One entry in so many has its lag measured. A power of two. */
  private static final int LAG_SAMPLE = 16;

  private transient MapState<String, Long> previousSequences;
  private transient EntryEncoding encoding;
  private transient Histogram lag;
  private transient Counter written;

  @Override
  public void open(OpenContext context) {
    previousSequences =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(MarketDataNames.PREVIOUS_STATE, Types.STRING, Types.LONG));
    encoding = new EntryEncoding();
    written = getRuntimeContext().getMetricGroup().counter("journalEntries");
    lag =
        getRuntimeContext()
            .getMetricGroup()
            .histogram("receiveToJournalMicros", new DescriptiveStatisticsHistogram(LAG_WINDOW));
  }

  @Override
  public void processElement(JournalDraft draft, Context context, Collector<TopicRecord> out)
      throws Exception {
    Long previous = previousSequences.get(draft.stream());
    previousSequences.put(draft.stream(), draft.sequence());
    out.collect(
        new TopicRecord(
            draft.group().getBytes(StandardCharsets.UTF_8),
            encoding.entry(draft, previous == null ? NONE : previous)));
    written.inc();
    if ((written.getCount() & (LAG_SAMPLE - 1)) == 0) {
      // The wall clock is read for the metric and reaches no entry.
      lag.update(
          ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) - draft.receiveTimeMicros());
    }
  }
}
