package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.hedgerow.cli.stack.TestDatabase;
import org.hedgerow.schema.Order;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Flink's published {@code SinkTestSuiteBase} checks of a sink: restarting from a savepoint
 * with the same, a higher and a lower parallelism. The suite itself gives its sink a stream that is
 * not keyed at parallelism 2 and 4, which this sink refuses, as it must.
 */
@Timeout(120)
class SinkSuiteTest {
  private static final int RECORDS = 600;
  private static final List<String> ACCOUNTS =
      IntStream.range(0, 8).mapToObj(i -> "account-" + i).toList();

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @BeforeEach
  void begin() throws Exception {
    DATABASE.empty();
    CountingExchange.PLACED.clear();
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "2, 4", "4, 2"})
  void fromASavepointEveryOrderIsPlacedOnce(int before, int after, @TempDir Path folder)
      throws Exception {
    JobClient first = job(before, null).executeAsync();
    while (DATABASE.count("gateway_order") < RECORDS / 3) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    String savepoint =
        first
            .stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
    assertTrue(DATABASE.count("gateway_order") < RECORDS, "stopped in the middle");
    job(after, savepoint).execute();
    assertEquals(RECORDS, DATABASE.count("gateway_order"));
    assertEquals(
        ACCOUNTS.size(), DATABASE.count("gateway_account WHERE epoch = 2"), "each taken twice");
    assertTrue(CountingExchange.PLACED.size() > RECORDS / 2);
    CountingExchange.PLACED.forEach((id, times) -> assertEquals(1, times.get(), id));
  }

  private static StreamExecutionEnvironment job(int parallelism, String savepoint) {
    Configuration options = new Configuration();
    options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    if (savepoint != null) {
      options.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(options);
    environment
        .fromSource(
            new DataGeneratorSource<>(
                n -> n, RECORDS, RateLimiterStrategy.perSecond(300), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .setParallelism(1)
        .map(
            n -> {
              Order order = GatewayOrders.order("id" + n);
              order.setAccount(ACCOUNTS.get((int) (n % ACCOUNTS.size())));
              return order;
            })
        .returns(new AvroTypeInfo<>(Order.class))
        .uid("orders")
        .setParallelism(1)
        .keyBy(Order::getAccount)
        .sinkTo(
            new OrderGatewaySink(
                ACCOUNTS, account -> new CountingExchange(), DATABASE.login(), Journal::new))
        .uid("gateway")
        .setParallelism(parallelism);
    return environment;
  }

  private static final class Journal implements JournalWriter {
    @Override
    public void append(String group, byte[] entry, Consumer<Exception> done) {
      done.accept(null);
    }

    @Override
    public void close() {}
  }
}
