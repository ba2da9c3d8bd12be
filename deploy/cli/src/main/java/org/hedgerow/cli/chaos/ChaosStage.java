package org.hedgerow.cli.chaos;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.demo.ExchangeProcess;
import org.hedgerow.cli.demo.OrderWatch;
import org.hedgerow.cli.flink.FlinkRest;
import org.hedgerow.cli.flink.JobArguments;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.ManagedProcess;
import org.hedgerow.cli.trading.StateChange;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.TradingScope;

/** What a strike can lay hands on. */
final class ChaosStage {
  private final LocalStack stack;
  private final ExchangeProcess exchange;
  private final FlinkRest cluster;
  private final java.nio.file.Path jar;
  private final JobArguments arguments;
  private final Map<JobCatalogue, String> jobs;
  private final IntentWatch intents;
  private final OrderFlow orders;
  private final SplittableRandom random;
  private final Progress out;
  private final List<Halt> halts = new ArrayList<>();

  ChaosStage(
      LocalStack stack,
      ExchangeProcess exchange,
      java.nio.file.Path jar,
      JobArguments arguments,
      Map<JobCatalogue, String> jobs,
      OrderFlow orders,
      SplittableRandom random,
      Progress out) {
    this.stack = stack;
    this.exchange = exchange;
    this.cluster = new FlinkRest(stack.addresses().flink());
    this.jar = jar;
    this.arguments = arguments;
    this.jobs = jobs;
    this.intents = new IntentWatch(stack);
    this.orders = orders;
    this.random = random;
    this.out = out;
  }

  /** A time in which trading was halted, by this machine's clock. */
  record Halt(long fromMicros, long toMicros) {}

  /** Halts all trading for that long, and says how it was seen to be so. */
  void halt(Duration time) {
    StateChange change =
        new StateChange(
            stack.addresses().jdbcUrl(),
            stack.addresses().bootstrapServers(),
            stack.credentials(),
            out);
    String who = "chaos";
    if (!change.announce(
        CommandType.HALT, TradingFence.State.HALTED, TradingScope.ALL, who, "a drill")) {
      throw new NotRecovered("a halt was not answered by all");
    }
    long from = OrderWatch.nowMicros();
    sleep(time);
    halts.add(new Halt(from, OrderWatch.nowMicros()));
    if (!change.announce(
        CommandType.RESUME, TradingFence.State.ACTIVE, TradingScope.ALL, who, "it is over")) {
      throw new NotRecovered("a resume was not answered by all");
    }
  }

  /** When trading was halted. */
  List<Halt> halts() {
    return halts;
  }

  SplittableRandom random() {
    return random;
  }

  IntentWatch intents() {
    return intents;
  }

  OrderFlow orders() {
    return orders;
  }

  URI flink() {
    return stack.addresses().flink();
  }

  int jobCount() {
    return jobs.size();
  }

  void say(String line) {
    out.say(line);
  }

  /** Kills one process of that kind; the supervisor starts it again. */
  void kill(Target target) {
    stack.process(target.process(random)).kill();
  }

  /** Stops the clock of a process for that long; its connections stay. */
  void pause(String name, Duration time) {
    ManagedProcess process = stack.process(name);
    process.suspend();
    try {
      sleep(time);
    } finally {
      process.resume();
    }
  }

  /** The process of that name, for a strike in several steps. */
  ManagedProcess process(String name) {
    return stack.process(name);
  }

  /** Tells the exchange to misbehave; {@code {}} makes it behave again. */
  void faults(String json) {
    if (json.equals("{}")) {
      exchange.admin("DELETE", "/faults", "");
    } else {
      exchange.admin("POST", "/faults", json);
    }
  }

  /** Waits for one more completed checkpoint of that job. */
  void awaitCheckpoint(JobCatalogue job, Duration limit) {
    long before = checkpoint(job);
    long end = System.nanoTime() + limit.toNanos();
    while (checkpoint(job) <= before && System.nanoTime() < end) {
      sleep(Duration.ofMillis(50));
    }
  }

  private long checkpoint(JobCatalogue job) {
    return cluster.newestCheckpoint(jobs.get(job)).map(FlinkRest.Checkpoint::id).orElse(0L);
  }

  /** Ends a job, leaves it down for that long, and starts it from its newest checkpoint. */
  void leaveDown(JobCatalogue job, Duration time) {
    String id = jobs.get(job);
    String state =
        cluster
            .newestCheckpoint(id)
            .map(FlinkRest.Checkpoint::path)
            .orElseThrow(() -> new CommandFailed(job.jobName() + " has no checkpoint yet"));
    cluster.cancel(id);
    cluster.awaitOver(id, Duration.ofSeconds(30));
    sleep(time);
    String jarId = cluster.uploadJar(jar);
    String again = cluster.run(jarId, job.entryClass(), arguments.toList(), state, false);
    cluster.deleteJar(jarId);
    cluster.awaitRunning(again, Duration.ofSeconds(60));
    jobs.put(job, again);
  }

  /** Waits until all jobs run and new orders come: the ground for the next strike. */
  void awaitCalm(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!whole()) {
      if (System.nanoTime() > end) {
        throw new NotRecovered("the jobs do not all run after " + limit.toSeconds() + " s");
      }
      sleep(Duration.ofMillis(200));
    }
    orders.awaitOrderCausedAfter(OrderWatch.nowMicros(), limit);
  }

  private boolean whole() {
    try {
      List<FlinkRest.Job> running = cluster.jobs().stream().filter(job -> !job.isOver()).toList();
      return running.size() >= jobs.size() && running.stream().allMatch(FlinkRest.Job::isWhole);
    } catch (CommandFailed down) {
      return false;
    }
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }
}
