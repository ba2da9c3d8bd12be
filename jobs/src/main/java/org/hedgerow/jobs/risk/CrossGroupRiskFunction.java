package org.hedgerow.jobs.risk;

import java.io.IOException;
import java.time.Instant;
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
import org.hedgerow.engine.portfolio.risk.CrossGroupRisk;
import org.hedgerow.engine.portfolio.risk.RiskOutput;
import org.hedgerow.engine.portfolio.risk.RiskTables;
import org.hedgerow.jobs.KeyedStateTables;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.schema.Allowance;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.GroupExposure;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.RiskMetrics;

/**
 * The Flink shell around {@link CrossGroupRisk}: one key, so that there is one machine and one
 * order. Allowances and verdicts go on as journal entries, figures aside. State: {@link
 * RiskTables}.
 */
final class CrossGroupRiskFunction
    extends KeyedProcessFunction<String, PlacedRecord, JournalEntry> {
  private static final long serialVersionUID = 1L;
  private static final int HISTOGRAM_WINDOW = 1_000;

  /** What scopes risk. */
  static final OutputTag<RiskMetrics> METRICS =
      new OutputTag<>("risk-metrics", new AvroTypeInfo<>(RiskMetrics.class));

  /** Verdicts, for the gateways' row; one for each group that is told of it. */
  static final OutputTag<Command> STOPS =
      new OutputTag<>("trading-stops", new AvroTypeInfo<>(Command.class));

  /** By it allowances of a limit are chained: the highest sequence holds. */
  private static final String ALLOWANCES = "allowance/";

  /** Verdicts are known by their identity, and form no chain. */
  private static final String VERDICTS = "risk";

  private final String configurationText;
  private final long submittedMicros;
  private transient RecordCodec<GroupExposure> codec;
  private transient CrossGroupRisk risk;
  private transient Counter reports;
  private transient Counter allowances;
  private transient Counter verdicts;
  private transient Histogram latency;

  /**
   * A machine that begins at that time, if there is no state.
   *
   * @param submittedMicros what groups said before only fills the samples
   */
  CrossGroupRiskFunction(String configurationText, long submittedMicros) {
    this.configurationText = configurationText;
    this.submittedMicros = submittedMicros;
  }

  @Override
  public void open(OpenContext context) throws ConfigurationException {
    codec = RecordCodec.of(GroupExposure.class);
    risk =
        new CrossGroupRisk(
            Configuration.parse(configurationText),
            RiskTables.of(new KeyedStateTables(getRuntimeContext())));
    reports = getRuntimeContext().getMetricGroup().counter("reports");
    allowances = getRuntimeContext().getMetricGroup().counter("allowances");
    verdicts = getRuntimeContext().getMetricGroup().counter("verdicts");
    latency =
        getRuntimeContext()
            .getMetricGroup()
            .histogram("causeToWordMicros", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
  }

  @Override
  public void processElement(PlacedRecord record, Context context, Collector<JournalEntry> out)
      throws IOException {
    GroupExposure report = codec.decode(record.value());
    reports.inc();
    risk.on(
        report,
        submittedMicros,
        new RiskOutput() {
          @Override
          public void allowance(String group, Allowance allowance) {
            allowances.inc();
            tell(
                group,
                new Origin(ALLOWANCES + allowance.getLimit(), allowance.getSequence(), -1L, null),
                allowance);
          }

          @Override
          public void verdict(String group, Command command) {
            verdicts.inc();
            context.output(STOPS, command);
            tell(group, new Origin(VERDICTS, 0L, -1L, command.getCommandId()), command);
          }

          private void tell(String group, Origin origin, Object payload) {
            latency.update(nowMicros() - report.getCauseReceiveTimeMicros());
            // Received when what made us say it was: a rerun writes the same.
            out.collect(
                JournalEntry.newBuilder()
                    .setGroup(group)
                    .setOrigin(origin)
                    .setReceiveTimeMicros(report.getCauseReceiveTimeMicros())
                    .setPayload(payload)
                    .build());
          }

          @Override
          public void metrics(RiskMetrics metrics) {
            context.output(METRICS, metrics);
          }
        });
  }

  private static long nowMicros() {
    // The wall clock is read for the metric and reaches no word.
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
