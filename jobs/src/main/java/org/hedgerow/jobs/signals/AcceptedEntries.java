package org.hedgerow.jobs.signals;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.journal.MarketAcceptance;
import org.hedgerow.jobs.KeyedStateTables;
import org.hedgerow.jobs.hedging.JournalRecord;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.state.DefinitionsState;

/**
 * Lets market entries through that count for the group, each to the subjects that it concerns, and
 * the clock once a second. Keyed by hedge group, since that is what the chains of the journal are
 * kept by.
 *
 * <p>State, a group: two tables of {@link MarketAcceptance}, a row of {@link GroupDefinitions} and
 * three numbers.
 */
final class AcceptedEntries extends KeyedProcessFunction<String, JournalRecord, SubjectEntry> {
  private static final long serialVersionUID = 1L;
  private static final long CLOCK_STEP_MICROS = 1_000_000;

  private final String configurationText;
  private final long toldFromMicros;
  private transient RecordCodec<JournalEntry> codec;
  private transient GroupDefinitions definitions;
  private transient MarketAcceptance acceptance;
  private transient ValueState<Long> clock;
  private transient ValueState<Long> joinedUntil;
  private transient ValueState<Boolean> joined;
  private transient Counter counted;
  private transient Counter others;

  /**
   * @param toldFromMicros what was received before fills the windows of a group that is new, whose
   *     streams may be taken up in their middle; the smallest long: there is no such time
   */
  AcceptedEntries(String configurationText, long toldFromMicros) {
    this.configurationText = configurationText;
    this.toldFromMicros = toldFromMicros;
  }

  @Override
  public void open(OpenContext context) throws ConfigurationException {
    codec = RecordCodec.of(JournalEntry.class);
    KeyedStateTables tables = new KeyedStateTables(getRuntimeContext());
    definitions =
        new GroupDefinitions(
            Configuration.parse(configurationText),
            tables.table(SignalsNames.DEFINITIONS_STATE, DefinitionsState.class),
            codec);
    acceptance = new MarketAcceptance(tables);
    clock =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>(SignalsNames.CLOCK_STATE, Types.LONG));
    joinedUntil =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>(SignalsNames.JOINED_STATE, Types.LONG));
    joined =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>(SignalsNames.MIDDLE_STATE, Types.BOOLEAN));
    counted = getRuntimeContext().getMetricGroup().counter("entriesThatCount");
    others = getRuntimeContext().getMetricGroup().counter("otherEntries");
  }

  @Override
  public void processElement(JournalRecord record, Context context, Collector<SubjectEntry> out)
      throws IOException {
    JournalEntry entry = codec.decode(record.value());
    if (acceptance.isFresh() && toldFromMicros != Long.MIN_VALUE) {
      // Kept: a restored job was submitted later, and goes on where it was.
      joinedUntil.update(toldFromMicros);
    }
    Long until = joinedUntil.value();
    boolean joins = until != null && entry.getReceiveTimeMicros() < until;
    boolean accepted = acceptance.accepts(entry, record.partition(), record.offset(), joins);
    if (entry.getPayload() instanceof ConfigChange) {
      for (Map.Entry<String, byte[]> one : definitions.change(record.group(), entry).entrySet()) {
        out.collect(
            new SubjectEntry(
                one.getKey(), record.partition(), record.offset(), one.getValue(), false));
      }
    }
    if (!accepted) {
      others.inc();
      return;
    }
    counted.inc();
    if (entry.getPayload() instanceof Tick tick && !isNextStep(tick)) {
      return;
    }
    boolean middle = isOfMiddle(entry, joins);
    for (String subject : definitions.routes(record.group()).of(entry.getPayload())) {
      out.collect(
          new SubjectEntry(subject, record.partition(), record.offset(), record.value(), middle));
    }
  }

  /** Whether the group's first market entry had others before it. */
  private boolean isOfMiddle(JournalEntry entry, boolean joins) throws IOException {
    Boolean known = joined.value();
    if (known == null && joins && !(entry.getPayload() instanceof Tick)) {
      known = entry.getOrigin().getPrevious() >= 0;
      joined.update(known);
    }
    return Boolean.TRUE.equals(known);
  }

  private boolean isNextStep(Tick tick) throws IOException {
    long step = tick.getTimeMicros() / CLOCK_STEP_MICROS;
    Long last = clock.value();
    if (last != null && step <= last) {
      return false;
    }
    clock.update(step);
    return true;
  }
}
