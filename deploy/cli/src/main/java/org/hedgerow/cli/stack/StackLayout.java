package org.hedgerow.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.hedgerow.cli.CommandFailed;

/**
 * Where a local stack keeps its files.
 *
 * @param checkout the project's folder, with the built jars
 * @param home the stack's own folder, {@code .hedgerow} in the checkout unless told otherwise; two
 *     stacks with two homes do not meet
 */
public record StackLayout(Path checkout, Path home) {
  /** Names the stack of a checkout that a command is for, such as {@code demo} or {@code bench}. */
  public static final String NAMED = "HEDGEROW_STACK";

  /** The layout that the launcher script names. */
  public static StackLayout ofLauncher() {
    String checkout = System.getProperty("hedgerow.checkout");
    if (checkout == null) {
      throw new CommandFailed("start this through the launcher ./hedgerow");
    }
    String home = System.getProperty("hedgerow.home", checkout + "/.hedgerow");
    return new StackLayout(Path.of(checkout), Path.of(home));
  }

  /**
   * The layout of the stack that {@link #NAMED} names, else of the one that is up, or of the demo
   * that runs.
   */
  public static StackLayout ofRunning() {
    StackLayout launcher = ofLauncher();
    String named = System.getenv(NAMED);
    if (named != null && !named.isBlank()) {
      return new StackLayout(launcher.checkout, launcher.home.resolve(named));
    }
    StackLayout demo = new StackLayout(launcher.checkout, launcher.home.resolve("demo"));
    return !StackState.read(launcher.stateFile()).isUp() && StackState.read(demo.stateFile()).isUp()
        ? demo
        : launcher;
  }

  /** All that {@code down --wipe} deletes lies here. */
  public Path run() {
    return home.resolve("run");
  }

  public Path logs() {
    return home.resolve("logs");
  }

  /** One owner-only file a name; see {@link Credentials}. */
  public Path credentials() {
    return run().resolve("credentials");
  }

  public Path stateFile() {
    return run().resolve("stack.json");
  }

  public Path lockFile() {
    return home.resolve("stack.lock");
  }

  public Path flinkConfiguration() {
    return run().resolve("flink-conf");
  }

  /** Class path of a Kafka broker. */
  public String kafkaClassPath() {
    return builtFolder("deploy/kafka/target/lib") + "/*";
  }

  /** Class path of a Flink cluster. */
  public String flinkClassPath() {
    return jar("deploy/flink/target", "hedgerow-flink-distribution-")
        + ":"
        + builtFolder("deploy/flink/target/lib")
        + "/*";
  }

  /**
   * Class path of one of our own processes: its jar is copied, since a build may replace the
   * original while it runs.
   */
  String classPathOf(String process) {
    Path copy = run().resolve(process + ".jar");
    try {
      Files.copy(
          jar("deploy/cli/target", "hedgerow-cli-"), copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CommandFailed("cannot write " + copy + ": " + e.getMessage(), e);
    }
    return copy + ":" + builtFolder("deploy/cli/target/lib") + "/*";
  }

  /**
   * The jar with every job, as a Flink cluster takes it; with the jars in {@link #plugins} within,
   * where there are any.
   */
  public Path jobsJar() {
    return JobsJar.with(
        jar("jobs/target", "hedgerow-jobs-"), plugins(), home.resolve("hedgerow-jobs.jar"));
  }

  /** Jars of strategies that are not ours. The launcher has them on its class path too. */
  public Path plugins() {
    return checkout.resolve("plugins");
  }

  private Path builtFolder(String relative) {
    Path folder = checkout.resolve(relative);
    if (!Files.isDirectory(folder)) {
      throw new CommandFailed(folder + " is missing: build first (mvn package), or use ./hedgerow");
    }
    return folder;
  }

  private Path jar(String folder, String prefix) {
    try (Stream<Path> files = Files.list(builtFolder(folder))) {
      List<Path> jars =
          files
              .filter(file -> file.getFileName().toString().startsWith(prefix))
              .filter(
                  file ->
                      file.getFileName().toString().endsWith("-SNAPSHOT.jar")
                          || file.getFileName().toString().matches(prefix + "[0-9.]+\\.jar"))
              .toList();
      if (jars.size() != 1) {
        throw new CommandFailed(
            "expected one "
                + prefix
                + "*.jar in "
                + checkout.resolve(folder)
                + ", found "
                + jars.size());
      }
      return jars.get(0);
    } catch (IOException e) {
      throw new CommandFailed("cannot read " + checkout.resolve(folder) + ": " + e.getMessage(), e);
    }
  }
}
