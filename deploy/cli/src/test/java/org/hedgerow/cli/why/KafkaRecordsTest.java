package org.hedgerow.cli.why;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaRecordsTest {
  private static final TopicPartition PLACE = new TopicPartition("raw-frames", 2);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final KafkaRecords records =
      new KafkaRecords(CompletableFuture.completedFuture(consumer), Duration.ofMillis(100));

  @Test
  void theRecordAtThePlace() throws Exception {
    consumer.schedulePollTask(
        () -> {
          consumer.updateBeginningOffsets(Map.of(PLACE, 5L));
          consumer.addRecord(new ConsumerRecord<>("raw-frames", 2, 7, null, new byte[] {42}));
        });
    assertArrayEquals(new byte[] {42}, records.at("raw-frames", 2, 7).orElseThrow());
  }

  @Test
  void aRecordThatExpiredIsGone() throws Exception {
    consumer.schedulePollTask(
        () -> {
          consumer.updateBeginningOffsets(Map.of(PLACE, 9L));
          consumer.addRecord(new ConsumerRecord<>("raw-frames", 2, 9, null, new byte[] {42}));
        });
    assertEquals(Optional.empty(), records.at("raw-frames", 2, 7));
  }

  @Test
  void aKafkaThatDoesNotAnswerIsNotTakenForOneThatHasNothing() {
    consumer.schedulePollTask(() -> consumer.updateBeginningOffsets(Map.of(PLACE, 0L)));
    assertThrows(KafkaSilentException.class, () -> records.at("raw-frames", 2, 7));
    KafkaRecords refused =
        new KafkaRecords(
            CompletableFuture.failedFuture(new KafkaException("refused")), Duration.ZERO);
    assertThrows(KafkaSilentException.class, () -> refused.at("raw-frames", 2, 7));
  }
}
