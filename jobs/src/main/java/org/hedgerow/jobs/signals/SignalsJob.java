package org.hedgerow.jobs.signals;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.JobSettings;
import org.hedgerow.jobs.hedging.JournalRecord;
import org.hedgerow.jobs.hedging.JournalRecordSchema;
import org.hedgerow.jobs.kafka.KeyedEncoder;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.jobs.kafka.TopicSink;
import org.hedgerow.jobs.kafka.TopicSource;
import org.hedgerow.jobs.signals.pattern.JournalTime;
import org.hedgerow.jobs.signals.pattern.PatternStreams;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Statistic;
import org.hedgerow.schema.TopicCatalogue;

/** The journal to bars and figures, and to events that go back into it. */
public final class SignalsJob {
  /** Patterns alone go by watermarks; everything before them has none of it. */
  private static final Duration WATERMARK_INTERVAL = Duration.ofMillis(200);

  private SignalsJob() {}

  /** See {@link JobSettings}. */
  public static void main(String[] arguments) throws Exception {
    JobSettings settings = JobSettings.parse(arguments);
    StreamExecutionEnvironment environment = JobEnvironment.of(settings);
    String kafka = settings.bootstrapServers();
    define(
        environment,
        TopicSource.of(
            kafka, List.of(TopicCatalogue.JOURNAL), SignalsNames.JOB, new JournalRecordSchema()),
        TopicSink.of(kafka, TopicCatalogue.JOURNAL, Duration.ZERO, settings.deliveryTimeout()),
        TopicSink.of(kafka, TopicCatalogue.BARS, Duration.ZERO, settings.deliveryTimeout()),
        TopicSink.of(kafka, TopicCatalogue.STATISTICS, Duration.ZERO, settings.deliveryTimeout()),
        settings);
    environment.execute(SignalsNames.JOB);
  }

  static void define(
      StreamExecutionEnvironment environment,
      Source<JournalRecord, ?, ?> journal,
      Sink<TopicRecord> signals,
      Sink<TopicRecord> bars,
      Sink<TopicRecord> statistics,
      JobSettings settings) {
    environment.getConfig().setAutoWatermarkInterval(WATERMARK_INTERVAL.toMillis());
    SignalStreams streams = derive(environment, journal, settings);
    PatternStreams.of(
            settings.configuration(), streams.entries(), streams.bars(), streams.statistics())
        .map(streams.signals()::union)
        .orElse(streams.signals())
        .flatMap(new SignalsToGroups(settings.configurationText()))
        .returns(TypeInformation.of(TopicRecord.class))
        .uid(SignalsNames.ENCODE_SIGNALS_UID)
        .name(SignalsNames.ENCODE_SIGNALS)
        .sinkTo(signals)
        .uid(SignalsNames.SIGNALS_UID)
        .name(SignalsNames.SIGNALS);
    streams
        .bars()
        .map(new KeyedEncoder<>(Bar.class, Bar::getInstrument))
        .returns(TypeInformation.of(TopicRecord.class))
        .uid(SignalsNames.ENCODE_BARS_UID)
        .name(SignalsNames.ENCODE_BARS)
        .sinkTo(bars)
        .uid(SignalsNames.BARS_UID)
        .name(SignalsNames.BARS);
    streams
        .statistics()
        .map(new KeyedEncoder<>(Statistic.class, Statistic::getInstrument))
        .returns(TypeInformation.of(TopicRecord.class))
        .uid(SignalsNames.ENCODE_STATISTICS_UID)
        .name(SignalsNames.ENCODE_STATISTICS)
        .sinkTo(statistics)
        .uid(SignalsNames.STATISTICS_UID)
        .name(SignalsNames.STATISTICS);
  }

  /** The two keyed stages, without what is done with the outcome. */
  static SignalStreams derive(
      StreamExecutionEnvironment environment,
      Source<JournalRecord, ?, ?> journal,
      JobSettings settings) {
    DataStream<SubjectEntry> entries =
        environment
            .fromSource(
                journal,
                JournalTime.watermarks(),
                SignalsNames.JOURNAL,
                TypeInformation.of(JournalRecord.class))
            .uid(SignalsNames.JOURNAL_UID)
            .keyBy(JournalRecord::group)
            .process(new AcceptedEntries(settings.configurationText()))
            .returns(TypeInformation.of(SubjectEntry.class))
            .uid(SignalsNames.ACCEPT_UID)
            .name(SignalsNames.ACCEPT);
    SingleOutputStreamOperator<JournalEntry> signals =
        entries
            .keyBy(SubjectEntry::subject)
            .process(
                new SubjectFunction(settings.configurationText()),
                new AvroTypeInfo<>(JournalEntry.class))
            .uid(SignalsNames.SUBJECTS_UID)
            .name(SignalsNames.SUBJECTS);
    return new SignalStreams(
        entries,
        signals.getSideOutput(SubjectFunction.BARS),
        signals.getSideOutput(SubjectFunction.STATISTICS),
        signals);
  }
}
