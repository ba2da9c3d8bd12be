package org.hedgerow.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Tick;

/**
 * What was appended to a journal in a round, ticks left out: when, by the broker's clock, and what.
 *
 * @param millis append times, ascending
 * @param fingerprint the same for the same records in whatever order
 */
@SuppressWarnings("ArrayRecordComponent")
record AppendedEntries(long[] millis, long fingerprint) {
  private static final Duration POLL = Duration.ofMillis(200);

  /** Until this share of a round is over, the job's code is still being compiled. */
  private static final double WARM_UP = 0.25;

  private static final double MILLIS_A_SECOND = 1_000;

  /** Reads what stands between those offsets. */
  static AppendedEntries read(
      BenchKafka kafka, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    long left = BenchKafka.sum(to) - BenchKafka.sum(from);
    long[] millis = new long[Math.toIntExact(left)];
    int count = 0;
    long fingerprint = 0;
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer(from.keySet())) {
      from.forEach(consumer::seek);
      while (left > 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          left--;
          if (!(codec.decode(record.value()).getPayload() instanceof Tick)) {
            millis[count++] = record.timestamp();
            fingerprint +=
                (long) Arrays.hashCode(record.value()) * (31L + Arrays.hashCode(record.key()));
          }
        }
      }
    } catch (IOException e) {
      throw new CommandFailed("the journal holds what is no entry: " + e.getMessage(), e);
    }
    millis = Arrays.copyOf(millis, count);
    Arrays.sort(millis);
    return new AppendedEntries(millis, fingerprint);
  }

  int count() {
    return millis.length;
  }

  /** Entries a second, from the one that ends the warm-up to the last. */
  double entriesPerSecond() {
    int first = (int) (millis.length * WARM_UP);
    long took = millis.length == 0 ? 0 : millis[millis.length - 1] - millis[first];
    if (took == 0) {
      throw new CommandFailed(
          millis.length + " entries are too few to be timed; ask for more --frames");
    }
    return (millis.length - 1 - first) * MILLIS_A_SECOND / took;
  }
}
