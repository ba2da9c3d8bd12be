package org.hedgerow.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hedgerow.cli.CommandFailed;

/** Looks for room before data is written. */
final class DiskSpace {
  static final long NEEDED_BYTES = 2L << 30;

  private DiskSpace() {}

  /**
   * @throws CommandFailed if less than {@link #NEEDED_BYTES} are free where that folder is or will
   *     be
   */
  static void require(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      require(existing, Files.getFileStore(existing).getUsableSpace());
    } catch (IOException e) {
      throw new CommandFailed(
          "cannot tell the free space of " + existing + ": " + e.getMessage(), e);
    }
  }

  static void require(Path folder, long freeBytes) {
    if (freeBytes < NEEDED_BYTES) {
      throw new CommandFailed(
          "only "
              + (freeBytes >> 20)
              + " MiB are free at "
              + folder
              + "; the stack needs "
              + (NEEDED_BYTES >> 20)
              + " MiB");
    }
  }
}
