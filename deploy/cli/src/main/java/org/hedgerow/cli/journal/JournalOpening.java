package org.hedgerow.cli.journal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationSnapshot;
import org.hedgerow.engine.configuration.Group;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.EngineChange;
import org.hedgerow.schema.GroupDefinition;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.JournalStart;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;

/**
 * The first entries of a journal: its identity, at the start of every partition, and the
 * configuration, for every group.
 */
public final class JournalOpening {
  private static final int ID_DIGITS = 10;
  private static final int RADIX = 36;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

  private final String bootstrapServers;
  private final RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);

  public JournalOpening(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * The journal's identity: read from its first entry, or drawn and written if the journal is
   * empty.
   */
  public String identity() {
    return readIdentity().orElseGet(this::start);
  }

  /**
   * Puts the configuration into the journal, a copy for each group. The engine takes a version that
   * it has as a no-op and refuses a lower one, so doing this twice does no harm.
   */
  public void configure(Configuration configuration, String journalId) {
    int partitions = TopicCatalogue.topic(TopicCatalogue.JOURNAL).partitions();
    configure(
        ConfigurationSnapshot.of(configuration, journalId, partitions, EngineVersion.CURRENT));
  }

  /** The same, of one that is a payload already. */
  public void configure(ConfigChange change) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (GroupDefinition group : change.getGroups()) {
      JournalEntry entry =
          JournalEntry.newBuilder(entryOf(change)).setGroup(group.getGroup()).build();
      records.add(
          new ProducerRecord<>(
              TopicCatalogue.JOURNAL,
              group.getGroup().getBytes(StandardCharsets.UTF_8),
              codec.encode(entry)));
    }
    send(records);
  }

  /** The entry, of no group yet, that brings a configuration. */
  public JournalEntry entryOf(ConfigChange change) {
    return entry("", "configuration/" + change.getVersion(), change);
  }

  /**
   * Marks, for each group, that what follows is for this engine. To be written once, after the job
   * of the engine before has stopped: it would read past the mark.
   */
  public void changeEngine(Configuration configuration, String fromVersion) {
    EngineChange change = new EngineChange(fromVersion, EngineVersion.CURRENT, Map.of());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Group group : configuration.groups()) {
      JournalEntry entry =
          entry(group.group(), "engine/" + fromVersion + "/" + EngineVersion.CURRENT, change);
      records.add(
          new ProducerRecord<>(
              TopicCatalogue.JOURNAL,
              group.group().getBytes(StandardCharsets.UTF_8),
              codec.encode(entry)));
    }
    send(records);
  }

  private Optional<String> readIdentity() {
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition first = new TopicPartition(TopicCatalogue.JOURNAL, 0);
      if (consumer.endOffsets(List.of(first), ANSWER_LIMIT).get(first) == 0) {
        return Optional.empty();
      }
      consumer.assign(List.of(first));
      consumer.seek(first, 0);
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(ANSWER_LIMIT)) {
        if (record.offset() == 0
            && codec.decode(record.value()).getPayload() instanceof JournalStart start) {
          return Optional.of(start.getJournalId());
        }
      }
      throw new CommandFailed(
          "the journal at "
              + bootstrapServers
              + " does not start with its identity; it cannot be used");
    } catch (java.io.IOException e) {
      throw new CommandFailed(
          "the first entry of the journal cannot be read: " + e.getMessage(), e);
    }
  }

  private String start() {
    String id = draw();
    int partitions = TopicCatalogue.topic(TopicCatalogue.JOURNAL).partitions();
    JournalEntry entry =
        entry(
            "",
            "journal/" + id,
            new JournalStart(id, partitions, nowMicros(), EngineVersion.CURRENT));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      records.add(
          new ProducerRecord<>(
              TopicCatalogue.JOURNAL, partition, new byte[0], codec.encode(entry)));
    }
    send(records);
    return id;
  }

  private void send(List<ProducerRecord<byte[], byte[]>> records) {
    Properties settings = new Properties();
    settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(producer.send(record));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new CommandFailed("cannot write to the journal: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }

  private static JournalEntry entry(String group, String id, Object payload) {
    return JournalEntry.newBuilder()
        .setGroup(group)
        .setOrigin(new Origin("operator", 0L, -1L, id))
        .setReceiveTimeMicros(nowMicros())
        .setPayload(payload)
        .build();
  }

  /** Ten letters and digits that were never drawn before. */
  private static String draw() {
    BigInteger bound = BigInteger.valueOf(RADIX).pow(ID_DIGITS);
    SecureRandom random = new SecureRandom();
    BigInteger number;
    do {
      number = new BigInteger(bound.bitLength(), random);
    } while (number.compareTo(bound) >= 0);
    String digits = number.toString(RADIX);
    return "0".repeat(ID_DIGITS - digits.length()) + digits;
  }

  private static long nowMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
