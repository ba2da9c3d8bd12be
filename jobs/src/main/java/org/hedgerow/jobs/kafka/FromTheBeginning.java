package org.hedgerow.jobs.kafka;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts at the first record that there is, and never jumps. The connector takes {@code
 * auto.offset.reset} from here and from nowhere else, so its own {@code earliest()} would skip over
 * a hole in silence when a restored offset is no longer in the topic; with NONE the job fails and
 * says so.
 */
@SuppressWarnings("deprecation")
public final class FromTheBeginning implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
    return offsets.beginningOffsets(partitions);
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}
