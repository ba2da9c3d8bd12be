package org.hedgerow.jobs.signals;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.schema.TopicCatalogue;

/**
 * The partitions of the journal that hold a group: where every producer of the journal puts its
 * key. The others have no clock, so that the patterns' watermark would wait for them until they
 * count as idle: a minute after each start, and after each recovery.
 */
final class JournalPartitions {
  private JournalPartitions() {}

  static Set<TopicPartition> of(Configuration configuration) {
    int count = TopicCatalogue.topic(TopicCatalogue.JOURNAL).partitions();
    Set<TopicPartition> partitions = new LinkedHashSet<>();
    configuration
        .groups()
        .forEach(
            group ->
                partitions.add(
                    new TopicPartition(
                        TopicCatalogue.JOURNAL,
                        BuiltInPartitioner.partitionForKey(
                            group.group().getBytes(StandardCharsets.UTF_8), count))));
    return partitions;
  }
}
