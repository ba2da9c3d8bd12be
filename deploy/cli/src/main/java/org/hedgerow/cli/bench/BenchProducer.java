package org.hedgerow.cli.bench;

import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.hedgerow.cli.CommandFailed;

/** A producer as the jobs' sinks have it: acknowledged, idempotent, no linger. */
final class BenchProducer implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private volatile Exception failure;

  BenchProducer(String bootstrapServers) {
    Properties settings = new Properties();
    settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
    settings.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(128 << 10));
    settings.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(8 << 20));
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Hands a record over, and throws if one before it was refused. */
  void send(ProducerRecord<byte[], byte[]> record) {
    requireNone();
    Future<?> unused =
        producer.send(
            record,
            (metadata, refused) -> {
              if (refused != null) {
                failure = refused;
              }
            });
  }

  /** Waits until everything is acknowledged. */
  void flush() {
    producer.flush();
    requireNone();
  }

  private void requireNone() {
    if (failure != null) {
      throw new CommandFailed("Kafka refused a record: " + failure.getMessage(), failure);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
