package org.hedgerow.jobs.verify;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.OutputTag;
import org.hedgerow.jobs.hedging.HedgeGroupFunction;
import org.hedgerow.jobs.hedging.JournalRecord;
import org.hedgerow.jobs.hedging.JournalRecordSchema;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.jobs.kafka.PlacedRecordSchema;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.TopicCatalogue;

/**
 * Replays a range of the journal through the engine and compares what it gives with what is
 * recorded. Bounded; writes nothing but accumulators ({@link VerifyResult}).
 */
public final class VerifyJob {
  private VerifyJob() {}

  /** See {@link VerifySettings}. */
  public static void main(String[] arguments) throws Exception {
    VerifySettings settings = VerifySettings.parse(arguments);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(settings.options());
    JournalRange range = settings.range();
    define(
        environment,
        source(
            settings, TopicCatalogue.JOURNAL, range.from(), range.to(), new JournalRecordSchema()),
        source(
            settings, TopicCatalogue.ORDERS, Map.of(), settings.orders(), new PlacedRecordSchema()),
        source(
            settings,
            TopicCatalogue.DECISIONS,
            Map.of(),
            settings.decisions(),
            new PlacedRecordSchema()),
        source(
            settings, TopicCatalogue.ALERTS, Map.of(), settings.alerts(), new PlacedRecordSchema()),
        source(
            settings,
            TopicCatalogue.VALUATIONS,
            Map.of(),
            settings.valuations(),
            new PlacedRecordSchema()),
        range);
    environment.execute(VerifyNames.JOB);
  }

  /** One replay and four recordings into one comparison by id. All sources are bounded. */
  static void define(
      StreamExecutionEnvironment environment,
      Source<JournalRecord, ?, ?> journal,
      Source<PlacedRecord, ?, ?> orders,
      Source<PlacedRecord, ?, ?> decisions,
      Source<PlacedRecord, ?, ?> alerts,
      Source<PlacedRecord, ?, ?> valuations,
      JournalRange range) {
    OutputTag<Decision> decided = new OutputTag<>("decisions", new AvroTypeInfo<>(Decision.class));
    TypeInformation<Copy> copies = TypeInformation.of(Copy.class);
    SingleOutputStreamOperator<Order> replayed =
        environment
            .fromSource(
                journal,
                WatermarkStrategy.noWatermarks(),
                VerifyNames.JOURNAL,
                TypeInformation.of(JournalRecord.class))
            .uid(VerifyNames.JOURNAL_UID)
            .filter(new OneEngine())
            .setParallelism(1)
            .uid(VerifyNames.RANGE_UID)
            .name(VerifyNames.RANGE)
            .keyBy(JournalRecord::group)
            .process(new HedgeGroupFunction(decided), new AvroTypeInfo<>(Order.class))
            .uid(VerifyNames.GROUPS_UID)
            .name(VerifyNames.GROUPS);
    DataStream<Copy> all =
        replayed
            .map(new CopyOfOrder())
            .returns(copies)
            .uid(VerifyNames.REPLAYED_ORDERS_UID)
            .name(VerifyNames.REPLAYED_ORDERS)
            .union(
                replayed
                    .getSideOutput(decided)
                    .map(new CopyOfDecision())
                    .returns(copies)
                    .uid(VerifyNames.REPLAYED_DECISIONS_UID)
                    .name(VerifyNames.REPLAYED_DECISIONS),
                replayed
                    .getSideOutput(HedgeGroupFunction.ALERTS)
                    .map(new CopyOfAlert())
                    .returns(copies)
                    .uid(VerifyNames.REPLAYED_ALERTS_UID)
                    .name(VerifyNames.REPLAYED_ALERTS),
                replayed
                    .getSideOutput(HedgeGroupFunction.VALUATIONS)
                    .map(new CopyOfValuation())
                    .returns(copies)
                    .uid(VerifyNames.REPLAYED_VALUATIONS_UID)
                    .name(VerifyNames.REPLAYED_VALUATIONS),
                placed(environment, valuations, VerifyNames.VALUATIONS, VerifyNames.VALUATIONS_UID)
                    .flatMap(new RecordedCopy(RecordKind.VALUATION, range))
                    .returns(copies)
                    .uid(VerifyNames.RECORDED_VALUATIONS_UID)
                    .name(VerifyNames.RECORDED_VALUATIONS),
                placed(environment, orders, VerifyNames.ORDERS, VerifyNames.ORDERS_UID)
                    .flatMap(new RecordedCopy(RecordKind.ORDER, range))
                    .returns(copies)
                    .uid(VerifyNames.RECORDED_ORDERS_UID)
                    .name(VerifyNames.RECORDED_ORDERS),
                placed(environment, decisions, VerifyNames.DECISIONS, VerifyNames.DECISIONS_UID)
                    .flatMap(new RecordedCopy(RecordKind.DECISION, range))
                    .returns(copies)
                    .uid(VerifyNames.RECORDED_DECISIONS_UID)
                    .name(VerifyNames.RECORDED_DECISIONS),
                placed(environment, alerts, VerifyNames.ALERTS, VerifyNames.ALERTS_UID)
                    .flatMap(new RecordedCopy(RecordKind.ALERT, range))
                    .returns(copies)
                    .uid(VerifyNames.RECORDED_ALERTS_UID)
                    .name(VerifyNames.RECORDED_ALERTS));
    all.keyBy(Copy::key)
        .process(new Comparison())
        .returns(copies)
        .uid(VerifyNames.COMPARE_UID)
        .name(VerifyNames.COMPARE)
        .sinkTo(new DiscardingSink<>())
        .uid(VerifyNames.END_UID)
        .name(VerifyNames.END);
  }

  private static DataStream<PlacedRecord> placed(
      StreamExecutionEnvironment environment,
      Source<PlacedRecord, ?, ?> recorded,
      String name,
      String uid) {
    return environment
        .fromSource(
            recorded,
            WatermarkStrategy.noWatermarks(),
            name,
            TypeInformation.of(PlacedRecord.class))
        .uid(uid);
  }

  /** Never commits an offset: the live jobs' progress is not ours to move. */
  private static <T> KafkaSource<T> source(
      VerifySettings settings,
      String topic,
      Map<Integer, Long> from,
      Map<Integer, Long> to,
      KafkaRecordDeserializationSchema<T> form) {
    return KafkaSource.<T>builder()
        .setBootstrapServers(settings.bootstrapServers())
        .setTopics(List.of(topic))
        .setClientIdPrefix(VerifyNames.JOB)
        .setStartingOffsets(new FixedOffsets(from))
        .setBounded(new FixedOffsets(to))
        .setDeserializer(form)
        .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1")
        .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false")
        .build();
  }
}
