package org.hedgerow.jobs.hedging;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumStateSerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.common.TopicPartition;
import org.hedgerow.schema.TopicCatalogue;

/**
 * A journal in memory, under a name, that can grow while it is read. It keeps its place as Kafka's
 * source does, in the same bytes, so a savepoint of the real job restores into it.
 */
record MemoryJournal(String name, int partitions)
    implements Source<JournalRecord, KafkaPartitionSplit, KafkaSourceEnumState> {
  private static final long serialVersionUID = 1L;
  private static final long PAUSE_NANOS = 1_000_000;
  private static final Map<String, Content> CONTENTS = new ConcurrentHashMap<>();

  /** What a journal holds, and when reading it fails. */
  private static final class Content {
    final Map<Integer, ConcurrentNavigableMap<Long, JournalRecord>> partitions =
        new ConcurrentHashMap<>();
    final AtomicLong read = new AtomicLong();
    final NavigableSet<Long> failures = new ConcurrentSkipListSet<>();

    ConcurrentNavigableMap<Long, JournalRecord> partition(int partition) {
      return partitions.computeIfAbsent(partition, added -> new ConcurrentSkipListMap<>());
    }
  }

  private Content content() {
    return CONTENTS.computeIfAbsent(name, added -> new Content());
  }

  /** Appends; whoever reads goes on. */
  void append(Collection<JournalRecord> records) {
    records.forEach(record -> content().partition(record.partition()).put(record.offset(), record));
  }

  /** The reader fails once after that many records, counted over all its lives. */
  void failAfter(Set<Long> counts) {
    content().failures.addAll(counts);
  }

  /** The failures that are still to come. */
  int failuresLeft() {
    return content().failures.size();
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<JournalRecord, KafkaPartitionSplit> createReader(
      SourceReaderContext context) {
    return new Reader(content());
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    Set<KafkaPartitionSplit> all = new HashSet<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.add(new KafkaPartitionSplit(new TopicPartition(TopicCatalogue.JOURNAL, partition), 0));
    }
    return new Enumerator(context, all, new HashSet<>());
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state) {
    return new Enumerator(
        context, new HashSet<>(state.unassignedSplits()), new HashSet<>(state.assignedSplits()));
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return new KafkaPartitionSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return new KafkaSourceEnumStateSerializer();
  }

  private record Enumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context,
      Set<KafkaPartitionSplit> unassigned,
      Set<KafkaPartitionSplit> assigned)
      implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {
    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
      unassigned.addAll(splits);
      assigned.removeAll(splits);
    }

    @Override
    public void addReader(int subtask) {
      for (KafkaPartitionSplit split : List.copyOf(unassigned)) {
        if (split.getPartition() % context.currentParallelism() == subtask) {
          unassigned.remove(split);
          assigned.add(split);
          context.assignSplit(split, subtask);
        }
      }
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpoint) {
      return new KafkaSourceEnumState(assigned, unassigned, true);
    }

    @Override
    public void close() {}
  }

  private static final class Reader implements SourceReader<JournalRecord, KafkaPartitionSplit> {
    private final Content content;
    private final Map<TopicPartition, Long> next = new LinkedHashMap<>();

    Reader(Content content) {
      this.content = content;
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<JournalRecord> output) {
      boolean any = false;
      for (Map.Entry<TopicPartition, Long> place : next.entrySet()) {
        var found = content.partition(place.getKey().partition()).ceilingEntry(place.getValue());
        if (found != null) {
          if (content.failures.remove(content.read.incrementAndGet())) {
            throw new IllegalStateException("planned failure");
          }
          output.collect(found.getValue());
          place.setValue(found.getKey() + 1);
          any = true;
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      return any ? InputStatus.MORE_AVAILABLE : InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
      List<KafkaPartitionSplit> splits = new ArrayList<>();
      next.forEach((partition, offset) -> splits.add(new KafkaPartitionSplit(partition, offset)));
      return splits;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return CompletableFuture.runAsync(
          () -> {}, CompletableFuture.delayedExecutor(2, TimeUnit.MILLISECONDS));
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
      splits.forEach(split -> next.put(split.getTopicPartition(), split.getStartingOffset()));
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }
}
