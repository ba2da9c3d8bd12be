package org.hedgerow.cli.trading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;
import org.hedgerow.schema.TradingScope;

/**
 * Puts a command into the journal, a copy for each group, and reads what the engine answers.
 *
 * <p>Groups are those with an entry lately: each running one gets ticks, ten a second. To read the
 * journal from its beginning would take longer than a halt may.
 */
final class TradingJournal implements AutoCloseable {
  /** How far back groups are looked for: first a little, then more. */
  private static final List<Duration> LATELY =
      List.of(Duration.ofSeconds(3), Duration.ofMinutes(2), Duration.ofHours(24));

  private static final Duration POLL = Duration.ofMillis(20);

  /**
   * How long groups may take: an engine that has a thousand cancels and their reports to go through
   * comes to the next word later. Less than the launcher waits for a line.
   */
  static final Duration ANSWERS = Duration.ofSeconds(15);

  /** For so long another word waits for the answers to this one. */
  private static final Duration OTHERS_WAIT = Duration.ofSeconds(3);

  /** After one group has said that it is concerned, how long others may take. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final Duration limit;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final RecordCodec<JournalEntry> entries = RecordCodec.of(JournalEntry.class);
  private final RecordCodec<Alert> alerts = RecordCodec.of(Alert.class);

  /**
   * Connects.
   *
   * @param limit after which each call gives up
   */
  TradingJournal(String bootstrapServers, Duration limit) {
    this.limit = limit;
    String millis = Long.toString(limit.toMillis());
    Properties reading = new Properties();
    reading.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    reading.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    reading.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    reading.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    reading.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
    reading.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "10");
    reading.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    Properties writing = new Properties();
    writing.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    writing.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    writing.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    writing.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
    writing.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    writing.setProperty(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    writing.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Lets the producer find its partitions, which the first entry would have to wait for. */
  void warm() {
    int partitions = producer.partitionsFor(TopicCatalogue.JOURNAL).size();
    if (partitions == 0) {
      throw new KafkaException("the journal has no partition");
    }
  }

  /**
   * Every group of whom something was written lately.
   *
   * @throws KafkaException if Kafka does not answer in time
   */
  Set<String> groups() {
    List<TopicPartition> partitions = partitions(TopicCatalogue.JOURNAL);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, limit);
    for (Duration lately : LATELY) {
      Set<String> groups = groups(partitions, ends, lately);
      if (!groups.isEmpty()) {
        return groups;
      }
    }
    return Set.of();
  }

  private Set<String> groups(
      List<TopicPartition> partitions, Map<TopicPartition, Long> ends, Duration lately) {
    Map<TopicPartition, Long> wanted = new HashMap<>();
    long from = Instant.now().minus(lately).toEpochMilli();
    partitions.forEach(partition -> wanted.put(partition, from));
    Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(wanted, limit);
    Set<TopicPartition> open = new HashSet<>();
    consumer.assign(partitions);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp start = starts.get(partition);
      consumer.seek(partition, start == null ? ends.get(partition) : start.offset());
      if (start != null) {
        open.add(partition);
      }
    }
    Set<String> groups = new TreeSet<>();
    long end = System.nanoTime() + limit.toNanos();
    while (!open.isEmpty() && System.nanoTime() < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.key() != null && record.key().length > 0) {
          groups.add(new String(record.key(), StandardCharsets.UTF_8));
        }
      }
      open.removeIf(partition -> consumer.position(partition, limit) >= ends.get(partition));
    }
    return groups;
  }

  /**
   * Writes the command for each of those groups, and hears what they answer. Of all, of a group and
   * of a book it is known who has to; of another scope only who is concerned says so.
   *
   * @param othersWait whether another word waits until this returns
   */
  Voices.Heard say(
      Command command, Set<String> groups, TradingScope where, BooleanSupplier othersWait)
      throws IOException {
    Map<Coordinate, String> written = write(command, groups);
    Set<String> due = new TreeSet<>(groups);
    switch (where.kind()) {
      case ALL -> {}
      case GROUP -> due.retainAll(Set.of(where.name()));
      case BOOK -> due.removeIf(group -> !where.name().endsWith("/" + group));
      default -> due.clear();
    }
    boolean known =
        switch (where.kind()) {
          case ALL, GROUP, BOOK -> true;
          default -> false;
        };
    Map<String, Alert> answers = new TreeMap<>();
    long begun = System.nanoTime();
    while (known ? !answers.keySet().containsAll(due) : answers.isEmpty()) {
      Duration waited = Duration.ofNanos(System.nanoTime() - begun);
      if (waited.compareTo(ANSWERS) > 0
          || (waited.compareTo(OTHERS_WAIT) > 0 && othersWait.getAsBoolean())) {
        break;
      }
      answers.putAll(answers(written, POLL));
    }
    if (!known && !answers.isEmpty()) {
      answers.putAll(answers(written, GRACE));
    }
    return new Voices.Heard(written, answers, due);
  }

  /**
   * Writes the command for each group, and returns where each copy stands when all are written.
   *
   * @throws KafkaException if one of them was not acknowledged in time; others may stand
   */
  Map<Coordinate, String> write(Command command, Set<String> groups) {
    // From here on alerts are listened for, so that no answer is missed.
    List<TopicPartition> partitions = partitions(TopicCatalogue.ALERTS);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, limit);
    consumer.assign(partitions);
    ends.forEach(consumer::seek);
    Map<String, Future<RecordMetadata>> sent = new HashMap<>();
    for (String group : groups) {
      JournalEntry entry =
          JournalEntry.newBuilder()
              .setGroup(group)
              .setOrigin(new Origin("operator", 0L, -1L, "command/" + command.getCommandId()))
              .setReceiveTimeMicros(nowMicros())
              .setPayload(command)
              .build();
      sent.put(
          group,
          producer.send(
              new ProducerRecord<>(
                  TopicCatalogue.JOURNAL,
                  group.getBytes(StandardCharsets.UTF_8),
                  entries.encode(entry))));
    }
    Map<Coordinate, String> written = new HashMap<>();
    sent.forEach(
        (group, future) -> {
          RecordMetadata place = get(future);
          written.put(new Coordinate(place.partition(), place.offset()), group);
        });
    return written;
  }

  /**
   * What the engine says to the copies of a command, by group, for as long as it takes.
   *
   * @param written where the copies stand
   */
  Map<String, Alert> answers(Map<Coordinate, String> written, Duration wait) throws IOException {
    Map<String, Alert> answers = new HashMap<>();
    long end = System.nanoTime() + wait.toNanos();
    while (answers.size() < written.size() && System.nanoTime() < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Alert alert = alerts.decode(record.value());
        String group = written.get(alert.getCause());
        if (group != null) {
          answers.put(group, alert);
        }
      }
    }
    return answers;
  }

  /** The first answers, where only one group has a reason to give one. */
  Map<String, Alert> anyAnswer(Map<Coordinate, String> written, Duration wait) throws IOException {
    long end = System.nanoTime() + wait.toNanos();
    Map<String, Alert> answers = Map.of();
    while (answers.isEmpty() && System.nanoTime() < end) {
      answers = answers(written, POLL);
    }
    return answers;
  }

  @Override
  public void close() {
    consumer.close();
    producer.close(Duration.ZERO);
  }

  private static RecordMetadata get(Future<RecordMetadata> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private static List<TopicPartition> partitions(String topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int i = 0; i < TopicCatalogue.topic(topic).partitions(); i++) {
      partitions.add(new TopicPartition(topic, i));
    }
    return partitions;
  }

  private static long nowMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
