package org.hedgerow.jobs.signals;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.signal.SignalIdentity;
import org.hedgerow.engine.signal.SignalOutput;
import org.hedgerow.engine.signal.SignalPlan;
import org.hedgerow.engine.signal.SubjectSignals;
import org.hedgerow.engine.signal.SubjectTables;
import org.hedgerow.jobs.KeyedStateTables;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.Statistic;
import org.hedgerow.schema.Tick;

/**
 * The Flink shell around {@link SubjectSignals}: feeds it entries, sends its signals on as journal
 * entries that lack only their group, and its bars and figures aside. State: {@link SubjectTables}.
 */
final class SubjectFunction extends KeyedProcessFunction<String, SubjectEntry, JournalEntry> {
  private static final long serialVersionUID = 1L;
  private static final int HISTOGRAM_WINDOW = 1_000;

  /** Each bar, and each correction of one. */
  static final OutputTag<Bar> BARS = new OutputTag<>("bars", new AvroTypeInfo<>(Bar.class));

  /** Figures over windows. */
  static final OutputTag<Statistic> STATISTICS =
      new OutputTag<>("statistics", new AvroTypeInfo<>(Statistic.class));

  /** The stream of all signals: they are known by their identity, and form no chain. */
  private static final String STREAM = "signals";

  private final String configurationText;
  private transient RecordCodec<JournalEntry> codec;
  private transient SignalPlan plan;
  private transient SubjectTables tables;
  private transient Map<String, SubjectSignals> subjects;
  private transient Counter signals;
  private transient Counter bars;
  private transient Histogram latency;

  SubjectFunction(String configurationText) {
    this.configurationText = configurationText;
  }

  @Override
  public void open(OpenContext context) throws ConfigurationException {
    codec = RecordCodec.of(JournalEntry.class);
    plan = new SignalPlan(Configuration.parse(configurationText));
    tables = SubjectTables.of(new KeyedStateTables(getRuntimeContext()));
    subjects = new HashMap<>();
    signals = getRuntimeContext().getMetricGroup().counter("signals");
    bars = getRuntimeContext().getMetricGroup().counter("bars");
    latency =
        getRuntimeContext()
            .getMetricGroup()
            .histogram(
                "receiveToSignalMicros", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
  }

  @Override
  public void processElement(SubjectEntry element, Context context, Collector<JournalEntry> out)
      throws IOException {
    JournalEntry entry = codec.decode(element.value());
    // What a subject remembers is in the state of its key; this object only saves making it again.
    SubjectSignals subject =
        subjects.computeIfAbsent(element.subject(), name -> plan.machine(name, tables));
    SignalOutput told = output(entry, context, out);
    if (entry.getPayload() instanceof ConfigChange) {
      subjects.put(
          element.subject(),
          plan.changed(
              element.subject(),
              subject,
              entry,
              element.partition(),
              element.offset(),
              tables,
              told));
      return;
    }
    subject.on(entry, element.partition(), element.offset(), element.joined(), told);
  }

  private SignalOutput output(JournalEntry entry, Context context, Collector<JournalEntry> out) {
    return new SignalOutput() {
      @Override
      public void signal(Signal signal) {
        signals.inc();
        JournalEntry told = told(signal, entry);
        latency.update(nowMicros() - told.getReceiveTimeMicros());
        out.collect(told);
      }

      @Override
      public void bar(Bar bar) {
        bars.inc();
        context.output(BARS, bar);
      }

      @Override
      public void statistic(Statistic statistic) {
        context.output(STATISTICS, statistic);
      }
    };
  }

  /** Received when what made it true was: a rerun writes the same. */
  private static JournalEntry told(Signal signal, JournalEntry cause) {
    return JournalEntry.newBuilder()
        .setGroup("")
        .setOrigin(new Origin(STREAM, 0L, -1L, SignalIdentity.of(signal)))
        .setVenueTimeMicros(signal.getToMicros())
        .setReceiveTimeMicros(
            cause.getPayload() instanceof Tick tick
                ? tick.getTimeMicros()
                : cause.getReceiveTimeMicros())
        .setPayload(signal)
        .build();
  }

  private static long nowMicros() {
    // The wall clock is read for the metric and reaches no signal.
    java.time.Instant now = java.time.Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
