package org.hedgerow.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.hedgerow.cli.flink.FlinkRest;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.cli.journal.JournalOpening;
import org.hedgerow.cli.journal.JournalPositions;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.configuration.Variables;
import org.hedgerow.schema.TopicCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Ends the jobs of an engine so that the next one can take their state over. */
@Command(
    name = "upgrade",
    description =
        "Stops gateway, market-data, signals and hedging of an older engine with savepoints, marks"
            + " the change in the journal, and says how to go on.",
    mixinStandardHelpOptions = true)
final class UpgradeCommand implements Callable<Integer> {
  /** Who writes the journal first, so that the hedging job can come to its end. */
  private static final List<JobCatalogue> WRITERS =
      List.of(
          JobCatalogue.MARKET_DATA, JobCatalogue.SIGNALS, JobCatalogue.RISK, JobCatalogue.GATEWAY);

  /** Whose results no journal depends on: they run on, and are changed after the others. */
  private static final List<JobCatalogue> NOT_IN_THE_JOURNAL =
      List.of(JobCatalogue.STORE, JobCatalogue.ALERTS, JobCatalogue.INGEST);

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;

  @Option(
      names = "--from-engine",
      paramLabel = "VERSION",
      required = true,
      description = "The engine of the running jobs, as it stands in their orders.")
  private String fromVersion;

  @Option(
      names = "--configuration",
      paramLabel = "FILE",
      required = true,
      description = "The YAML file in force; it names the groups.")
  private Path configuration;

  @Option(
      names = "--target",
      paramLabel = "HOST:PORT",
      description = "The cluster's REST address (default: the local stack's).")
  private String target;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,...",
      description = "Kafka, as this machine reaches it (default: the local stack's).")
  private String bootstrapServers;

  @Override
  public Integer call() {
    if (fromVersion.equals(EngineVersion.CURRENT)) {
      throw new CommandFailed(
          "this is engine " + EngineVersion.CURRENT + " already: there is no change to mark");
    }
    if (target != null && bootstrapServers == null) {
      throw new ParameterException(
          spec.commandLine(), "with --target, name its Kafka: --bootstrap-servers");
    }
    Configuration parsed = parse();
    Progress progress = Progress.toStandardOutput();
    LocalStack local = new LocalStack(StackLayout.ofLauncher(), progress);
    FlinkRest cluster =
        new FlinkRest(target == null ? local.addresses().flink() : URI.create("http://" + target));
    String servers =
        bootstrapServers == null ? local.addresses().bootstrapServers() : bootstrapServers;
    String hedging =
        running(cluster, JobCatalogue.HEDGING)
            .orElseThrow(
                () ->
                    new CommandFailed(
                        "no job hedging runs there: its state cannot be kept, and nothing was"
                            + " stopped"));
    Map<JobCatalogue, String> savepoints = new EnumMap<>(JobCatalogue.class);
    for (JobCatalogue job : WRITERS) {
      running(cluster, job).ifPresent(id -> stop(cluster, job, id, savepoints, progress));
    }
    JournalPositions positions = new JournalPositions(servers);
    Map<Integer, Long> ends = positions.ends(TopicCatalogue.JOURNAL);
    progress.update("waiting for hedging to read the journal to its end");
    positions.awaitPassed(JobCatalogue.HEDGING.jobName(), ends, LIMIT);
    stop(cluster, JobCatalogue.HEDGING, hedging, savepoints, progress);
    // Only now: the old engine would read past the mark, and the new one would never see it.
    new JournalOpening(servers).changeEngine(parsed, fromVersion);
    progress.say(
        "The journal goes on with engine "
            + EngineVersion.CURRENT
            + " from "
            + JournalPositions.text(ends)
            + ". Now:");
    progress.say(submission(savepoints));
    progress.say("And, so that what this release tells anew is stored and told too:");
    progress.say(
        "./hedgerow submit "
            + NOT_IN_THE_JOURNAL.stream()
                .map(JobCatalogue::jobName)
                .collect(Collectors.joining(" "))
            + " --restart --configuration "
            + configuration);
    return 0;
  }

  private static void stop(
      FlinkRest cluster,
      JobCatalogue job,
      String id,
      Map<JobCatalogue, String> savepoints,
      Progress progress) {
    progress.update("stopping " + job.jobName());
    savepoints.put(job, cluster.stopWithSavepoint(id, LIMIT));
    progress.say("stopped " + job.jobName() + " with savepoint " + savepoints.get(job));
  }

  private static Optional<String> running(FlinkRest cluster, JobCatalogue job) {
    return cluster.jobs().stream()
        .filter(one -> one.name().equals(job.jobName()) && !one.isOver())
        .map(FlinkRest.Job::id)
        .findFirst();
  }

  private String submission(Map<JobCatalogue, String> savepoints) {
    return "./hedgerow submit "
        + savepoints.keySet().stream().map(JobCatalogue::jobName).collect(Collectors.joining(" "))
        + " --configuration "
        + configuration
        + savepoints.entrySet().stream()
            .map(one -> " --from-savepoint " + one.getKey().jobName() + "=" + one.getValue())
            .collect(Collectors.joining());
  }

  private Configuration parse() {
    try {
      return Configuration.parse(
          Variables.substitute(Files.readString(configuration), System.getenv()));
    } catch (IOException e) {
      throw new CommandFailed(
          "cannot read the configuration " + configuration + ": " + e.getMessage(), e);
    } catch (ConfigurationException e) {
      throw new CommandFailed(configuration + ": " + e.getMessage(), e);
    }
  }
}
