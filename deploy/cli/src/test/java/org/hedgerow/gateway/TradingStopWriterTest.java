package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hedgerow.cli.stack.TestDatabase;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.TradingScope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a job may say of trading: it stops, once, and never lets go on. */
@Timeout(60)
class TradingStopWriterTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final Duration RETRY = Duration.ofMillis(20);

  private final AtomicBoolean down = new AtomicBoolean();

  @BeforeEach
  void begin() throws Exception {
    DATABASE.empty();
  }

  /** Logged in as jobs are. */
  private TradingStopWriter writer(Command... unwritten) {
    LogConnections login = DATABASE.login(DATABASE.credential("writer"));
    return new TradingStopWriter(
        () -> {
          if (down.get()) {
            throw new SQLException("the database is down", "08001");
          }
          return login.open();
        },
        List.of(unwritten),
        RETRY);
  }

  private static Command verdict(String id, CommandType type, String scope) {
    return new Command(id, type, scope, "risk", "MAX_DRAWDOWN: value=12 maximum=10 USD");
  }

  private static void person(String id, TradingFence.State state, String scope) throws Exception {
    try (Connection connection = DATABASE.openAsOwner()) {
      new TradingFence(connection)
          .set(id, state.name(), TradingScope.parse(scope), state, "anna", "I say so");
    }
  }

  private static void awaitWritten(TradingStopWriter writer) throws Exception {
    while (!writer.snapshotState(1).isEmpty()) {
      Thread.sleep(5);
    }
  }

  private static String stops() throws Exception {
    return DATABASE.one(
        "SELECT coalesce(string_agg(state || ' ' || scope || ' ' || said_by, ', ' ORDER BY scope),"
            + " '') FROM trading_stop JOIN trading_command USING (command_id, scope)");
  }

  private static Reservation reservation(String id) {
    return new Reservation(GatewayOrders.order(id), 1, 1, 7);
  }

  @Test
  void anOrderThatWaitsIsNotReservedUnderIt() throws Exception {
    JdbcIntentLog log = new JdbcIntentLog(DATABASE.login());
    Order waiting = reservation("A").order();
    log.take(waiting.getAccount());
    try (TradingStopWriter writer = writer()) {
      writer.write(verdict("1", CommandType.HALT, "portfolio:" + waiting.getPortfolio()), null);
      awaitWritten(writer);
    }
    assertEquals(
        Set.of("A"), log.reserve(waiting.getAccount(), 1, List.of(reservation("A"))).halted());
    log.close();
  }

  /** A job that goes back says it again; a person has taken it back meanwhile. */
  @Test
  void whatWasSaidBeforeIsNotSaidAgain() throws Exception {
    Command verdict = verdict("1", CommandType.HALT, "portfolio:p");
    try (TradingStopWriter writer = writer()) {
      writer.write(verdict, null);
      awaitWritten(writer);
      assertEquals("HALTED portfolio:p risk", stops());
      person("2", TradingFence.State.ACTIVE, "portfolio:p");
      writer.write(verdict, null);
      awaitWritten(writer);
      assertEquals("", stops());
      writer.write(verdict("3", CommandType.REDUCE, "portfolio:p"), null);
      awaitWritten(writer);
      assertEquals("REDUCING portfolio:p risk", stops());
    }
  }

  @Test
  void aStopIsMadeStricterAndNeverLooser() throws Exception {
    person("1", TradingFence.State.CANCEL_ONLY, "all");
    try (TradingStopWriter writer = writer()) {
      writer.write(verdict("2", CommandType.REDUCE, "all"), null);
      writer.write(verdict("3", CommandType.CANCEL_ONLY, "all"), null);
      awaitWritten(writer);
      assertEquals("CANCEL_ONLY all anna", stops());
      writer.write(verdict("4", CommandType.HALT, "all"), null);
      awaitWritten(writer);
      assertEquals("HALTED all risk", stops());
      assertEquals(4, DATABASE.count("trading_command"), "each word is kept");
    }
  }

  /** Neither a record nor a checkpoint waits for the database; the state has what waits. */
  @Test
  void aDatabaseThatIsAwayIsWaitedForOverARestart() throws Exception {
    Command verdict = verdict("1", CommandType.HALT, "all");
    down.set(true);
    List<Command> state;
    try (TradingStopWriter writer = writer()) {
      writer.write(verdict, null);
      writer.flush(false);
      state = writer.snapshotState(1);
    }
    assertEquals(List.of(verdict), state);
    CommandSerializer serializer = new CommandSerializer();
    Command kept = serializer.deserialize(serializer.getVersion(), serializer.serialize(verdict));
    try (TradingStopWriter writer = writer(kept)) {
      Thread.sleep(5 * RETRY.toMillis());
      assertEquals("", stops());
      down.set(false);
      awaitWritten(writer);
      assertEquals("HALTED all risk", stops());
    }
  }

  @Test
  void whatIsNoStopIsRefused() throws Exception {
    try (TradingStopWriter writer = writer()) {
      assertThrows(
          IllegalArgumentException.class,
          () -> writer.write(verdict("1", CommandType.RESUME, "all"), null));
      assertTrue(writer.snapshotState(1).isEmpty());
    }
  }

  /** The job's role has the function and nothing else: it cannot take a stop back. */
  @Test
  void aJobCannotLetGoOn() throws Exception {
    person("1", TradingFence.State.HALTED, "all");
    try (Connection connection = DATABASE.login(DATABASE.credential("writer")).open()) {
      TradingFence fence = new TradingFence(connection);
      SQLException refused =
          assertThrows(
              SQLException.class,
              () ->
                  fence.set(
                      "2",
                      "RESUME",
                      TradingScope.ALL,
                      TradingFence.State.ACTIVE,
                      "risk",
                      "all is well"));
      assertEquals("42501", refused.getSQLState());
      assertThrows(
          SQLException.class,
          () ->
              fence.stopOnce(
                  "3", "RESUME", TradingScope.ALL, TradingFence.State.ACTIVE, "risk", "well"));
    }
    assertEquals("HALTED all anna", stops());
  }
}
