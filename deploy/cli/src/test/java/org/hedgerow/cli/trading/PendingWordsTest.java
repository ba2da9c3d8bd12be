package org.hedgerow.cli.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.TradingScope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A word that did not reach everyone is said again until it does, and the last word holds. */
class PendingWordsTest {
  @TempDir private Path folder;

  private final KeptWords heard = new KeptWords();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private PendingWords pending;

  @BeforeEach
  void open() {
    pending = new PendingWords(folder.resolve("pending"));
  }

  private boolean say(CommandType type, TradingFence.State state, String scope) {
    return new StateChange(
            heard,
            Optional.of(pending),
            new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), false))
        .announce(type, state, TradingScope.parse(scope), "anna", "a drill");
  }

  private boolean halt() {
    return say(CommandType.HALT, TradingFence.State.HALTED, "all");
  }

  private boolean resume() {
    return say(CommandType.RESUME, TradingFence.State.ACTIVE, "all");
  }

  @Test
  void whatReachesEveryoneIsNotKept() {
    assertTrue(halt());
    assertTrue(pending.isEmpty());
    pending.sayAgain(heard);
    assertEquals(List.of("HALT all HALTED"), heard.rows);
    assertEquals(List.of("HALT all by anna"), heard.entries);
  }

  @Test
  void aRowThatCouldNotBeWrittenIsWrittenWhenTheDatabaseIsBack() {
    heard.databaseDown = true;
    assertFalse(halt());
    assertEquals(List.of("HALT all by anna"), heard.entries, "the engine cancels meanwhile");
    assertTrue(said.toString(StandardCharsets.UTF_8).contains("as soon as the database is back"));
    pending.sayAgain(heard);
    assertEquals(List.of(), heard.rows);
    heard.databaseDown = false;
    pending.sayAgain(heard);
    pending.sayAgain(heard);
    assertEquals(List.of("HALT all HALTED"), heard.rows, "once");
    assertEquals(List.of("HALT all by anna"), heard.entries, "and not to those who had heard it");
    assertTrue(pending.isEmpty());
  }

  @Test
  void anEntryThatKafkaDidNotTakeIsWrittenByAnotherLife() {
    heard.kafkaDown = true;
    assertFalse(halt());
    heard.kafkaDown = false;
    PendingWords next = new PendingWords(folder.resolve("pending"));
    next.sayAgain(heard);
    assertEquals(List.of("HALT all by anna"), heard.entries);
    assertEquals(List.of("HALT all HALTED"), heard.rows, "that was told at once");
    assertTrue(new PendingWords(folder.resolve("pending")).isEmpty());
  }

  @Test
  void theLastWordAboutAScopeHolds() {
    heard.databaseDown = true;
    assertFalse(halt());
    assertFalse(say(CommandType.HALT, TradingFence.State.HALTED, "venue:OKX"));
    heard.databaseDown = false;
    assertTrue(resume());
    pending.sayAgain(heard);
    assertEquals(List.of("RESUME all ACTIVE", "HALT venue:OKX HALTED"), heard.rows);
  }

  /** The halt was on its way again when the resume was said, and arrived after it. */
  @Test
  void aWordThatArrivesAfterALaterOneIsTakenBack() {
    heard.databaseDown = true;
    assertFalse(halt());
    heard.databaseDown = false;
    Voices overtaken =
        new Voices() {
          @Override
          public void fence(
              org.hedgerow.schema.Command command, TradingScope where, TradingFence.State state)
              throws java.sql.SQLException {
            if (state == TradingFence.State.HALTED) {
              assertTrue(resume());
            }
            heard.fence(command, where, state);
          }

          @Override
          public Heard journal(org.hedgerow.schema.Command command, TradingScope where)
              throws java.io.IOException {
            return heard.journal(command, where);
          }
        };
    pending.sayAgain(overtaken);
    pending.sayAgain(heard);
    assertEquals(List.of("RESUME all ACTIVE", "HALT all HALTED", "RESUME all ACTIVE"), heard.rows);
  }

  private HandedWords sayDirectly() {
    HandedWords handed = new HandedWords(layout());
    new StateChange(
            heard,
            Optional.of(handed.words()),
            new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), false))
        .announce(
            CommandType.HALT,
            TradingFence.State.HALTED,
            TradingScope.parse("all"),
            "anna",
            "a drill");
    return handed;
  }

  private StackLayout layout() {
    return new StackLayout(folder, folder);
  }

  /** The command has ended by the time that the database and Kafka are back. */
  @Test
  void whatACommandHandedOverIsSaidByTheKillSwitch() throws Exception {
    Files.createDirectories(layout().run());
    heard.databaseDown = true;
    heard.kafkaDown = true;
    assertFalse(sayDirectly().words().isEmpty());
    heard.databaseDown = false;
    heard.kafkaDown = false;
    HandedWords.adopt(layout(), pending);
    HandedWords.adopt(layout(), pending);
    new PendingWords(folder.resolve("pending")).sayAgain(heard);
    assertEquals(List.of("HALT all HALTED"), heard.rows, "also by its next life, and once");
    assertEquals(List.of("HALT all by anna"), heard.entries);
  }

  @Test
  void whatACommandHandedOverIsForgottenWhenAnotherWordOfItsScopeIsSaid() throws Exception {
    Files.createDirectories(layout().run());
    heard.databaseDown = true;
    sayDirectly();
    HandedWords.forget(layout(), TradingScope.parse("venue:OKX"));
    HandedWords.adopt(layout(), pending);
    assertFalse(pending.isEmpty(), "that was another scope");
    sayDirectly();
    HandedWords.forget(layout(), TradingScope.parse("all"));
    pending = new PendingWords(folder.resolve("another"));
    HandedWords.adopt(layout(), pending);
    assertTrue(pending.isEmpty());
  }
}
