package org.hedgerow.jobs.kafka;

import java.time.Duration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How our jobs write a topic: at least once, acknowledged by every in-sync copy, in order. No
 * transactions: readers would wait for a checkpoint; repeats are known by identity instead.
 */
public final class TopicSink {
  private static final Duration DELIVERY = Duration.ofMinutes(2);
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

  private TopicSink() {}

  /** The same with the client's own delivery timeout. */
  public static KafkaSink<TopicRecord> of(String bootstrapServers, String topic, Duration linger) {
    return of(bootstrapServers, topic, linger, DELIVERY);
  }

  /**
   * @param linger how long a batch may wait to fill
   * @param deliveryTimeout see {@code JobSettings}
   */
  public static KafkaSink<TopicRecord> of(
      String bootstrapServers, String topic, Duration linger, Duration deliveryTimeout) {
    // The client wants a delivery to outlast one request and the linger.
    Duration request =
        deliveryTimeout.compareTo(LONGEST_REQUEST.multipliedBy(2)) > 0
            ? LONGEST_REQUEST
            : deliveryTimeout.minus(linger).dividedBy(2);
    return KafkaSink.<TopicRecord>builder()
        .setBootstrapServers(bootstrapServers)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setProperty(ProducerConfig.ACKS_CONFIG, "all")
        .setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
        .setProperty(ProducerConfig.LINGER_MS_CONFIG, Long.toString(linger.toMillis()))
        .setProperty(
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(deliveryTimeout.toMillis()))
        .setProperty(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(request.toMillis()))
        .setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(128 << 10))
        // A depth snapshot of 5000 levels is under 1 MB; the largest message of a venue is not.
        .setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(8 << 20))
        .setRecordSerializer(new ToTopic(topic))
        .build();
  }

  private record ToTopic(String topic) implements KafkaRecordSerializationSchema<TopicRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        TopicRecord element, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(topic, element.key(), element.value());
    }
  }
}
