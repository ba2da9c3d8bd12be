package org.hedgerow.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.hedgerow.schema.TopicCatalogue;

/**
 * The journal in Kafka. Appends are acknowledged by all in-sync replicas and not held back to be
 * batched. A broker that is away is waited for without end: an outcome that could not be delivered
 * would fail the task, and be published from the intent log again by the next. What is not an
 * outcome waits here too.
 */
final class KafkaJournalWriter implements JournalWriter {
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  /** Without the topic's metadata an append blocks its account, cancels too. */
  private static final Duration BLOCK_AT_MOST = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;

  KafkaJournalWriter(String bootstrapServers) {
    Properties settings = new Properties();
    settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
    // The protocol's number for "until it is done".
    settings.setProperty(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));
    settings.setProperty(
        ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(BLOCK_AT_MOST.toMillis()));
    // The metadata of a topic that is seldom written to is kept.
    settings.setProperty(
        ProducerConfig.METADATA_MAX_IDLE_CONFIG, Integer.toString(Integer.MAX_VALUE));
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void append(String group, byte[] entry, Consumer<Exception> done) {
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(
                TopicCatalogue.JOURNAL, group.getBytes(StandardCharsets.UTF_8), entry),
            (metadata, failure) -> done.accept(failure));
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }
}
