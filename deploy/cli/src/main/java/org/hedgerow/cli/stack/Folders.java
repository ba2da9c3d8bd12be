package org.hedgerow.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.hedgerow.cli.CommandFailed;

/** Whole folders. */
final class Folders {
  private Folders() {}

  /**
   * Deletes it with all in it; nothing happens if it is not there. Links are deleted, not followed.
   */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new CommandFailed("cannot delete " + folder + ": " + e, e);
    }
  }

  /** Makes it and what it lies in. */
  static Path create(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CommandFailed("cannot make " + folder + ": " + e, e);
    }
  }
}
