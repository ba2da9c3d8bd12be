package org.hedgerow.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hedgerow.cli.flink.FlinkRest;
import org.hedgerow.cli.stack.Credentials;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.cli.stack.StackStatus;
import org.hedgerow.cli.trading.GuardStops;
import org.hedgerow.cli.trading.TradingStops;
import org.hedgerow.gateway.TradingFence;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows how the local stack is. */
@Command(
    name = "status",
    description =
        "Asks every process of the local stack, or of the demo that runs; exit code 0 only if all"
            + " are healthy.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    StackLayout layout = StackLayout.ofRunning();
    StackStatus status = new LocalStack(layout, Progress.toStandardOutput()).status();
    Optional<List<TradingFence.Stop>> stops =
        status.addresses() == null
            ? Optional.empty()
            : TradingStops.read(
                status.addresses().jdbcUrl(), new Credentials(layout.credentials()));
    List<GuardStops.GuardStop> guards =
        stops.isEmpty()
            ? List.of()
            : GuardStops.read(status.addresses().jdbcUrl(), new Credentials(layout.credentials()))
                .orElse(List.of());
    System.out.println(
        json
            ? JSON.writeValueAsString(toJson(status, stops, guards))
            : toText(status) + System.lineSeparator() + toText(stops, guards));
    return status.isHealthy() ? 0 : 1;
  }

  /** What persons have stopped, and what guards have. */
  static String toText(Optional<List<TradingFence.Stop>> stops, List<GuardStops.GuardStop> guards) {
    if (guards.isEmpty()) {
      return toText(stops);
    }
    String byGuards =
        String.join(
            System.lineSeparator(),
            guards.stream()
                .map(
                    stop ->
                        "trading: "
                            + stop.scope()
                            + " in group "
                            + stop.group()
                            + " is "
                            + stop.state()
                            + " since "
                            + stop.since()
                            + ", by a guard: "
                            + stop.reason())
                .toList());
    return stops.filter(List::isEmpty).isPresent()
        ? byGuards
        : toText(stops) + System.lineSeparator() + byGuards;
  }

  /** Where trading is stopped; unknown while the database does not say. */
  static String toText(Optional<List<TradingFence.Stop>> stops) {
    if (stops.isEmpty()) {
      return "trading: unknown";
    }
    if (stops.get().isEmpty()) {
      return "trading: active everywhere";
    }
    return String.join(
        System.lineSeparator(),
        stops.get().stream()
            .map(
                stop ->
                    "trading: "
                        + stop.scope()
                        + " is "
                        + stop.state()
                        + " since "
                        + stop.since()
                        + ", by "
                        + stop.by()
                        + ": "
                        + stop.reason())
            .toList());
  }

  static ObjectNode toJson(
      StackStatus status,
      Optional<List<TradingFence.Stop>> stops,
      List<GuardStops.GuardStop> guards) {
    ObjectNode root = toJson(status, stops);
    if (stops.isPresent()) {
      ArrayNode array = root.putArray("guards");
      for (GuardStops.GuardStop stop : guards) {
        array
            .addObject()
            .put("group", stop.group())
            .put("scope", stop.scope())
            .put("state", stop.state())
            .put("reason", stop.reason())
            .put("since", stop.since().toString());
      }
    }
    return root;
  }

  static ObjectNode toJson(StackStatus status, Optional<List<TradingFence.Stop>> stops) {
    ObjectNode root = toJson(status);
    stops.ifPresent(
        known -> {
          ArrayNode array = root.putArray("stops");
          for (TradingFence.Stop stop : known) {
            array
                .addObject()
                .put("scope", stop.scope().toString())
                .put("state", stop.state().name())
                .put("by", stop.by())
                .put("reason", stop.reason())
                .put("since", stop.since().toString());
          }
        });
    return root;
  }

  static ObjectNode toJson(StackStatus status) {
    ObjectNode root = JSON.createObjectNode();
    root.put("up", status.isUp());
    root.put("healthy", status.isHealthy());
    ArrayNode processes = root.putArray("processes");
    for (StackStatus.Part part : status.processes()) {
      processes
          .addObject()
          .put("name", part.name())
          .put("pid", part.pid())
          .put("port", part.port() == 0 ? null : Integer.valueOf(part.port()))
          .put("healthy", part.isHealthy())
          .put("problem", part.problem())
          .put("uptime_seconds", part.uptimeSeconds())
          .put("restarts", part.restarts());
    }
    ArrayNode jobs = root.putArray("jobs");
    for (FlinkRest.Job job : status.jobs()) {
      jobs.addObject().put("id", job.id()).put("name", job.name()).put("state", job.state());
    }
    if (status.addresses() != null) {
      root.putObject("addresses")
          .put("flink", status.addresses().flink().toString())
          .put("bootstrap_servers", status.addresses().bootstrapServers())
          .put("database", status.addresses().jdbcUrl())
          .put("psql", status.addresses().psql());
    }
    return root;
  }

  static String toText(StackStatus status) {
    if (!status.isUp()) {
      return "The stack is down.";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%-16s %8s %6s %10s %9s  %s%n",
            "PROCESS", "PID", "PORT", "UPTIME", "RESTARTS", "HEALTH"));
    for (StackStatus.Part part : status.processes()) {
      text.append(
          String.format(
              "%-16s %8d %6s %10s %9d  %s%n",
              part.name(),
              part.pid(),
              part.port() == 0 ? "" : Integer.toString(part.port()),
              uptime(Duration.ofSeconds(part.uptimeSeconds())),
              part.restarts(),
              part.isHealthy() ? "healthy" : part.problem()));
    }
    if (status.jobs().isEmpty()) {
      text.append("No jobs.");
    }
    for (FlinkRest.Job job : status.jobs()) {
      text.append(String.format("job %-24s %-12s %s%n", job.name(), job.state(), job.id()));
    }
    return text.toString().stripTrailing();
  }

  private static String uptime(Duration time) {
    return time.toHours() > 0
        ? String.format("%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format("%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
