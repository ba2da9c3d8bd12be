package org.hedgerow.cli.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hedgerow.cli.CommandFailed;

/** Command lines of the JVMs that the stack starts, and short programs run to their end. */
final class Jvm {
  private static final long SHORT_PROGRAM_SECONDS = 60;

  /** Enough for what apt says before its advice. */
  private static final int LAST_LINES = 6;

  private Jvm() {}

  /** The java that runs this. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** {@code java <options> -cp <class path> <main class> <arguments>}. */
  static List<String> command(
      List<String> options, String classPath, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  /** What that program printed, both streams together. */
  static String run(String what, List<String> command) {
    return run(what, command, "", Map.of(), null);
  }

  /**
   * Runs a program that ends by itself.
   *
   * @param what names it in an error
   * @param input what it reads
   * @param directory where it runs, or null
   * @throws CommandFailed if it fails, with the last it said
   */
  static String run(
      String what,
      List<String> command,
      String input,
      Map<String, String> environment,
      Path directory) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    try {
      Process process = builder.start();
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(SHORT_PROGRAM_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new CommandFailed(what + " did not end");
      }
      if (process.exitValue() != 0) {
        throw new CommandFailed(what + " failed: " + lastLines(output));
      }
      return output;
    } catch (IOException e) {
      throw new CommandFailed(what + " failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }

  private static String lastLines(String output) {
    List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }
}
