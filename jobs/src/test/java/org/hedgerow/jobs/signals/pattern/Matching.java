package org.hedgerow.jobs.signals.pattern;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.hedgerow.engine.signal.SignalDefinition;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.signals.SubjectEntry;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExactSum;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.Statistic;

/** Runs one pattern over bars, figures or entries of the test's making, through Flink CEP. */
final class Matching {
  static final long SECOND = 1_000_000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;

  /** A Thursday in 2025; a whole number of days since 1970. */
  static final long BEGIN = 20_200L * 24 * HOUR;

  static final String BTC = "BINANCE_SPOT:BTCUSDT";
  static final String PERPETUAL = "BINANCE_USDM:BTCUSDT";

  private Matching() {}

  static WatchedPattern pattern(String kind, Map<String, String> parameters) {
    boolean pair = kind.equals("squeeze");
    return WatchedPattern.of(
        new SignalDefinition(
            kind,
            kind,
            List.of(pair ? PERPETUAL : BTC),
            pair ? Optional.of(BTC) : Optional.empty(),
            parameters));
  }

  static Bar bar(long startMicros, long lengthMicros, double high, double low, double close) {
    return bar(startMicros, lengthMicros, high, low, close, 1);
  }

  static Bar bar(
      long startMicros, long lengthMicros, double high, double low, double close, long volume) {
    ExactSum sum = new ExactSum(volume, 0, null);
    return Bar.newBuilder()
        .setInstrument(BTC)
        .setLengthMicros(lengthMicros)
        .setStartMicros(startMicros)
        .setPart(0)
        .setTrades(1)
        .setOpen(decimal(close))
        .setHigh(decimal(high))
        .setLow(decimal(low))
        .setClose(decimal(close))
        .setOpenTimeMicros(startMicros)
        .setOpenTradeId("1")
        .setCloseTimeMicros(startMicros)
        .setCloseTradeId("1")
        .setBaseVolume(sum)
        .setQuoteVolume(sum)
        .setBuyBaseVolume(sum)
        .setBuyQuoteVolume(sum)
        .setCause(new Coordinate(0, startMicros / SECOND))
        .build();
  }

  /** Bars of an hour, one after the other, each of them nothing but its close. */
  static List<Bar> hours(double... closes) {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < closes.length; i++) {
      bars.add(bar(BEGIN + i * HOUR, HOUR, closes[i], closes[i], closes[i]));
    }
    return bars;
  }

  static Decimal decimal(double number) {
    return Decimals.parse(new java.math.BigDecimal(Double.toString(number)).toPlainString());
  }

  static SubjectEntry entry(
      String subject, long micros, org.apache.avro.specific.SpecificRecord payload) {
    return new SubjectEntry(
        subject,
        0,
        micros / 1_000,
        RecordCodec.of(JournalEntry.class)
            .encode(
                JournalEntry.newBuilder()
                    .setGroup("BTC")
                    .setOrigin(new Origin("raw-frames/0", micros, micros - 1, null))
                    .setVenueTimeMicros(micros)
                    .setReceiveTimeMicros(micros)
                    .setPayload(payload)
                    .build()),
        false);
  }

  static List<Signal> ofBars(WatchedPattern pattern, List<Bar> bars) throws Exception {
    return ofBars(List.of(pattern), bars);
  }

  static List<Signal> ofBars(List<WatchedPattern> patterns, List<Bar> bars) throws Exception {
    StreamExecutionEnvironment environment = environment();
    DataStream<Bar> stream =
        environment
            .fromData(new AvroTypeInfo<>(Bar.class), bars.toArray(new Bar[0]))
            .uid("test-bars")
            .assignTimestampsAndWatermarks(
                Matching.<Bar>atEach()
                    .withTimestampAssigner(
                        (bar, none) -> (bar.getStartMicros() + bar.getLengthMicros()) / 1_000))
            .uid("test-times");
    return collected(PatternStreams.matched(patterns, PatternStreams.observed(stream, patterns)));
  }

  static List<Signal> ofFigures(WatchedPattern pattern, List<Statistic> figures) throws Exception {
    StreamExecutionEnvironment environment = environment();
    DataStream<Statistic> stream =
        environment
            .fromData(new AvroTypeInfo<>(Statistic.class), figures.toArray(new Statistic[0]))
            .uid("test-figures")
            .assignTimestampsAndWatermarks(
                Matching.<Statistic>atEach()
                    .withTimestampAssigner((figure, none) -> figure.getTimeMicros() / 1_000))
            .uid("test-times");
    return collected(
        PatternStreams.matched(
            List.of(pattern),
            stream
                .keyBy(Statistic::getInstrument)
                .process(
                    new FigureObserver(List.of(pattern)), TypeInformation.of(Observation.class))
                .uid("test-observer")));
  }

  static List<Signal> ofEntries(WatchedPattern pattern, List<SubjectEntry> entries)
      throws Exception {
    StreamExecutionEnvironment environment = environment();
    DataStream<SubjectEntry> stream =
        environment
            .fromData(TypeInformation.of(SubjectEntry.class), entries.toArray(new SubjectEntry[0]))
            .uid("test-entries")
            .assignTimestampsAndWatermarks(
                Matching.<SubjectEntry>atEach()
                    .withTimestampAssigner((entry, none) -> entry.offset()))
            .uid("test-times");
    return collected(
        PatternStreams.matched(
            List.of(pattern),
            stream
                .keyBy(SubjectEntry::subject)
                .process(new EntryObserver(List.of(pattern)), TypeInformation.of(Observation.class))
                .uid("test-observer")));
  }

  /** A watermark behind each record, as a live market would bring them. */
  private static <T> WatermarkStrategy<T> atEach() {
    return WatermarkStrategy.forGenerator(
        context ->
            new WatermarkGenerator<T>() {
              @Override
              public void onEvent(T event, long timestamp, WatermarkOutput output) {
                output.emitWatermark(new Watermark(timestamp - 1));
              }

              @Override
              public void onPeriodicEmit(WatermarkOutput output) {}
            });
  }

  private static StreamExecutionEnvironment environment() {
    Configuration options = JobEnvironment.options(1, Duration.ofDays(1));
    // Without end is the default.
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return StreamExecutionEnvironment.getExecutionEnvironment(options);
  }

  private static List<Signal> collected(DataStream<JournalEntry> signals) throws Exception {
    List<Signal> collected = new ArrayList<>();
    try (CloseableIterator<JournalEntry> all = signals.executeAndCollect()) {
      all.forEachRemaining(entry -> collected.add((Signal) entry.getPayload()));
    }
    collected.sort(Comparator.comparingLong(Signal::getFromMicros));
    return collected;
  }
}
