package org.hedgerow.jobs.marketdata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Tick;
import org.junit.jupiter.api.Test;

class JournalWriterTest {
  private static final byte[] PAYLOAD = new EntryEncoding().payload(new Tick(1L, 2L, 3L));

  private static KeyedOneInputStreamOperatorTestHarness<String, JournalDraft, TopicRecord> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new JournalWriter()), JournalDraft::group, Types.STRING);
  }

  private static JournalDraft draft(String group, String stream, long sequence) {
    return new JournalDraft(group, stream, sequence, null, null, 0, false, PAYLOAD);
  }

  private static List<Long> previous(
      KeyedOneInputStreamOperatorTestHarness<String, JournalDraft, TopicRecord> harness)
      throws Exception {
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    List<Long> previous = new ArrayList<>();
    for (TopicRecord written : harness.extractOutputValues()) {
      previous.add(codec.decode(written.value()).getOrigin().getPrevious());
    }
    return previous;
  }

  @Test
  void entriesAreChainedPerStreamAndGroup() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(draft("A", "raw-frames/0", 10), 0);
      harness.processElement(draft("B", "raw-frames/0", 10), 0);
      harness.processElement(draft("A", "raw-frames/0", 12), 0);
      harness.processElement(draft("A", "raw-frames/1", 5), 0);
      harness.processElement(draft("B", "raw-frames/0", 30), 0);
      harness.processElement(draft("A", "raw-frames/0", 31), 0);
      assertEquals(List.of(-1L, -1L, 10L, -1L, 10L, 12L), previous(harness));
      assertEquals(2, harness.numKeyedStateEntries(), "one map a group");
    }
  }

  @Test
  void aReplayFromACheckpointWritesTheSameBytes() throws Exception {
    OperatorSubtaskState checkpoint;
    List<TopicRecord> first;
    try (var harness = harness()) {
      harness.open();
      harness.processElement(draft("A", "raw-frames/0", 10), 0);
      checkpoint = harness.snapshot(1, 1);
      harness.getOutput().clear();
      harness.processElement(draft("A", "raw-frames/0", 11), 0);
      harness.processElement(draft("A", "raw-frames/0", 15), 0);
      first = harness.extractOutputValues();
    }
    try (var harness = harness()) {
      harness.initializeState(checkpoint);
      harness.open();
      harness.processElement(draft("A", "raw-frames/0", 11), 0);
      harness.processElement(draft("A", "raw-frames/0", 15), 0);
      List<TopicRecord> again = harness.extractOutputValues();
      assertEquals(List.of(10L, 11L), previous(harness));
      for (int i = 0; i < first.size(); i++) {
        org.junit.jupiter.api.Assertions.assertArrayEquals(
            first.get(i).value(), again.get(i).value());
      }
    }
  }
}
