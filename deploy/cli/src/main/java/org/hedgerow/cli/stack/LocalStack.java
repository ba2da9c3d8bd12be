package org.hedgerow.cli.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.flink.FlinkRest;
import org.hedgerow.cli.stack.Credentials.Credential;
import org.hedgerow.cli.trading.KillSwitch;

/**
 * Kafka, Flink with its ZooKeeper, and TimescaleDB as local processes on the loopback address. They
 * outlive the command that started them; {@code stack.json} says what they are.
 */
public final class LocalStack {
  private static final Duration READY_LIMIT = Duration.ofSeconds(90);
  private static final int PORT_RETRIES = 2;

  private final StackLayout layout;
  private final Progress progress;

  public LocalStack(StackLayout layout, Progress progress) {
    this.layout = layout;
    this.progress = progress;
  }

  /**
   * How to start.
   *
   * @param taskManagers how many, each with {@link FlinkCluster#SLOTS} slots
   * @param ports what to do where a well-known port is busy
   * @param supervised whether dead processes are started again
   */
  public record Options(int taskManagers, Ports.Policy ports, boolean supervised) {}

  /** Whether {@link #start} had anything to do. */
  public enum Started {
    NEWLY,
    WAS_UP
  }

  /**
   * Starts what does not run, waits until all serve, creates the topics and migrates the tables. If
   * a part does not start, what was started is stopped again.
   */
  public Started start(Options options) {
    return StackLock.holding(layout.lockFile(), () -> startUnderLock(options));
  }

  private Started startUnderLock(Options options) {
    StackState before = StackState.read(layout.stateFile());
    if (before.isUp() && before.processes().stream().allMatch(ManagedProcess::isAlive)) {
      return Started.WAS_UP;
    }
    stopAll(before);
    Folders.create(layout.run());
    Folders.create(layout.logs());
    DiskSpace.require(layout.run());
    try {
      startOnFreePorts(options);
      return Started.NEWLY;
    } catch (CommandFailed failed) {
      stopAll(StackState.read(layout.stateFile()));
      throw failed;
    }
  }

  private void startOnFreePorts(Options options) {
    for (int more = options.ports() == Ports.Policy.AUTO ? PORT_RETRIES : 0; ; more--) {
      try {
        startAll(options);
        return;
      } catch (PortTaken taken) {
        if (more == 0) {
          throw taken;
        }
        stopAll(StackState.read(layout.stateFile()));
        progress.say("Another program took a port meanwhile; starting on others");
      }
    }
  }

  private void startAll(Options options) {
    StackState kept = StackState.read(layout.stateFile());
    Map<String, Integer> wellKnown =
        Map.of(
            Ports.KAFKA, KafkaBroker.WELL_KNOWN_PORT,
            Ports.KAFKA_CONTROLLER, KafkaBroker.WELL_KNOWN_CONTROLLER_PORT,
            Ports.ZOOKEEPER, ZooKeeper.WELL_KNOWN_PORT,
            Ports.FLINK_REST, FlinkCluster.WELL_KNOWN_REST_PORT,
            Ports.FLINK_RPC, FlinkCluster.WELL_KNOWN_RPC_PORT,
            Ports.FLINK_BLOB, FlinkCluster.WELL_KNOWN_BLOB_PORT,
            Ports.DATABASE, Database.WELL_KNOWN_PORT);
    Map<String, Integer> ports = new Ports().choose(wellKnown, kept.ports(), options.ports());
    if (Files.isDirectory(layout.run().resolve("flink/checkpoints"))
        && !kept.ports().equals(ports)) {
      progress.say(
          "Some ports of the last time are busy; jobs kept from then must be submitted again");
    }
    change(state -> state.withPorts(ports).withTaskManagers(options.taskManagers()));

    ExecutorService parallel = Executors.newCachedThreadPool();
    try {
      FlinkCluster.configure(layout, ports);
      CompletableFuture<Void> database =
          CompletableFuture.runAsync(() -> startDatabase(ports.get(Ports.DATABASE)), parallel);
      CompletableFuture<Void> kafka = CompletableFuture.runAsync(() -> startKafka(ports), parallel);
      CompletableFuture<Void> flink =
          CompletableFuture.runAsync(
              () -> startFlink(ports, options.taskManagers(), parallel), parallel);
      CompletableFuture.allOf(database, kafka, flink).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CommandFailed failed) {
        throw failed;
      }
      throw e;
    } finally {
      parallel.shutdown();
    }
    launch(KillSwitch.spec(layout, Jvm.java(), layout.classPathOf(KillSwitch.NAME)));
    if (options.supervised()) {
      launch(Supervisor.spec(layout));
    }
  }

  private void startDatabase(int port) {
    Credentials credentials = new Credentials(layout.credentials());
    Database database = Database.choose(layout, port, progress);
    database.prepare(progress);
    DatabaseAddress address = database.address();
    change(state -> state.withDatabase(address));
    if (database.process().isPresent()) {
      ManagedProcess process = launch(database.process().get());
      ReadyCheck check = () -> Database.missing(address, credentials);
      if (address.kind() == DatabaseAddress.Kind.DOCKER) {
        // The daemon listens for it.
        process.awaitReady(check, READY_LIMIT);
      } else {
        process.awaitReady(port, check, READY_LIMIT);
      }
    } else {
      ConfiguredDatabase.createExtension(address, credentials);
    }
    int migrations = Database.migrate(address, credentials);
    writePsqlPassword(address, credentials);
    progress.say("TimescaleDB serves at " + address.jdbcUrl() + counted(migrations, "migration"));
  }

  private static String counted(int count, String what) {
    return count == 0 ? "" : ", " + count + " " + what + (count == 1 ? "" : "s") + " run";
  }

  private void startKafka(Map<String, Integer> ports) {
    String bootstrap = "127.0.0.1:" + ports.get(Ports.KAFKA);
    launch(KafkaBroker.spec(layout, ports.get(Ports.KAFKA), ports.get(Ports.KAFKA_CONTROLLER)))
        .awaitReady(ports.get(Ports.KAFKA), () -> KafkaBroker.missing(bootstrap), READY_LIMIT);
    int made = Topics.create(bootstrap, Topics.Copies.ONE).size();
    progress.say(
        "Kafka serves at " + bootstrap + (made == 0 ? "" : ", " + made + " topics created"));
  }

  private void startFlink(Map<String, Integer> ports, int taskManagers, ExecutorService parallel) {
    int zookeeperPort = ports.get(Ports.ZOOKEEPER);
    CompletableFuture<ProcessSpec> jobManagerSpec =
        CompletableFuture.supplyAsync(() -> FlinkCluster.jobManager(layout), parallel);
    CompletableFuture<List<ProcessSpec>> taskManagerSpecs =
        CompletableFuture.supplyAsync(
            () -> FlinkCluster.taskManagers(layout, taskManagers), parallel);
    launch(ZooKeeper.spec(layout, zookeeperPort))
        .awaitReady(zookeeperPort, () -> ZooKeeper.missing(zookeeperPort), READY_LIMIT);
    ManagedProcess jobManager = launch(jobManagerSpec.join());
    List<ManagedProcess> workers = new ArrayList<>();
    for (ProcessSpec spec : taskManagerSpecs.join()) {
      workers.add(launch(spec));
    }
    URI rest = URI.create("http://127.0.0.1:" + ports.get(Ports.FLINK_REST));
    jobManager.awaitReady(
        ports.get(Ports.FLINK_REST),
        () -> {
          // A TaskManager that died is named, not waited for.
          for (ManagedProcess worker : workers) {
            worker.requireAlive();
          }
          return FlinkCluster.missing(rest, taskManagers);
        },
        READY_LIMIT);
    FlinkRest.Overview overview = new FlinkRest(rest).overview();
    progress.say(
        "Flink "
            + overview.version()
            + " serves at "
            + rest
            + ", "
            + overview.slots()
            + " slots on "
            + overview.taskManagers()
            + (taskManagers == 1 ? " TaskManager" : " TaskManagers"));
  }

  /**
   * Starts one more process as a part of the stack: supervised with it, stopped with it. Returns
   * when it is ready.
   *
   * @throws CommandFailed if one of that name is alive already
   */
  public ManagedProcess startProcess(ProcessSpec spec, ReadyCheck check, Duration limit) {
    ManagedProcess process =
        StackLock.holding(
            layout.lockFile(),
            () -> {
              if (StackState.read(layout.stateFile())
                  .process(spec.name())
                  .filter(ManagedProcess::isAlive)
                  .isPresent()) {
                throw new CommandFailed(spec.name() + " is running already");
              }
              return launch(spec);
            });
    process.awaitReady(check, limit);
    return process;
  }

  /**
   * Stops one part and takes it out of the stack, so that it is not started again. True if it was
   * alive.
   */
  public boolean stopProcess(String name) {
    return StackLock.holding(
        layout.lockFile(),
        () -> {
          Optional<ManagedProcess> process = StackState.read(layout.stateFile()).process(name);
          change(state -> state.without(other -> other.name().equals(name)));
          return process.map(ManagedProcess::stop).orElse(false);
        });
  }

  /**
   * A part that was started, as it is now.
   *
   * @throws CommandFailed if the stack has none of that name
   */
  public ManagedProcess process(String name) {
    return StackState.read(layout.stateFile())
        .process(name)
        .orElseThrow(() -> new CommandFailed("the stack has no part " + name));
  }

  /** Stops everything, the last started first, and says what. Nothing happens if nothing runs. */
  public List<String> stop() {
    return StackLock.holding(
        layout.lockFile(),
        () -> {
          return stopAll(StackState.read(layout.stateFile()));
        });
  }

  /** Stops everything and deletes all data: topics, tables, checkpoints, credentials. */
  public List<String> stopAndWipe() {
    return StackLock.holding(
        layout.lockFile(),
        () -> {
          StackState state = StackState.read(layout.stateFile());
          List<String> stopped = stopAll(state);
          if (state.database() != null) {
            Database.at(state.database(), layout, state.ports().getOrDefault(Ports.DATABASE, 0))
                .wipe();
          }
          Folders.delete(layout.run());
          return stopped;
        });
  }

  private List<String> stopAll(StackState state) {
    List<String> stopped = new ArrayList<>();
    // The supervisor first, or it would start again what is stopped.
    List<ManagedProcess> order = new ArrayList<>(state.processes());
    Collections.reverse(order);
    order.sort((a, b) -> Integer.compare(rank(a), rank(b)));
    for (ManagedProcess process : order) {
      progress.update("stopping " + process.name());
      if (process.stop()) {
        stopped.add(process.name());
      }
    }
    if (state.isUp()) {
      change(now -> now.without(process -> true));
    }
    return stopped;
  }

  /** Who writes is stopped before who is written to. */
  private static int rank(ManagedProcess process) {
    String name = process.name();
    if (name.equals(Supervisor.NAME)) {
      return 0;
    }
    if (name.startsWith(FlinkCluster.TASK_MANAGER)) {
      return 2;
    }
    return switch (name) {
      case FlinkCluster.JOB_MANAGER -> 3;
      case ZooKeeper.NAME -> 4;
      case KafkaBroker.NAME -> 5;
      case Database.NAME -> 6;
      default -> 1;
    };
  }

  /** How every part is now: each is asked. */
  public StackStatus status() {
    StackState state = StackState.read(layout.stateFile());
    if (!state.isUp()) {
      return new StackStatus(List.of(), List.of(), null);
    }
    List<StackStatus.Part> parts =
        state.processes().parallelStream().map(process -> part(state, process)).toList();
    StackAddresses addresses = addresses(state);
    List<FlinkRest.Job> jobs;
    try {
      jobs = new FlinkRest(addresses.flink()).jobs().stream().filter(job -> !job.isOver()).toList();
    } catch (CommandFailed flinkIsNotThere) {
      jobs = List.of();
    }
    return new StackStatus(parts, jobs, addresses);
  }

  private StackStatus.Part part(StackState state, ManagedProcess process) {
    String problem = process.isAlive() ? problem(state, process) : "not running";
    return new StackStatus.Part(
        process.name(),
        process.pid(),
        portOf(state, process.name()),
        problem,
        Duration.between(Instant.ofEpochMilli(process.startedAtMillis()), Instant.now())
            .toSeconds(),
        process.restarts());
  }

  private String problem(StackState state, ManagedProcess process) {
    String name = process.name();
    int port = portOf(state, name);
    try {
      String listening = port == 0 ? "" : ListeningSocket.missing(process.pid(), port);
      if (!listening.isEmpty() && !isDocker(state, name)) {
        return listening;
      }
      return switch (name) {
        case KafkaBroker.NAME -> KafkaBroker.missing(addresses(state).bootstrapServers());
        case ZooKeeper.NAME -> ZooKeeper.missing(state.port(Ports.ZOOKEEPER));
        case Database.NAME ->
            Database.missing(state.database(), new Credentials(layout.credentials()));
        case FlinkCluster.JOB_MANAGER ->
            FlinkCluster.missing(addresses(state).flink(), state.taskManagers());
        default -> "";
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } catch (Exception e) {
      return "does not serve: " + reason(e);
    }
  }

  private static boolean isDocker(StackState state, String name) {
    return name.equals(Database.NAME) && state.database().kind() == DatabaseAddress.Kind.DOCKER;
  }

  private static String reason(Exception e) {
    String message = e.getMessage() == null ? "no answer in time" : e.getMessage();
    return message.lines().findFirst().orElse("");
  }

  private static int portOf(StackState state, String name) {
    String purpose =
        switch (name) {
          case KafkaBroker.NAME -> Ports.KAFKA;
          case ZooKeeper.NAME -> Ports.ZOOKEEPER;
          case Database.NAME -> Ports.DATABASE;
          case FlinkCluster.JOB_MANAGER -> Ports.FLINK_REST;
          default -> "";
        };
    return state.ports().getOrDefault(purpose, 0);
  }

  /**
   * Where the parts answer.
   *
   * @throws CommandFailed if the stack is down
   */
  public StackAddresses addresses() {
    StackState state = StackState.read(layout.stateFile());
    if (!state.isUp() || state.database() == null) {
      throw new CommandFailed("the local stack is down; start it with ./hedgerow up");
    }
    return addresses(state);
  }

  private StackAddresses addresses(StackState state) {
    return new StackAddresses(
        "127.0.0.1:" + state.port(Ports.KAFKA),
        URI.create("http://127.0.0.1:" + state.port(Ports.FLINK_REST)),
        state.database() == null ? "" : state.database().jdbcUrl(),
        psqlLine(state));
  }

  private String psqlLine(StackState state) {
    DatabaseAddress database = state.database();
    if (database == null || database.psql() == null) {
      return "";
    }
    if (database.kind() == DatabaseAddress.Kind.DOCKER) {
      return database.psql() + " -U hedgerow hedgerow";
    }
    return "PGPASSFILE="
        + passwordFile()
        + " "
        + database.psql()
        + " -h 127.0.0.1 -p "
        + state.port(Ports.DATABASE)
        + " -U hedgerow hedgerow";
  }

  /** For psql, which wants a form of its own. */
  private void writePsqlPassword(DatabaseAddress address, Credentials credentials) {
    if (address.kind() == DatabaseAddress.Kind.UNPACKED) {
      Credential login = credentials.read(Credentials.DATABASE).orElseThrow();
      Credentials.writePrivate(
          passwordFile(), "127.0.0.1:*:*:" + login.key() + ":" + login.secret() + "\n");
    }
  }

  private Path passwordFile() {
    return layout.credentials().resolve("database.pgpass");
  }

  /** The stack's own secrets. */
  public Credentials credentials() {
    return new Credentials(layout.credentials());
  }

  /** An open connection to the stack's database, to be closed by the caller. */
  public Connection connectDatabase() throws SQLException {
    return Database.connect(StackState.read(layout.stateFile()).database(), credentials());
  }

  private ManagedProcess launch(ProcessSpec spec) {
    // What an earlier run wrote must not be taken for what this one says.
    keepPrevious(spec.output());
    keepPrevious(spec.log());
    ManagedProcess started = ManagedProcess.start(spec);
    change(state -> state.with(started));
    return started;
  }

  private static void keepPrevious(Path file) {
    try {
      if (Files.exists(file)) {
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".previous"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new CommandFailed("cannot rename " + file + ": " + e.getMessage(), e);
    }
  }

  /** Under the lock; parts are started at the same time. */
  private synchronized void change(UnaryOperator<StackState> next) {
    if (Files.isDirectory(layout.run())) {
      next.apply(StackState.read(layout.stateFile())).write(layout.stateFile());
    }
  }
}
