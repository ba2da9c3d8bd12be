package org.hedgerow.cli.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.Credentials.Credential;

/**
 * TimescaleDB's official image under a Docker daemon, on the loopback address, with its data in a
 * volume of its own.
 */
final class DockerDatabase implements Database {
  static final String IMAGE = "timescale/timescaledb:2.19.3-pg17";
  private static final long PULL_MINUTES = 20;
  private static final int DAEMON_SECONDS = 5;

  private final StackLayout layout;
  private final int port;
  private final String name;

  DockerDatabase(StackLayout layout, int port) {
    this.layout = layout;
    this.port = port;
    this.name = "hedgerow-timescaledb-" + Integer.toHexString(layout.home().toString().hashCode());
  }

  /** Whether there is a daemon that we may use. */
  static boolean daemonAnswers() {
    try {
      Process process =
          new ProcessBuilder("docker", "info")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(DAEMON_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException noDocker) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }

  @Override
  public DatabaseAddress address() {
    return new DatabaseAddress(
        DatabaseAddress.Kind.DOCKER,
        "jdbc:postgresql://127.0.0.1:" + port + "/hedgerow",
        null,
        "docker exec -it " + name + " psql");
  }

  @Override
  public void prepare(Progress progress) {
    Credentials credentials = new Credentials(layout.credentials());
    Credential login =
        credentials
            .read(Credentials.DATABASE)
            .orElseGet(() -> new Credential("hedgerow", Credentials.randomSecret()));
    credentials.write(Credentials.DATABASE, login);
    credentials.removeRoles();
    Credentials.writePrivate(
        environmentFile(),
        "POSTGRES_USER="
            + login.key()
            + "\nPOSTGRES_PASSWORD="
            + login.secret()
            + "\nPOSTGRES_DB=hedgerow\nTIMESCALEDB_TELEMETRY=off\n");
    pull(progress);
  }

  /** Docker shows itself how far it is. */
  private static void pull(Progress progress) {
    try {
      progress.say("TimescaleDB: image " + IMAGE);
      Process process = new ProcessBuilder("docker", "pull", IMAGE).inheritIO().start();
      if (!process.waitFor(PULL_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new CommandFailed("docker cannot pull " + IMAGE);
      }
    } catch (IOException e) {
      throw new CommandFailed("docker cannot pull " + IMAGE + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }

  /**
   * The client in the foreground: signals reach the container through it. A container that outlived
   * a killed client is removed before the next is made.
   */
  @Override
  public Optional<ProcessSpec> process() {
    String run =
        "docker rm -f \"$1\" >/dev/null 2>&1; exec docker run --rm --name \"$1\" --env-file \"$2\" -p \"$3\" -v \"$1\":/var/lib/postgresql/data \"$4\" -c synchronous_commit=on";
    return Optional.of(
        ProcessSpec.of(
                NAME,
                List.of(
                    "sh",
                    "-c",
                    run,
                    "sh",
                    name,
                    environmentFile().toString(),
                    "127.0.0.1:" + port + ":5432",
                    IMAGE),
                Map.of(),
                layout)
            .stoppedBy("INT"));
  }

  @Override
  public void wipe() {
    Jvm.run(
        "removing the database's container",
        List.of("sh", "-c", "docker rm -f \"$1\" || true", "sh", name));
    Jvm.run("removing the database's volume", List.of("docker", "volume", "rm", "-f", name));
  }

  private Path environmentFile() {
    return layout.credentials().resolve("database.docker-environment");
  }
}
