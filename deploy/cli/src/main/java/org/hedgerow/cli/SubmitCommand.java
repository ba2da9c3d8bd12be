package org.hedgerow.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hedgerow.cli.flink.FlinkRest;
import org.hedgerow.cli.flink.JobArguments;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.cli.flink.JobSubmission;
import org.hedgerow.cli.journal.JournalOpening;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.cli.trading.GatewayConfiguration;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.configuration.Variables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Submits jobs to a Flink cluster. */
@Command(
    name = "submit",
    description =
        "Submits jobs to the local stack or to any Flink 2.2 cluster, and waits until they run.",
    mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "JOB",
      description = "store, alerts, gateway, hedging, signals, market-data, ingest.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--all", description = "Every job.")
  private boolean all;

  @Option(
      names = "--target",
      paramLabel = "HOST:PORT",
      description = "The cluster's REST address (default: the local stack's).")
  private String target;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,...",
      description = "Kafka, as the cluster reaches it (default: the local stack's).")
  private String bootstrapServers;

  @Option(
      names = "--database",
      paramLabel = "JDBC_URL",
      description =
          "TimescaleDB, as the cluster reaches it, without user and password (default: the local"
              + " stack's).")
  private String database;

  @Option(
      names = "--configuration",
      paramLabel = "FILE",
      required = true,
      description =
          "The YAML file of venues, portfolios and strategies; $${NAME} in it stands for a variable"
              + " of the environment.")
  private Path configuration;

  @Option(
      names = "--from-savepoint",
      paramLabel = "JOB=PATH",
      description = "Starts a job with the state of a savepoint, whose path the cluster reaches.")
  private Map<String, String> savepoints = new LinkedHashMap<>();

  @Option(
      names = "--restart",
      description =
          "Stops each of the jobs that runs with a savepoint, and starts it from that: so it takes"
              + " up what only a submission brings.")
  private boolean restarts;

  @Option(
      names = "--forget-patterns",
      description =
          "Lets the signals job start from a savepoint that has patterns which the configuration no"
              + " longer has, or has otherwise.")
  private boolean forgetsPatterns;

  @Option(
      names = "--arm-live",
      description = "Lets orders go to venues that the configuration calls live. They cost money.")
  private boolean armed;

  @Override
  public Integer call() {
    List<JobCatalogue> named = named();
    checkSavepoints(named);
    Progress progress = Progress.toStandardOutput();
    StackLayout layout = StackLayout.ofLauncher();
    LocalStack local = new LocalStack(layout, progress);
    if (target != null && (bootstrapServers == null || database == null)) {
      throw new ParameterException(
          spec.commandLine(),
          "with --target, name its Kafka and TimescaleDB: --bootstrap-servers and --database");
    }
    URI rest = target == null ? local.addresses().flink() : address(target);
    String servers =
        bootstrapServers == null ? local.addresses().bootstrapServers() : bootstrapServers;
    String text = text(configuration);
    JournalOpening opening = new JournalOpening(servers);
    Configuration parsed = parse(text);
    List<JobCatalogue> jobs = all ? JobCatalogue.of(parsed) : named;
    Map<JobCatalogue, String> states = states(jobs);
    String journal = opening.identity();
    opening.configure(parsed, journal);
    JobArguments arguments =
        new JobArguments(
            servers,
            database == null ? local.addresses().jdbcUrl() : database,
            text,
            journal,
            armed);
    if (target == null) {
      GatewayConfiguration.keep(layout, jobs, arguments);
    }
    JobSubmission submission = new JobSubmission(new FlinkRest(rest), layout.jobsJar(), progress);
    if (restarts) {
      submission.restart(jobs, arguments, states, forgetsPatterns);
    } else {
      submission.submit(jobs, arguments, states, forgetsPatterns);
    }
    progress.say(jobs.size() == 1 ? "It runs." : "They run.");
    return 0;
  }

  /** All that there are, or those that were named. */
  private List<JobCatalogue> named() {
    if (all == !names.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "name the jobs, or use --all; there are " + JobCatalogue.names());
    }
    try {
      return all ? List.of(JobCatalogue.values()) : names.stream().map(JobCatalogue::of).toList();
    } catch (CommandFailed unknown) {
      throw new ParameterException(spec.commandLine(), unknown.getMessage(), unknown);
    }
  }

  private void checkSavepoints(List<JobCatalogue> jobs) {
    if (restarts && !savepoints.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--restart makes the savepoints itself, without --from-savepoint");
    }
    boolean kept = savepoints.containsKey(JobCatalogue.SIGNALS.jobName());
    if (forgetsPatterns && !kept && !(restarts && jobs.contains(JobCatalogue.SIGNALS))) {
      throw new ParameterException(
          spec.commandLine(),
          "--forget-patterns goes with --from-savepoint signals=PATH, or signals --restart");
    }
  }

  private Map<JobCatalogue, String> states(List<JobCatalogue> jobs) {
    Map<JobCatalogue, String> states = new EnumMap<>(JobCatalogue.class);
    savepoints.forEach(
        (name, path) -> {
          if (jobs.stream().noneMatch(job -> job.jobName().equals(name))) {
            throw new ParameterException(
                spec.commandLine(), "--from-savepoint " + name + "=...: that job is not submitted");
          }
          states.put(JobCatalogue.of(name), path);
        });
    return states;
  }

  private URI address(String hostAndPort) {
    if (!hostAndPort.matches("[A-Za-z0-9.\\-\\[\\]:]+:[0-9]{1,5}")) {
      throw new ParameterException(
          spec.commandLine(), "--target must be HOST:PORT, not " + hostAndPort);
    }
    return URI.create("http://" + hostAndPort);
  }

  private static String text(Path file) {
    try {
      return Variables.substitute(Files.readString(file), System.getenv());
    } catch (IOException e) {
      throw new CommandFailed("cannot read the configuration " + file + ": " + e.getMessage(), e);
    } catch (ConfigurationException e) {
      throw new CommandFailed(file + ": " + e.getMessage(), e);
    }
  }

  private Configuration parse(String text) {
    try {
      return Configuration.parse(text);
    } catch (ConfigurationException e) {
      throw new CommandFailed(configuration + ": " + e.getMessage(), e);
    }
  }
}
