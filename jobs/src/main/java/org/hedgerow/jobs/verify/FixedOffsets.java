package org.hedgerow.jobs.verify;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** Offsets that were chosen before the job began; a partition that is not named is at zero. */
@SuppressWarnings("deprecation")
record FixedOffsets(Map<Integer, Long> offsets) implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    Map<TopicPartition, Long> found = new HashMap<>();
    for (TopicPartition partition : partitions) {
      found.put(partition, offsets.getOrDefault(partition.partition(), 0L));
    }
    return found;
  }

  /** A range that is no longer in the topic fails the job: nothing is skipped in silence. */
  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}
