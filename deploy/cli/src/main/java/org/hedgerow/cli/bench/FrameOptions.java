package org.hedgerow.cli.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which frames a benchmark is fed with. */
final class FrameOptions {
  static final int FEWEST = 1_000;
  static final int MOST = 20_000_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--replay",
      paramLabel = "DIR",
      description = "Recorded frames instead of a generated market.")
  private Path replay;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "How many; those that there are come again and again until there are so many.")
  private Integer frames;

  /** The folder of the recording, checked. */
  Optional<Path> replay() {
    if (replay != null && !Files.isDirectory(replay)) {
      throw wrong("--replay: '" + replay + "'; expected a folder of recorded frames");
    }
    return Optional.ofNullable(replay).map(Path::toAbsolutePath);
  }

  /** How many frames, checked. */
  int frames(int otherwise) {
    int wanted = frames == null ? otherwise : frames;
    if (wanted < FEWEST || wanted > MOST) {
      throw wrong(
          "--frames: '" + wanted + "'; expected a whole number from " + FEWEST + " to " + MOST);
    }
    return wanted;
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
