package org.hedgerow.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.GZIPInputStream;
import org.hedgerow.cli.stack.TestDatabase;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * Recordings in {@code ../shared/data} beside the project; tests that want them are skipped where
 * they are missing.
 */
final class Recordings {
  private Recordings() {}

  /** A file of the recordings; skips the calling test if there is none. */
  static Path path(String name) {
    Path project = Path.of("").toAbsolutePath();
    while (project.getParent() != null && Files.exists(project.getParent().resolve("pom.xml"))) {
      project = project.getParent();
    }
    Path found = project.resolveSibling("shared").resolve("data").resolve(name);
    Assumptions.assumeTrue(Files.exists(found), "no recorded data at " + found + "; test skipped");
    return found;
  }

  static BufferedReader lines(String name) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(path(name)), 1 << 16),
            StandardCharsets.UTF_8));
  }

  /** Puts rows of text into a table, which may have its columns in brackets after it. */
  static void copy(TestDatabase database, String table, StringBuilder rows)
      throws SQLException, IOException {
    try (Connection connection = database.open()) {
      new CopyManager(connection.unwrap(BaseConnection.class))
          .copyIn("COPY " + table + " FROM STDIN", new StringReader(rows.toString()));
    }
  }

  /** Interpolated between the two values that it lies between (Hyndman and Fan's type 7). */
  static double quantile(double[] sorted, double part) {
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
