package org.hedgerow.jobs.store;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hedgerow.jobs.DatabaseAccess;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.JobSettings;
import org.hedgerow.jobs.kafka.TopicSource;
import org.hedgerow.schema.TopicCatalogue;
import org.hedgerow.timescaledb.StoreRecord;
import org.hedgerow.timescaledb.TimescaleSink;

/** Every topic but the raw frames to TimescaleDB. */
public final class StoreJob {
  private static final List<String> TOPICS =
      List.of(
          TopicCatalogue.JOURNAL,
          TopicCatalogue.ORDERS,
          TopicCatalogue.DECISIONS,
          TopicCatalogue.DEAD_LETTERS,
          TopicCatalogue.ALERTS,
          TopicCatalogue.DATA_QUALITY,
          TopicCatalogue.VALUATIONS,
          TopicCatalogue.BARS,
          TopicCatalogue.STATISTICS);

  /** Nobody waits for a row that long. */
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private StoreJob() {}

  /** See {@link JobSettings}. */
  public static void main(String[] arguments) throws Exception {
    JobSettings settings = JobSettings.parse(arguments);
    StreamExecutionEnvironment environment = JobEnvironment.of(settings);
    define(
        environment,
        TopicSource.of(
            settings.bootstrapServers(), TOPICS, StoreNames.JOB, new StoreRecordSchema(), PATIENCE),
        new TimescaleSink(new DatabaseAccess(settings.requiredDatabase())));
    environment.execute(StoreNames.JOB);
  }

  /** One chain: whoever reads a partition writes it, in its order. */
  static void define(
      StreamExecutionEnvironment environment,
      Source<StoreRecord, ?, ?> topics,
      Sink<StoreRecord> database) {
    environment
        .fromSource(
            topics,
            WatermarkStrategy.noWatermarks(),
            StoreNames.TOPICS,
            TypeInformation.of(StoreRecord.class))
        .uid(StoreNames.TOPICS_UID)
        .sinkTo(database)
        .uid(StoreNames.DATABASE_UID)
        .name(StoreNames.DATABASE);
  }
}
