package org.hedgerow.jobs.marketdata;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hedgerow.engine.configuration.Group;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.JobSettings;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.jobs.kafka.TopicSink;
import org.hedgerow.jobs.kafka.TopicSource;
import org.hedgerow.jobs.marketdata.ticker.TickSource;
import org.hedgerow.jobs.marketdata.ticker.TickTime;
import org.hedgerow.schema.TopicCatalogue;

/**
 * Raw frames and the clock to the journal; what cannot be used to dead-letters, facts to
 * data-quality.
 */
public final class MarketDataJob {
  private MarketDataJob() {}

  /** See {@link JobSettings}. */
  public static void main(String[] arguments) throws Exception {
    JobSettings settings = JobSettings.parse(arguments);
    StreamExecutionEnvironment environment = JobEnvironment.of(settings);
    String kafka = settings.bootstrapServers();
    define(
        environment,
        TopicSource.of(kafka, TopicCatalogue.RAW_FRAMES, MarketDataNames.JOB),
        new TickSource(settings.tickInterval()),
        TopicSink.of(kafka, TopicCatalogue.JOURNAL, Duration.ZERO, settings.deliveryTimeout()),
        TopicSink.of(kafka, TopicCatalogue.DEAD_LETTERS, Duration.ZERO, settings.deliveryTimeout()),
        TopicSink.of(kafka, TopicCatalogue.DATA_QUALITY, Duration.ZERO, settings.deliveryTimeout()),
        TopicSink.of(kafka, TopicCatalogue.ALERTS, Duration.ZERO, settings.deliveryTimeout()),
        settings);
    environment.execute(MarketDataNames.JOB);
  }

  /** Two chains, one shuffle between them: to the one writer of each group. */
  static void define(
      StreamExecutionEnvironment environment,
      Source<PlacedRecord, ?, ?> rawFrames,
      Source<TickTime, ?, ?> ticker,
      Sink<TopicRecord> journal,
      Sink<TopicRecord> deadLetters,
      Sink<TopicRecord> dataQuality,
      Sink<TopicRecord> alerts,
      JobSettings settings) {
    SingleOutputStreamOperator<JournalDraft> routed =
        environment
            .fromSource(
                rawFrames,
                WatermarkStrategy.noWatermarks(),
                MarketDataNames.RAW_FRAMES,
                TypeInformation.of(PlacedRecord.class))
            .uid(MarketDataNames.RAW_FRAMES_UID)
            .process(new FrameRouter(settings.configurationText(), settings.journalId()))
            .returns(TypeInformation.of(JournalDraft.class))
            .uid(MarketDataNames.ROUTE_UID)
            .name(MarketDataNames.ROUTE);
    DataStream<JournalDraft> ticks =
        environment
            .fromSource(
                ticker,
                WatermarkStrategy.noWatermarks(),
                MarketDataNames.TICKER,
                TypeInformation.of(TickTime.class))
            .uid(MarketDataNames.TICKER_UID)
            .setParallelism(1)
            .flatMap(
                new TickRouter(
                    settings.configuration().groups().stream().map(Group::group).toList()))
            .returns(TypeInformation.of(JournalDraft.class))
            .uid(MarketDataNames.TICKS_UID)
            .name(MarketDataNames.TICKS)
            .setParallelism(1);
    routed
        .union(ticks)
        .keyBy(JournalDraft::group)
        .process(new JournalWriter())
        .returns(TypeInformation.of(TopicRecord.class))
        .uid(MarketDataNames.WRITER_UID)
        .name(MarketDataNames.WRITER)
        .sinkTo(journal)
        .uid(MarketDataNames.JOURNAL_UID)
        .name(MarketDataNames.JOURNAL);
    routed
        .getSideOutput(FrameRouter.DEAD_LETTERS)
        .sinkTo(deadLetters)
        .uid(MarketDataNames.DEAD_LETTERS_UID)
        .name(MarketDataNames.DEAD_LETTERS);
    routed
        .getSideOutput(FrameRouter.DATA_QUALITY)
        .sinkTo(dataQuality)
        .uid(MarketDataNames.DATA_QUALITY_UID)
        .name(MarketDataNames.DATA_QUALITY);
    routed
        .getSideOutput(FrameRouter.ALERTS)
        .sinkTo(alerts)
        .uid(MarketDataNames.ALERTS_UID)
        .name(MarketDataNames.ALERTS);
  }
}
