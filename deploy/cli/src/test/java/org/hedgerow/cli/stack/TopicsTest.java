package org.hedgerow.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.schema.Topic;
import org.hedgerow.schema.TopicCatalogue;
import org.junit.jupiter.api.Test;

class TopicsTest {
  private static final Topic WEEK = topic("week", 4, Optional.of(Duration.ofDays(7)));
  private static final Topic EVER = topic("ever", 2, Optional.empty());

  @Test
  void createsWhatIsMissingAsTheCatalogueSays() {
    assertEquals(
        List.of(
            new NewTopic("week", 4, (short) 3)
                .configs(Map.of("min.insync.replicas", "2", "retention.ms", "604800000")),
            new NewTopic("ever", 2, (short) 3)
                .configs(Map.of("min.insync.replicas", "2", "retention.ms", "-1"))),
        Topics.plan(List.of(WEEK, EVER), Map.of("other", 9), Topics.Copies.CATALOGUE));
  }

  @Test
  void keepsOneCopyOnOneBroker() {
    NewTopic planned = Topics.plan(List.of(WEEK), Map.of(), Topics.Copies.ONE).get(0);
    assertEquals((short) 1, planned.replicationFactor());
    assertEquals("1", planned.configs().get("min.insync.replicas"));
  }

  @Test
  void leavesWhatIsThere() {
    Map<String, Integer> all =
        TopicCatalogue.topics().stream().collect(Collectors.toMap(Topic::name, Topic::partitions));
    assertEquals(List.of(), Topics.plan(TopicCatalogue.topics(), all, Topics.Copies.ONE));
  }

  @Test
  void refusesOtherPartitionsNamingAll() {
    var refused =
        assertThrows(
            CommandFailed.class,
            () ->
                Topics.plan(List.of(WEEK, EVER), Map.of("week", 1, "ever", 3), Topics.Copies.ONE));
    assertEquals(
        "existing topics differ from the catalogue: week has 1 partitions, not 4; ever has 3 partitions, not 2",
        refused.getMessage());
  }

  private static Topic topic(String name, int partitions, Optional<Duration> retention) {
    return new Topic(name, "group", partitions, retention, 3, 2, "Record", "a test");
  }
}
