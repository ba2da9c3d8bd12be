package org.hedgerow.jobs.hedging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.jobs.CollectingSink;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.golden.GoldenJournal;
import org.hedgerow.jobs.golden.Outputs;
import org.hedgerow.jobs.kafka.TopicSink;
import org.hedgerow.jobs.kafka.TopicSource;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.EngineChange;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.TopicCatalogue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The savepoints of the releases (see the README beside them) in the job as it is now. Another
 * engine takes it over only after an EngineChange of each group.
 */
@Timeout(120)
class SavepointTest {
  private static final int PARTITIONS = 4;
  private static final long CLOCK = 1_700_000_000_100_000L;
  private static final String LINEAR = "BINANCE_USDM:ABCUSDT";
  private static final String INVERSE = "BINANCE_COINM:XYZUSD_PERP";

  /**
   * A savepoint, and what the README says of it.
   *
   * @param linear where the journal of ABC is cut; the order in flight is of the entry before
   * @param inverse the same of XYZ
   * @param reconciled whether its engine knew snapshots, and had seen one of each account
   */
  record Release(String version, long linear, long inverse, boolean reconciled) {
    String linearOrder() {
      return GoldenJournal.clientOrderId(1, linear - 1, 1, 1, 0);
    }

    String inverseOrder() {
      return GoldenJournal.clientOrderId(2, inverse - 1, 1, 2, 0);
    }

    boolean isCurrent() {
      return version.equals(EngineVersion.CURRENT);
    }

    @Override
    public String toString() {
      return version;
    }
  }

  static List<Release> releases() {
    return List.of(new Release("0.1.0", 14, 7, false), new Release("0.2.0", 15, 8, true));
  }

  static List<Release> otherReleases() {
    return releases().stream().filter(release -> !release.isCurrent()).toList();
  }

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  @TempDir private Path folder;
  private final List<JournalRecord> journal = new ArrayList<>();

  /** Each group's positions, prices, clock, orders in flight and identities seen are there. */
  @ParameterizedTest
  @MethodSource("releases")
  void theNextEntryGivesTheOrderThatFollows(Release release) throws Exception {
    long linear = release.linear();
    long inverse = release.inverse();
    if (!release.isCurrent()) {
      change(release, "ABC", 1, linear++);
      change(release, "XYZ", 2, inverse++);
    }
    // The fill before the cut comes once more; were it counted, 5.928 too many would be hedged.
    fill("ABC", 1, linear++, LINEAR, release.linearOrder(), Side.SELL, "2.022", "e3");
    fill("ABC", 1, linear++, LINEAR, release.linearOrder(), Side.SELL, "5.928", "e2");
    fill("ABC", 1, linear, "BINANCE_SPOT:ABCUSDT", "web_1", Side.BUY, "0.08", "c1");
    fill("XYZ", 2, inverse++, INVERSE, release.inverseOrder(), Side.SELL, "40", "x2");
    fund("XYZ", 2, inverse++, "f/1");
    fund("XYZ", 2, inverse, "f/2");
    if (!release.reconciled()) {
      // The state says nothing of the venues: no hedge leaves before a snapshot agrees, with
      // 2 + 5.928 + 2.022 and with 59 + 40 sold.
      position("ABC", 1, ++linear, LINEAR, "-9.95");
      position("XYZ", 2, ++inverse, INVERSE, "-99");
    }
    String name = "restored-" + release;
    JobClient job = restore(release, name);
    List<Order> orders = awaitPlaced(name, 2);
    job.cancel().get(20, TimeUnit.SECONDS);
    orders.sort(java.util.Comparator.comparing(Order::getGroup));

    // 10.08 of spot against 2 + 5.928 + 2.022: 0.13, of which 0.0504 may stay.
    Order first = orders.get(0);
    assertEquals(GoldenJournal.clientOrderId(1, linear, 1, 1, 0), first.getClientOrderId());
    assertEquals(5, first.getGroupSequence());
    assertEquals(Side.SELL, first.getSide());
    assertEquals(Decimals.parse("0.079"), first.getQuantity());
    assertEquals(Decimals.parse("99.2"), first.getPrice());
    assertEquals(CLOCK, first.getDecisionTimeMicros());
    // 5 - 0.001 - 0.2 of coin against 99 * 10 / 200: -0.151, of which 0.026005 may stay; 2.5
    // contracts at 200.2.
    Order second = orders.get(1);
    assertEquals(GoldenJournal.clientOrderId(2, inverse, 1, 2, 0), second.getClientOrderId());
    assertEquals(3, second.getGroupSequence());
    assertEquals(Side.BUY, second.getSide());
    assertEquals(Decimals.of(2), second.getQuantity());
    assertEquals(Decimals.parse("202.2"), second.getPrice());
    assertEquals(1L, second.getConfigVersion());
    assertEquals(EngineVersion.CURRENT, second.getEngineVersion());
  }

  @ParameterizedTest
  @MethodSource("otherReleases")
  void anotherEngineRefusesItWithoutAnEngineChange(Release release) throws Exception {
    fill("ABC", 1, release.linear(), LINEAR, release.linearOrder(), Side.SELL, "2.022", "e3");
    String name = "refused-" + release;
    JobClient job = restore(release, name);
    Throwable failure =
        assertThrows(
            ExecutionException.class, () -> job.getJobExecutionResult().get(20, TimeUnit.SECONDS));
    StringBuilder messages = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      messages.append(cause.getMessage()).append('\n');
    }
    assertTrue(
        messages
            .toString()
            .contains(
                "group ABC is in a state of engine "
                    + release
                    + ", but this is engine "
                    + EngineVersion.CURRENT),
        messages.toString());
    assertEquals(0, CollectingSink.written(name + "-orders").size());
  }

  /** Every operator that left state is still in the graph that production runs. */
  @ParameterizedTest
  @MethodSource("releases")
  void everyOperatorOfTheReleaseIsStillThere(Release release) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobEnvironment.options(1, Duration.ofSeconds(1)));
    HedgingJob.define(
        environment,
        TopicSource.of(
            "127.0.0.1:1",
            List.of(TopicCatalogue.JOURNAL),
            HedgingNames.JOB,
            new JournalRecordSchema(),
            Duration.ZERO),
        TopicSink.of("127.0.0.1:1", TopicCatalogue.ORDERS, Duration.ZERO),
        TopicSink.of("127.0.0.1:1", TopicCatalogue.DECISIONS, Duration.ZERO),
        TopicSink.of("127.0.0.1:1", TopicCatalogue.ALERTS, Duration.ZERO),
        TopicSink.of("127.0.0.1:1", TopicCatalogue.VALUATIONS, Duration.ZERO));
    Set<OperatorID> present = new HashSet<>();
    for (JobVertex vertex : environment.getStreamGraph().getJobGraph().getVertices()) {
      for (OperatorIDPair pair : vertex.getOperatorIDs()) {
        present.add(pair.getGeneratedOperatorID());
        Optional.ofNullable(pair.getUserDefinedOperatorID().orElse(null)).ifPresent(present::add);
      }
    }
    try (InputStream file = Files.newInputStream(savepoint(release).resolve("_metadata"));
        DataInputStream in = new DataInputStream(file)) {
      int states = 0;
      for (OperatorState state :
          Checkpoints.loadCheckpointMetadata(in, getClass().getClassLoader(), release.version())
              .getOperatorStates()) {
        assertTrue(present.contains(state.getOperatorID()), () -> "no operator for " + state);
        assertEquals(JobEnvironment.MAX_PARALLELISM, state.getMaxParallelism());
        states++;
      }
      assertTrue(states >= 3, states + " operators with state");
    }
  }

  private JobClient restore(Release release, String name) throws Exception {
    MemoryJournal source = new MemoryJournal(name, PARTITIONS);
    source.append(journal);
    Configuration options = JobEnvironment.options(1, Duration.ofSeconds(1));
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    options.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint(release).toUri().toString());
    // What Kafka's sinks left; the test writes elsewhere.
    options.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(options);
    HedgingJob.define(
        environment,
        source,
        new CollectingSink(name + "-orders"),
        new CollectingSink(name + "-decisions"),
        new CollectingSink(name + "-alerts"),
        new CollectingSink(name + "-valuations"));
    return environment.executeAsync(name);
  }

  /** A copy that Flink may do with as it likes. */
  private Path savepoint(Release release) throws Exception {
    Path copy = Files.createDirectories(folder.resolve(release.version()));
    try (InputStream kept =
        SavepointTest.class.getResourceAsStream("/savepoints/" + release + "/_metadata")) {
      Files.write(copy.resolve("_metadata"), kept.readAllBytes());
    }
    return copy;
  }

  private static List<Order> awaitPlaced(String name, int count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      List<Order> orders =
          new ArrayList<>(
              Outputs.distinct(List.copyOf(CollectingSink.written(name + "-orders")), Order.class));
      orders.removeIf(order -> order.getCommand() != OrderCommand.PLACE);
      if (orders.size() >= count) {
        assertEquals(count, orders.size());
        return orders;
      }
      assertTrue(System.nanoTime() < deadline, () -> orders.size() + " orders of " + count);
      Thread.sleep(20);
    }
  }

  private void change(Release release, String group, int partition, long offset) {
    append(
        group,
        partition,
        offset,
        "engine/" + EngineVersion.CURRENT,
        new EngineChange(release.version(), EngineVersion.CURRENT, Map.of()));
  }

  private void position(
      String group, int partition, long offset, String instrument, String quantity) {
    append(
        group,
        partition,
        offset,
        "snapshot/1/" + instrument,
        PositionReport.newBuilder()
            .setReportId("snapshot/1/" + instrument)
            .setVenue(venue(instrument))
            .setAccount(account(instrument))
            .setInstrument(instrument)
            .setQuantity(Decimals.parse(quantity))
            .setSnapshot("snapshot/1")
            .build());
  }

  private static String venue(String instrument) {
    return instrument.substring(0, instrument.indexOf(':'));
  }

  private static String account(String instrument) {
    return Map.of("BINANCE_SPOT", "spot", "BINANCE_USDM", "perp", "BINANCE_COINM", "coin")
        .get(venue(instrument));
  }

  private void fund(String group, int partition, long offset, String id) {
    append(
        group,
        partition,
        offset,
        id,
        BalanceReport.newBuilder()
            .setReportId(id)
            .setVenue("BINANCE_COINM")
            .setAccount("coin")
            .setAsset("XYZ")
            .setChange(Decimals.parse("-0.1"))
            .setReason(BalanceChangeReason.FUNDING)
            .build());
  }

  private void fill(
      String group,
      int partition,
      long offset,
      String instrument,
      String order,
      Side side,
      String quantity,
      String execution) {
    append(
        group,
        partition,
        offset,
        "r/" + execution,
        ExecutionReport.newBuilder()
            .setReportId("r/" + execution)
            .setSource(ReportSource.STREAM)
            .setVenue(venue(instrument))
            .setAccount(account(instrument))
            .setInstrument(instrument)
            .setClientOrderId(order)
            .setExternal(order.startsWith("web_"))
            .setExecutionId(execution)
            .setExecutionType(ExecutionType.TRADE)
            .setStatus(OrderStatus.FILLED)
            .setSide(side)
            .setOrderType(OrderType.LIMIT)
            .setTimeInForce(TimeInForce.IOC)
            .setQuantity(Decimals.parse(quantity))
            .setLastQuantity(Decimals.parse(quantity))
            .setLastPrice(Decimals.of(instrument.equals(INVERSE) ? 200 : 100))
            .setCumulativeQuantity(Decimals.parse(quantity))
            .setLiquidity(LiquidityFlag.TAKER)
            .build());
  }

  private void append(String group, int partition, long offset, String id, Object payload) {
    JournalEntry entry =
        JournalEntry.newBuilder()
            .setGroup(group)
            .setOrigin(new Origin("raw-frames/1", 0L, -1L, id))
            .setReceiveTimeMicros(CLOCK)
            .setPayload(payload)
            .build();
    journal.add(
        new JournalRecord(
            group, partition, offset, RecordCodec.of(JournalEntry.class).encode(entry)));
  }
}
