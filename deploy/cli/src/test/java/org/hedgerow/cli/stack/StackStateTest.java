package org.hedgerow.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hedgerow.cli.CommandFailed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackStateTest {
  @TempDir Path folder;

  @Test
  void isReadAsItWasWritten() {
    StackState state =
        new StackState(
            Map.of("kafka", 9092),
            new DatabaseAddress(
                DatabaseAddress.Kind.UNPACKED, "jdbc:postgresql://x/y", Path.of("/data"), "psql"),
            2,
            List.of(process("kafka", 7)));
    Path file = folder.resolve("stack.json");

    state.write(file);

    assertEquals(state, StackState.read(file));
  }

  @Test
  void isEmptyWhereThereIsNoFile() {
    assertEquals(StackState.empty(), StackState.read(folder.resolve("none")));
    assertFalse(StackState.empty().isUp());
  }

  @Test
  void saysWhichFileIsBroken() throws IOException {
    Path file = Files.writeString(folder.resolve("stack.json"), "{");
    var refused = assertThrows(CommandFailed.class, () -> StackState.read(file));
    assertTrue(refused.getMessage().startsWith(file + " is not what the stack wrote"));
  }

  @Test
  void replacesAProcessOfTheSameNameInItsPlace() {
    StackState state =
        StackState.empty()
            .with(process("kafka", 1))
            .with(process("database", 2))
            .with(process("kafka", 3));
    assertEquals(List.of(process("kafka", 3), process("database", 2)), state.processes());
  }

  private ManagedProcess process(String name, long pid) {
    ProcessSpec spec =
        ProcessSpec.of(
            name,
            List.of("sleep", "1"),
            Map.of("A", "b"),
            new StackLayout(Path.of("/checkout"), Path.of("/home")));
    return new ManagedProcess(spec, pid, "boot:1", 5, 0);
  }
}
