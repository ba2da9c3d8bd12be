package org.hedgerow.jobs.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hedgerow.jobs.CollectingSink;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.JobSettings;
import org.hedgerow.jobs.hedging.JournalRecord;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Statistic;

/** The signals job on a cluster of the test, and what it wrote. */
final class SignalsRuns {
  private SignalsRuns() {}

  /**
   * Runs the job until its source ends; it writes to the sinks NAME-signals, -bars, -statistics.
   */
  static void run(
      String name,
      int parallelism,
      Source<JournalRecord, ?, ?> source,
      JobSettings settings,
      long toldFromMicros)
      throws Exception {
    Configuration options = JobEnvironment.options(parallelism, Duration.ofMillis(50));
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
    options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(options);
    SignalsJob.define(
        environment,
        source,
        new CollectingSink(name + "-signals"),
        new CollectingSink(name + "-bars"),
        new CollectingSink(name + "-statistics"),
        settings,
        toldFromMicros);
    environment.execute(name);
  }

  /**
   * What the one has and the other has not, either way: the sets themselves are too long to read.
   */
  static void assertSame(Set<String> expected, Set<String> actual) {
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(actual);
    Set<String> added = new TreeSet<>(actual);
    added.removeAll(expected);
    assertEquals(Set.of(), missing, "missing, of " + expected.size() + "; added " + added);
    assertEquals(Set.of(), added, "added to " + expected.size());
  }

  /** Each record's text, and all its bytes. */
  static Set<String> distinct(String sink) throws IOException {
    Collection<TopicRecord> written = CollectingSink.written(sink);
    Set<String> texts = new TreeSet<>();
    for (TopicRecord record : written) {
      texts.add(text(sink, record.value()) + " " + HexFormat.of().formatHex(record.value()));
    }
    return texts;
  }

  static String text(String sink, byte[] value) throws IOException {
    if (sink.endsWith("-bars")) {
      return RecordCodec.of(Bar.class).decode(value).toString();
    }
    return sink.endsWith("-signals")
        ? RecordCodec.of(JournalEntry.class).decode(value).toString()
        : RecordCodec.of(Statistic.class).decode(value).toString();
  }
}
