package org.hedgerow.jobs.hedging;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.golden.GoldenJournal;
import org.hedgerow.jobs.kafka.TopicSink;
import org.hedgerow.jobs.kafka.TopicSource;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.JournalStart;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;

/**
 * Keeps a savepoint of a release: the hedging job, as it is, over the first entries of the golden
 * journal in a real Kafka. Run once a release, on a stack that was just created, with the broker
 * and the folder {@code savepoints/VERSION}.
 */
public final class SavepointRelease {
  /** Where the journal is cut: an order of each group is in flight. */
  private static final long[] CUT = {1, 15, 8, 1};

  /** Orders before the cut: four of ABC, two of XYZ, and a heartbeat of each. */
  private static final long ORDERS = 8;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private SavepointRelease() {}

  /** Arguments: HOST:PORT of Kafka, the folder. */
  public static void main(String[] arguments) throws Exception {
    String kafka = arguments[0];
    write(kafka);
    Configuration options = JobEnvironment.options(1, Duration.ofSeconds(1));
    try (StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(options)) {
      HedgingJob.define(
          environment,
          TopicSource.of(
              kafka,
              List.of(TopicCatalogue.JOURNAL),
              HedgingNames.JOB,
              new JournalRecordSchema(),
              Duration.ZERO),
          TopicSink.of(kafka, TopicCatalogue.ORDERS, Duration.ZERO),
          TopicSink.of(kafka, TopicCatalogue.DECISIONS, Duration.ZERO),
          TopicSink.of(kafka, TopicCatalogue.ALERTS, Duration.ZERO),
          TopicSink.of(kafka, TopicCatalogue.VALUATIONS, Duration.ZERO));
      JobClient job = environment.executeAsync(HedgingNames.JOB);
      awaitOrders(kafka);
      String path =
          job.stopWithSavepoint(
                  false,
                  Path.of(arguments[1]).toAbsolutePath().toUri().toString(),
                  SavepointFormatType.CANONICAL)
              .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      System.out.println(path);
    }
  }

  private static void write(String kafka) throws Exception {
    byte[] start =
        RecordCodec.of(JournalEntry.class)
            .encode(
                JournalEntry.newBuilder()
                    .setGroup("")
                    .setOrigin(
                        new Origin("operator", 0L, -1L, "journal/" + GoldenJournal.JOURNAL_ID))
                    .setReceiveTimeMicros(0)
                    .setPayload(
                        new JournalStart(
                            GoldenJournal.JOURNAL_ID, CUT.length, 0L, EngineVersion.CURRENT))
                    .build());
    Properties settings = new Properties();
    settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int partition = 0; partition < CUT.length; partition++) {
      records.add(new ProducerRecord<>(TopicCatalogue.JOURNAL, partition, new byte[0], start));
    }
    for (JournalRecord record : GoldenJournal.entries()) {
      if (record.offset() < CUT[record.partition()]) {
        records.add(
            new ProducerRecord<>(
                TopicCatalogue.JOURNAL,
                record.partition(),
                record.group().getBytes(StandardCharsets.UTF_8),
                record.value()));
      }
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record).get();
      }
    }
  }

  private static void awaitOrders(String kafka) throws InterruptedException {
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
    List<TopicPartition> partitions = new ArrayList<>();
    for (int partition = 0; partition < CUT.length; partition++) {
      partitions.add(new TopicPartition(TopicCatalogue.ORDERS, partition));
    }
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      long written = 0;
      while (written < ORDERS) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(written + " orders of " + ORDERS);
        }
        Thread.sleep(200);
        written =
            consumer.endOffsets(Collections.unmodifiableList(partitions)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
      }
    }
  }
}
