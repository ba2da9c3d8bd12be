package org.hedgerow.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.demo.OrderWatch;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.cli.stack.Database;
import org.hedgerow.cli.stack.KafkaBroker;
import org.hedgerow.cli.stack.ManagedProcess;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.cli.trading.KillSwitch;

/**
 * Halts with many orders working, by the command that a person would type, and reads from the
 * topics, the table and the exchange's ledger when each part of it was done.
 */
final class HaltBench {
  private static final Duration WORKING_LIMIT = Duration.ofMinutes(3);
  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(60);

  /** Until the engine is through with the reports of what was placed. */
  private static final Duration SETTLE = Duration.ofSeconds(8);

  /** Long enough for every job to be back at its work. */
  private static final Duration AFTER_KAFKA = Duration.ofSeconds(30);

  /** After the halt, for as long as requests are looked for that should not come. */
  private static final Duration AFTER = Duration.ofSeconds(5);

  private final BenchStack stack;
  private final int orders;
  private final boolean databaseDown;
  private final boolean kafkaDown;
  private final boolean nothingResident;

  HaltBench(
      BenchStack stack,
      int orders,
      boolean databaseDown,
      boolean kafkaDown,
      boolean nothingResident) {
    this.stack = stack;
    this.orders = orders;
    this.databaseDown = databaseDown;
    this.kafkaDown = kafkaDown;
    this.nothingResident = nothingResident;
  }

  BenchReport measure(int rounds) {
    Path recording = stack.folder().resolve("still-market");
    try {
      Files.createDirectories(recording);
    } catch (IOException e) {
      throw new CommandFailed("cannot make " + recording + ": " + e.getMessage(), e);
    }
    StillMarket.record(recording);
    // Half as many more than are waited for: some of them stand behind the rate limits.
    stack.startExchange(
        recording, RestingOrders.of(stack.demoConfiguration(), (orders + orders / 2) / 2));
    stack.submit(
        JobCatalogue.STORE,
        JobCatalogue.GATEWAY,
        JobCatalogue.HEDGING,
        JobCatalogue.MARKET_DATA,
        JobCatalogue.INGEST);
    if (nothingResident) {
      boolean unused = stack.local().stopProcess(KillSwitch.NAME);
    }
    List<Map<String, Object>> found = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      Map<String, Object> one = round();
      found.add(one);
      stack.say("round " + round + " of " + rounds + ": " + one);
    }
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("market", "still");
    conditions.put("database_down", databaseDown);
    conditions.put("kafka_down", kafkaDown);
    conditions.put("kill_switch_resident", !nothingResident);
    conditions.put("rounds", found);
    return new BenchReport("halt", "the clock", List.of(), conditions);
  }

  private Map<String, Object> round() {
    awaitWorking();
    BenchStack.sleep(SETTLE);
    if (databaseDown) {
      stack.local().process(Database.NAME).stop();
    }
    if (kafkaDown) {
      stack.local().process(KafkaBroker.NAME).kill();
    }
    int working = open();
    long from = OrderWatch.nowMicros();
    int exit = kafkaDown ? command("halt", "--direct") : command("halt");
    long returned = OrderWatch.nowMicros();
    awaitNoneOpen();
    BenchStack.sleep(AFTER);
    if (kafkaDown) {
      ManagedProcess broker = stack.local().process(KafkaBroker.NAME);
      stack.local().startProcess(broker.spec(), this::brokerMissing, COMMAND_LIMIT);
      BenchStack.sleep(AFTER_KAFKA);
    }
    long until = OrderWatch.nowMicros();
    if (databaseDown) {
      ManagedProcess database = stack.local().process(Database.NAME);
      stack.local().startProcess(database.spec(), this::databaseMissing, COMMAND_LIMIT);
      BenchStack.sleep(AFTER);
    }
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("orders_working", working);
    one.put("command_exit", exit);
    one.put("command_ms", (returned - from) / 1_000);
    one.putAll(new HaltTimes(stack, from).read(returned, until));
    one.put("orders_left_open", open());
    one.put("resume_exit", command("resume"));
    return one;
  }

  private String brokerMissing() throws Exception {
    return KafkaBroker.missing(stack.addresses().bootstrapServers());
  }

  private String databaseMissing() throws SQLException {
    try (Connection connection = stack.local().connectDatabase()) {
      return connection.isValid(1) ? "" : "the database does not answer";
    }
  }

  private void awaitWorking() {
    long end = System.nanoTime() + WORKING_LIMIT.toNanos();
    while (open() < orders) {
      if (System.nanoTime() > end) {
        throw new CommandFailed(
            "only " + open() + " orders work after " + WORKING_LIMIT.toSeconds() + " s");
      }
      BenchStack.sleep(Duration.ofMillis(100));
    }
  }

  private void awaitNoneOpen() {
    long end = System.nanoTime() + COMMAND_LIMIT.toNanos();
    while (open() > 0 && System.nanoTime() < end) {
      BenchStack.sleep(Duration.ofMillis(100));
    }
  }

  private int open() {
    int open = 0;
    for (JsonNode account : stack.exchange().status().path("orders")) {
      open += account.path("open").asInt();
    }
    return open;
  }

  /** As a person types it; what it says goes to this command's output. */
  private int command(String name, String... options) {
    List<String> words = new ArrayList<>();
    words.addAll(
        List.of(
            stack.checkout().resolve("hedgerow").toString(),
            name,
            "--by",
            "bench",
            "--reason",
            "a drill"));
    words.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put(StackLayout.NAMED, "bench");
    try {
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new CommandFailed(name + " did not end");
      }
      said.lines().forEach(line -> stack.say("  " + name + ": " + line));
      return process.exitValue();
    } catch (IOException e) {
      throw new CommandFailed("cannot run " + name + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }
}
