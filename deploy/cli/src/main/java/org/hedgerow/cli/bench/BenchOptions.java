package org.hedgerow.cli.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every benchmark can be told. */
final class BenchOptions {
  private static final int MOST_ROUNDS = 100;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Of the jobs and of the limit each, in turns (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--json", paramLabel = "FILE", description = "Where the figures go, as JSON.")
  private Path json;

  /** How many rounds, checked. */
  int rounds() {
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw wrong("--rounds: '" + rounds + "'; expected a whole number from 1 to " + MOST_ROUNDS);
    }
    return rounds;
  }

  /** Where the figures go, checked before anything is measured. */
  Optional<Path> json() {
    Optional<Path> file = Optional.ofNullable(json).map(Path::toAbsolutePath);
    file.filter(path -> !Files.isDirectory(path.getParent()) || Files.isDirectory(path))
        .ifPresent(
            path -> {
              throw wrong("--json: '" + json + "'; expected a file in a folder that exists");
            });
    return file;
  }

  /** Refuses what was typed. */
  ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
