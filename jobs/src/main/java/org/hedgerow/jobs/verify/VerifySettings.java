package org.hedgerow.jobs.verify;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.hedgerow.jobs.JobEnvironment;

/**
 * What the verify job is told: {@code --bootstrap-servers}, and as {@code PARTITION:OFFSET,...} the
 * range of the journal ({@code --from}, or {@code --from-savepoint} with a path; {@code --to}) and
 * the ends of what is recorded ({@code --orders}, {@code --decisions}, {@code --alerts}, {@code
 * --valuations}).
 *
 * @param orders the offset after the last of each partition of topic orders
 * @param decisions the offset after the last of each partition of topic decisions
 * @param alerts the offset after the last of each partition of topic alerts
 * @param valuations the offset after the last of each partition of topic valuations
 */
record VerifySettings(
    String bootstrapServers,
    JournalRange range,
    Map<Integer, Long> orders,
    Map<Integer, Long> decisions,
    Map<Integer, Long> alerts,
    Map<Integer, Long> valuations) {
  /** Longer than any replay; left out, the cluster's own interval would count. */
  private static final Duration NEVER = Duration.ofDays(365);

  static VerifySettings parse(String[] arguments) throws IOException {
    Map<String, String> flags = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      flags.put(arguments[i], arguments[i + 1]);
    }
    return new VerifySettings(
        required(flags, "--bootstrap-servers"),
        new JournalRange(from(flags), offsets(flags, "--to")),
        offsets(flags, "--orders"),
        offsets(flags, "--decisions"),
        offsets(flags, "--alerts"),
        offsets(flags, "--valuations"));
  }

  /**
   * As our other jobs, but never started again: accumulators of a failed attempt are lost, and a
   * failure is an answer too.
   */
  Configuration options() {
    Configuration options = JobEnvironment.options(1, NEVER);
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return options;
  }

  private static Map<Integer, Long> from(Map<String, String> flags) throws IOException {
    String savepoint = flags.get("--from-savepoint");
    return savepoint == null ? offsets(flags, "--from") : SavepointOffsets.read(savepoint);
  }

  private static Map<Integer, Long> offsets(Map<String, String> flags, String flag) {
    try {
      return JournalRange.parse(required(flags, flag));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(flag + ": " + e.getMessage(), e);
    }
  }

  private static String required(Map<String, String> flags, String flag) {
    String value = flags.get(flag);
    if (value == null) {
      throw new IllegalArgumentException(flag + ": none; expected a value");
    }
    return value;
  }
}
