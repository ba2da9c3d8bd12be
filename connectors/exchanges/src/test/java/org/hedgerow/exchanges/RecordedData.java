package org.hedgerow.exchanges;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.hedgerow.exchanges.recording.RecordedMessage;
import org.hedgerow.exchanges.recording.RecordingReader;
import org.junit.jupiter.api.Assumptions;

/**
 * Recordings of real exchanges, in {@code ../shared/data} beside the project or where the system
 * property {@code hedgerow.data} says. They are not part of the project: tests that want them are
 * skipped where they are missing.
 */
public final class RecordedData {
  private RecordedData() {}

  /** A file or folder of the recordings; skips the calling test if there is none. */
  public static Path path(String name) {
    Path found = root().resolve(name);
    Assumptions.assumeTrue(Files.exists(found), "no recorded data at " + found + "; test skipped");
    return found;
  }

  /** All messages of a recording. */
  public static List<RecordedMessage> messages(Path recording) throws IOException {
    List<RecordedMessage> messages = new ArrayList<>();
    try (RecordingReader reader = RecordingReader.open(recording)) {
      for (RecordedMessage message = reader.next(); message != null; message = reader.next()) {
        messages.add(message);
      }
    }
    return messages;
  }

  /** The lines of a gzip file. */
  public static BufferedReader lines(Path gzip) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(gzip), 1 << 16), StandardCharsets.UTF_8));
  }

  /** Where the recordings are, if there are any. */
  public static Path root() {
    String configured = System.getProperty("hedgerow.data");
    if (configured != null) {
      return Path.of(configured);
    }
    Path project = Path.of("").toAbsolutePath();
    while (project.getParent() != null && Files.exists(project.getParent().resolve("pom.xml"))) {
      project = project.getParent();
    }
    return project.resolveSibling("shared").resolve("data");
  }
}
