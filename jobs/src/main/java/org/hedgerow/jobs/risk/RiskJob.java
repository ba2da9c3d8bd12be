package org.hedgerow.jobs.risk;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.TopicPartition;
import org.hedgerow.engine.configuration.PortfolioRisk;
import org.hedgerow.gateway.TradingStopSink;
import org.hedgerow.jobs.DatabaseAccess;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.JobSettings;
import org.hedgerow.jobs.kafka.FromTime;
import org.hedgerow.jobs.kafka.KeyedOutput;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.jobs.kafka.PlacedRecordSchema;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.jobs.kafka.TopicSink;
import org.hedgerow.jobs.kafka.TopicSource;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.RiskMetrics;
import org.hedgerow.schema.TopicCatalogue;

/**
 * What groups hold to figures of risk, to allowances and verdicts in the journal, and to stops in
 * the gateways' row.
 */
public final class RiskJob {
  /** There is one machine, whatever the cluster has. */
  private static final String ONE = "";

  private RiskJob() {}

  /** See {@link JobSettings}. */
  public static void main(String[] arguments) throws Exception {
    JobSettings settings = JobSettings.parse(arguments);
    PortfolioRisk risk =
        settings
            .configuration()
            .portfolioRisk()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--configuration: no section portfolio_risk; expected one for this job"));
    StreamExecutionEnvironment environment = JobEnvironment.of(settings);
    String kafka = settings.bootstrapServers();
    Instant now = Instant.now();
    // So that value at risk need not wait for its samples anew.
    Duration history = risk.sampleEvery().multipliedBy(risk.samples() + 1L);
    define(
        environment,
        TopicSource.of(
            kafka,
            Set.of(new TopicPartition(TopicCatalogue.EXPOSURES, 0)),
            RiskNames.JOB,
            new PlacedRecordSchema(),
            new FromTime(now.minus(history)),
            Duration.ZERO),
        TopicSink.of(kafka, TopicCatalogue.JOURNAL, Duration.ZERO, settings.deliveryTimeout()),
        TopicSink.of(kafka, TopicCatalogue.RISK_METRICS, Duration.ZERO, settings.deliveryTimeout()),
        new TradingStopSink(new DatabaseAccess(settings.requiredDatabase())),
        settings,
        ChronoUnit.MICROS.between(Instant.EPOCH, now));
    environment.execute(RiskNames.JOB);
  }

  /** One partition, one reader, one machine: what is decided across groups has one order. */
  static void define(
      StreamExecutionEnvironment environment,
      Source<PlacedRecord, ?, ?> exposures,
      Sink<TopicRecord> journal,
      Sink<TopicRecord> metrics,
      Sink<Command> stops,
      JobSettings settings,
      long submittedMicros) {
    SingleOutputStreamOperator<JournalEntry> words =
        environment
            .fromSource(
                exposures,
                WatermarkStrategy.noWatermarks(),
                RiskNames.EXPOSURES,
                TypeInformation.of(PlacedRecord.class))
            .uid(RiskNames.EXPOSURES_UID)
            .setParallelism(1)
            .keyBy(record -> ONE)
            .process(
                new CrossGroupRiskFunction(settings.configurationText(), submittedMicros),
                new AvroTypeInfo<>(JournalEntry.class))
            .uid(RiskNames.GROUPS_UID)
            .name(RiskNames.GROUPS)
            .setParallelism(1);
    new KeyedOutput<>(
            JournalEntry.class,
            JournalEntry::getGroup,
            RiskNames.ENCODE_WORDS_UID,
            RiskNames.ENCODE_WORDS,
            RiskNames.JOURNAL_UID,
            RiskNames.JOURNAL)
        .write(words, journal);
    new KeyedOutput<>(
            RiskMetrics.class,
            RiskMetrics::getScope,
            RiskNames.ENCODE_METRICS_UID,
            RiskNames.ENCODE_METRICS,
            RiskNames.METRICS_UID,
            RiskNames.METRICS)
        .write(words.getSideOutput(CrossGroupRiskFunction.METRICS), metrics);
    words
        .getSideOutput(CrossGroupRiskFunction.STOPS)
        .sinkTo(stops)
        .uid(RiskNames.STOPS_UID)
        .name(RiskNames.STOPS)
        .setParallelism(1);
  }
}
