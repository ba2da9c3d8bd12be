package org.hedgerow.jobs.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.PojoTestUtils;
import org.hedgerow.engine.Actions;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.engine.HedgeGroup;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.jobs.golden.GoldenJournal;
import org.hedgerow.jobs.hedging.JournalRecord;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.Amount;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.EngineChange;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.ProfitParts;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Valuation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The golden journal against recordings of its orders and decisions, true ones and false ones. */
@Timeout(60)
class VerifyJobTest {
  private static final Map<Integer, Long> END = Map.of(0, 1L, 1, 52L, 2, 26L, 3, 1L);
  private static final List<JournalRecord> JOURNAL = new ArrayList<>();
  private static final List<PlacedRecord> ORDERS = new ArrayList<>();
  private static final List<PlacedRecord> DECISIONS = new ArrayList<>();
  private static final List<PlacedRecord> ALERTS = new ArrayList<>();
  private static final List<PlacedRecord> VALUATIONS = new ArrayList<>();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  private final List<Order> orders = new ArrayList<>(GoldenJournal.orders());
  private final List<Alert> alerts = new ArrayList<>(GoldenJournal.alerts());
  private final List<Decision> decisions = new ArrayList<>(GoldenJournal.decisions());
  private final List<Valuation> valuations = new ArrayList<>();
  private JournalRange range = new JournalRange(Map.of(), END);

  @BeforeEach
  void record() {
    JOURNAL.clear();
    JOURNAL.addAll(GoldenJournal.entries());
  }

  @Test
  void theSameOnBothSides() throws Exception {
    int entries = JOURNAL.size();
    // Sinks are at least once: the same bytes again are no difference.
    orders.addAll(GoldenJournal.orders().subList(3, 9));
    alerts.addAll(GoldenJournal.alerts());
    JobExecutionResult result = verify();
    assertEquals("0", differences(result));
    assertEquals((long) entries, result.<Long>getAccumulatorResult(VerifyResult.ENTRIES));
    assertEquals(
        (long) GoldenJournal.orders().size(),
        result.<Long>getAccumulatorResult(VerifyResult.ORDERS));
    assertEquals(
        (long) GoldenJournal.decisions().size(),
        result.<Long>getAccumulatorResult(VerifyResult.DECISIONS));
    assertEquals(4L, result.<Long>getAccumulatorResult(VerifyResult.ALERTS));
  }

  @Test
  void oneFieldOfOneOrder() throws Exception {
    orders.get(4).setPrice(Decimals.parse("99.19"));
    List<String> lines = differences(verify()).lines().toList();
    assertEquals("1", lines.get(0));
    assertTrue(
        lines.get(1).startsWith("ORDER " + orders.get(4).getClientOrderId() + "/1 "), lines.get(1));
    assertEquals(4, lines.get(1).split(" ", -1).length);
  }

  @Test
  void aRecordedOrderThatTheReplayDoesNotGive() throws Exception {
    Order more = Order.newBuilder(orders.get(0)).setCommandNumber(2).build();
    orders.add(more);
    String[] difference = onlyDifference();
    assertEquals(more.getClientOrderId() + "/2", difference[1]);
    assertEquals("-", difference[2]);
  }

  @Test
  void anOrderThatIsNotRecorded() throws Exception {
    Order lost = orders.remove(7);
    String[] difference = onlyDifference();
    assertEquals(lost.getClientOrderId() + "/1", difference[1]);
    assertEquals("-", difference[3]);
  }

  @Test
  void twoRecordedCopiesOfOneIdThatDiffer() throws Exception {
    orders.add(Order.newBuilder(orders.get(0)).setQuantity(Decimals.of(1)).build());
    String[] difference = onlyDifference();
    assertEquals(1, difference[2].split(",", -1).length);
    assertEquals(2, difference[3].split(",", -1).length);
  }

  @Test
  void aHeartbeatThatTheReplayDoesNotGive() throws Exception {
    Order beat =
        Order.newBuilder(orders.get(0))
            .setCommand(OrderCommand.HEARTBEAT)
            .setClientOrderId("")
            .setGroupSequence(0)
            .setCause(new Coordinate(1, 12L))
            .build();
    orders.add(beat);
    assertEquals("heartbeat/ABC/perp/1:12", onlyDifference()[1]);
  }

  @Test
  void aHeartbeatThatIsNotRecorded() throws Exception {
    orders.removeIf(
        order ->
            order.getCommand() == OrderCommand.HEARTBEAT && order.getCause().getOffset() == 21);
    String[] difference = onlyDifference();
    assertEquals("heartbeat/ABC/perp/1:21", difference[1]);
    assertEquals("-", difference[3]);
  }

  @Test
  void oneFieldOfOneHeartbeat() throws Exception {
    first(OrderCommand.HEARTBEAT, "XYZ").setValidUntilMicros(0);
    assertEquals("heartbeat/XYZ/coin/2:5", onlyDifference()[1]);
  }

  /** It shares id and number with nothing, but names the order that it asks for. */
  @Test
  void oneFieldOfOneStatusRequest() throws Exception {
    Order request = first(OrderCommand.STATUS_REQUEST, "ABC");
    request.setGroupSequence(10);
    assertEquals(request.getClientOrderId() + "/2/1:33", onlyDifference()[1]);
  }

  @Test
  void oneFieldOfOneAlert() throws Exception {
    alerts.get(1).setText("the venue holds more");
    String[] difference = onlyDifference();
    assertEquals("ALERT", difference[0]);
    assertEquals("RECONCILIATION_BREAK/1/37", difference[1]);
  }

  @Test
  void anAlertThatIsNotRecorded() throws Exception {
    Alert lost = alerts.remove(0);
    String[] difference = onlyDifference();
    assertEquals(lost.getAlertId(), difference[1]);
    assertEquals("-", difference[3]);
  }

  @Test
  void anAlertThatTheReplayDoesNotGive() throws Exception {
    alerts.add(Alert.newBuilder(alerts.get(1)).setAlertId("RECONCILIATION_BREAK/1/36").build());
    String[] difference = onlyDifference();
    assertEquals("RECONCILIATION_BREAK/1/36", difference[1]);
    assertEquals("-", difference[2]);
  }

  /** Jobs may tell of what is in no journal; no replay can tell it again. */
  @Test
  void anAlertWithoutACauseIsNotTheEngines() throws Exception {
    alerts.add(Alert.newBuilder(alerts.get(1)).setAlertId("DISK/1").setCause(null).build());
    assertEquals("0", differences(verify()));
  }

  @Test
  void oneFieldOfOneDecision() throws Exception {
    decisions.get(3).setGroupSequence(3);
    assertEquals("ABC/treasury/1:8", onlyDifference()[1]);
  }

  @Test
  void valuationsAreComparedByTheirNumber() throws Exception {
    valueOftenAndRecord();
    assertTrue(valuations.size() > 2, valuations.size() + " valuations");
    JobExecutionResult same = verify();
    assertEquals("0", differences(same));
    assertEquals(
        (long) valuations.size(), same.<Long>getAccumulatorResult(VerifyResult.VALUATIONS));
    Valuation other = valuations.get(1);
    other.setValue(Amounts.of(Amounts.toBigDecimal(other.getValue()).add(new BigDecimal("1e-12"))));
    String[] difference = onlyDifference();
    assertEquals("VALUATION", difference[0]);
    assertEquals(other.getGroup() + "/treasury/valuation/" + other.getSequence(), difference[1]);
    Valuation lost = valuations.remove(1);
    assertEquals("-", onlyDifference()[3]);
    valuations.add(lost);
    lost.setEngineVersion("0.0.9");
    assertTrue(
        messages(assertThrows(Exception.class, this::verify))
            .contains("engine 0.0.9 made the recorded VALUATION"));
  }

  /** The golden journal with a valuation each second, and what an engine told of it. */
  private void valueOftenAndRecord() throws IOException {
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    Map<String, HedgeGroup> groups = new HashMap<>();
    Actions record =
        new Actions() {
          @Override
          public void order(Order order) {}

          @Override
          public void decision(Decision decision) {}

          @Override
          public void alert(Alert alert) {}

          @Override
          public void valuation(Valuation valuation) {
            valuations.add(valuation);
          }
        };
    for (int i = 0; i < JOURNAL.size(); i++) {
      JournalRecord at = JOURNAL.get(i);
      JournalEntry entry = codec.decode(at.value());
      if (entry.getPayload() instanceof ConfigChange change) {
        change.getPortfolios().forEach(one -> one.setValuationMicros(1_000_000));
      }
      JOURNAL.set(
          i, new JournalRecord(at.group(), at.partition(), at.offset(), codec.encode(entry)));
      groups
          .computeIfAbsent(
              at.group(), name -> new HedgeGroup(name, GroupTables.of(new MemoryTables())))
          .on(entry, at.partition(), at.offset(), record);
    }
  }

  /** What a later entry made is not the replay's to give, nor what an earlier one made. */
  @Test
  void onlyWhatTheRangeMade() throws Exception {
    JOURNAL.removeIf(record -> record.partition() == 1 && record.offset() >= 14);
    range = new JournalRange(Map.of(), Map.of(0, 1L, 1, 14L, 2, 26L, 3, 1L));
    assertEquals("0", differences(verify()));
    range = new JournalRange(Map.of(), Map.of(0, 1L, 1, 15L, 2, 26L, 3, 1L));
    assertEquals("2", differences(verify()).lines().findFirst().orElseThrow());
  }

  @Test
  void anotherEnginesPartIsRefused() {
    JOURNAL.add(
        new JournalRecord(
            "ABC",
            1,
            41,
            RecordCodec.of(JournalEntry.class)
                .encode(
                    JournalEntry.newBuilder()
                        .setGroup("ABC")
                        .setOrigin(new Origin("operator", 0L, -1L, "engine/9.9.9"))
                        .setReceiveTimeMicros(0)
                        .setPayload(new EngineChange(EngineVersion.CURRENT, "9.9.9", Map.of()))
                        .build())));
    assertTrue(
        messages(assertThrows(Exception.class, this::verify))
            .contains("at 1:41 group ABC goes from engine " + EngineVersion.CURRENT));
    JOURNAL.remove(JOURNAL.size() - 1);
    orders.get(0).setEngineVersion("0.0.9");
    assertTrue(
        messages(assertThrows(Exception.class, this::verify))
            .contains("engine 0.0.9 made the recorded ORDER"));
  }

  /** A replay from a savepoint finds the state by the hedging job's uid. */
  @Test
  void theGroupsHaveTheHedgingJobsUid() throws Exception {
    Field uid =
        Class.forName("org.hedgerow.jobs.hedging.HedgingNames").getDeclaredField("GROUPS_UID");
    uid.setAccessible(true);
    assertEquals(uid.get(null), VerifyNames.GROUPS_UID);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Copy.class);
  }

  /** The savepoints of real jobs on a real Kafka: see the README beside them for their cuts. */
  @Test
  void aSavepointSaysWhereItStands() throws Exception {
    assertEquals(Map.of(0, 1L, 1, 14L, 2, 7L, 3, 1L), offsetsOf("0.1.0"));
    assertEquals(Map.of(0, 1L, 1, 15L, 2, 8L, 3, 1L), offsetsOf("0.2.0"));
  }

  private static Map<Integer, Long> offsetsOf(String release) throws Exception {
    Path kept =
        Path.of(VerifyJobTest.class.getResource("/savepoints/" + release + "/_metadata").toURI())
            .getParent();
    return SavepointOffsets.read(kept.toUri().toString());
  }

  @Test
  void offsetsAreReadAsWritten() {
    assertEquals(Map.of(0, 12L, 3, 0L), JournalRange.parse("0:12,3:0"));
    for (String wrong : List.of("", "1", "1:2,1:3", "1:-2", "a:1")) {
      assertThrows(IllegalArgumentException.class, () -> JournalRange.parse(wrong), wrong);
    }
  }

  private Order first(OrderCommand command, String group) {
    return orders.stream()
        .filter(order -> order.getCommand() == command && order.getGroup().equals(group))
        .findFirst()
        .orElseThrow();
  }

  private String[] onlyDifference() throws Exception {
    List<String> lines = differences(verify()).lines().toList();
    assertEquals("1", lines.get(0));
    return lines.get(1).split(" ", -1);
  }

  private static String differences(JobExecutionResult result) {
    return result.getAccumulatorResult(VerifyResult.DIFFERENCES);
  }

  private JobExecutionResult verify() throws Exception {
    place(orders, Order.class, ORDERS);
    place(decisions, Decision.class, DECISIONS);
    place(alerts, Alert.class, ALERTS);
    List<Valuation> recorded = new ArrayList<>(valuations);
    // The source of the tests has no empty form.
    recorded.add(afterTheRange());
    place(recorded, Valuation.class, VALUATIONS);
    VerifySettings settings =
        new VerifySettings("127.0.0.1:1", range, Map.of(), Map.of(), Map.of(), Map.of());
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(settings.options());
    VerifyJob.define(
        environment,
        source(at -> JOURNAL.get(at.intValue()), JOURNAL.size(), JournalRecord.class),
        source(at -> ORDERS.get(at.intValue()), ORDERS.size(), PlacedRecord.class),
        source(at -> DECISIONS.get(at.intValue()), DECISIONS.size(), PlacedRecord.class),
        source(at -> ALERTS.get(at.intValue()), ALERTS.size(), PlacedRecord.class),
        source(at -> VALUATIONS.get(at.intValue()), VALUATIONS.size(), PlacedRecord.class),
        range);
    return environment.execute();
  }

  private static Valuation afterTheRange() {
    Amount none = Amounts.zero();
    ProfitParts parts = new ProfitParts(none, none, none, none, none, none, none, none);
    return Valuation.newBuilder()
        .setGroup("ABC")
        .setPortfolio("treasury")
        .setStrategy("naive")
        .setSequence(1_000)
        .setCause(new Coordinate(1, 1_000L))
        .setValuedMicros(0)
        .setPreviousMicros(0)
        .setCurrency("USD")
        .setValue(none)
        .setProfit(parts)
        .setCapitalFlow(none)
        .setTotalProfit(parts)
        .setTotalCapital(none)
        .setRemainder(none)
        .setLines(List.of())
        .setConfigVersion(1)
        .setEngineVersion("0.0.1")
        .build();
  }

  private static <T> Source<T, ?, ?> source(
      GeneratorFunction<Long, T> records, int count, Class<T> type) {
    return new DataGeneratorSource<>(records, count, TypeInformation.of(type));
  }

  private static <T extends SpecificRecordBase> void place(
      List<T> records, Class<T> type, List<PlacedRecord> topic) {
    topic.clear();
    for (T record : records) {
      topic.add(new PlacedRecord(0, topic.size(), RecordCodec.of(type).encode(record)));
    }
  }

  private static String messages(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      all.append(cause.getMessage()).append('\n');
    }
    return all.toString();
  }
}
