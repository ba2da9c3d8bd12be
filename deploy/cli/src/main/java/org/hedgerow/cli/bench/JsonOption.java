package org.hedgerow.cli.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a benchmark's figures go. */
final class JsonOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--json", paramLabel = "FILE", description = "Where the figures go, as JSON.")
  private Path json;

  /** The file, checked before anything is measured. */
  Optional<Path> file() {
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
