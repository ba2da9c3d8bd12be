package org.hedgerow.jobs.signals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.hedgerow.jobs.hedging.JournalRecord;

/**
 * Plays records under a name, as fast as they are taken, and fails after so many, counted over all
 * lives.
 */
final class PlayedJournal {
  private static final Map<String, PlayedJournal> ALL = new ConcurrentHashMap<>();

  private final List<JournalRecord> records;
  private final Set<Long> failures;
  private final AtomicLong played = new AtomicLong();

  private PlayedJournal(List<JournalRecord> records, Set<Long> failures) {
    this.records = List.copyOf(records);
    this.failures = new ConcurrentSkipListSet<>(failures);
  }

  static DataGeneratorSource<JournalRecord> source(
      String name, List<JournalRecord> records, Set<Long> failures) {
    ALL.put(name, new PlayedJournal(records, failures));
    return new DataGeneratorSource<>(
        index -> ALL.get(name).record(index),
        records.size(),
        TypeInformation.of(JournalRecord.class));
  }

  /** Failures that did not happen. */
  static int failuresLeft(String name) {
    return ALL.get(name).failures.size();
  }

  private JournalRecord record(long index) {
    if (failures.remove(played.incrementAndGet())) {
      throw new IllegalStateException("planned failure");
    }
    return records.get((int) index);
  }
}
