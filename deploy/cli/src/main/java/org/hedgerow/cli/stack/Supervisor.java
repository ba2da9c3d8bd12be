package org.hedgerow.cli.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.cli.CommandFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the stack's dead processes again: the first time at once, and one that keeps dying after a
 * pause that doubles. A process of its own, which ends when the stack is stopped.
 */
public final class Supervisor {
  public static final String NAME = "supervisor";

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Path stateFile;
  private final Path lockFile;
  private final Map<String, Backoff> backoffs = new HashMap<>();

  private Supervisor(Path stateFile, Path lockFile) {
    this.stateFile = stateFile;
    this.lockFile = lockFile;
  }

  static ProcessSpec spec(StackLayout layout) {
    return ProcessSpec.of(
        NAME,
        Jvm.command(
            List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dhedgerow.home=" + layout.home(),
                "-Dhedgerow.log=" + NAME),
            layout.classPathOf(NAME),
            Supervisor.class.getName(),
            List.of(layout.stateFile().toString(), layout.lockFile().toString())),
        Map.of(),
        layout);
  }

  /** Arguments: the state file, the lock file. */
  public static void main(String[] arguments) throws InterruptedException {
    Supervisor supervisor = new Supervisor(Path.of(arguments[0]), Path.of(arguments[1]));
    LOG.info("watching {}", arguments[0]);
    while (true) {
      try {
        supervisor.look();
      } catch (RuntimeException e) {
        LOG.warn("could not look after the stack", e);
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  private void look() {
    if (allAlive(StackState.read(stateFile))) {
      return;
    }
    int restarted = StackLock.holding(lockFile, this::restartDead);
    LOG.debug("{} started again", restarted);
  }

  private int restartDead() {
    int restarted = 0;
    // Read again: a command may have changed the stack while we waited.
    for (ManagedProcess process : StackState.read(stateFile).processes()) {
      if (!process.isAlive() && backoff(process).mayStart(System.nanoTime())) {
        restart(process);
        restarted++;
      }
    }
    return restarted;
  }

  private static boolean allAlive(StackState state) {
    return state.processes().stream().allMatch(ManagedProcess::isAlive);
  }

  private void restart(ManagedProcess dead) {
    try {
      dead.killLeftBehind();
      ManagedProcess started = dead.startAgain();
      StackState.read(stateFile).with(started).write(stateFile);
      LOG.warn(
          "{} (process {}) had died; started again as process {}",
          dead.name(),
          dead.pid(),
          started.pid());
    } catch (CommandFailed failed) {
      LOG.warn("{} had died and cannot be started again", dead.name(), failed);
    }
  }

  private Backoff backoff(ManagedProcess process) {
    return backoffs.computeIfAbsent(process.name(), name -> new Backoff());
  }

  /** When a process that keeps dying may be started again. Time is {@link System#nanoTime}. */
  static final class Backoff {
    private static final long FIRST_NANOS = Duration.ofMillis(500).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();

    /** One that ran for so long has recovered. */
    private static final long RECOVERED_NANOS = Duration.ofSeconds(30).toNanos();

    private boolean started;
    private long lastStart;
    private long pause;

    boolean mayStart(long now) {
      if (!started || now - lastStart >= RECOVERED_NANOS + pause) {
        pause = 0;
      } else if (now - lastStart < pause) {
        return false;
      }
      pause = pause == 0 ? FIRST_NANOS : Math.min(2 * pause, LONGEST_NANOS);
      started = true;
      lastStart = now;
      return true;
    }
  }
}
