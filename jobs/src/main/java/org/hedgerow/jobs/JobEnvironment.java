package org.hedgerow.jobs;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The execution environment of our jobs: what all of them need, and why. */
public final class JobEnvironment {
  /**
   * How many key groups there are. Never changed: state is stored by key group, and a savepoint
   * with another number cannot be restored.
   */
  public static final int MAX_PARALLELISM = 128;

  private JobEnvironment() {}

  /** An environment of the cluster that the program was submitted to. */
  public static StreamExecutionEnvironment of(JobSettings settings) {
    return StreamExecutionEnvironment.getExecutionEnvironment(
        options(settings.parallelism(), settings.checkpointInterval()));
  }

  /** The options of {@link #of}, for tests that bring a cluster of their own. */
  public static Configuration options(int parallelism, Duration checkpointInterval) {
    Configuration options = new Configuration();
    options.set(org.apache.flink.configuration.CoreOptions.DEFAULT_PARALLELISM, parallelism);
    options.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
    options.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    // After a rescale, recovered in-flight buffers could overtake: the journal's order would break.
    options.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    // A record is sent on as soon as it was written; the default of 100 ms is 100 ms of latency.
    options.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    options.set(PipelineOptions.OBJECT_REUSE, true);
    options.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
    // Kryo and a missing uid fail at submission instead of at the next upgrade.
    options.set(PipelineOptions.GENERIC_TYPES, false);
    options.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    return options;
  }
}
