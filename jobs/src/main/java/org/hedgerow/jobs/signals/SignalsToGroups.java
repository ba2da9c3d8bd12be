package org.hedgerow.jobs.signals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
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
 * to the others, so that the store counts it once.
 */
final class SignalsToGroups extends RichFlatMapFunction<JournalEntry, TopicRecord> {
  private static final long serialVersionUID = 1L;

  private final String configurationText;
  private transient RecordCodec<JournalEntry> codec;
  private transient SignalPlan plan;

  SignalsToGroups(String configurationText) {
    this.configurationText = configurationText;
  }

  @Override
  public void open(OpenContext context) throws ConfigurationException {
    codec = RecordCodec.of(JournalEntry.class);
    plan = new SignalPlan(Configuration.parse(configurationText));
  }

  @Override
  public void flatMap(JournalEntry entry, Collector<TopicRecord> out) {
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
