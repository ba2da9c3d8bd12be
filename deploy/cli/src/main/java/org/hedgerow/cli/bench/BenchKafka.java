package org.hedgerow.cli.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.stack.KafkaBroker;
import org.hedgerow.schema.TopicCatalogue;

/** Clients with the settings that our jobs have, and topics for the limits. */
final class BenchKafka implements AutoCloseable {
  /** As many as the topics have that the jobs read and write. */
  static final int PARTITIONS = TopicCatalogue.topic(TopicCatalogue.JOURNAL).partitions();

  private final String bootstrapServers;
  private final Admin admin;

  BenchKafka(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin = KafkaBroker.admin(bootstrapServers);
  }

  @Override
  public void close() {
    admin.close();
  }

  /** Makes a topic with as many partitions as those of the catalogue have. */
  void create(String topic) {
    get(admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all());
  }

  /** Records get the broker's time when it has them, instead of the producer's when it sends. */
  void stampOnAppend(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp stamp =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
            AlterConfigOp.OpType.SET);
    get(admin.incrementalAlterConfigs(Map.of(resource, List.of(stamp))).all());
  }

  /** The end of each partition. */
  Map<TopicPartition, Long> ends(String topic) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions(topic).forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    get(admin.listOffsets(asked).all()).forEach((key, end) -> ends.put(key, end.offset()));
    return ends;
  }

  /** Deletes what stands before those offsets. */
  void trim(Map<TopicPartition, Long> before) {
    Map<TopicPartition, RecordsToDelete> deletes = new HashMap<>();
    before.forEach((key, offset) -> deletes.put(key, RecordsToDelete.beforeOffset(offset)));
    get(admin.deleteRecords(deletes).all());
  }

  static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  static List<TopicPartition> partitions(String topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int i = 0; i < PARTITIONS; i++) {
      partitions.add(new TopicPartition(topic, i));
    }
    return partitions;
  }

  /** A consumer as the jobs' sources have it, at the start of those partitions. */
  KafkaConsumer<byte[], byte[]> consumer(Collection<TopicPartition> partitions) {
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
    settings.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(partitions);
    consumer.beginningOffsets(partitions).forEach(consumer::seek);
    return consumer;
  }

  /** A producer with the settings of the jobs' sinks. */
  BenchProducer producer() {
    return new BenchProducer(bootstrapServers);
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new CommandFailed("Kafka refused: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }
}
