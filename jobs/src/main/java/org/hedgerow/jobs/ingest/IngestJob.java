package org.hedgerow.jobs.ingest;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.exchanges.stream.ExchangeSource;
import org.hedgerow.exchanges.stream.StreamSettings;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.JobSettings;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.jobs.kafka.TopicSink;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.TopicCatalogue;

/** Exchanges to the topic raw-frames: every message as it was received, and nothing else. */
public final class IngestJob {
  private IngestJob() {}

  /** See {@link JobSettings}. */
  public static void main(String[] arguments) throws Exception {
    JobSettings settings = JobSettings.parse(arguments);
    StreamExecutionEnvironment environment = JobEnvironment.of(settings);
    define(
        environment,
        new ExchangeSource(
            Venues.subscriptions(settings.configuration()), StreamSettings.defaults()),
        TopicSink.of(
            settings.bootstrapServers(),
            TopicCatalogue.RAW_FRAMES,
            settings.linger(),
            settings.deliveryTimeout()));
    environment.execute(IngestNames.JOB);
  }

  /** One chain, no shuffle: a frame goes from its socket's reader to the producer in one thread. */
  static void define(
      StreamExecutionEnvironment environment,
      Source<RawFrame, ?, ?> exchanges,
      Sink<TopicRecord> rawFrames) {
    environment
        .fromSource(
            exchanges,
            WatermarkStrategy.noWatermarks(),
            IngestNames.EXCHANGES,
            new AvroTypeInfo<>(RawFrame.class))
        .uid(IngestNames.EXCHANGES_UID)
        .map(new FrameEncoder())
        .uid(IngestNames.ENCODE_UID)
        .name(IngestNames.ENCODE)
        .sinkTo(rawFrames)
        .uid(IngestNames.RAW_FRAMES_UID)
        .name(IngestNames.RAW_FRAMES);
  }
}
