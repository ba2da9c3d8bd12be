package org.hedgerow.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.hedgerow.cli.flink.FlinkRest;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.cli.verify.Verification;
import org.hedgerow.cli.verify.VerifyReport;
import org.hedgerow.engine.EngineVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Replays the journal and compares. */
@Command(
    name = "verify",
    description =
        "Replays a range of the journal through the engine and compares its orders, decisions and alerts with the recorded ones, byte for byte.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private static final String START = "start";

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "start|SAVEPOINT",
      defaultValue = START,
      description =
          "The beginning of the journal, or the path of a savepoint of the hedging job, as the cluster reaches it (default: ${DEFAULT-VALUE}).")
  private String from;

  @Option(
      names = "--to",
      split = ",",
      paramLabel = "PARTITION:OFFSET",
      description =
          "Where the range ends, that offset left out (default: the end of each partition now).")
  private List<String> to = new ArrayList<>();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON too.")
  private Path json;

  @Option(
      names = "--jar",
      paramLabel = "VERSION=PATH",
      description = "The jobs' jar of the engine that made the range (default: this one's).")
  private Map<String, Path> jars = new TreeMap<>();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long the hedging job may take to pass the end of the range (default: ${DEFAULT-VALUE}).")
  private int wait;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "How long the replay may take (default: ${DEFAULT-VALUE}).")
  private int limit;

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

  @Override
  public Integer call() throws IOException {
    Map<Integer, Long> named = offsets();
    Progress progress = Progress.toStandardOutput();
    StackLayout layout = StackLayout.ofLauncher();
    if (target != null && bootstrapServers == null) {
      throw new ParameterException(
          spec.commandLine(), "with --target, name its Kafka: --bootstrap-servers");
    }
    LocalStack local = new LocalStack(layout, progress);
    URI rest = target == null ? local.addresses().flink() : URI.create("http://" + target);
    String servers =
        bootstrapServers == null ? local.addresses().bootstrapServers() : bootstrapServers;
    VerifyReport report =
        new Verification(new FlinkRest(rest), jar(layout), servers, progress)
            .run(
                new Verification.Range(
                    from.equals(START) ? null : from,
                    named,
                    Duration.ofSeconds(wait),
                    Duration.ofSeconds(limit)));
    progress.say(report.text());
    if (json != null) {
      Files.writeString(json, report.json().toPrettyString() + "\n");
    }
    return report.isIdentical() ? 0 : 1;
  }

  /** One range, one engine: the job itself refuses what another engine made. */
  private Path jar(StackLayout layout) {
    if (jars.isEmpty() || jars.containsKey(EngineVersion.CURRENT)) {
      return jars.getOrDefault(EngineVersion.CURRENT, layout.jobsJar());
    }
    if (jars.size() > 1) {
      throw new ParameterException(
          spec.commandLine(), "name one --jar: a range is replayed by one engine");
    }
    Path jar = jars.values().iterator().next();
    if (!Files.isRegularFile(jar)) {
      throw new CommandFailed("no jar " + jar);
    }
    return jar;
  }

  private Map<Integer, Long> offsets() {
    Map<Integer, Long> offsets = new TreeMap<>();
    for (String one : to) {
      if (!one.matches("\\d{1,4}:\\d{1,18}")) {
        throw new ParameterException(
            spec.commandLine(), "--to must be PARTITION:OFFSET,..., not " + one);
      }
      int colon = one.indexOf(':');
      offsets.put(
          Integer.parseInt(one.substring(0, colon)), Long.parseLong(one.substring(colon + 1)));
    }
    return offsets;
  }
}
