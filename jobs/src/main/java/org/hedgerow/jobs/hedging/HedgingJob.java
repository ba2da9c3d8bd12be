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
import org.hedgerow.jobs.kafka.KeyedEncoder;
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
            kafka, List.of(TopicCatalogue.JOURNAL), HedgingNames.JOB, new JournalRecordSchema()),
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
    ordered
        .map(new KeyedEncoder<>(Order.class, Order::getAccount))
        .returns(TypeInformation.of(TopicRecord.class))
        .uid(HedgingNames.ENCODE_ORDERS_UID)
        .name(HedgingNames.ENCODE_ORDERS)
        .sinkTo(orders)
        .uid(HedgingNames.ORDERS_UID)
        .name(HedgingNames.ORDERS);
    ordered
        .getSideOutput(decided)
        .map(new KeyedEncoder<>(Decision.class, Decision::getGroup))
        .returns(TypeInformation.of(TopicRecord.class))
        .uid(HedgingNames.ENCODE_DECISIONS_UID)
        .name(HedgingNames.ENCODE_DECISIONS)
        .sinkTo(decisions)
        .uid(HedgingNames.DECISIONS_UID)
        .name(HedgingNames.DECISIONS);
    ordered
        .getSideOutput(HedgeGroupFunction.ALERTS)
        .map(new KeyedEncoder<>(Alert.class, Alert::getScope))
        .returns(TypeInformation.of(TopicRecord.class))
        .uid(HedgingNames.ENCODE_ALERTS_UID)
        .name(HedgingNames.ENCODE_ALERTS)
        .sinkTo(alerts)
        .uid(HedgingNames.ALERTS_UID)
        .name(HedgingNames.ALERTS);
    ordered
        .getSideOutput(HedgeGroupFunction.VALUATIONS)
        .map(new KeyedEncoder<>(Valuation.class, Valuation::getGroup))
        .returns(TypeInformation.of(TopicRecord.class))
        .uid(HedgingNames.ENCODE_VALUATIONS_UID)
        .name(HedgingNames.ENCODE_VALUATIONS)
        .sinkTo(valuations)
        .uid(HedgingNames.VALUATIONS_UID)
        .name(HedgingNames.VALUATIONS);
  }
}
