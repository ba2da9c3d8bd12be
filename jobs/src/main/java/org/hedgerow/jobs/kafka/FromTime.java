package org.hedgerow.jobs.kafka;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts at the first record that was written at a time or later, at the end where there is none,
 * and never jumps afterwards; see {@link FromTheBeginning}.
 */
@SuppressWarnings("deprecation")
public final class FromTime implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  private final long millis;

  public FromTime(Instant time) {
    millis = time.toEpochMilli();
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
    Map<TopicPartition, Long> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, millis));
    Map<TopicPartition, Long> starts = new HashMap<>(offsets.endOffsets(partitions));
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
        offsets.offsetsForTimes(asked).entrySet()) {
      if (found.getValue() != null) {
        starts.put(found.getKey(), found.getValue().offset());
      }
    }
    return starts;
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}
