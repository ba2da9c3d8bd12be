package org.hedgerow.cli.stack;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hedgerow.cli.CommandFailed;

/**
 * A process that was started in a session of its own, so that it outlives the command and is ended
 * with all it started.
 *
 * @param spec how it was started
 * @param pid its number, also that of its process group
 * @param identity see {@link ProcessIdentity}; nothing is ever signalled without it
 * @param startedAtMillis wall clock
 * @param restarts how often the supervisor has started it again
 */
public record ManagedProcess(
    ProcessSpec spec, long pid, String identity, long startedAtMillis, int restarts) {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration KILL_WAIT = Duration.ofSeconds(5);
  private static final int TAIL_LINES = 12;
  private static final int TAIL_BYTES = 64 * 1024;

  /** Starts it. Output is appended to its file. */
  public static ManagedProcess start(ProcessSpec spec) {
    return start(spec, 0);
  }

  /** Starts it again, counting. */
  public ManagedProcess startAgain() {
    return start(spec, restarts + 1);
  }

  private static ManagedProcess start(ProcessSpec spec, int restarts) {
    List<String> command = new ArrayList<>();
    command.add("setsid");
    command.addAll(spec.command());
    ProcessBuilder builder = new ProcessBuilder(command);
    // What names the database to the command is not the processes' to know: they read the
    // credential.
    builder.environment().keySet().removeIf(name -> name.startsWith("HEDGEROW_JDBC"));
    builder.environment().putAll(spec.environment());
    builder.directory(spec.directory().toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(spec.output().toFile()));
    try {
      Files.createDirectories(spec.directory());
      Files.createDirectories(spec.output().getParent());
      Process process = builder.start();
      String identity = ProcessIdentity.of(process.pid()).orElse("ended at once");
      return new ManagedProcess(
          spec, process.pid(), identity, Instant.now().toEpochMilli(), restarts);
    } catch (IOException e) {
      throw new CommandFailed("cannot start " + spec.name() + ": " + e.getMessage(), e);
    }
  }

  @JsonIgnore
  public String name() {
    return spec.name();
  }

  /** Whether this very process is there, not another of the same number. */
  @JsonIgnore
  public boolean isAlive() {
    return ProcessIdentity.of(pid).equals(Optional.of(identity));
  }

  /**
   * Waits until it serves.
   *
   * @throws CommandFailed if it ends, reports that its port is taken, or the time is over; with the
   *     end of its log
   */
  public void awaitReady(ReadyCheck check, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    String missing;
    do {
      requireAlive();
      missing = ask(check);
      if (missing.isEmpty() && isAlive()) {
        return;
      }
      pause(POLL);
    } while (System.nanoTime() < end);
    throw new CommandFailed(
        name() + " did not serve within " + limit.toSeconds() + " s (" + missing + ")" + logTail());
  }

  /**
   * The same for a server: the one that answers must be this process, not another that has its
   * port.
   */
  public void awaitReady(int port, ReadyCheck check, Duration limit) {
    awaitReady(
        () -> {
          String listening = ListeningSocket.missing(pid, port);
          return listening.isEmpty() ? check.missing() : listening;
        },
        limit);
  }

  /**
   * @throws CommandFailed with the end of its log, if it has ended
   */
  void requireAlive() {
    if (!isAlive()) {
      String sentence = name() + " ended while starting" + logTail();
      throw foundPortTaken() ? new PortTaken(sentence) : new CommandFailed(sentence);
    }
  }

  private static String ask(ReadyCheck check) {
    try {
      return check.missing();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    } catch (Exception notYet) {
      return String.valueOf(notYet.getMessage());
    }
  }

  /** Ends it and all it started; true if it was there. */
  public boolean stop() {
    boolean wasAlive = isAlive();
    if (wasAlive) {
      signal(spec.stopSignal(), pid);
      if (!awaitEnd(Duration.ofSeconds(spec.stopSeconds()))) {
        signal("KILL", -pid);
        if (!awaitEnd(KILL_WAIT)) {
          throw new CommandFailed(name() + " (process " + pid + ") does not end, even killed");
        }
      }
    }
    killLeftBehind();
    return wasAlive;
  }

  /**
   * Ends it at once, as a power cut would: {@code kill -9}. What it started is not asked either.
   */
  public void kill() {
    if (isAlive()) {
      signal("KILL", pid);
    }
  }

  /** Takes all time from it until {@link #resume}; its sockets stay open. */
  public void suspend() {
    signal("STOP", pid);
  }

  /** Lets it go on after {@link #suspend}; otherwise nothing happens. */
  public void resume() {
    signal("CONT", pid);
  }

  /**
   * Kills what it started and left behind. While such processes are there, their group keeps the
   * number from being given to another; if a process has the number now, there are none.
   */
  void killLeftBehind() {
    if (ProcessIdentity.of(pid).isEmpty()) {
      signal("KILL", -pid);
    }
  }

  private boolean awaitEnd(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (isAlive()) {
      if (System.nanoTime() > end) {
        return false;
      }
      pause(POLL);
    }
    return true;
  }

  private static void signal(String signal, long target) {
    try {
      // The shell's own kill: the program is not on every machine.
      new ProcessBuilder(
              "sh", "-c", "kill -s \"$1\" -- \"$2\"", "sh", signal, Long.toString(target))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new CommandFailed("cannot signal process " + target + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }

  /** The end of what it wrote, for a message. */
  private String logTail() {
    List<String> lines = tail(spec.output());
    Path shown = spec.output();
    if (lines.isEmpty()) {
      lines = tail(spec.log());
      shown = spec.log();
    }
    StringBuilder text = new StringBuilder("; see " + shown);
    if (foundPortTaken()) {
      text.append("; one of its ports is taken by another program");
    }
    for (String line : lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size())) {
      text.append(System.lineSeparator()).append("  ").append(line);
    }
    return text.toString();
  }

  private boolean foundPortTaken() {
    return Stream.concat(tail(spec.output()).stream(), tail(spec.log()).stream())
        .anyMatch(ManagedProcess::saysPortTaken);
  }

  private static boolean saysPortTaken(String line) {
    return line.contains("Address already in use") || line.contains("BindException");
  }

  private static List<String> tail(Path file) {
    try (RandomAccessFile read = new RandomAccessFile(file.toFile(), "r")) {
      byte[] end = new byte[(int) Math.min(TAIL_BYTES, read.length())];
      read.seek(read.length() - end.length);
      read.readFully(end);
      return new String(end, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }
}
