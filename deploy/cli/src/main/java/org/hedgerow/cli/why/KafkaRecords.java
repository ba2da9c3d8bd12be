package org.hedgerow.cli.why;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.hedgerow.schema.TopicCatalogue;

/**
 * Reads single records from Kafka, without a consumer group. The connection is made beside whatever
 * else the command begins with.
 */
final class KafkaRecords implements TopicRecords, AutoCloseable {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  private final CompletableFuture<Consumer<byte[], byte[]>> consumer;
  private final Duration limit;

  KafkaRecords(String bootstrapServers) {
    this(CompletableFuture.supplyAsync(() -> connected(bootstrapServers)), ANSWER_LIMIT);
  }

  KafkaRecords(CompletableFuture<Consumer<byte[], byte[]>> consumer, Duration limit) {
    this.consumer = consumer;
    this.limit = limit;
  }

  private static Consumer<byte[], byte[]> connected(String bootstrapServers) {
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
    // A batch comes whole, however small the limit; more than the one with our record is waste.
    settings.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1");
    settings.setProperty(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(ANSWER_LIMIT.toMillis()));
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      consumer.partitionsFor(TopicCatalogue.RAW_FRAMES);
      return consumer;
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  @Override
  public Optional<byte[]> at(String topic, int partition, long offset) throws KafkaSilentException {
    TopicPartition place = new TopicPartition(topic, partition);
    try {
      Consumer<byte[], byte[]> reader = consumer.join();
      reader.assign(List.of(place));
      reader.seek(place, offset);
      long end = System.nanoTime() + limit.toNanos();
      do {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(limit)) {
          return record.offset() == offset ? Optional.of(record.value()) : Optional.empty();
        }
      } while (System.nanoTime() < end);
    } catch (OffsetOutOfRangeException gone) {
      return Optional.empty();
    } catch (CompletionException | KafkaException e) {
      throw new KafkaSilentException("Kafka does not answer", e);
    }
    throw new KafkaSilentException("Kafka did not give " + place + " offset " + offset, null);
  }

  @Override
  public void close() {
    if (consumer.isDone() && !consumer.isCompletedExceptionally()) {
      consumer.join().close();
    }
  }
}
