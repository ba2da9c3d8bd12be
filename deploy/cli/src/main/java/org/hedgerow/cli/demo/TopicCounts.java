package org.hedgerow.cli.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.hedgerow.schema.Topic;
import org.hedgerow.schema.TopicCatalogue;

/** How many records each topic holds. */
public final class TopicCounts implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions = new ArrayList<>();

  public TopicCounts(String bootstrapServers) {
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    for (Topic topic : TopicCatalogue.topics()) {
      for (int i = 0; i < topic.partitions(); i++) {
        partitions.add(new TopicPartition(topic.name(), i));
      }
    }
  }

  /** Records of each topic. */
  public Map<String, Long> records() {
    Map<String, Long> records = new LinkedHashMap<>();
    for (Topic topic : TopicCatalogue.topics()) {
      records.put(topic.name(), 0L);
    }
    consumer
        .endOffsets(partitions)
        .forEach((partition, end) -> records.merge(partition.topic(), end, Long::sum));
    return records;
  }

  /** The end of each partition, named {@code topic/partition}. */
  public Map<String, Long> ends() {
    Map<String, Long> ends = new LinkedHashMap<>();
    consumer
        .endOffsets(partitions)
        .forEach(
            (partition, end) -> ends.put(partition.topic() + "/" + partition.partition(), end));
    return ends;
  }

  /** Whether the store takes what is in that partition, named as by {@link #ends}. */
  public static boolean isStored(String partition) {
    return !partition.startsWith(TopicCatalogue.RAW_FRAMES + "/")
        && !partition.startsWith(TopicCatalogue.EXPOSURES + "/");
  }

  @Override
  public void close() {
    consumer.close();
  }
}
