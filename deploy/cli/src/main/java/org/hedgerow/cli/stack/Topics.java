package org.hedgerow.cli.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.schema.Topic;
import org.hedgerow.schema.TopicCatalogue;

/** Makes the catalogue's topics in a Kafka cluster, and refuses one whose partitions are others. */
public final class Topics {
  /** How many copies a cluster keeps of a topic. */
  public enum Copies {
    /** As the catalogue says: production. */
    CATALOGUE,
    /** One, where there is one broker. */
    ONE
  }

  private Topics() {}

  /**
   * Creates what is missing.
   *
   * @return the names of the topics that it made
   * @throws CommandFailed if a topic exists with another number of partitions
   */
  public static List<String> create(String bootstrapServers, Copies copies) {
    try (Admin admin = KafkaBroker.admin(bootstrapServers)) {
      Map<String, Integer> existing = new TreeMap<>();
      var names = admin.listTopics().names().get();
      for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
        existing.put(topic.name(), topic.partitions().size());
      }
      List<NewTopic> missing = plan(TopicCatalogue.topics(), existing, copies);
      admin.createTopics(missing).all().get();
      return missing.stream().map(NewTopic::name).toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        // Somebody was faster: look at what they made.
        return create(bootstrapServers, copies);
      }
      throw new CommandFailed(
          "cannot create the topics at " + bootstrapServers + ": " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }

  /**
   * What to create, given the partitions of what exists.
   *
   * @throws CommandFailed with every topic whose partitions differ: order is per partition, so they
   *     cannot be changed
   */
  static List<NewTopic> plan(List<Topic> catalogue, Map<String, Integer> existing, Copies copies) {
    List<NewTopic> missing = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (Topic topic : catalogue) {
      Integer partitions = existing.get(topic.name());
      if (partitions == null) {
        missing.add(newTopic(topic, copies));
      } else if (partitions != topic.partitions()) {
        wrong.add(topic.name() + " has " + partitions + " partitions, not " + topic.partitions());
      }
    }
    if (!wrong.isEmpty()) {
      throw new CommandFailed(
          "existing topics differ from the catalogue: " + String.join("; ", wrong));
    }
    return missing;
  }

  private static NewTopic newTopic(Topic topic, Copies copies) {
    int replication = copies == Copies.ONE ? 1 : topic.replication();
    int inSync = copies == Copies.ONE ? 1 : topic.minimumInSync();
    long retention = topic.retention().map(Duration::toMillis).orElse(-1L);
    return new NewTopic(topic.name(), topic.partitions(), (short) replication)
        .configs(
            Map.of(
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(inSync),
                TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention)));
  }
}
