package org.hedgerow.jobs.signals.pattern;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.hedgerow.jobs.JobEnvironment;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Observations a second through each pattern at 1,000 instruments on one core, and the size of a
 * savepoint in the middle of it. A measurement, run by name only:
 *
 * <p>{@code mvn -pl jobs -am test -Dtest=PatternLoad -Dsurefire.failIfNoSpecifiedTests=false}
 */
class PatternLoad {
  private static final int INSTRUMENTS = 1_000;
  private static final long WARM_UP_MILLIS = 3_000;
  private static final long MILLIS = 6_000;

  /** Watermarks stay so far behind, as the job's do. */
  private static final long BEHIND_MILLIS = JournalTime.DISORDER.toMillis();

  private static final AtomicLong MADE = new AtomicLong();

  @TempDir Path folder;

  /** An observation of each instrument each so many milliseconds of event time. */
  @ParameterizedTest
  @CsvSource({
    "flash_crash, 60000",
    "trend_exhaustion, 60000",
    "breakout_retrace, 60000",
    "volatility_regime, 60000",
    "squeeze, 3600000",
    "liquidity_drought, 1000",
    "cascade, 5000"
  })
  void load(String kind, long stepMillis) throws Exception {
    WatchedPattern pattern =
        Matching.pattern(
            kind,
            kind.equals("volatility_regime") ? Map.of("statistic", "v", "number", "n") : Map.of());
    Configuration options = JobEnvironment.options(1, Duration.ofDays(1));
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    options.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, folder.toUri().toString());
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(options);
    long step = stepMillis;
    PatternStreams.matched(
            List.of(pattern),
            environment
                .fromSource(
                    new DataGeneratorSource<Observation>(
                        index -> observation(kind, index, step),
                        Long.MAX_VALUE,
                        TypeInformation.of(Observation.class)),
                    behind(),
                    "observations")
                .uid("observations"))
        .sinkTo(new DiscardingSink<>())
        .uid("nothing");
    JobClient job = environment.executeAsync("load");
    Thread.sleep(WARM_UP_MILLIS);
    long before = MADE.get();
    long from = System.nanoTime();
    Thread.sleep(MILLIS);
    double rate = (MADE.get() - before) / ((System.nanoTime() - from) / 1e9);
    job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL).get();
    System.out.printf(
        Locale.ROOT, "| `%s` | %,.0f | %.2f |%n", kind, rate, size(folder) / 1024.0 / INSTRUMENTS);
    assertTrue(rate > 0);
  }

  /** A seeded walk of each instrument; edges as often as markets in a stir have them: 1 in 50. */
  private static Observation observation(String kind, long index, long stepMillis) {
    MADE.incrementAndGet();
    long instrument = index % INSTRUMENTS;
    long millis = index / INSTRUMENTS * stepMillis;
    Random random = new Random(index);
    double value = 100 + random.nextGaussian();
    return new Observation(
        kind,
        "BINANCE_SPOT:I" + instrument,
        millis * 1_000,
        0,
        index,
        value,
        100,
        random.nextGaussian() * 5,
        101,
        random.nextInt(50) == 0);
  }

  private static WatermarkStrategy<Observation> behind() {
    return WatermarkStrategy.<Observation>forGenerator(
            context ->
                new WatermarkGenerator<>() {
                  @Override
                  public void onEvent(Observation event, long timestamp, WatermarkOutput output) {
                    if (event.offset() % INSTRUMENTS == 0) {
                      output.emitWatermark(new Watermark(timestamp - 1 - BEHIND_MILLIS));
                    }
                  }

                  @Override
                  public void onPeriodicEmit(WatermarkOutput output) {}
                })
        .withTimestampAssigner((observation, none) -> observation.timeMicros() / 1_000);
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
