package org.hedgerow.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.schema.TopicCatalogue;

/**
 * The market-data job over a filled topic, from its first frame to its last, against one plain
 * thread that writes the same. Each round of either starts at the first frame; what it appended is
 * read back, must be the same records, is timed by the broker's own stamps, and is deleted.
 */
final class Pipeline {
  private static final String LIMIT_TOPIC = "bench-journal";
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final BenchStack stack;
  private final BenchKafka kafka;
  private final Map<TopicPartition, Long> frames;
  private final PlainPipeline plain;

  private Pipeline(BenchStack stack, BenchKafka kafka, Map<TopicPartition, Long> frames) {
    this.stack = stack;
    this.kafka = kafka;
    this.frames = frames;
    this.plain = new PlainPipeline(kafka, stack.configuration(), LIMIT_TOPIC);
  }

  static BenchReport measure(BenchStack stack, FrameSupply supply, int rounds) {
    try (BenchKafka kafka = new BenchKafka(stack.addresses().bootstrapServers())) {
      kafka.create(LIMIT_TOPIC);
      kafka.stampOnAppend(LIMIT_TOPIC);
      kafka.stampOnAppend(TopicCatalogue.JOURNAL);
      Map<TopicPartition, Long> frames = RawFrames.fill(stack, kafka, supply);
      return new Pipeline(stack, kafka, frames).rounds(supply, rounds);
    }
  }

  private BenchReport rounds(FrameSupply supply, int rounds) {
    // Compiles the loop, and says what there is to be written.
    AppendedEntries expected = limit();
    List<Double> jobs = new ArrayList<>();
    List<Double> limits = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      AppendedEntries job = job(expected.count());
      requireSame(expected, job);
      AppendedEntries limit = limit();
      requireSame(expected, limit);
      jobs.add(job.entriesPerSecond());
      limits.add(limit.entriesPerSecond());
      stack.say(
          String.format(
              Locale.ROOT,
              "round %d of %d: job %,.0f entries/s, plain loop %,.0f entries/s",
              round,
              rounds,
              job.entriesPerSecond(),
              limit.entriesPerSecond()));
    }
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("market", supply.replay().isPresent() ? "recorded" : "generated");
    conditions.put("frames_a_round", BenchKafka.sum(frames));
    conditions.put("entries_a_round", expected.count());
    conditions.put("same_records", true);
    return new BenchReport(
        "pipeline",
        "one plain thread that consumes, decodes and produces the same records",
        List.of(new Measure("entries_per_second", 0, new Spread(jobs), new Spread(limits))),
        conditions);
  }

  private AppendedEntries job(int expected) {
    Map<TopicPartition, Long> from = kafka.ends(TopicCatalogue.JOURNAL);
    String id = stack.submit(JobCatalogue.MARKET_DATA).get(JobCatalogue.MARKET_DATA);
    awaitEntries(BenchKafka.sum(from) + expected);
    stack.cancel(id);
    return take(TopicCatalogue.JOURNAL, from);
  }

  private AppendedEntries limit() {
    Map<TopicPartition, Long> from = kafka.ends(LIMIT_TOPIC);
    plain.run(frames);
    return take(LIMIT_TOPIC, from);
  }

  /** Until the journal is so long, and grows by no more than the clock's ticks. */
  private void awaitEntries(long wanted) {
    int ticks = stack.configuration().groups().size() * 10;
    long end = System.nanoTime() + LIMIT.toNanos();
    long before = 0;
    while (true) {
      BenchStack.sleep(LOOK);
      long now = BenchKafka.sum(kafka.ends(TopicCatalogue.JOURNAL));
      if (now >= wanted && now - before <= ticks) {
        return;
      }
      if (System.nanoTime() > end) {
        throw new CommandFailed(
            "the market-data job has written " + now + " of " + wanted + " entries in ten minutes");
      }
      before = now;
    }
  }

  private AppendedEntries take(String topic, Map<TopicPartition, Long> from) {
    Map<TopicPartition, Long> to = kafka.ends(topic);
    AppendedEntries appended = AppendedEntries.read(kafka, from, to);
    kafka.trim(to);
    return appended;
  }

  private static void requireSame(AppendedEntries expected, AppendedEntries actual) {
    if (actual.count() != expected.count() || actual.fingerprint() != expected.fingerprint()) {
      throw new CommandFailed(
          "the job and the plain loop did not write the same: "
              + expected.count()
              + " entries by the loop, "
              + actual.count()
              + " in this round");
    }
  }
}
