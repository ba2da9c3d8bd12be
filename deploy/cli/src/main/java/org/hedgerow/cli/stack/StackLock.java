package org.hedgerow.cli.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.hedgerow.cli.CommandFailed;

/** A lock between processes: held by the one who changes a stack, or fills the cache. */
final class StackLock {
  /** A file lock is the process's: two threads of one would be refused and not made to wait. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private StackLock() {}

  /** Waits until nobody else holds that file's lock, and holds it while the action runs. */
  static <T> T holding(Path file, Supplier<T> action) {
    ReentrantLock threads =
        THREADS.computeIfAbsent(file.toAbsolutePath(), added -> new ReentrantLock());
    threads.lock();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        FileLock lock = channel.lock();
        try {
          return action.get();
        } finally {
          lock.release();
        }
      }
    } catch (IOException e) {
      throw new CommandFailed("cannot lock " + file + ": " + e.getMessage(), e);
    } finally {
      threads.unlock();
    }
  }
}
