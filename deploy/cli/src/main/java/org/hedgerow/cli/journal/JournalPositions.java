package org.hedgerow.cli.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.schema.TopicCatalogue;

/** Where topics begin and end, and how far a job has read the journal; offsets by partition. */
public final class JournalPositions {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;

  public JournalPositions(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** The first offset that there is of each partition. */
  public Map<Integer, Long> beginnings(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return byPartition(consumer.beginningOffsets(partitions(topic), ANSWER_LIMIT));
    }
  }

  /** The offset after the last of each partition. */
  public Map<Integer, Long> ends(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return byPartition(consumer.endOffsets(partitions(topic), ANSWER_LIMIT));
    }
  }

  /**
   * Waits until a job has completed a checkpoint after all journal entries before these offsets.
   * Flink's source commits its offsets when a checkpoint is complete, and a checkpoint is complete
   * only when Kafka has acknowledged every record that the job made of what it read before: so what
   * such entries gave stands in its topics.
   *
   * @param job its name, which is its consumer group
   * @throws CommandFailed when the time is over, with how far it has come
   */
  public void awaitPassed(String job, Map<Integer, Long> offsets, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers))) {
      Map<Integer, Long> committed = committed(admin, job);
      while (!hasPassed(committed, offsets)) {
        if (System.nanoTime() > end) {
          throw new CommandFailed(
              "the job "
                  + job
                  + " has not read the journal to "
                  + text(offsets)
                  + " and checkpointed; it is at "
                  + (committed.isEmpty() ? "no checkpoint yet" : text(committed)));
        }
        Thread.sleep(POLL.toMillis());
        committed = committed(admin, job);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }

  /** As {@code PARTITION:OFFSET,...}. */
  public static String text(Map<Integer, Long> offsets) {
    return String.join(
        ",", offsets.entrySet().stream().map(one -> one.getKey() + ":" + one.getValue()).toList());
  }

  static boolean hasPassed(Map<Integer, Long> committed, Map<Integer, Long> offsets) {
    return offsets.entrySet().stream()
        .allMatch(
            one ->
                one.getValue() == 0 || committed.getOrDefault(one.getKey(), -1L) >= one.getValue());
  }

  private static Map<Integer, Long> committed(Admin admin, String job) throws InterruptedException {
    try {
      Map<Integer, Long> offsets = new TreeMap<>();
      admin
          .listConsumerGroupOffsets(job)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, offset) -> {
                if (offset != null && partition.topic().equals(TopicCatalogue.JOURNAL)) {
                  offsets.put(partition.partition(), offset.offset());
                }
              });
      return offsets;
    } catch (ExecutionException e) {
      throw new CommandFailed(
          "Kafka does not say how far " + job + " is: " + e.getCause().getMessage(), e);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(String topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int i = 0; i < TopicCatalogue.topic(topic).partitions(); i++) {
      partitions.add(new TopicPartition(topic, i));
    }
    return partitions;
  }

  private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
    Map<Integer, Long> sorted = new TreeMap<>();
    offsets.forEach((partition, offset) -> sorted.put(partition.partition(), offset));
    return sorted;
  }
}
