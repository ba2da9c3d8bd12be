package org.hedgerow.timescaledb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.hedgerow.cli.stack.TestDatabase;
import org.hedgerow.schema.Decision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class PartitionStoreTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private Connection connection;

  @BeforeEach
  void begin() throws SQLException {
    DATABASE.empty();
    connection = transactional();
  }

  @AfterEach
  void end() throws SQLException {
    connection.close();
  }

  @Test
  void whatIsDeliveredAgainFromAnOlderOffsetIsStoredOnce() throws Exception {
    PartitionStore first = open("journal");
    for (int i = 0; i < 5; i++) {
      first.add(Entries.journal(i, Entries.trade(i, i - 1)));
    }
    assertEquals(10, first.write(connection));
    PartitionStore restarted = open("journal");
    for (int i = 2; i < 8; i++) {
      restarted.add(Entries.journal(i, Entries.trade(i, i - 1)));
    }
    assertEquals(6, restarted.write(connection));
    assertEquals(8, DATABASE.count("journal"));
    assertEquals("8", DATABASE.one("SELECT count(DISTINCT \"offset\") FROM trade"));
    assertEquals("8", DATABASE.one("SELECT next FROM store_offset"));
    assertEquals(0, restarted.write(connection), "nothing new");
  }

  @Test
  void aPausedWriterThatWakesUpFailsAndLeavesNoRow() throws Exception {
    PartitionStore paused = open("journal");
    paused.add(Entries.journal(0, Entries.trade(0, -1)));
    paused.add(Entries.journal(1, Entries.fill("BTC", false, "r", "x")));
    try (Connection other = transactional()) {
      PartitionStore successor = PartitionStore.open(other, "journal", 0);
      successor.add(Entries.journal(0, Entries.trade(0, -1)));
      successor.write(other);
    }
    assertThrows(ZombieException.class, () -> paused.write(connection));
    assertEquals(1, DATABASE.count("journal"));
    assertEquals(0, DATABASE.count("store_identity"));
    assertEquals("0", DATABASE.one("SELECT sequence FROM store_mark"));
  }

  @Test
  void anOffsetAboveTheNextIsAHole() throws Exception {
    PartitionStore store = open("journal");
    byte[] value = Entries.trade(0, -1);
    HoleException hole =
        assertThrows(HoleException.class, () -> store.add(Entries.journal(3, value)));
    assertTrue(
        hole.getMessage().startsWith("journal/0: the store expects offset 0 and was given 3"));
  }

  @Test
  void anotherJournalIsRefusedAndNotSkipped() throws Exception {
    write("journal", Entries.start("aaaaaaaaaa"), Entries.trade(0, -1));
    PartitionStore again = open("journal");
    again.add(Entries.journal(0, Entries.start("aaaaaaaaaa")));
    byte[] fresh = Entries.start("bbbbbbbbbb");
    IOException refused =
        assertThrows(IOException.class, () -> again.add(Entries.journal(0, fresh)));
    assertTrue(refused.getMessage().contains("another journal"), refused.getMessage());
  }

  @Test
  void marketEntriesOutOfChainAreKeptAndDoNotCount() throws Exception {
    write(
        "journal",
        Entries.trade(10, -1),
        Entries.trade(10, -1), // again
        Entries.quote(30, 20), // before it 20 is missing
        Entries.trade(20, 10), // its producer went back
        Entries.quote(30, 20));
    assertEquals(
        "t f f t t",
        DATABASE.one(
            "SELECT string_agg(left(accepted::text, 1), ' ' ORDER BY \"offset\") FROM journal"));
    assertEquals("0,3", DATABASE.one("SELECT string_agg(\"offset\"::text, ',') FROM trade"));
    assertEquals("4", DATABASE.one("SELECT string_agg(\"offset\"::text, ',') FROM quote"));
    write("journal", 5, Entries.trade(30, 20));
    assertEquals(2, DATABASE.count("trade"), "the mark outlives the writer");
  }

  @Test
  void aFillCountsOnceWhoeverReportsIt() throws Exception {
    write(
        "journal",
        Entries.fill("BTC", false, "stream/1", "x1"),
        Entries.fill("BTC", false, "rest/1", "x1"),
        Entries.fill("BTC", false, "stream/2", "x2"));
    write("journal", 3, Entries.fill("BTC", false, "rest/2", "x2"));
    assertEquals(2, DATABASE.count("execution"));
    assertEquals(4, DATABASE.count("journal"));
    assertEquals("2", DATABASE.one("SELECT count(*) FROM journal WHERE NOT accepted"));
  }

  @Test
  void twoAccountsMayUseOneId() throws Exception {
    write("journal", Entries.balance("one", "7"), Entries.balance("two", "7"));
    assertEquals(2, DATABASE.count("balance"));
  }

  @Test
  void copiesForOtherGroupsAddNoRow() throws Exception {
    write(
        "journal",
        Entries.trade("BTC", false, 1, -1),
        Entries.trade("ETH", true, 1, -1),
        Entries.fill("BTC", false, "r", "x"),
        Entries.fill("ETH", true, "r", "x"));
    assertEquals(4, DATABASE.count("journal WHERE accepted"));
    assertEquals(1, DATABASE.count("trade"));
    assertEquals(1, DATABASE.count("execution"));
  }

  @Test
  void ordersDecisionsAndDeadLettersOnce() throws Exception {
    write("orders", Entries.order("A", 1), Entries.order("A", 1), Entries.order("A", 2));
    byte[] decision = Entries.encode(Decision.class, Entries.decision(7));
    write("decisions", decision, decision);
    // Longer than an index takes, and with what a text cannot hold.
    String detail = "\0" + "x".repeat(10_000);
    write("dead-letters", Entries.letter(1, detail), Entries.letter(1, detail));
    write("dead-letters", 2, Entries.letter(1, detail), Entries.letter(2, detail));
    assertEquals(2, DATABASE.count("orders"));
    assertEquals(1, DATABASE.count("decision"));
    assertEquals(2, DATABASE.count("dead_letter"));
    assertEquals("10000", DATABASE.one("SELECT max(length(detail)) FROM dead_letter"));
    assertEquals("\\x7b00", DATABASE.one("SELECT bytes::text FROM dead_letter LIMIT 1"));
  }

  @Test
  void ticksMoveTheOffsetAndAreNotStored() throws Exception {
    write("journal", Entries.tick(1), Entries.tick(2));
    assertEquals(0, DATABASE.count("journal"));
    assertEquals("2", DATABASE.one("SELECT next FROM store_offset"));
  }

  @Test
  void nastyTextsComeBackAsTheyWere() throws Exception {
    String nasty = "tab\t back\\slash \\N \\. new\nline\r \"quoted\" 'single' {,} é😀";
    Decision decision = Entries.decision(1);
    decision.setReason(nasty);
    decision.setDenials(List.of(nasty, "", "NULL"));
    decision.setStatistics(Map.of(nasty, nasty, "zero", "a\0b", "bell", "\u0007"));
    write("decisions", Entries.encode(Decision.class, decision));
    assertEquals(nasty, DATABASE.one("SELECT reason FROM decision"));
    assertEquals(nasty, DATABASE.one("SELECT denials[1] FROM decision"));
    assertEquals("|NULL", DATABASE.one("SELECT denials[2] || '|' || denials[3] FROM decision"));
    assertEquals("3", DATABASE.one("SELECT cardinality(denials) FROM decision"));
    assertEquals(
        nasty,
        DATABASE.one(
            "SELECT value FROM decision, jsonb_each_text(statistics) WHERE value ~ 'tab'"));
    assertEquals("ab", DATABASE.one("SELECT statistics ->> 'zero' FROM decision"));
    assertEquals("\u0007", DATABASE.one("SELECT statistics ->> 'bell' FROM decision"));
  }

  @Test
  void recordsWaitingCountInTheLimitOfBytes() throws Exception {
    PartitionStore store = open("dead-letters");
    store.add(Entries.at("dead-letters", 0, Entries.letter(1, "x".repeat(5_000))));
    assertTrue(store.bytes() > 5_000);
    store.write(connection);
    assertEquals(0, store.bytes());
  }

  @Test
  void aDatabaseSessionThatEndsInTheMiddleLeavesNothing() throws Exception {
    endInTheMiddle("SELECT pg_terminate_backend(%s)");
  }

  @Test
  void aDatabaseProcessThatIsKilledInTheMiddleLeavesNothing() throws Exception {
    Assumptions.assumeTrue(DATABASE.isOurs(), "the database is not ours to kill");
    endInTheMiddle(null);
  }

  /** It has copied the archive and the trades, and waits for the quotes, when its session ends. */
  private void endInTheMiddle(String ending) throws Exception {
    PartitionStore store = open("journal");
    store.add(Entries.journal(0, Entries.trade(1, -1)));
    store.add(Entries.journal(1, Entries.quote(2, 1)));
    store.add(Entries.journal(2, Entries.fill("BTC", false, "r", "x")));
    String session;
    try (Statement statement = connection.createStatement();
        var result = statement.executeQuery("SELECT pg_backend_pid()")) {
      result.next();
      session = result.getString(1);
    }
    connection.commit();
    CompletableFuture<Long> writing;
    try (Connection blocking = transactional();
        Statement statement = blocking.createStatement()) {
      statement.execute("LOCK TABLE quote IN ACCESS EXCLUSIVE MODE");
      writing =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return store.write(connection);
                } catch (SQLException | IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      while (!"Lock"
          .equals(
              DATABASE.one(
                  "SELECT coalesce(max(wait_event_type), '') FROM pg_stat_activity WHERE pid = "
                      + session))) {
        Thread.sleep(10);
      }
      if (ending == null) {
        new ProcessBuilder("sh", "-c", "kill -9 " + session).start().waitFor();
      } else {
        statement.execute(ending.formatted(session));
      }
      ExecutionException failed =
          assertThrows(ExecutionException.class, () -> writing.get(20, TimeUnit.SECONDS));
      assertInstanceOf(SQLException.class, failed.getCause().getCause());
      if (ending == null) {
        awaitEnd(statement);
      }
    }
    awaitServing();
    assertEquals(0, DATABASE.count("journal"));
    assertEquals(0, DATABASE.count("trade"));
    assertEquals(0, DATABASE.count("store_identity"));
    assertEquals("0", DATABASE.one("SELECT next FROM store_offset"));
    try (Connection again = transactional()) {
      PartitionStore restarted = PartitionStore.open(again, "journal", 0);
      restarted.add(Entries.journal(0, Entries.trade(1, -1)));
      assertEquals(2, restarted.write(again));
    }
  }

  /** PostgreSQL ends every session when one of its processes was killed, a moment later. */
  private static void awaitEnd(Statement session) throws InterruptedException {
    while (true) {
      try {
        session.execute("SELECT 1");
        Thread.sleep(5);
      } catch (SQLException ended) {
        return;
      }
    }
  }

  private static void awaitServing() throws InterruptedException {
    while (true) {
      try {
        DATABASE.execute("SELECT 1");
        return;
      } catch (SQLException notYet) {
        Thread.sleep(50);
      }
    }
  }

  private void write(String topic, byte[]... values) throws Exception {
    write(topic, 0, values);
  }

  private void write(String topic, long from, byte[]... values) throws Exception {
    PartitionStore store = open(topic);
    for (int i = 0; i < values.length; i++) {
      store.add(Entries.at(topic, from + i, values[i]));
    }
    store.write(connection);
  }

  private PartitionStore open(String topic) throws SQLException {
    return PartitionStore.open(connection, topic, 0);
  }

  private static Connection transactional() throws SQLException {
    Connection connection = DATABASE.open();
    connection.setAutoCommit(false);
    return connection;
  }
}
