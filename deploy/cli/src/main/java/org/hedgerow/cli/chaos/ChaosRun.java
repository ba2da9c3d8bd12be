package org.hedgerow.cli.chaos;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.demo.ExchangeProcess;
import org.hedgerow.cli.demo.OrderWatch;
import org.hedgerow.cli.demo.StoreCounts;
import org.hedgerow.cli.demo.TopicCounts;
import org.hedgerow.cli.flink.FlinkRest;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.Ports;
import org.hedgerow.cli.stack.StackAddresses;
import org.hedgerow.cli.stack.StackLayout;

/** One chaos run: everything is started, struck again and again, brought to rest, and judged. */
final class ChaosRun {
  private static final Duration IN_FLIGHT_LIMIT = Duration.ofSeconds(15);
  private static final Duration AFTERSHOCK = Duration.ofSeconds(6);
  private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(3);
  private static final Duration LOAD_WINDOW = Duration.ofSeconds(10);
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration UNKNOWN_AFTER = Duration.ofSeconds(60);
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(10);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int STABLE_SECONDS = 3;

  private final ChaosOptions options;
  private final StackLayout layout;
  private final Progress out;
  private final LocalStack stack;
  private final ExchangeProcess exchange;
  private final SplittableRandom random;
  private final List<Strike> strikes = new ArrayList<>();

  ChaosRun(ChaosOptions options, StackLayout layout, Progress out) {
    this.options = options;
    this.layout = layout;
    this.out = out;
    this.stack = new LocalStack(layout, out);
    this.exchange = new ExchangeProcess(layout);
    this.random = new SplittableRandom(options.seed());
  }

  int run() {
    Thread interrupted = new Thread(stack::stop, "stop");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      stack.stopAndWipe();
      stack.start(new LocalStack.Options(2, Ports.Policy.AUTO, true));
      ChaosReport report = struck();
      report.print(out);
      options.json().ifPresent(report::write);
      return report.holds() ? 0 : 1;
    } catch (IOException e) {
      throw new CommandFailed("the run cannot be judged: " + e.getMessage(), e);
    } catch (SQLException e) {
      throw new CommandFailed("TimescaleDB does not answer: " + e.getMessage(), e);
    } finally {
      stack.stop();
      Runtime.getRuntime().removeShutdownHook(interrupted);
      out.say("Everything is stopped. Logs are in " + layout.logs());
    }
  }

  private ChaosReport struck() throws IOException, SQLException {
    StackAddresses addresses = stack.addresses();
    ChaosStack started =
        ChaosStack.start(
            stack,
            layout,
            exchange,
            options
                .configuration()
                .orElse(layout.checkout().resolve("deploy/configuration/demo.yaml")),
            List.of(
                "--no-duplicate-check",
                "--order-latency",
                "20ms",
                "--rate",
                Integer.toString(options.rate()),
                "--customer-pace",
                Double.toString(options.pace())),
            out);
    Map<JobCatalogue, String> jobs = started.jobs();
    try (OrderFlow orders = new OrderFlow(addresses.bootstrapServers());
        TopicCounts topics = new TopicCounts(addresses.bootstrapServers())) {
      ChaosStage stage =
          new ChaosStage(
              stack, exchange, layout.jobsJar(), started.arguments(), jobs, orders, random, out);
      orders.awaitOrderCausedAfter(0, RECOVERY_LIMIT);
      ChaosStage.sleep(WARM_UP);
      ChaosReport report = new ChaosReport();
      load(topics, orders, report);
      out.say(
          "Struck from now on. Flink web UI: " + addresses.flink() + ", seed " + options.seed());
      long startMicros = OrderWatch.nowMicros();
      boolean recovered = strike(stage, report);
      double seconds = (OrderWatch.nowMicros() - startMicros) / 1e6;
      report.strikes(strikes);
      report.tell("seed", options.seed());
      report.tell("seconds", Math.round(seconds));
      settle(stage, jobs, topics, report, recovered);
      new ChaosJudge(stack, exchange, layout.jobsJar(), out).judge(strikes, stage.halts(), report);
      return report;
    }
  }

  /**
   * Strikes until all is done, or until something does not come back: then that is a finding, and
   * what there is by then is judged.
   */
  private boolean strike(ChaosStage stage, ChaosReport report) {
    try {
      for (Runnable strike : plan(stage)) {
        strike.run();
      }
      stage.awaitCalm(RECOVERY_LIMIT);
      report.mustHold("recovered", true, "");
      return true;
    } catch (NotRecovered e) {
      report.mustHold("recovered", false, e.getMessage());
      return false;
    }
  }

  /** What flows while nothing is struck. */
  private static void load(TopicCounts topics, OrderFlow orders, ChaosReport report) {
    long entries = topics.records().get("journal");
    long placed = orders.orders();
    long start = System.nanoTime();
    ChaosStage.sleep(LOAD_WINDOW);
    double seconds = (System.nanoTime() - start) / 1e9;
    report.tell(
        "entries_per_second", Math.round((topics.records().get("journal") - entries) / seconds));
    report.tell("orders_per_second", Math.round((orders.orders() - placed) / seconds * 10) / 10.0);
  }

  /** Kills of each process in turn and the cases among them, in an order that the seed gives. */
  private List<Runnable> plan(ChaosStage stage) {
    List<Runnable> plan = new ArrayList<>();
    List<ChaosCase> cases = options.cases().stream().map(ChaosCase::of).toList();
    List<Target> targets = List.of(Target.values());
    for (int i = 0; i < options.kills(); i++) {
      Target target = targets.get(i % targets.size());
      plan.add(() -> kill(stage, target));
    }
    for (ChaosCase one : cases) {
      plan.add(random.nextInt(plan.size() + 1), () -> play(stage, one));
    }
    return plan;
  }

  private void kill(ChaosStage stage, Target target) {
    stage.awaitCalm(RECOVERY_LIMIT);
    ChaosStage.sleep(Duration.ofMillis(500 + random.nextInt(2_500)));
    stage.intents().awaitInFlight(IN_FLIGHT_LIMIT);
    struck(stage, "kill " + target.label(), target.label(), 1, () -> stage.kill(target));
  }

  private void play(ChaosStage stage, ChaosCase one) {
    stage.awaitCalm(RECOVERY_LIMIT);
    struck(
        stage,
        one.label(),
        one.kills() > 0 ? Target.TASK_MANAGER.label() : "",
        one.kills(),
        () -> one.play(stage));
  }

  private void struck(ChaosStage stage, String what, String target, int kills, Runnable blow) {
    try (FailoverClock clock = new FailoverClock(stage.flink(), stage.jobCount())) {
      blow.run();
      long over = kills == 1 ? clock.startMicros() : OrderWatch.nowMicros();
      stage.orders().listenForSilence(over);
      stage.orders().awaitOrderCausedAfter(over, RECOVERY_LIMIT);
      // What dies of it dies within Flink's heartbeat timeout; then everything has to be calm.
      ChaosStage.sleep(AFTERSHOCK);
      stage.awaitCalm(RECOVERY_LIMIT);
      Strike strike =
          new Strike(
              what,
              target,
              kills,
              clock.startMicros(),
              clock.noticedSeconds(),
              clock.runningSeconds(),
              stage.orders().longestSilenceSeconds());
      strikes.add(strike);
      out.say(
          String.format(
              java.util.Locale.ROOT,
              "%3d %-24s no new order for %.1f s (noticed after %.1f, tasks run after %.1f)",
              strikes.size(),
              what,
              strike.silence(),
              strike.noticed(),
              strike.running()));
    }
  }

  /** Brings it to rest: customers stop, hedges end, everything is stored. */
  private void settle(
      ChaosStage stage,
      Map<JobCatalogue, String> jobs,
      TopicCounts topics,
      ChaosReport report,
      boolean recovered)
      throws SQLException {
    out.say("No more strikes; customers stop in 20 s, and open orders have 60 s.");
    long end = System.nanoTime() + UNKNOWN_AFTER.toNanos();
    if (recovered) {
      ChaosStage.sleep(Duration.ofSeconds(20));
    }
    exchange.admin("POST", "/customers/stop", "");
    long left = end - System.nanoTime();
    if (left > 0) {
      ChaosStage.sleep(Duration.ofNanos(left));
    }
    report.mustBeZero("open_intents", stage.intents().awaitNoneOpen(SECOND));
    FlinkRest cluster = new FlinkRest(stage.flink());
    cancel(cluster, jobs.get(JobCatalogue.INGEST));
    long limit = System.nanoTime() + DRAIN_LIMIT.toNanos();
    try (Connection database = stack.connectDatabase()) {
      StoreCounts store = new StoreCounts(database);
      long before = -1;
      for (int stable = 0; stable < STABLE_SECONDS && System.nanoTime() < limit; ) {
        ChaosStage.sleep(SECOND);
        long rows = store.rows().get("journal");
        stable = rows == before ? stable + 1 : 0;
        before = rows;
      }
      cancel(cluster, jobs.get(JobCatalogue.MARKET_DATA));
      while (!store.offsets().entrySet().containsAll(stored(topics).entrySet())) {
        if (System.nanoTime() > limit) {
          throw new CommandFailed(
              "the store is still behind: it has " + store.offsets() + " of " + stored(topics));
        }
        ChaosStage.sleep(SECOND);
      }
    }
  }

  /** The ends of the partitions that hold anything of what the store reads. */
  private static Map<String, Long> stored(TopicCounts topics) {
    Map<String, Long> stored = new TreeMap<>();
    topics
        .ends()
        .forEach(
            (partition, end) -> {
              if (end > 0 && TopicCounts.isStored(partition)) {
                stored.put(partition, end);
              }
            });
    return stored;
  }

  private static void cancel(FlinkRest cluster, String job) {
    cluster.cancel(job);
    cluster.awaitOver(job, Duration.ofSeconds(60));
  }
}
