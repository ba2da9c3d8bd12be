package org.hedgerow.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;

/**
 * Where the time goes from the receipt of a cause to its order: each order is followed back to its
 * journal entry and its raw frame, whose records carry the time at which they were sent. To the
 * millisecond, which is what Kafka keeps.
 */
final class OrderStages {
  private static final String FRAMES = TopicCatalogue.RAW_FRAMES + "/";
  private static final long PAYLOADS_PER_FRAME = 65_536;
  private static final long MICROS_A_MILLI = 1_000;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int POLLS = 10;

  private final BenchKafka kafka;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final long fromMicros;
  private final Map<String, List<Double>> millis = new LinkedHashMap<>();

  private OrderStages(BenchKafka kafka, KafkaConsumer<byte[], byte[]> consumer, long fromMicros) {
    this.kafka = kafka;
    this.consumer = consumer;
    this.fromMicros = fromMicros;
  }

  /** The median of each stage in milliseconds, of orders whose cause was received from then on. */
  static Map<String, Double> medians(BenchKafka kafka, long fromMicros) {
    Map<String, Double> medians = new LinkedHashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        kafka.consumer(BenchKafka.partitions(TopicCatalogue.ORDERS))) {
      OrderStages stages = new OrderStages(kafka, consumer, fromMicros);
      stages.follow();
      stages.millis.forEach((stage, values) -> medians.put(stage, new Spread(values).median()));
    } catch (IOException e) {
      throw new CommandFailed("a record cannot be read: " + e.getMessage(), e);
    }
    return medians;
  }

  private void follow() throws IOException {
    RecordCodec<JournalEntry> entries = RecordCodec.of(JournalEntry.class);
    RecordCodec<Order> orders = RecordCodec.of(Order.class);
    Map<TopicPartition, Long> ends = kafka.ends(TopicCatalogue.ORDERS);
    consumer.assign(ends.keySet());
    consumer.seekToBeginning(ends.keySet());
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    for (long left = BenchKafka.sum(ends); left > 0; ) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        all.add(record);
        left--;
      }
    }
    for (ConsumerRecord<byte[], byte[]> record : all) {
      Order order = orders.decode(record.value());
      if (order.getCommand() != OrderCommand.PLACE
          || order.getCauseReceiveTimeMicros() < fromMicros) {
        continue;
      }
      ConsumerRecord<byte[], byte[]> cause =
          at(TopicCatalogue.JOURNAL, order.getCause().getPartition(), order.getCause().getOffset());
      JournalEntry entry = entries.decode(cause.value());
      long received = order.getCauseReceiveTimeMicros();
      String payload = entry.getPayload().getClass().getSimpleName();
      if (entry.getOrigin().getStream().startsWith(FRAMES)) {
        ConsumerRecord<byte[], byte[]> frame =
            at(
                TopicCatalogue.RAW_FRAMES,
                Integer.parseInt(entry.getOrigin().getStream().substring(FRAMES.length())),
                entry.getOrigin().getSequence() / PAYLOADS_PER_FRAME);
        add("received_to_raw_frames", micros(frame) - received);
        add("raw_frames_to_journal", micros(cause) - micros(frame));
      } else {
        add("made_to_journal", micros(cause) - received);
      }
      add("journal_to_orders", micros(record) - micros(cause));
      add("all_by_" + payload, micros(record) - received);
    }
  }

  private static long micros(ConsumerRecord<byte[], byte[]> sent) {
    return sent.timestamp() * MICROS_A_MILLI;
  }

  private void add(String stage, long micros) {
    millis.computeIfAbsent(stage, added -> new ArrayList<>()).add(micros / (double) MICROS_A_MILLI);
  }

  private ConsumerRecord<byte[], byte[]> at(String topic, int partition, long offset) {
    TopicPartition place = new TopicPartition(topic, partition);
    consumer.assign(List.of(place));
    consumer.seek(place, offset);
    for (int polls = 0; polls < POLLS; polls++) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return record;
      }
    }
    throw new CommandFailed("no record at " + place + " offset " + offset);
  }
}
