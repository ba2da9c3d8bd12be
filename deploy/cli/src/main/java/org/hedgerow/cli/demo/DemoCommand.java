package org.hedgerow.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.StackLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole suite on one machine, against a simulated exchange. */
@Command(
    name = "demo",
    description =
        "Starts everything on empty topics and tables, hedges a portfolio against a simulated exchange, and stops"
            + " everything again.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final Pattern LENGTH = Pattern.compile("(\\d+)(s|m|h)");
  private static final Pattern RECORDING = Pattern.compile("(spot|usdm|cm)-.*\\.gz");
  private static final Pattern SPEED = Pattern.compile("max|\\d+(\\.\\d+)?");

  @Spec private CommandSpec spec;

  @Option(
      names = "--replay",
      paramLabel = "DIR",
      description =
          "Recorded frames instead of a generated market: gzipped files named spot-*, usdm-* or cm-*.gz, a line a frame.")
  private Path replay;

  @Option(
      names = "--speed",
      paramLabel = "N|max",
      defaultValue = "1",
      description = "Times the recorded pace (default: ${DEFAULT-VALUE}).")
  private String speed;

  @Option(
      names = "--for",
      paramLabel = "2m",
      description = "Ends then (default: at the end of the recording, or when interrupted).")
  private String length;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Another portfolio (default: deploy/configuration/demo.yaml).")
  private Path configuration;

  @Option(names = "--no-orders", description = "Market data only: nothing is hedged, no customers.")
  private boolean noOrders;

  @Option(names = "--json", paramLabel = "FILE", description = "Where the summary goes, as JSON.")
  private Path json;

  @Override
  public Integer call() {
    if (replay != null && !Files.isDirectory(replay)) {
      throw wrong("--replay: '" + replay + "'; expected a folder of recorded frames");
    }
    if (replay != null && !hasRecordings(replay)) {
      throw wrong(
          "--replay: '"
              + replay
              + "'; expected gzipped files named spot-*, usdm-* or cm-*.gz, a line '<receive ns> <frame>'");
    }
    if (!SPEED.matcher(speed).matches()) {
      throw wrong("--speed: '" + speed + "'; expected a number or max");
    }
    if (replay == null && !speed.equals("1")) {
      throw wrong("--speed goes with --replay");
    }
    if (configuration != null && !Files.isReadable(configuration)) {
      throw wrong("--config: '" + configuration + "'; expected a file that can be read");
    }
    DemoOptions options =
        new DemoOptions(
            Optional.ofNullable(replay).map(Path::toAbsolutePath),
            speed,
            length(),
            Optional.ofNullable(configuration),
            !noOrders,
            Optional.ofNullable(json),
            Boolean.getBoolean("hedgerow.terminal"));
    StackLayout launcher = StackLayout.ofLauncher();
    // A home of its own: a stack that the user has up stays as it is.
    StackLayout layout = new StackLayout(launcher.checkout(), launcher.home().resolve("demo"));
    return new Demo(options, layout, Progress.toStandardOutput()).run();
  }

  private static boolean hasRecordings(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> RECORDING.matcher(file.getFileName().toString()).matches());
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<Duration> length() {
    if (length == null) {
      return Optional.empty();
    }
    Matcher matcher = LENGTH.matcher(length);
    if (!matcher.matches()) {
      throw wrong("--for: '" + length + "'; expected a length such as 90s, 2m or 1h");
    }
    long amount = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        });
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
