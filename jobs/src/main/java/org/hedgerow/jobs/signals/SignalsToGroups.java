package org.hedgerow.jobs.signals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.signal.SignalPlan;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Signal;

/**
 * A signal to every group that gets the instrument: to the one that it was made from, and as copies
 * to the others, so that the store counts it once. Those of the time by which a new job only fills
 * its windows are left out, and counted.
 *
 * <p>State: one number.
 */
final class SignalsToGroups extends RichFlatMapFunction<JournalEntry, TopicRecord>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final String configurationText;
  private transient RecordCodec<JournalEntry> codec;
  private long toldFromMicros;
  private transient ListState<Long> told;
  private transient Counter ofHistory;
  private transient SignalPlan plan;

  /**
   * @param toldFromMicros signals that were true before are not told by a job that begins; one that
   *     is restored keeps its own
   */
  SignalsToGroups(String configurationText, long toldFromMicros) {
    this.configurationText = configurationText;
    this.toldFromMicros = toldFromMicros;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    told =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>(SignalsNames.TOLD_STATE, Types.LONG));
    if (context.isRestored()) {
      toldFromMicros = Long.MIN_VALUE;
      for (long kept : told.get()) {
        toldFromMicros = Math.max(toldFromMicros, kept);
      }
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    told.update(List.of(toldFromMicros));
  }

  @Override
  public void open(OpenContext context) throws ConfigurationException {
    codec = RecordCodec.of(JournalEntry.class);
    plan = new SignalPlan(Configuration.parse(configurationText));
    ofHistory = getRuntimeContext().getMetricGroup().counter("signalsOfHistory");
  }

  @Override
  public void flatMap(JournalEntry entry, Collector<TopicRecord> out) {
    if (entry.getReceiveTimeMicros() < toldFromMicros) {
      ofHistory.inc();
      return;
    }
    Signal signal = (Signal) entry.getPayload();
    List<String> groups = plan.told(signal.getInstrument());
    for (int i = 0; i < groups.size(); i++) {
      JournalEntry told =
          JournalEntry.newBuilder(entry).setGroup(groups.get(i)).setCopy(i > 0).build();
      out.collect(
          new TopicRecord(groups.get(i).getBytes(StandardCharsets.UTF_8), codec.encode(told)));
    }
  }
}
