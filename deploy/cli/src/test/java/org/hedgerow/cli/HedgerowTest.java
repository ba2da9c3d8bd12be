package org.hedgerow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HedgerowTest {
  @TempDir Path checkout;
  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private final CommandLine line =
      Hedgerow.commandLine()
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(errors, true));

  @BeforeEach
  void pretendToBeTheLauncher() {
    System.setProperty("hedgerow.checkout", checkout.toString());
    System.setProperty("hedgerow.home", checkout.resolve(".hedgerow").toString());
  }

  @AfterEach
  void clear() {
    System.clearProperty("hedgerow.checkout");
    System.clearProperty("hedgerow.home");
  }

  @Test
  void helpNamesEveryCommandAndExitCode() {
    assertEquals(0, line.execute("--help"));
    for (String word : List.of("up", "down", "status", "submit", "not understood")) {
      assertTrue(out.toString().contains(word), out.toString());
    }
  }

  @Test
  void everyCommandHasHelp() {
    line.getSubcommands()
        .forEach((name, command) -> assertEquals(0, line.execute(name, "--help"), name));
  }

  @Test
  void whatIsNotUnderstoodIsTwo() {
    assertEquals(2, line.execute("upp"));
    assertEquals(2, line.execute("up", "--ports", "some"));
    assertEquals(2, line.execute("up", "--taskmanagers", "0"));
    assertEquals(2, line.execute("submit"));
    assertEquals(2, line.execute("submit", "--all", "store"));
    assertEquals(2, line.execute("submit", "trading"));
    assertEquals(2, line.execute("submit", "store", "--target", "host:1"));
    assertEquals(
        2,
        line.execute(
            "submit",
            "store",
            "--target",
            "no port",
            "--database",
            "d",
            "--bootstrap-servers",
            "k"));
  }

  @Test
  void aRestartMakesItsOwnSavepoints() {
    assertEquals(
        2,
        line.execute(
            "submit",
            "signals",
            "--configuration",
            "f",
            "--restart",
            "--from-savepoint",
            "signals=/x"));
    assertTrue(errors.toString().contains("--restart makes the savepoints"), errors.toString());
    assertEquals(
        2,
        line.execute("submit", "store", "--configuration", "f", "--restart", "--forget-patterns"));
    assertTrue(errors.toString().contains("--forget-patterns goes with"), errors.toString());
  }

  @Test
  void aBenchmarkThatIsNotUnderstoodStartsNothing() {
    assertEquals(2, line.execute("bench"));
    assertTrue(errors.toString().contains("tick-to-order, pipeline, store"), errors.toString());
    for (String benchmark : List.of("tick-to-order", "pipeline", "store")) {
      assertEquals(0, line.execute("bench", benchmark, "--help"));
      assertEquals(2, line.execute("bench", benchmark, "--rounds", "0"));
      assertEquals(2, line.execute("bench", benchmark, "--rounds", "some"));
      assertEquals(2, line.execute("bench", benchmark, "--json", checkout.toString()));
      assertEquals(2, line.execute("bench", benchmark, "--json", checkout + "/none/out.json"));
    }
    assertEquals(2, line.execute("bench", "questions", "--trades", "29"));
    assertEquals(2, line.execute("bench", "tick-to-order", "--replay", checkout.toString()));
    assertEquals(2, line.execute("bench", "pipeline", "--replay", checkout + "/none"));
    assertEquals(2, line.execute("bench", "store", "--frames", "1"));
    assertTrue(errors.toString().contains("--frames: '1'; expected"), errors.toString());
    assertTrue(Files.notExists(checkout.resolve(".hedgerow")));
  }

  @Test
  void whyWantsOneOrderOrAll() {
    assertEquals(2, line.execute("why"));
    assertEquals(2, line.execute("why", "--all", "A"));
    assertEquals(1, line.execute("why", "A"));
    assertTrue(errors.toString().contains("the local stack is down"), errors.toString());
  }

  @Test
  void aStackThatIsDownIsNotHealthy() {
    assertEquals(1, line.execute("status"));
    assertEquals(1, line.execute("status", "--json"));
  }

  @Test
  void downIsFineTwice() {
    assertEquals(0, line.execute("down"));
    assertEquals(0, line.execute("down", "--wipe"));
    assertEquals(0, line.execute("down", "--wipe"));
  }

  @Test
  void aFailureIsOneSentence() {
    assertEquals(1, line.execute("submit", "store", "--configuration", "none.yaml"));
    assertEquals(
        "hedgerow: the local stack is down; start it with ./hedgerow up",
        errors.toString().strip());
  }
}
