package org.hedgerow.jobs.hedging;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.JobSettings;
import org.hedgerow.jobs.kafka.KeyedOutput;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.jobs.kafka.TopicSink;
import org.hedgerow.jobs.kafka.TopicSource;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.TopicCatalogue;
import org.hedgerow.schema.Valuation;

/** The journal to orders, decisions, alerts and valuations. */
public final class HedgingJob {
  private HedgingJob() {}

  /** See {@link JobSettings}. */
  public static void main(String[] arguments) throws Exception {
    JobSettings settings = JobSettings.parse(arguments);
    StreamExecutionEnvironment environment = JobEnvironment.of(settings);
    String kafka = settings.bootstrapServers();
    define(
        environment,
        TopicSource.of(
            kafka,
            List.of(TopicCatalogue.JOURNAL),
            HedgingNames.JOB,
            new JournalRecordSchema(),
            Duration.ZERO),
        TopicSink.of(kafka, TopicCatalogue.ORDERS, Duration.ZERO, settings.deliveryTimeout()),
        TopicSink.of(kafka, TopicCatalogue.DECISIONS, Duration.ZERO, settings.deliveryTimeout()),
        TopicSink.of(kafka, TopicCatalogue.ALERTS, Duration.ZERO, settings.deliveryTimeout()),
        TopicSink.of(kafka, TopicCatalogue.VALUATIONS, Duration.ZERO, settings.deliveryTimeout()));
    environment.execute(HedgingNames.JOB);
  }

  /**
   * One shuffle: each group to its one state machine. No watermarks and no timers: the journal is
   * the clock.
   */
  static void define(
      StreamExecutionEnvironment environment,
      Source<JournalRecord, ?, ?> journal,
      Sink<TopicRecord> orders,
      Sink<TopicRecord> decisions,
      Sink<TopicRecord> alerts,
      Sink<TopicRecord> valuations) {
    OutputTag<Decision> decided = new OutputTag<>("decisions", new AvroTypeInfo<>(Decision.class));
    SingleOutputStreamOperator<Order> ordered =
        environment
            .fromSource(
                journal,
                WatermarkStrategy.noWatermarks(),
                HedgingNames.JOURNAL,
                TypeInformation.of(JournalRecord.class))
            .uid(HedgingNames.JOURNAL_UID)
            .keyBy(JournalRecord::group)
            .process(new HedgeGroupFunction(decided), new AvroTypeInfo<>(Order.class))
            .uid(HedgingNames.GROUPS_UID)
            .name(HedgingNames.GROUPS);
    new KeyedOutput<>(
            Order.class,
            Order::getAccount,
            HedgingNames.ENCODE_ORDERS_UID,
            HedgingNames.ENCODE_ORDERS,
            HedgingNames.ORDERS_UID,
            HedgingNames.ORDERS)
        .write(ordered, orders);
    new KeyedOutput<>(
            Decision.class,
            Decision::getGroup,
            HedgingNames.ENCODE_DECISIONS_UID,
            HedgingNames.ENCODE_DECISIONS,
            HedgingNames.DECISIONS_UID,
            HedgingNames.DECISIONS)
        .write(ordered.getSideOutput(decided), decisions);
    new KeyedOutput<>(
            Alert.class,
            Alert::getScope,
            HedgingNames.ENCODE_ALERTS_UID,
            HedgingNames.ENCODE_ALERTS,
            HedgingNames.ALERTS_UID,
            HedgingNames.ALERTS)
        .write(ordered.getSideOutput(HedgeGroupFunction.ALERTS), alerts);
    new KeyedOutput<>(
            Valuation.class,
            Valuation::getGroup,
            HedgingNames.ENCODE_VALUATIONS_UID,
            HedgingNames.ENCODE_VALUATIONS,
            HedgingNames.VALUATIONS_UID,
            HedgingNames.VALUATIONS)
        .write(ordered.getSideOutput(HedgeGroupFunction.VALUATIONS), valuations);
  }
}
