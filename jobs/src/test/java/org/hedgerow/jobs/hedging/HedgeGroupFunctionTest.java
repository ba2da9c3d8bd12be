package org.hedgerow.jobs.hedging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.engine.WrongPartitionException;
import org.hedgerow.engine.configuration.ConfigurationSnapshot;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.TestConfiguration;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.Test;

class HedgeGroupFunctionTest {
  private static final String PERPETUAL = "BINANCE_USDM:XYZUSDT";
  private static final int ROUNDS = 40;
  private static final int PARTITION = 2;

  private final OutputTag<Decision> decided =
      new OutputTag<>("decisions", new AvroTypeInfo<>(Decision.class));

  @Test
  void theSameJournalGivesTheSameOrders() throws Exception {
    List<JournalRecord> journal = journal();
    List<byte[]> first = run(journal, journal.size());
    List<byte[]> second = run(journal, journal.size());
    assertTrue(first.size() > 20, first.size() + " orders and decisions");
    assertSame(first, second);
  }

  /** Wherever it is cut: what follows is what would have followed. */
  @Test
  void aRestoredGroupGoesOnAsIfNothingHadHappened() throws Exception {
    List<JournalRecord> journal = journal();
    List<byte[]> whole = run(journal, journal.size());
    for (int cut : new int[] {1, 2, 5, journal.size() / 2, journal.size() - 1}) {
      assertSame(whole, run(journal, cut));
    }
  }

  @Test
  void anotherPartitionFailsTheJob() throws Exception {
    try (var harness = harness()) {
      harness.open();
      JournalRecord first = journal().get(0);
      harness.processElement(first, 0);
      JournalRecord elsewhere = new JournalRecord(first.group(), 3, 1, first.value());
      assertThrows(WrongPartitionException.class, () -> harness.processElement(elsewhere, 0));
    }
  }

  @Test
  void alertsGoAside() throws Exception {
    List<JournalRecord> journal = new ArrayList<>();
    ConfigChange first =
        ConfigurationSnapshot.of(
            TestConfiguration.parsed(), TestConfiguration.JOURNAL_ID, 4, EngineVersion.CURRENT);
    ConfigChange ofAnotherEngine = ConfigChange.newBuilder(first).setVersion(2).build();
    ofAnotherEngine.setEngineVersion("0.0.1");
    append(journal, new Origin("operator", 0L, -1L, "configuration/1"), 1, first);
    append(journal, new Origin("operator", 0L, -1L, "configuration/2"), 2, ofAnotherEngine);
    try (var harness = harness()) {
      harness.open();
      feed(harness, journal);
      List<Alert> alerts = new ArrayList<>();
      harness.getSideOutput(HedgeGroupFunction.ALERTS).forEach(one -> alerts.add(one.getValue()));
      assertEquals(1, alerts.size());
      assertEquals("CONFIGURATION_REFUSED", alerts.get(0).getCode());
      assertEquals("XYZ", alerts.get(0).getScope());
    }
  }

  /** Orders and decisions, with a snapshot and a new operator after {@code cut} entries. */
  private List<byte[]> run(List<JournalRecord> journal, int cut) throws Exception {
    List<byte[]> out = new ArrayList<>();
    OperatorSubtaskState snapshot;
    try (var harness = harness()) {
      harness.open();
      feed(harness, journal.subList(0, cut));
      collect(harness, out);
      snapshot = harness.snapshot(1, 0);
    }
    try (var harness = harness()) {
      harness.initializeState(snapshot);
      harness.open();
      // Kafka's reader goes back to the checkpoint; a little before it must not matter either.
      feed(harness, journal.subList(Math.max(0, cut - 3), journal.size()));
      collect(harness, out);
      assertEquals(0, harness.numProcessingTimeTimers() + harness.numEventTimeTimers());
    }
    return out;
  }

  private KeyedOneInputStreamOperatorTestHarness<String, JournalRecord, Order> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new HedgeGroupFunction(decided)),
        JournalRecord::group,
        Types.STRING,
        JobEnvironment.MAX_PARALLELISM,
        1,
        0);
  }

  private static void feed(
      KeyedOneInputStreamOperatorTestHarness<String, JournalRecord, Order> harness,
      List<JournalRecord> journal)
      throws Exception {
    for (JournalRecord record : journal) {
      harness.processElement(record, 0);
    }
  }

  private void collect(
      KeyedOneInputStreamOperatorTestHarness<String, JournalRecord, Order> harness,
      List<byte[]> out) {
    for (Order order : harness.extractOutputValues()) {
      out.add(RecordCodec.of(Order.class).encode(order));
    }
    var side = harness.getSideOutput(decided);
    if (side != null) {
      for (StreamRecord<Decision> decision : side) {
        out.add(0, RecordCodec.of(Decision.class).encode(decision.getValue()));
      }
    }
  }

  private static void assertSame(List<byte[]> expected, List<byte[]> actual) {
    List<byte[]> left = sorted(expected);
    List<byte[]> right = sorted(actual);
    assertEquals(left.size(), right.size());
    for (int i = 0; i < left.size(); i++) {
      assertArrayEquals(left.get(i), right.get(i));
    }
  }

  /** The two outputs are collected apart; each record names its own place in the sequence. */
  private static List<byte[]> sorted(List<byte[]> records) {
    List<byte[]> sorted = new ArrayList<>(records);
    sorted.sort(java.util.Arrays::compare);
    return sorted;
  }

  /**
   * Customers trade on the hedge account, and every hedge expires unfilled before the next round.
   * The ends name orders, so the journal is written along with a group that makes them.
   */
  private List<JournalRecord> journal() throws Exception {
    List<JournalRecord> journal = new ArrayList<>();
    long time = 1_700_000_000_000_000L;
    append(
        journal,
        new Origin("operator", 0L, -1L, "configuration/1"),
        time,
        ConfigurationSnapshot.of(
            TestConfiguration.parsed(), TestConfiguration.JOURNAL_ID, 4, EngineVersion.CURRENT));
    int applied = 0;
    int ended = 0;
    try (var harness = harness()) {
      harness.open();
      for (long round = 1; round <= ROUNDS; round++) {
        time += 2_000_000;
        append(
            journal,
            new Origin("ticker", round, round - 1, "tick/" + round),
            time,
            new Tick(1L, round, time));
        append(
            journal,
            new Origin("raw-frames/0", round, round == 1 ? -1L : round - 1, null),
            time,
            new Quote(
                PERPETUAL,
                Decimals.parse("99.9" + round % 10),
                Decimals.of(5),
                Decimals.parse("100.1" + round % 10),
                Decimals.of(5),
                null));
        append(
            journal,
            new Origin("raw-frames/1", 0L, -1L, "fill/" + round),
            time,
            fill(round, round % 3 == 0 ? Side.SELL : Side.BUY));
        feed(harness, journal.subList(applied, journal.size()));
        applied = journal.size();
        List<Order> orders = harness.extractOutputValues();
        for (Order order : orders.subList(ended, orders.size())) {
          if (order.getCommand() != OrderCommand.PLACE) {
            continue;
          }
          append(
              journal,
              new Origin("raw-frames/1", 0L, -1L, "end/" + order.getClientOrderId()),
              time,
              expired(order));
        }
        ended = orders.size();
      }
    }
    return journal;
  }

  private static ExecutionReport expired(Order order) {
    return ExecutionReport.newBuilder()
        .setReportId("end/" + order.getClientOrderId())
        .setSource(ReportSource.STREAM)
        .setVenue(order.getVenue())
        .setAccount(order.getAccount())
        .setInstrument(order.getInstrument())
        .setClientOrderId(order.getClientOrderId())
        .setExecutionType(ExecutionType.EXPIRED)
        .setStatus(OrderStatus.EXPIRED)
        .setSide(order.getSide())
        .setOrderType(order.getOrderType())
        .setTimeInForce(order.getTimeInForce())
        .setQuantity(order.getQuantity())
        .setCumulativeQuantity(Decimals.ZERO)
        .build();
  }

  private static ExecutionReport fill(long round, Side side) {
    return ExecutionReport.newBuilder()
        .setReportId("fill/" + round)
        .setSource(ReportSource.STREAM)
        .setVenue("BINANCE_USDM")
        .setAccount("perp")
        .setInstrument(PERPETUAL)
        .setClientOrderId("web_" + round)
        .setExecutionId("x" + round)
        .setExternal(true)
        .setExecutionType(ExecutionType.TRADE)
        .setStatus(OrderStatus.FILLED)
        .setSide(side)
        .setOrderType(OrderType.LIMIT)
        .setTimeInForce(TimeInForce.IOC)
        .setQuantity(Decimals.of(1))
        .setLastQuantity(Decimals.of(1))
        .setLastPrice(Decimals.of(100))
        .setCumulativeQuantity(Decimals.of(1))
        .setLiquidity(LiquidityFlag.TAKER)
        .build();
  }

  private static void append(
      List<JournalRecord> journal, Origin origin, long time, Object payload) {
    JournalEntry entry =
        JournalEntry.newBuilder()
            .setGroup("XYZ")
            .setOrigin(origin)
            .setReceiveTimeMicros(time)
            .setPayload(payload)
            .build();
    journal.add(
        new JournalRecord(
            "XYZ", PARTITION, journal.size(), RecordCodec.of(JournalEntry.class).encode(entry)));
  }
}
