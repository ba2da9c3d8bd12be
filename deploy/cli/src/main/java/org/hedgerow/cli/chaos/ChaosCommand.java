package org.hedgerow.cli.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.StackLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows that no order is lost or doubled, whatever is killed. */
@Command(
    name = "chaos",
    description = {
      "Kills and pauses the processes of a stack of its own while it hedges, and then compares what the suite says with"
          + " the exchange's own ledger.",
      "Exit code 0 only if no order was lost, doubled, orphaned, late or left unknown, no row is missing or doubled,"
          + " and a replay of the journal gives the same orders."
    },
    mixinStandardHelpOptions = true)
public final class ChaosCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "10",
      description = "kill -9 of so many processes, each kind in turn (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the times and the choice of processes (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--cases",
      split = ",",
      paramLabel = "CASE",
      description = "Cases to play among the kills, all or none, or names (default: all).")
  private List<String> cases = List.of("all");

  @Option(
      names = "--days",
      split = ",",
      paramLabel = "DAY",
      description =
          "Instead of kills: bad days of a venue, all or names, one after the other (docs/bad-days.md).")
  private List<String> days = List.of();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "6000",
      description = "Market frames a second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--pace",
      paramLabel = "N",
      defaultValue = "6",
      description =
          "Of customers' trades, times one in one to three seconds an asset (default: ${DEFAULT-VALUE}).")
  private double pace;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Another portfolio (default: deploy/configuration/demo.yaml).")
  private Path configuration;

  @Option(names = "--json", paramLabel = "FILE", description = "Where the report goes, as JSON.")
  private Path json;

  @Override
  public Integer call() {
    if (kills < 0 || rate <= 0 || !(pace > 0)) {
      throw new ParameterException(
          spec.commandLine(), "--kills must not be negative; --rate and --pace must be positive");
    }
    if (System.getenv("HEDGEROW_JDBC_URL") != null) {
      throw new CommandFailed(
          "a chaos run kills its database and wants one of its own; unset HEDGEROW_JDBC_URL");
    }
    if (configuration != null && !Files.isReadable(configuration)) {
      throw new ParameterException(
          spec.commandLine(),
          "--config: '" + configuration + "'; expected a file that can be read");
    }
    StackLayout launcher = StackLayout.ofLauncher();
    StackLayout layout = new StackLayout(launcher.checkout(), launcher.home().resolve("chaos"));
    if (!days.isEmpty()) {
      return new DaysRun(bad(), layout, Progress.toStandardOutput()).run(Optional.ofNullable(json));
    }
    ChaosOptions options =
        new ChaosOptions(
            kills,
            seed,
            chosen(),
            rate,
            pace,
            Optional.ofNullable(configuration),
            Optional.ofNullable(json));
    return new ChaosRun(options, layout, Progress.toStandardOutput()).run();
  }

  private List<BadDay> bad() {
    if (days.equals(List.of("all"))) {
      return List.of(BadDay.values());
    }
    try {
      return days.stream().map(BadDay::of).toList();
    } catch (CommandFailed unknown) {
      throw new ParameterException(spec.commandLine(), unknown.getMessage(), unknown);
    }
  }

  private List<String> chosen() {
    if (cases.equals(List.of("all"))) {
      return ChaosCase.labels();
    }
    if (cases.equals(List.of("none"))) {
      return List.of();
    }
    try {
      cases.forEach(ChaosCase::of);
    } catch (CommandFailed unknown) {
      throw new ParameterException(spec.commandLine(), unknown.getMessage(), unknown);
    }
    return cases;
  }
}
