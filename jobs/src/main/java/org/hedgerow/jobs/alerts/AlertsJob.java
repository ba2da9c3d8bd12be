package org.hedgerow.jobs.alerts;

import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hedgerow.alerts.AlertFolding;
import org.hedgerow.alerts.AlertSink;
import org.hedgerow.engine.configuration.AlertSinkDefinition;
import org.hedgerow.engine.configuration.Alerting;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.JobSettings;
import org.hedgerow.jobs.kafka.FromTime;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.jobs.kafka.TopicSource;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.TopicCatalogue;
import org.hedgerow.schema.state.AlertNotice;

/** Alerts to people. */
public final class AlertsJob {
  /** A job without a savepoint tells no older ones: nobody wants last year's again. */
  private static final Duration LOOKS_BACK = Duration.ofHours(1);

  private static final Duration PATIENCE = Duration.ofMillis(50);

  private AlertsJob() {}

  /** See {@link JobSettings}. */
  public static void main(String[] arguments) throws Exception {
    JobSettings settings = JobSettings.parse(arguments);
    StreamExecutionEnvironment environment = JobEnvironment.of(settings);
    send(
        define(
            environment,
            TopicSource.of(
                settings.bootstrapServers(),
                TopicCatalogue.ALERTS,
                AlertsNames.JOB,
                new FromTime(Instant.now().minus(LOOKS_BACK)),
                PATIENCE),
            settings),
        settings.configuration().alerting());
    environment.execute(AlertsNames.JOB);
  }

  /** From the topic to what people are told. */
  static DataStream<AlertNotice> define(
      StreamExecutionEnvironment environment,
      Source<PlacedRecord, ?, ?> alerts,
      JobSettings settings) {
    return environment
        .fromSource(
            alerts,
            WatermarkStrategy.noWatermarks(),
            AlertsNames.ALERTS,
            TypeInformation.of(PlacedRecord.class))
        .uid(AlertsNames.ALERTS_UID)
        .setParallelism(1)
        .map(new AlertDecoder())
        .returns(new AvroTypeInfo<>(Alert.class))
        .uid(AlertsNames.DECODE_UID)
        .name(AlertsNames.DECODE)
        .setParallelism(1)
        .keyBy(AlertFolding::key)
        .process(new FoldAlerts(settings.configuration().alerting().repeat()))
        .returns(new AvroTypeInfo<>(AlertNotice.class))
        .uid(AlertsNames.FOLD_UID)
        .name(AlertsNames.FOLD)
        .setParallelism(1);
  }

  /** A sink each. One that stands still holds up the others only when its outbox is full. */
  static void send(DataStream<AlertNotice> notices, Alerting alerting) {
    for (AlertSinkDefinition definition : alerting.sinks()) {
      notices
          .sinkTo(new AlertSink(definition))
          .uid(AlertsNames.SINK_PREFIX + definition.sink())
          .name(definition.sink())
          .setParallelism(1);
    }
  }
}
