package org.hedgerow.cli.stack;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hedgerow.cli.CommandFailed;

/**
 * What is running, as {@code stack.json} has it. Whoever changes it holds the {@link StackLock}.
 *
 * @param ports by purpose; kept over a stop, since jobs that go on have them in their arguments
 * @param database where the tables are; null before it was chosen
 * @param taskManagers how many were asked for
 * @param processes in the order in which they were started
 */
public record StackState(
    Map<String, Integer> ports,
    DatabaseAddress database,
    int taskManagers,
    List<ManagedProcess> processes) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(
              SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** Nothing running, nothing chosen. */
  public static StackState empty() {
    return new StackState(Map.of(), null, 0, List.of());
  }

  /** The state in that file; empty if there is none. */
  public static StackState read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), StackState.class);
    } catch (java.nio.file.NoSuchFileException none) {
      return empty();
    } catch (JsonProcessingException e) {
      throw new CommandFailed(file + " is not what the stack wrote: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new CommandFailed("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Replaces the file in one step, so that a reader never sees half of it. */
  public void write(Path file) {
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, JSON.writeValueAsString(this));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  public Optional<ManagedProcess> process(String name) {
    return processes.stream().filter(process -> process.name().equals(name)).findFirst();
  }

  /** The port chosen for that purpose. */
  public int port(String purpose) {
    Integer port = ports.get(purpose);
    if (port == null) {
      throw new CommandFailed("the stack has no port for " + purpose + "; run ./hedgerow up");
    }
    return port;
  }

  /** With that process in the place of one of the same name, or at the end. */
  public StackState with(ManagedProcess started) {
    List<ManagedProcess> next = new ArrayList<>(processes);
    for (int i = 0; i < next.size(); i++) {
      if (next.get(i).name().equals(started.name())) {
        next.set(i, started);
        return new StackState(ports, database, taskManagers, List.copyOf(next));
      }
    }
    next.add(started);
    return new StackState(ports, database, taskManagers, List.copyOf(next));
  }

  /** Without the processes of that kind. */
  public StackState without(Predicate<ManagedProcess> gone) {
    return new StackState(
        ports, database, taskManagers, processes.stream().filter(gone.negate()).toList());
  }

  public StackState withPorts(Map<String, Integer> chosen) {
    return new StackState(chosen, database, taskManagers, processes);
  }

  public StackState withDatabase(DatabaseAddress chosen) {
    return new StackState(ports, chosen, taskManagers, processes);
  }

  public StackState withTaskManagers(int count) {
    return new StackState(ports, database, count, processes);
  }

  @JsonIgnore
  public boolean isUp() {
    return !processes.isEmpty();
  }
}
