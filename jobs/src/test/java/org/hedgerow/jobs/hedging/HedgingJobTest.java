package org.hedgerow.jobs.hedging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.hedgerow.jobs.CollectingSink;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.golden.Outputs;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the job: the orders that an undisturbed engine gives, byte for byte. */
@Timeout(120)
class HedgingJobTest {
  private static final int FAILURES = 6;
  private static final long LIMIT_SECONDS = 40;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private final ManyGroups groups = new ManyGroups();
  @TempDir private Path folder;

  @Test
  void stoppedAndRescaledItGoesOn(@InjectMiniCluster MiniCluster cluster) throws Exception {
    MemoryJournal journal = new MemoryJournal("rescale", ManyGroups.PARTITIONS);
    int third = groups.journal.size() / 3;
    String savepoint = null;
    for (int part = 0; part < 3; part++) {
      int before = CollectingSink.written("rescale-orders").size();
      journal.append(
          groups.journal.subList(
              part * third, part == 2 ? groups.journal.size() : (part + 1) * third));
      JobClient job = start(journal, part == 1 ? 2 : 1, savepoint);
      if (part == 2) {
        await(groups.orders.size(), "rescale-orders");
        job.cancel().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      } else {
        // Somewhere within this part, wherever that is.
        await(before + 10, "rescale-orders");
        // One of two subtasks may have written them before the other one runs.
        CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
        savepoint =
            job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      }
    }
    assertUndisturbed("rescale");
    assertEquals(
        groups.orders.size(),
        CollectingSink.written("rescale-orders").size(),
        "a savepoint loses nothing and repeats nothing");
  }

  @Test
  void killedAtAnyPointItGivesTheSameOrders() throws Exception {
    MemoryJournal journal = new MemoryJournal("kill", ManyGroups.PARTITIONS);
    Random random = new Random(7);
    Set<Long> failures = new HashSet<>();
    while (failures.size() < FAILURES) {
      failures.add(1L + random.nextInt(groups.journal.size()));
    }
    journal.append(groups.journal);
    journal.failAfter(failures);
    JobClient job = start(journal, 2, null);
    await(groups.orders.size(), "kill-orders");
    job.cancel().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertEquals(0, journal.failuresLeft(), "every failure happened");
    assertUndisturbed("kill");
    assertTrue(
        CollectingSink.written("kill-orders").size() > groups.orders.size(),
        "what was after the last checkpoint was written again");
  }

  private JobClient start(MemoryJournal journal, int parallelism, String savepoint)
      throws Exception {
    Configuration options = JobEnvironment.options(parallelism, Duration.ofMillis(50));
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 2 * FAILURES);
    options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    if (savepoint != null) {
      options.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(options);
    HedgingJob.define(
        environment,
        journal,
        new CollectingSink(journal.name() + "-orders"),
        new CollectingSink(journal.name() + "-decisions"),
        new CollectingSink(journal.name() + "-alerts"),
        new CollectingSink(journal.name() + "-valuations"),
        new CollectingSink(journal.name() + "-exposures"));
    return environment.executeAsync(journal.name());
  }

  private static void await(int orders, String sink) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (Outputs.distinct(CollectingSink.written(sink), Order.class).size() < orders) {
      assertTrue(
          System.nanoTime() < deadline,
          () -> CollectingSink.written(sink).size() + " orders of " + orders);
      Thread.sleep(10);
    }
  }

  private void assertUndisturbed(String name) {
    // A tick each 0.3 s, 60 of them: the first one and every fourth after it beats.
    assertEquals(
        15L * ManyGroups.GROUPS,
        groups.orders.stream()
            .filter(order -> order.getCommand() == OrderCommand.HEARTBEAT)
            .count());
    Outputs.assertSame(
        groups.orders, Outputs.distinct(written(name + "-orders"), Order.class), Order.class);
    Outputs.assertSame(
        groups.decisions,
        Outputs.distinct(written(name + "-decisions"), Decision.class),
        Decision.class);
    assertEquals(0, CollectingSink.written(name + "-alerts").size());
  }

  private static List<TopicRecord> written(String sink) {
    return List.copyOf(CollectingSink.written(sink));
  }
}
