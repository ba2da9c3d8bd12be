package org.hedgerow.cli.flink;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;

/** Submits jobs of one jar to one cluster. */
public final class JobSubmission {
  private static final Duration RUNNING_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOPPED_LIMIT = Duration.ofSeconds(60);

  /** How Flink says that a savepoint has state of an operator that the job does not have. */
  private static final String UNCLAIMED = "allowNonRestoredState";

  private final FlinkRest cluster;
  private final Path jar;
  private final Progress progress;

  public JobSubmission(FlinkRest cluster, Path jar, Progress progress) {
    this.cluster = cluster;
    this.jar = jar;
    this.progress = progress;
  }

  /**
   * Submits them one after the other, then waits until all tasks of all run.
   *
   * @return Flink's job id of each
   * @throws CommandFailed before anything is submitted if one of them is there already, or the
   *     slots do not suffice
   */
  public Map<JobCatalogue, String> submit(List<JobCatalogue> jobs, JobArguments arguments) {
    return submit(jobs, arguments, Map.of());
  }

  /**
   * The same, some of them with the state of a savepoint; state that the job has no operator for is
   * refused.
   *
   * @param savepoints paths, as the cluster reaches them
   */
  public Map<JobCatalogue, String> submit(
      List<JobCatalogue> jobs, JobArguments arguments, Map<JobCatalogue, String> savepoints) {
    return submit(jobs, arguments, savepoints, false);
  }

  /**
   * The same.
   *
   * @param forgetsPatterns whether the signals job may leave out what a savepoint has of patterns
   *     that the configuration no longer has, or has otherwise; of any other job nothing is left
   *     out
   */
  public Map<JobCatalogue, String> submit(
      List<JobCatalogue> jobs,
      JobArguments arguments,
      Map<JobCatalogue, String> savepoints,
      boolean forgetsPatterns) {
    refuseDoubles(jobs);
    String jarId = cluster.uploadJar(jar);
    Map<JobCatalogue, String> ids = new LinkedHashMap<>();
    try {
      for (JobCatalogue job : jobs) {
        progress.update("submitting " + job.jobName());
        String savepoint = savepoints.get(job);
        String id;
        try {
          id =
              savepoint == null
                  ? cluster.run(jarId, job.entryClass(), arguments.toList())
                  : cluster.run(
                      jarId,
                      job.entryClass(),
                      arguments.toList(),
                      savepoint,
                      forgetsPatterns && job == JobCatalogue.SIGNALS);
        } catch (CommandFailed refused) {
          throw explained(refused, job, savepoints);
        }
        ids.put(job, id);
        progress.say("submitted " + job.jobName() + " as " + id);
      }
    } finally {
      // Each job has its own copy by now.
      cluster.deleteJar(jarId);
    }
    ids.forEach(
        (job, id) -> {
          progress.update("waiting for " + job.jobName());
          try {
            cluster.awaitRunning(id, RUNNING_LIMIT);
          } catch (CommandFailed refused) {
            throw explained(refused, job, savepoints);
          }
        });
    return ids;
  }

  /**
   * Stops those of the jobs that run, each with a savepoint, and submits all, those from theirs.
   *
   * @throws CommandFailed also if they were stopped and could not be submitted: it names the
   *     savepoints
   */
  public Map<JobCatalogue, String> restart(
      List<JobCatalogue> jobs,
      JobArguments arguments,
      Map<JobCatalogue, String> savepoints,
      boolean forgetsPatterns) {
    Map<JobCatalogue, String> states = new EnumMap<>(JobCatalogue.class);
    states.putAll(savepoints);
    for (FlinkRest.Job running : cluster.jobs()) {
      for (JobCatalogue job : jobs) {
        if (!running.isOver() && running.name().equals(job.jobName())) {
          progress.update("stopping " + job.jobName());
          states.put(job, cluster.stopWithSavepoint(running.id(), STOPPED_LIMIT));
          progress.say("stopped " + job.jobName() + " with savepoint " + states.get(job));
        }
      }
    }
    try {
      return submit(jobs, arguments, states, forgetsPatterns);
    } catch (CommandFailed refused) {
      throw new CommandFailed(
          refused.getMessage()
              + "; what was stopped does not run now, and starts again by: ./hedgerow submit"
              + states.keySet().stream()
                  .map(job -> " " + job.jobName())
                  .collect(Collectors.joining())
              + states.entrySet().stream()
                  .map(one -> " --from-savepoint " + one.getKey().jobName() + "=" + one.getValue())
                  .collect(Collectors.joining())
              + " --configuration FILE",
          refused);
    }
  }

  /** What to do about a savepoint with state that the signals job has no operator for. */
  private static CommandFailed explained(
      CommandFailed refused, JobCatalogue job, Map<JobCatalogue, String> savepoints) {
    return job == JobCatalogue.SIGNALS && refused.getMessage().contains(UNCLAIMED)
        ? new CommandFailed(
            savepoints.get(job)
                + " has state of a pattern that the configuration no longer has, or has otherwise;"
                + " --forget-patterns lets go of what it had partly matched",
            refused)
        : refused;
  }

  private void refuseDoubles(List<JobCatalogue> jobs) {
    for (FlinkRest.Job running : cluster.jobs()) {
      for (JobCatalogue job : jobs) {
        if (!running.isOver() && running.name().equals(job.jobName())) {
          throw new CommandFailed(
              "job "
                  + job.jobName()
                  + " is on that cluster already ("
                  + running.id()
                  + ", "
                  + running.state()
                  + ")");
        }
      }
    }
  }
}
