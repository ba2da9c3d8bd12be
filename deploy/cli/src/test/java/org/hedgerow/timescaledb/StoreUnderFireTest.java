package org.hedgerow.timescaledb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.hedgerow.cli.stack.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Writers that are killed, paused, replaced and rescaled at any point, and databases older and
 * newer than Flink's checkpoint: no row is missing, and none is there twice. Trade n stands at
 * offset n.
 */
@Timeout(120)
class StoreUnderFireTest {
  /**
   * A machine that is busy gets no batch stored between two kills: without an end of them it would
   * never come to one.
   */
  private static final int MOST_KILLS = 400;

  private static final int RECORDS = 3_000;
  private static final int LARGEST_BATCH = 20;
  private static final int BACK = 50;

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @BeforeEach
  void begin() throws SQLException {
    DATABASE.empty();
    DATABASE.execute(Entries.CONFIGURED);
  }

  @Test
  void killedBetweenCopyAndCommitNothingIsThere() throws Exception {
    try (Connection connection = transactional()) {
      PartitionStore killed = PartitionStore.open(connection, "journal", 0);
      take(killed, 0, 5);
      killed.add(Entries.journal(5, Entries.fill("BTC", false, "r", "x")));
      assertEquals(12, killed.copy(connection));
    }
    assertEquals("0", DATABASE.one("SELECT next FROM store_offset WHERE part = 0"));
    assertEquals(0, DATABASE.count("journal"));
    assertEquals(0, DATABASE.count("store_identity"));
    try (Connection connection = transactional()) {
      PartitionStore successor = PartitionStore.open(connection, "journal", 0);
      take(successor, 0, 5);
      successor.add(Entries.journal(5, Entries.fill("BTC", false, "r", "x")));
      successor.write(connection);
    }
    assertEachOnce(5);
    assertEquals(1, DATABASE.count("execution"));
  }

  @Test
  void killedAfterCommitAndBeforeTheCheckpointNothingIsThereTwice() throws Exception {
    writeAll(0, 7);
    // Flink's checkpoint knows only of the first three.
    writeAll(3, 10);
    assertEachOnce(10);
  }

  @Test
  void aWriterPausedInTheMiddleOfItsTransactionGivesWayAndLeavesNothing() throws Exception {
    try (Connection zombie = transactional()) {
      try (Statement statement = zombie.createStatement()) {
        statement.execute("SET idle_in_transaction_session_timeout = 300");
      }
      zombie.commit();
      PartitionStore paused = PartitionStore.open(zombie, "journal", 0);
      take(paused, 0, 5);
      paused.copy(zombie);
      // It holds the partition's row; the database ends its session, and the successor gets on.
      writeAll(0, 8);
      assertThrows(SQLException.class, zombie::commit);
    }
    assertEachOnce(8);
  }

  @Test
  void rescaledFromOneToTwoToOneBesideAPausedWriter() throws Exception {
    try (Connection first = transactional();
        Connection second = transactional();
        Connection third = transactional()) {
      PartitionStore old = PartitionStore.open(first, "journal", 0);
      PartitionStore oldOther = PartitionStore.open(first, "journal", 1);
      take(old, 0, 4);
      takeOf(oldOther, 1, 0, 4);
      old.write(first);
      oldOther.write(first);
      take(old, 4, 9);
      takeOf(oldOther, 1, 4, 9); // And is paused.

      PartitionStore one = PartitionStore.open(second, "journal", 0);
      PartitionStore two = PartitionStore.open(third, "journal", 1);
      take(one, 2, 7);
      takeOf(two, 1, 0, 6);
      one.write(second);
      two.write(third);
      assertThrows(ZombieException.class, () -> old.write(first));
      take(one, 7, 8); // And is paused, with one taken.

      PartitionStore last = PartitionStore.open(third, "journal", 0);
      take(last, 7, 12);
      takeOf(two, 1, 6, 12);
      last.write(third);
      two.write(third);
      assertThrows(ZombieException.class, () -> one.write(second));
      assertThrows(ZombieException.class, () -> oldOther.write(first));
    }
    assertEachOnce(12);
    assertEquals(
        "12", DATABASE.one("SELECT count(DISTINCT \"offset\") FROM journal WHERE part = 1"));
    assertEquals("12", DATABASE.one("SELECT count(*) FROM journal WHERE part = 1"));
  }

  @Test
  void aDatabaseFromAnOlderBackupStopsTheStoreAndGoesOnFromTheBeginning() throws Exception {
    writeAll(0, 4);
    // The backup is of that time; Flink's checkpoint is at 9.
    HoleException hole = assertThrows(HoleException.class, () -> writeAll(9, 12));
    assertTrue(hole.getMessage().contains("submit it again without its checkpoint"));
    assertEachOnce(4);
    writeAll(0, 12);
    assertEachOnce(12);
    assertEquals(0, DATABASE.count("store_gap"));
  }

  @Test
  void aDatabaseNewerThanTheCheckpointSkipsWhatItHas() throws Exception {
    writeAll(0, 12);
    writeAll(2, 12);
    assertEachOnce(12);
    writeAll(0, 13);
    assertEachOnce(13);
  }

  @Test
  void sessionsKilledAtRandomPointsLoseNothingAndRepeatNothing() throws Exception {
    Random random = new Random(20_261_121);
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger session = new AtomicInteger();
    AtomicInteger kills = new AtomicInteger();
    Thread killer = new Thread(() -> kill(session, done, kills), "killer");
    killer.start();
    int failures = 0;
    int batches = 0;
    long stored = 0;
    while (stored < RECORDS) {
      try (Connection connection = transactional()) {
        session.set(pid(connection));
        PartitionStore store = PartitionStore.open(connection, "journal", 0);
        // From Flink's last checkpoint, somewhere behind.
        long at = Math.max(0, stored - random.nextInt(BACK));
        while (stored < RECORDS) {
          long to = Math.min(RECORDS, at + 1 + random.nextInt(LARGEST_BATCH));
          take(store, at, to);
          store.write(connection);
          batches++;
          at = to;
          stored = Math.max(stored, at);
        }
      } catch (SQLException killed) {
        failures++;
      }
    }
    done.set(true);
    killer.join();
    assertTrue(kills.get() >= 20, kills + " sessions killed");
    assertTrue(failures >= 10, failures + " writers failed");
    assertTrue(batches >= RECORDS / LARGEST_BATCH, batches + " batches");
    assertEachOnce(RECORDS);
    assertEquals(
        Integer.toString(RECORDS), DATABASE.one("SELECT next FROM store_offset WHERE part = 0"));
    assertEquals(Integer.toString(RECORDS - 1), DATABASE.one("SELECT sequence FROM store_mark"));
  }

  private static void kill(AtomicInteger session, AtomicBoolean done, AtomicInteger kills) {
    Random random = new Random(7);
    try (Connection connection = DATABASE.openAsOwner();
        Statement statement = connection.createStatement()) {
      while (!done.get() && kills.get() < MOST_KILLS) {
        Thread.sleep(random.nextInt(40));
        int pid = session.getAndSet(0);
        if (pid != 0) {
          statement.execute("SELECT pg_terminate_backend(" + pid + ")");
          kills.incrementAndGet();
        }
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int pid(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        var result = statement.executeQuery("SELECT pg_backend_pid()")) {
      result.next();
      int pid = result.getInt(1);
      connection.commit();
      return pid;
    }
  }

  private static void writeAll(long from, long to) throws SQLException, IOException {
    try (Connection connection = transactional()) {
      PartitionStore store = PartitionStore.open(connection, "journal", 0);
      take(store, from, to);
      store.write(connection);
    }
  }

  private static void take(PartitionStore store, long from, long to) throws IOException {
    takeOf(store, 0, from, to);
  }

  private static void takeOf(PartitionStore store, int partition, long from, long to)
      throws IOException {
    for (long n = from; n < to; n++) {
      store.add(new StoreRecord("journal", partition, n, Entries.trade(n, n - 1)));
    }
  }

  /** Trades 0 to count - 1 of partition 0, each a row of its own in both tables. */
  private static void assertEachOnce(long count) throws SQLException {
    for (String table : new String[] {"trade", "journal"}) {
      assertEquals(
          count + " " + count + " " + (count == 0 ? 0 : count - 1),
          DATABASE.one(
              "SELECT count(*) || ' ' || count(DISTINCT \"offset\") || ' ' || coalesce(max(\"offset\"), 0) FROM "
                  + table
                  + " WHERE part = 0"
                  + (table.equals("journal") ? " AND type = 'Trade'" : "")),
          table);
    }
  }

  private static Connection transactional() throws SQLException {
    Connection connection = DATABASE.open();
    connection.setAutoCommit(false);
    return connection;
  }
}
