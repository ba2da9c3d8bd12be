package org.hedgerow.jobs.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.hedgerow.engine.Actions;
import org.hedgerow.engine.HedgeGroup;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.hedging.HedgeGroupFunction;
import org.hedgerow.jobs.hedging.JournalRecord;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.RecordCodec;
import org.junit.jupiter.api.Test;

/**
 * A recorded journal gives the orders, decisions and alerts that were worked out for it by hand.
 */
class GoldenJournalTest {
  @Test
  void theEngineGivesThem() throws IOException {
    List<Order> orders = new ArrayList<>();
    List<Decision> decisions = new ArrayList<>();
    List<Alert> alerts = new ArrayList<>();
    Actions actions =
        new Actions() {
          @Override
          public void order(Order order) {
            orders.add(order);
          }

          @Override
          public void decision(Decision decision) {
            decisions.add(decision);
          }

          @Override
          public void alert(Alert alert) {
            alerts.add(alert);
          }
        };
    Map<String, HedgeGroup> groups = new HashMap<>();
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    for (JournalRecord record : GoldenJournal.entries()) {
      groups
          .computeIfAbsent(
              record.group(), name -> new HedgeGroup(name, GroupTables.of(new MemoryTables())))
          .on(codec.decode(record.value()), record.partition(), record.offset(), actions);
    }
    Outputs.assertSame(GoldenJournal.orders(), orders, Order.class);
    Outputs.assertSame(GoldenJournal.decisions(), decisions, Decision.class);
    Outputs.assertSame(GoldenJournal.alerts(), alerts, Alert.class);
  }

  /** Both groups through one operator, their entries in turn. */
  @Test
  void theOperatorGivesThem() throws Exception {
    OutputTag<Decision> decided = new OutputTag<>("decisions", new AvroTypeInfo<>(Decision.class));
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, JournalRecord, Order>(
            new KeyedProcessOperator<>(new HedgeGroupFunction(decided)),
            JournalRecord::group,
            Types.STRING,
            JobEnvironment.MAX_PARALLELISM,
            1,
            0)) {
      harness.open();
      List<JournalRecord> inTurn = new ArrayList<>(GoldenJournal.entries());
      inTurn.sort(java.util.Comparator.comparingLong(JournalRecord::offset));
      for (JournalRecord record : inTurn) {
        harness.processElement(record, 0);
      }
      Outputs.assertSame(GoldenJournal.orders(), harness.extractOutputValues(), Order.class);
      Outputs.assertSame(
          GoldenJournal.decisions(),
          harness.getSideOutput(decided).stream().map(StreamRecord::getValue).toList(),
          Decision.class);
      Outputs.assertSame(
          GoldenJournal.alerts(),
          harness.getSideOutput(HedgeGroupFunction.ALERTS).stream()
              .map(StreamRecord::getValue)
              .toList(),
          Alert.class);
    }
  }

  /** Worked out with a calculator, for the first order of the file. */
  @Test
  void anIdIsWrittenInBase62() {
    assertEquals("KiydLcZCmKznGLMsCW", GoldenJournal.clientOrderId(1, 4, 1, 1, 0));
  }
}
