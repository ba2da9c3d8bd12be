package org.hedgerow.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.hedgerow.jobs.kafka.FromTheBeginning;
import org.junit.jupiter.api.Test;

/** What no cluster may change, since the journal's order or every savepoint would break. */
class JobEnvironmentTest {
  private final StreamExecutionEnvironment environment =
      StreamExecutionEnvironment.getExecutionEnvironment(onAClusterThatWantsUnaligned());

  /** A cluster merges what a job sets over its own file, as here. */
  private static Configuration onAClusterThatWantsUnaligned() {
    Configuration merged = new Configuration();
    merged.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    merged.set(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, Duration.ZERO);
    merged.addAll(JobEnvironment.options(1, Duration.ofSeconds(1)));
    return merged;
  }

  @Test
  void checkpointsAreAlignedWhateverTheClusterSays() {
    assertFalse(environment.getCheckpointConfig().isUnalignedCheckpointsEnabled());
    assertFalse(environment.getCheckpointConfig().isForceUnalignedCheckpoints());
    assertEquals(
        CheckpointingMode.EXACTLY_ONCE,
        environment.getCheckpointConfig().getCheckpointingConsistencyMode());
  }

  /** 128 since release 0.1.0: see the kept savepoints. */
  @Test
  void everyOperatorHasTheOneMaximumParallelism() {
    environment
        .fromSource(new NumberSequenceSource(0, 1), WatermarkStrategy.noWatermarks(), "numbers")
        .uid("numbers")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    int vertices = 0;
    for (JobVertex vertex : environment.getStreamGraph().getJobGraph().getVertices()) {
      assertEquals(128, vertex.getMaxParallelism());
      vertices++;
    }
    assertTrue(vertices > 0);
  }

  @Test
  @SuppressWarnings("deprecation")
  void aLostOffsetFailsTheJob() {
    assertEquals(OffsetResetStrategy.NONE, new FromTheBeginning().getAutoOffsetResetStrategy());
  }
}
