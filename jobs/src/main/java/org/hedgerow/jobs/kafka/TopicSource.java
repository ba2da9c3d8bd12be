package org.hedgerow.jobs.kafka;

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
  private TopicSource() {}

  /**
   * @param group the consumer group under which progress shows; offsets in it are never read back
   */
  public static KafkaSource<PlacedRecord> of(String bootstrapServers, String topic, String group) {
    return of(bootstrapServers, List.of(topic), group, new PlacedRecordSchema());
  }

  /**
   * The same from elsewhere.
   *
   * @param start where a job without restored offsets begins
   */
  public static KafkaSource<PlacedRecord> of(
      String bootstrapServers, String topic, String group, OffsetsInitializer start) {
    return builder(bootstrapServers, group, new PlacedRecordSchema())
        .setTopics(List.of(topic))
        .setStartingOffsets(start)
        .build();
  }

  /** The same for several topics, and with another form of the records. */
  public static <T> KafkaSource<T> of(
      String bootstrapServers,
      List<String> topics,
      String group,
      KafkaRecordDeserializationSchema<T> form) {
    return builder(bootstrapServers, group, form).setTopics(topics).build();
  }

  /**
   * The same for some partitions alone, and from elsewhere.
   *
   * @param start where a job without restored offsets begins
   */
  public static <T> KafkaSource<T> of(
      String bootstrapServers,
      Set<TopicPartition> partitions,
      String group,
      KafkaRecordDeserializationSchema<T> form,
      OffsetsInitializer start) {
    return builder(bootstrapServers, group, form)
        .setPartitions(partitions)
        .setStartingOffsets(start)
        .build();
  }

  private static <T> KafkaSourceBuilder<T> builder(
      String bootstrapServers, String group, KafkaRecordDeserializationSchema<T> form) {
    return KafkaSource.<T>builder()
        .setBootstrapServers(bootstrapServers)
        .setGroupId(group)
        .setClientIdPrefix(group)
        .setStartingOffsets(new FromTheBeginning())
        .setDeserializer(form)
        .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1")
        // An answer is sent as soon as there is a byte; larger ones when we lag behind.
        .setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1")
        .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
  }
}
