package org.hedgerow.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hedgerow.cli.CommandFailed;

/**
 * {@code psql \copy} of tables to files and back: what the database takes with nobody else's work.
 */
final class PsqlCopy {
  private final String psql;
  private final Path folder;

  /**
   * @param psql a line for a shell
   * @throws CommandFailed if that is none that can read files of ours
   */
  PsqlCopy(String psql, Path folder) {
    if (psql.isEmpty() || psql.startsWith("docker")) {
      throw new CommandFailed(
          "no psql on this machine that reads its files: nothing to compare with");
    }
    this.psql = psql;
    this.folder = folder;
  }

  void export(List<String> tables) {
    // A hypertable's rows are in its chunks, and only a query finds them.
    run(tables, table -> "\\copy (SELECT * FROM " + table + ") TO '" + file(table) + "'");
  }

  /** How long it takes, in nanoseconds, the start of psql included. */
  long load(List<String> tables) {
    long began = System.nanoTime();
    run(tables, table -> "\\copy " + table + " FROM '" + file(table) + "'");
    return System.nanoTime() - began;
  }

  private Path file(String table) {
    return folder.resolve("bench-" + table + ".copy");
  }

  private void run(List<String> tables, java.util.function.Function<String, String> command) {
    Path script = folder.resolve("bench.psql");
    try {
      Files.write(script, tables.stream().map(command).toList());
      Process process =
          new ProcessBuilder(
                  "sh", "-c", psql + " -X -q -v ON_ERROR_STOP=1 -f \"$1\"", "sh", script.toString())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new CommandFailed("psql failed: " + said.strip());
      }
    } catch (IOException e) {
      throw new CommandFailed("psql cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }
}
