package org.hedgerow.jobs.signals;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.JobSettings;
import org.hedgerow.jobs.hedging.JournalRecord;
import org.hedgerow.jobs.hedging.JournalRecordSchema;
import org.hedgerow.jobs.kafka.FromTheBeginning;
import org.hedgerow.jobs.kafka.FromTime;
import org.hedgerow.jobs.kafka.KeyedOutput;
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

  /** Everything that is read is told. */
  static final long FROM_THE_BEGINNING = Long.MIN_VALUE;

  /** Small beside the second that the shortest bar has, and beside what is wanted of an event. */
  private static final Duration PATIENCE = Duration.ofMillis(20);

  private SignalsJob() {}

  /** See {@link JobSettings}. */
  public static void main(String[] arguments) throws Exception {
    JobSettings settings = JobSettings.parse(arguments);
    StreamExecutionEnvironment environment = JobEnvironment.of(settings);
    String kafka = settings.bootstrapServers();
    Instant now = Instant.now();
    Optional<Duration> history = settings.configuration().signals().history();
    define(
        environment,
        TopicSource.of(
            kafka,
            JournalPartitions.of(settings.configuration()),
            SignalsNames.JOB,
            new JournalRecordSchema(),
            history
                .<OffsetsInitializer>map(length -> new FromTime(now.minus(length)))
                .orElseGet(FromTheBeginning::new),
            PATIENCE),
        TopicSink.of(kafka, TopicCatalogue.JOURNAL, Duration.ZERO, settings.deliveryTimeout()),
        TopicSink.of(kafka, TopicCatalogue.BARS, PATIENCE, settings.deliveryTimeout()),
        TopicSink.of(kafka, TopicCatalogue.STATISTICS, PATIENCE, settings.deliveryTimeout()),
        settings,
        history.isPresent() ? ChronoUnit.MICROS.between(Instant.EPOCH, now) : FROM_THE_BEGINNING);
    environment.execute(SignalsNames.JOB);
  }

  /**
   * Puts the job together.
   *
   * @param toldFromMicros by the journal's clock: what was received before only fills windows, and
   *     the journal may begin anywhere; {@link #FROM_THE_BEGINNING} where all of it is read and
   *     told
   */
  static void define(
      StreamExecutionEnvironment environment,
      Source<JournalRecord, ?, ?> journal,
      Sink<TopicRecord> signals,
      Sink<TopicRecord> bars,
      Sink<TopicRecord> statistics,
      JobSettings settings,
      long toldFromMicros) {
    environment.getConfig().setAutoWatermarkInterval(WATERMARK_INTERVAL.toMillis());
    SignalStreams streams = derive(environment, journal, settings, toldFromMicros);
    PatternStreams.of(
            settings.configuration(), streams.entries(), streams.bars(), streams.statistics())
        .map(streams.signals()::union)
        .orElse(streams.signals())
        .flatMap(new SignalsToGroups(settings.configurationText(), toldFromMicros))
        .returns(TypeInformation.of(TopicRecord.class))
        .uid(SignalsNames.ENCODE_SIGNALS_UID)
        .name(SignalsNames.ENCODE_SIGNALS)
        .sinkTo(signals)
        .uid(SignalsNames.SIGNALS_UID)
        .name(SignalsNames.SIGNALS);
    new KeyedOutput<>(
            Bar.class,
            Bar::getInstrument,
            SignalsNames.ENCODE_BARS_UID,
            SignalsNames.ENCODE_BARS,
            SignalsNames.BARS_UID,
            SignalsNames.BARS)
        .write(streams.bars(), bars);
    new KeyedOutput<>(
            Statistic.class,
            Statistic::getInstrument,
            SignalsNames.ENCODE_STATISTICS_UID,
            SignalsNames.ENCODE_STATISTICS,
            SignalsNames.STATISTICS_UID,
            SignalsNames.STATISTICS)
        .write(streams.statistics(), statistics);
  }

  /** The two keyed stages, without what is done with the outcome. */
  static SignalStreams derive(
      StreamExecutionEnvironment environment,
      Source<JournalRecord, ?, ?> journal,
      JobSettings settings,
      long toldFromMicros) {
    DataStream<SubjectEntry> entries =
        environment
            .fromSource(
                journal,
                JournalTime.watermarks(),
                SignalsNames.JOURNAL,
                TypeInformation.of(JournalRecord.class))
            .uid(SignalsNames.JOURNAL_UID)
            .keyBy(JournalRecord::group)
            .process(new AcceptedEntries(settings.configurationText(), toldFromMicros))
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
