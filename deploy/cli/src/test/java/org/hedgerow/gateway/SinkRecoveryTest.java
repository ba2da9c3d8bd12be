package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.hedgerow.cli.stack.TestDatabase;
import org.hedgerow.schema.Order;
import org.hedgerow.timescaledb.StoreRecord;
import org.hedgerow.timescaledb.StoredEntries;
import org.hedgerow.timescaledb.TimescaleSink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Both sinks in a cluster, their job failing between checkpoints: everything once. */
@Timeout(120)
class SinkRecoveryTest {
  private static final int RECORDS = 1_200;
  private static final int FAILURES = 2;
  private static final AtomicInteger FAILED = new AtomicInteger();
  private static final AtomicInteger PASSED = new AtomicInteger();
  private static final AtomicInteger JOURNALED = new AtomicInteger();

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @BeforeEach
  void begin() throws Exception {
    DATABASE.empty();
    DATABASE.execute(StoredEntries.CONFIGURED);
    FAILED.set(0);
    PASSED.set(0);
    CountingExchange.PLACED.clear();
    JOURNALED.set(0);
  }

  @Test
  void theStoreWritesEachRecordOnce() throws Exception {
    StreamExecutionEnvironment environment = environment();
    numbers(environment)
        .map(n -> new StoreRecord("journal", 0, n, StoredEntries.trade(n)))
        .returns(TypeInformation.of(StoreRecord.class))
        .sinkTo(new TimescaleSink(DATABASE.login()));
    environment.execute();
    assertReplayed();
    assertEquals(RECORDS, DATABASE.count("journal"));
    assertEquals(RECORDS, DATABASE.count("trade"));
    assertEquals(
        Integer.toString(RECORDS), DATABASE.one("SELECT count(DISTINCT \"offset\") FROM trade"));
  }

  @Test
  void theGatewayPlacesEachOrderOnce() throws Exception {
    StreamExecutionEnvironment environment = environment();
    numbers(environment)
        .map(n -> GatewayOrders.order("id" + n))
        .returns(new AvroTypeInfo<>(Order.class))
        .keyBy(Order::getAccount)
        .sinkTo(
            new OrderGatewaySink(
                List.of("perp"),
                account -> new CountingExchange(),
                DATABASE.login(),
                Journal::new));
    environment.execute();
    assertReplayed();
    // The last ones may be on their way when the bounded input ends: reserved, which is what
    // counts.
    assertEquals(RECORDS, DATABASE.count("gateway_order"));
    assertTrue(
        CountingExchange.PLACED.size() > RECORDS / 2, CountingExchange.PLACED.size() + " placed");
    CountingExchange.PLACED.forEach((id, times) -> assertEquals(1, times.get(), id));
  }

  private static void assertReplayed() {
    assertEquals(FAILURES, FAILED.get());
    assertTrue(PASSED.get() > RECORDS, "records were read again: " + PASSED.get());
  }

  private static StreamExecutionEnvironment environment() {
    Configuration options = new Configuration();
    options.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, FAILURES);
    options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    return StreamExecutionEnvironment.getExecutionEnvironment(options);
  }

  private static DataStream<Long> numbers(StreamExecutionEnvironment environment) {
    return environment
        .fromSource(
            new DataGeneratorSource<>(
                n -> n, RECORDS, RateLimiterStrategy.perSecond(600), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .map(new Failing());
  }

  /** Fails some records after a checkpoint completed, so that those are read again. */
  private static final class Failing extends RichMapFunction<Long, Long>
      implements CheckpointListener {
    private static final long serialVersionUID = 1L;
    private int sinceCheckpoint = Integer.MIN_VALUE;

    @Override
    public Long map(Long number) throws IOException {
      PASSED.incrementAndGet();
      if (++sinceCheckpoint > 20 && FAILED.get() < FAILURES) {
        FAILED.incrementAndGet();
        throw new IOException("as the test wants it");
      }
      return number;
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      if (sinceCheckpoint < 0) {
        sinceCheckpoint = 0;
      }
    }
  }

  private static final class Journal implements JournalWriter {
    @Override
    public void append(String group, byte[] entry, Consumer<Exception> done) {
      JOURNALED.incrementAndGet();
      done.accept(null);
    }

    @Override
    public void close() {}
  }
}
