package org.hedgerow.cli.verify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.flink.FlinkRest;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.cli.journal.JournalPositions;
import org.hedgerow.schema.TopicCatalogue;

/**
 * One verification while the jobs run: fixes the range, waits until the hedging job has passed it,
 * replays it on the same cluster and gives what was found. It commits no offset and writes to no
 * topic.
 */
public final class Verification {
  private static final String VERIFY_CLASS = "org.hedgerow.jobs.verify.VerifyJob";

  private final FlinkRest cluster;
  private final Path jar;
  private final String bootstrapServers;
  private final Progress progress;

  /**
   * Of one cluster and its Kafka.
   *
   * @param jar of the jobs, with the engine that made the range
   * @param bootstrapServers of Kafka, as the cluster reaches it
   */
  public Verification(FlinkRest cluster, Path jar, String bootstrapServers, Progress progress) {
    this.cluster = cluster;
    this.jar = jar;
    this.bootstrapServers = bootstrapServers;
    this.progress = progress;
  }

  /**
   * What is verified, and how long it may take.
   *
   * @param savepoint of the hedging job, where the range begins, as the cluster reaches it; null
   *     for the journal's beginning
   * @param to where the range ends, that offset left out; a partition that is not named ends where
   *     it does now
   * @param passing how long the hedging job may take to pass the end
   * @param replay how long the replay may take
   */
  public record Range(String savepoint, Map<Integer, Long> to, Duration passing, Duration replay) {
    /** From the journal's beginning to its end now. */
    public static Range whole(Duration passing, Duration replay) {
      return new Range(null, Map.of(), passing, replay);
    }
  }

  /**
   * Verifies.
   *
   * @throws CommandFailed if there is no free slot, the range is after the journal's end, a time is
   *     over, or the job fails, as it does where another engine made a part of the range
   */
  public VerifyReport run(Range range) {
    if (cluster.overview().freeSlots() < 1) {
      throw new CommandFailed("no free slot on the cluster; verify needs one");
    }
    JournalPositions positions = new JournalPositions(bootstrapServers);
    Map<Integer, Long> ends = ends(positions, range.to());
    progress.update("waiting for the hedging job to pass " + JournalPositions.text(ends));
    positions.awaitPassed(JobCatalogue.HEDGING.jobName(), ends, range.passing());
    return VerifyReport.of(replay(arguments(positions, range.savepoint(), ends), range));
  }

  private static Map<Integer, Long> ends(JournalPositions positions, Map<Integer, Long> named) {
    Map<Integer, Long> ends = positions.ends(TopicCatalogue.JOURNAL);
    named.forEach(
        (partition, offset) -> {
          if (offset > ends.getOrDefault(partition, -1L)) {
            throw new CommandFailed(
                "the end "
                    + partition
                    + ":"
                    + offset
                    + " is after the journal's end, "
                    + JournalPositions.text(ends));
          }
        });
    ends.putAll(named);
    return ends;
  }

  private List<String> arguments(
      JournalPositions positions, String savepoint, Map<Integer, Long> ends) {
    List<String> words = new ArrayList<>(List.of("--bootstrap-servers", bootstrapServers));
    words.add(savepoint == null ? "--from" : "--from-savepoint");
    words.add(
        savepoint == null
            ? JournalPositions.text(positions.beginnings(TopicCatalogue.JOURNAL))
            : savepoint);
    words.addAll(List.of("--to", JournalPositions.text(ends)));
    words.addAll(List.of("--orders", JournalPositions.text(positions.ends(TopicCatalogue.ORDERS))));
    words.addAll(
        List.of("--decisions", JournalPositions.text(positions.ends(TopicCatalogue.DECISIONS))));
    words.addAll(List.of("--alerts", JournalPositions.text(positions.ends(TopicCatalogue.ALERTS))));
    words.addAll(
        List.of("--valuations", JournalPositions.text(positions.ends(TopicCatalogue.VALUATIONS))));
    return words;
  }

  private Map<String, String> replay(List<String> arguments, Range range) {
    String jarId = cluster.uploadJar(jar);
    String job;
    try {
      job =
          range.savepoint() == null
              ? cluster.run(jarId, VERIFY_CLASS, arguments)
              : cluster.run(jarId, VERIFY_CLASS, arguments, range.savepoint(), true);
    } finally {
      cluster.deleteJar(jarId);
    }
    progress.update("replaying, job " + job);
    boolean over = false;
    try {
      cluster.awaitFinished(job, range.replay());
      over = true;
      return cluster.accumulators(job);
    } finally {
      if (!over && cluster.jobs().stream().anyMatch(one -> one.id().equals(job) && !one.isOver())) {
        cluster.cancel(job);
      }
    }
  }
}
