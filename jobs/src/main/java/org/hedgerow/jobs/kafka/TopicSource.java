package org.hedgerow.jobs.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * How our jobs read a topic: from its beginning or from the restored offset, every record, one
 * reader a partition, and no partitions but those that were there at the start (order is per
 * partition, so their number never changes).
 */
public final class TopicSource {
  /** From how many bytes on a reader that is in no hurry gets its answer at once. */
  private static final int WORTH_AN_ANSWER = 1 << 16;

  /** The client's own default. */
  private static final Duration UNTIL_THERE_IS_ONE = Duration.ofMillis(500);

  private TopicSource() {}

  /**
   * @param group the consumer group under which progress shows; offsets in it are never read back
   */
  public static KafkaSource<PlacedRecord> of(String bootstrapServers, String topic, String group) {
    return of(bootstrapServers, List.of(topic), group, new PlacedRecordSchema(), Duration.ZERO);
  }

  /**
   * The same for several topics, and with another form of the records.
   *
   * @param patience how long the broker may hold few records back to answer with more of them at
   *     once; zero where an order waits for it. At some hundred records a second each answer has
   *     one record otherwise, and asking costs more than all that is done with it
   */
  public static <T> KafkaSource<T> of(
      String bootstrapServers,
      List<String> topics,
      String group,
      KafkaRecordDeserializationSchema<T> form,
      Duration patience) {
    return builder(bootstrapServers, group, form, patience).setTopics(topics).build();
  }

  /**
   * The same for some partitions alone, and from elsewhere.
   *
   * @param start where a job without restored offsets begins
   * @param patience see above
   */
  public static <T> KafkaSource<T> of(
      String bootstrapServers,
      Set<TopicPartition> partitions,
      String group,
      KafkaRecordDeserializationSchema<T> form,
      OffsetsInitializer start,
      Duration patience) {
    return builder(bootstrapServers, group, form, patience)
        .setPartitions(partitions)
        .setStartingOffsets(start)
        .build();
  }

  private static <T> KafkaSourceBuilder<T> builder(
      String bootstrapServers,
      String group,
      KafkaRecordDeserializationSchema<T> form,
      Duration patience) {
    return KafkaSource.<T>builder()
        .setBootstrapServers(bootstrapServers)
        .setGroupId(group)
        .setClientIdPrefix(group)
        .setStartingOffsets(new FromTheBeginning())
        .setDeserializer(form)
        .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1")
        // Without patience as soon as there is a byte; larger answers when we lag behind.
        .setProperty(
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            Integer.toString(patience.isZero() ? 1 : WORTH_AN_ANSWER))
        .setProperty(
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            Long.toString((patience.isZero() ? UNTIL_THERE_IS_ONE : patience).toMillis()))
        .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
  }
}
