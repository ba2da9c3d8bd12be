package org.hedgerow.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.TopicCatalogue;

/**
 * From the time at which a market entry was due in the journal to the broker's own stamp on the
 * signal that it made, at a fixed rate. Read back when a round is over, so that the reading
 * disturbs nothing.
 */
final class Signals {
  /** What the issue asks of the p99. */
  private static final double WANTED_MILLIS = 500;

  private static final long WARM_UP_SECONDS = 30;
  private static final long ROUND_SECONDS = 20;
  private static final Duration SETTLE = Duration.ofSeconds(3);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long LONGEST_MICROS = 600_000_000L;

  private final Histogram signals = new Histogram(LONGEST_MICROS, 3);
  private final Histogram entries = new Histogram(LONGEST_MICROS, 3);
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis;

  private Signals() {}

  static BenchReport measure(BenchStack stack, int rate, int instruments, int rounds) {
    stack.openJournal(SignalsLoad.yaml(instruments));
    List<Double> p50 = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    List<Double> reached = new ArrayList<>();
    long told = 0;
    double longest = 0;
    double appended = 0;
    try (BenchKafka kafka = new BenchKafka(stack.addresses().bootstrapServers());
        BenchProducer producer = kafka.producer()) {
      kafka.stampOnAppend(TopicCatalogue.JOURNAL);
      stack.submit(JobCatalogue.SIGNALS);
      SignalsLoad load = new SignalsLoad(instruments);
      load.write(producer, rate, WARM_UP_SECONDS);
      BenchStack.sleep(SETTLE);
      for (int round = 1; round <= rounds; round++) {
        Map<TopicPartition, Long> from = kafka.ends(TopicCatalogue.JOURNAL);
        load.write(producer, rate, ROUND_SECONDS);
        BenchStack.sleep(SETTLE);
        Signals one = new Signals();
        one.read(kafka, from);
        p50.add(millis(one.signals, 50));
        p99.add(millis(one.signals, 99));
        reached.add(one.entriesPerSecond());
        told += one.signals.getTotalCount();
        longest = Math.max(longest, millis(one.signals, 100));
        appended = Math.max(appended, millis(one.entries, 99));
        stack.say(
            String.format(
                Locale.ROOT,
                "round %d of %d: %,.0f entries/s, %d signals, p50 %.1f ms, p99 %.1f ms, longest %.1f ms",
                round,
                rounds,
                one.entriesPerSecond(),
                one.signals.getTotalCount(),
                millis(one.signals, 50),
                millis(one.signals, 99),
                millis(one.signals, 100)));
      }
    }
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("rate", rate);
    conditions.put("instruments", instruments);
    conditions.put("round_seconds", ROUND_SECONDS);
    conditions.put("signals", told);
    conditions.put("longest_ms", longest);
    conditions.put("entry_append_p99_ms", appended);
    return new BenchReport(
        "signals",
        "what is wanted of it",
        List.of(
            new Measure("p50_ms", 1, new Spread(p50), new Spread(List.of(WANTED_MILLIS))),
            new Measure("p99_ms", 1, new Spread(p99), new Spread(List.of(WANTED_MILLIS))),
            new Measure(
                "entries_per_second", 0, new Spread(reached), new Spread(List.of((double) rate)))),
        conditions);
  }

  private void read(BenchKafka kafka, Map<TopicPartition, Long> from) {
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    long left = BenchKafka.sum(kafka.ends(TopicCatalogue.JOURNAL)) - BenchKafka.sum(from);
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer(from.keySet())) {
      from.forEach(consumer::seek);
      while (left > 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          left--;
          take(codec.decode(record.value()), record.timestamp());
        }
      }
    } catch (IOException e) {
      throw new CommandFailed("the journal holds what is no entry: " + e.getMessage(), e);
    }
    if (signals.getTotalCount() == 0) {
      throw new CommandFailed("no signal came of the entries: nothing to measure");
    }
  }

  /** A signal bears the receive time of its cause, which is when that was due. */
  private void take(JournalEntry entry, long appendedMillis) {
    long took = Math.max(0, appendedMillis * 1_000 - entry.getReceiveTimeMicros());
    if (entry.getPayload() instanceof Signal) {
      signals.recordValue(Math.min(took, LONGEST_MICROS));
    } else if (!(entry.getPayload() instanceof Tick)) {
      entries.recordValue(Math.min(took, LONGEST_MICROS));
      firstMillis = Math.min(firstMillis, appendedMillis);
      lastMillis = Math.max(lastMillis, appendedMillis);
    }
  }

  private double entriesPerSecond() {
    return entries.getTotalCount() * 1_000.0 / Math.max(1, lastMillis - firstMillis);
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1_000.0;
  }
}
