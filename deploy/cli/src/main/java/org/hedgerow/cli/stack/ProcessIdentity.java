package org.hedgerow.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells a process from another that got its number later: by the kernel's count of ticks at its
 * start, and the boot that the count belongs to. (The start as a wall-clock time moves when the
 * clock is set.)
 */
public final class ProcessIdentity {
  /** Field 22 of {@code /proc/PID/stat}, counted from the state, which is field 3. */
  private static final int START_AFTER_STATE = 19;

  private ProcessIdentity() {}

  /**
   * The identity of a live process; empty if there is none of that number, or it has ended and only
   * waits to be reaped.
   */
  public static Optional<String> of(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (Files.isDirectory(Path.of("/proc/self"))) {
      try {
        return ofStat(Files.readString(stat), bootId());
      } catch (IOException gone) {
        return Optional.empty();
      }
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(process -> "started:" + process.info().startInstant().orElse(Instant.EPOCH));
  }

  /**
   * From the text of {@code /proc/PID/stat}; the program's name in it may have spaces and brackets.
   */
  static Optional<String> ofStat(String stat, String bootId) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    boolean ended = fields[0].equals("Z") || fields[0].equals("X");
    return ended ? Optional.empty() : Optional.of(bootId + ":" + fields[START_AFTER_STATE]);
  }

  private static String bootId() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
  }
}
