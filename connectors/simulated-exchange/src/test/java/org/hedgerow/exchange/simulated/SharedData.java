package org.hedgerow.exchange.simulated;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Recordings and reference cases that lie beside the project, where they are there at all. */
public final class SharedData {
  private SharedData() {}

  /** The file in the folder {@code shared} next to the project; skips the test without it. */
  public static Path find(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared").resolve(name);
      if (Files.exists(candidate)) {
        return candidate;
      }
    }
    return Assumptions.abort("There is no " + name + " in a folder shared beside the project.");
  }
}
