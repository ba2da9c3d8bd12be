package org.hedgerow.cli.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start one process of the stack, kept in {@code stack.json} so that it can be started again
 * after a crash. Holds no secret: those are in {@link Credentials}.
 *
 * @param name unique in the stack, for people
 * @param command program and arguments
 * @param environment added to the environment of the one who starts it
 * @param directory working directory
 * @param output where standard output and error go
 * @param log the process's own log, or the same file as {@code output}
 * @param stopSignal asks for an orderly end
 * @param stopSeconds how long that may take before the group is killed
 */
public record ProcessSpec(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Path output,
    Path log,
    String stopSignal,
    int stopSeconds) {

  private static final int ORDERLY_STOP_SECONDS = 10;

  /**
   * A process that ends on TERM and logs to {@code <name>.log}, its plain output going to {@code
   * <name>.out}.
   */
  public static ProcessSpec of(
      String name, List<String> command, Map<String, String> environment, StackLayout layout) {
    return new ProcessSpec(
        name,
        List.copyOf(command),
        Map.copyOf(environment),
        layout.run(),
        layout.logs().resolve(name + ".out"),
        layout.logs().resolve(name + ".log"),
        "TERM",
        ORDERLY_STOP_SECONDS);
  }

  /** The same, ended by another signal. */
  public ProcessSpec stoppedBy(String signal) {
    return new ProcessSpec(name, command, environment, directory, output, log, signal, stopSeconds);
  }

  /** The same, in another working directory. */
  public ProcessSpec in(Path workingDirectory) {
    return new ProcessSpec(
        name, command, environment, workingDirectory, output, log, stopSignal, stopSeconds);
  }
}
