package org.hedgerow.jobs.verify;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.OperatorStateHandle;

/**
 * Where a savepoint of the hedging job stands in the journal: the first offset of each partition
 * that its groups have not seen. Aligned barriers make this exact: all before it is applied.
 */
final class SavepointOffsets {
  /** The hedging job's source. */
  private static final String JOURNAL_UID = "journal";

  /** The name under which Flink's source operator keeps its splits. */
  private static final String SPLITS = "SourceReaderState";

  private SavepointOffsets() {}

  /**
   * Reads them.
   *
   * @throws IOException if there is no savepoint, or it is not the hedging job's
   */
  static Map<Integer, Long> read(String savepoint) throws IOException {
    Path metadata = new Path(savepoint, "_metadata");
    Map<Integer, Long> offsets = new TreeMap<>();
    ClassLoader classes = SavepointOffsets.class.getClassLoader();
    try (FSDataInputStream file = metadata.getFileSystem().open(metadata);
        DataInputStream in = new DataInputStream(file)) {
      CheckpointMetadata read = Checkpoints.loadCheckpointMetadata(in, classes, savepoint);
      for (OperatorState operator : read.getOperatorStates()) {
        if (operator.getOperatorUid().filter(JOURNAL_UID::equals).isPresent()) {
          for (OperatorSubtaskState subtask : operator.getStates()) {
            for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
              splits(handle, offsets);
            }
          }
        }
      }
    }
    if (offsets.isEmpty()) {
      throw new IOException(savepoint + " is no savepoint of the hedging job: it has no journal");
    }
    return offsets;
  }

  private static void splits(OperatorStateHandle handle, Map<Integer, Long> offsets)
      throws IOException {
    OperatorStateHandle.StateMetaInfo places = handle.getStateNameToPartitionOffsets().get(SPLITS);
    if (places == null) {
      return;
    }
    KafkaPartitionSplitSerializer serializer = new KafkaPartitionSplitSerializer();
    try (FSDataInputStream in = handle.openInputStream()) {
      for (long place : places.getOffsets()) {
        in.seek(place);
        byte[] bytes =
            BytePrimitiveArraySerializer.INSTANCE.deserialize(new DataInputViewStreamWrapper(in));
        KafkaPartitionSplit split =
            SimpleVersionedSerialization.readVersionAndDeSerialize(serializer, bytes);
        offsets.put(split.getPartition(), split.getStartingOffset());
      }
    }
  }
}
