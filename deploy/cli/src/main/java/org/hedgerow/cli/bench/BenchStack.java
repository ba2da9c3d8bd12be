package org.hedgerow.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.ConfigurationText;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.demo.DemoOptions;
import org.hedgerow.cli.demo.ExchangeProcess;
import org.hedgerow.cli.flink.FlinkRest;
import org.hedgerow.cli.flink.JobArguments;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.cli.flink.JobSubmission;
import org.hedgerow.cli.journal.JournalOpening;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.Ports;
import org.hedgerow.cli.stack.StackAddresses;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.cli.trading.GatewayConfiguration;
import org.hedgerow.engine.configuration.Configuration;

/** A stack for one benchmark: fresh, unsupervised, with a simulated exchange and our jobs on it. */
final class BenchStack {
  private static final Duration CANCEL_LIMIT = Duration.ofSeconds(30);

  private final StackLayout layout;
  private final Progress out;
  private final LocalStack stack;
  private final ExchangeProcess exchange;
  private final String yaml;
  private StackAddresses addresses;
  private FlinkRest cluster;
  private Configuration configuration;
  private JobArguments arguments;

  private BenchStack(StackLayout layout, Progress out) {
    this.layout = layout;
    this.out = out;
    this.stack = new LocalStack(layout, out);
    this.exchange = new ExchangeProcess(layout);
    this.yaml = read(layout.checkout().resolve("deploy/configuration/demo.yaml"));
  }

  /** Starts a stack, measures, reports, and stops the stack whatever happened. */
  static int run(Function<BenchStack, BenchReport> benchmark, Optional<Path> json) {
    if (System.getenv("HEDGEROW_JDBC_URL") != null) {
      throw new CommandFailed(
          "a benchmark empties its tables and wants a database of its own; unset"
              + " HEDGEROW_JDBC_URL");
    }
    StackLayout launcher = StackLayout.ofLauncher();
    BenchStack stack =
        new BenchStack(
            new StackLayout(launcher.checkout(), launcher.home().resolve("bench")),
            Progress.toStandardOutput());
    Map<String, Object> machine = machine();
    Thread interrupted = new Thread(stack::stop, "stop");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      stack.start();
      BenchReport found = benchmark.apply(stack);
      Map<String, Object> conditions = new LinkedHashMap<>(found.conditions());
      conditions.putAll(machine);
      BenchReport report =
          new BenchReport(found.benchmark(), found.limit(), found.measures(), conditions);
      report.print(stack.out);
      json.ifPresent(report::write);
      return 0;
    } finally {
      stack.stop();
      Runtime.getRuntime().removeShutdownHook(interrupted);
    }
  }

  /** What the machine is, and how busy it was before anything of this was started. */
  private static Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    machine.put("load_before", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    machine.put("java", System.getProperty("java.version"));
    return machine;
  }

  private void start() {
    stack.stopAndWipe();
    // What dies is not started again: a figure across a restart would be none.
    stack.start(new LocalStack.Options(1, Ports.Policy.AUTO, false));
    addresses = stack.addresses();
    cluster = new FlinkRest(addresses.flink());
  }

  private void stop() {
    stack.stop();
  }

  /**
   * Starts the exchange, and opens the journal with the demo's configuration.
   *
   * @param orders whether customers trade, so that there is something to hedge
   * @param more words of the exchange's command line
   */
  void startExchange(Optional<Path> replay, boolean orders, List<String> more) {
    DemoOptions options =
        new DemoOptions(
            replay,
            replay.isPresent() ? "max" : "1",
            Optional.empty(),
            Optional.empty(),
            orders,
            Optional.empty(),
            false);
    exchange.start(stack, options, ConfigurationText.parse(yaml, exchange.placeholders()), more);
    openJournal(ConfigurationText.substitute(yaml, exchange.addresses()));
  }

  /**
   * The same at a recording's own pace, without customers, and with another configuration than the
   * demo's.
   *
   * @param text with the variables of the exchange's addresses
   */
  void startExchange(Path recording, String text) {
    startExchange(recording, text, List.of("--customer-delay", "600m"));
  }

  /**
   * The same.
   *
   * @param more words of the exchange's command line; its customers trade unless these say
   *     otherwise
   */
  void startExchange(Path recording, String text, List<String> more) {
    DemoOptions options =
        new DemoOptions(
            Optional.of(recording),
            "1",
            Optional.empty(),
            Optional.empty(),
            true,
            Optional.empty(),
            false);
    exchange.start(stack, options, ConfigurationText.parse(text, exchange.placeholders()), more);
    openJournal(ConfigurationText.substitute(text, exchange.addresses()));
  }

  /** The demo's configuration, as its file has it. */
  String demoConfiguration() {
    return yaml;
  }

  /** The launcher's own checkout, for a benchmark that runs commands. */
  Path checkout() {
    return layout.checkout();
  }

  /** Opens the journal with a configuration, for jobs that need no exchange. */
  void openJournal(String text) {
    configuration = ConfigurationText.parse(text, Map.of());
    JournalOpening opening = new JournalOpening(addresses.bootstrapServers());
    String journal = opening.identity();
    opening.configure(configuration, journal);
    arguments =
        new JobArguments(addresses.bootstrapServers(), addresses.jdbcUrl(), text, journal, false);
  }

  /** Submits jobs and waits until they run; Flink's id of each. */
  Map<JobCatalogue, String> submit(JobCatalogue... jobs) {
    List<JobCatalogue> configured = JobCatalogue.of(configuration);
    GatewayConfiguration.keep(layout, List.of(jobs), arguments);
    return new JobSubmission(cluster, layout.jobsJar(), out)
        .submit(List.of(jobs).stream().filter(configured::contains).toList(), arguments);
  }

  /**
   * Submits every job and waits until all run; Flink's id of each.
   *
   * @param states the savepoints that they go on from; those without one start anew
   * @param more flags and values
   */
  Map<JobCatalogue, String> submit(Map<JobCatalogue, String> states, List<String> more) {
    return new JobSubmission(cluster, layout.jobsJar(), out)
        .submit(
            JobCatalogue.of(configuration),
            new JobArguments(
                arguments.bootstrapServers(),
                arguments.database(),
                arguments.configuration(),
                arguments.journal(),
                false,
                more),
            states);
  }

  FlinkRest cluster() {
    return cluster;
  }

  void cancel(String job) {
    cluster.cancel(job);
    cluster.awaitOver(job, CANCEL_LIMIT);
  }

  LocalStack local() {
    return stack;
  }

  ExchangeProcess exchange() {
    return exchange;
  }

  void stopExchange() {
    exchange.stop(stack);
  }

  Configuration configuration() {
    return configuration;
  }

  StackAddresses addresses() {
    return addresses;
  }

  /** For files of the benchmark; wiped with the stack. */
  Path folder() {
    return layout.run();
  }

  void say(String line) {
    out.say(line);
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandFailed("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
