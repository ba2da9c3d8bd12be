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
import org.hedgerow.schema.DataQuality;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.TradingStatus;
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
    DATABASE.execute(Entries.CONFIGURED);
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
    assertEquals("8", DATABASE.one("SELECT max(next) FROM store_offset"));
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
  void factsOfDataQualityOnce() throws Exception {
    DataQuality facts = Entries.facts(0);
    byte[] value = Entries.encode(DataQuality.class, facts);
    write("data-quality", value, value);
    write("data-quality", 2, value, Entries.encode(DataQuality.class, Entries.facts(1)));
    assertEquals(2, DATABASE.count("data_quality"));
    assertEquals(
        "BINANCE_SPOT:BTCUSDT 3 4 7 2 0 1 250.5 -20 60000000",
        DATABASE.one(
            "SELECT concat_ws(' ', instrument, entries ->> 'Trade', entries ->> 'Mark', duplicates,"
                + " spikes, gaps, latency_count, latency_mean_us, latency_min_us, silence_us)"
                + " FROM data_quality WHERE minute_part = 0"));
    assertEquals(
        "6 0 8 14 0.251 60.000",
        DATABASE.one(
            "SELECT concat_ws(' ', trades, quotes, others, duplicates, latency_ms, silence_s)"
                + " FROM feed_quality"),
        "both parts of the minute");
  }

  /** Halted without a definition, told again by another connection, and a finer tick. */
  @Test
  void anInstrumentHasVersionsFromWhenUntilWhen() throws Exception {
    InstrumentDefinition coarse = Entries.instrument("V:X", InstrumentKind.LINEAR_FUTURE, "0.1");
    InstrumentDefinition fine =
        InstrumentDefinition.newBuilder(coarse).setTickSize(Decimals.parse("0.5")).build();
    write(
        "journal",
        Entries.status(1, -1, "V:X", TradingStatus.TRADING, coarse),
        Entries.status(2, 1, "V:X", TradingStatus.HALTED, null),
        Entries.status(3, 2, "V:X", TradingStatus.HALTED, coarse),
        Entries.status(4, 3, "V:X", TradingStatus.HALTED, null),
        Entries.status(5, 4, "V:X", TradingStatus.TRADING, fine),
        Entries.status(6, 5, "V:Y", TradingStatus.DELISTED, null));
    assertEquals(6, DATABASE.count("instrument_status"));
    assertEquals(
        "TRADING 1 0 1,HALTED 1 1 4,TRADING 0.5 4",
        DATABASE.one(
            "SELECT string_agg(concat_ws(' ', status, trim_scale(tick_size), since, until), ',' ORDER BY valid_from)"
                + " FROM (SELECT *, extract(epoch FROM valid_from - min(valid_from) OVER ())::integer AS since,"
                + " extract(epoch FROM valid_until - min(valid_from) OVER ())::integer AS until"
                + " FROM instrument_history WHERE instrument = 'V:X') h"));
    assertEquals(
        "DELISTED",
        DATABASE.one(
            "SELECT concat_ws(' ', status, tick_size, valid_until) FROM instrument_history"
                + " WHERE instrument = 'V:Y'"));
  }

  /** Ahead by 20 us in the first minute; in the eleventh from it that is forgotten. */
  @Test
  void aVenuesClockIsJudgedByTheFastestMessageOfTenMinutes() throws Exception {
    byte[][] minutes = new byte[3][];
    long[] least = {-20, 3_000, 500};
    int[] after = {0, 9, 10};
    for (int i = 0; i < minutes.length; i++) {
      DataQuality facts = Entries.facts(0);
      facts.setMinuteMicros(facts.getMinuteMicros() + after[i] * 60_000_000L);
      facts.setLatencyMinMicros(least[i]);
      facts.setDifferences(i);
      minutes[i] = Entries.encode(DataQuality.class, facts);
    }
    write("data-quality", minutes);
    assertEquals(
        "-0.020 -0.020 0.020 1,3.000 -0.020 0.020 2,0.500 0.500 0.000 2",
        DATABASE.one(
            "SELECT string_agg(concat_ws(' ', least_ms, window_least_ms, ahead_at_least_ms, samples), ','"
                + " ORDER BY minute) FROM venue_clock WHERE venue = 'BINANCE_SPOT'"));
    assertEquals("3", DATABASE.one("SELECT sum(differences) FROM data_quality"));
  }

  /** 300 contracts of 100 USD at 60000 are half a coin; two of a tenth at 50 are 0.2 for 10. */
  @Test
  void tradesHaveBaseUnitsByTheConfigurationInForce() throws Exception {
    DATABASE.empty();
    InstrumentDefinition inverse =
        Entries.instrument("V:INVERSE", InstrumentKind.INVERSE_PERPETUAL, "100");
    write(
        "journal",
        Entries.configuration(
            "BTC", 1, inverse, Entries.instrument("V:LINEAR", InstrumentKind.LINEAR_FUTURE, "0.1")),
        Entries.trade(1, -1, "V:INVERSE", "60000", "300"),
        Entries.trade(2, 1, "V:LINEAR", "50", "2"),
        Entries.trade(3, 2, "V:NOBODYS", "50", "2"));
    String units =
        "SELECT string_agg(concat_ws(' ', instrument, trim_scale(base_quantity),"
            + " trim_scale(notional)), ',' ORDER BY \"offset\") FROM trade";
    assertEquals("V:INVERSE 0.5 30000,V:LINEAR 0.2 10,V:NOBODYS", DATABASE.one(units));
    write("journal", 4, Entries.trade(4, 3, "V:INVERSE", "60000", "600"));
    assertEquals("1", DATABASE.one("SELECT trim_scale(max(base_quantity)) FROM trade"));
    // As a database from before had it: only the archive knows the contract.
    DATABASE.execute("TRUNCATE store_contract");
    write("journal", 5, Entries.trade(5, 4, "V:INVERSE", "60000", "1200"));
    assertEquals("2", DATABASE.one("SELECT trim_scale(max(base_quantity)) FROM trade"));
    assertEquals(2, DATABASE.count("store_contract"));
    write(
        "journal",
        6,
        Entries.configuration(
            "BTC", 2, Entries.instrument("V:INVERSE", InstrumentKind.INVERSE_PERPETUAL, "10")),
        Entries.trade(7, 5, "V:INVERSE", "60000", "60000"));
    assertEquals("10", DATABASE.one("SELECT trim_scale(max(base_quantity)) FROM trade"));
  }

  @Test
  void nothingCountsBeforeTheFirstConfigurationAndTheStreamGoesOnAfterIt() throws Exception {
    DATABASE.empty();
    write(
        "journal",
        Entries.trade(1, -1),
        Entries.fill("BTC", false, "early", "x"),
        Entries.configuration("BTC", 2),
        Entries.configuration("BTC", 2), // again
        Entries.configuration("BTC", 1), // older
        Entries.trade(2, 1),
        Entries.fill("BTC", false, "early", "x"));
    assertEquals(
        "f f t f f t t",
        DATABASE.one(
            "SELECT string_agg(left(accepted::text, 1), ' ' ORDER BY \"offset\") FROM journal"));
    assertEquals("5", DATABASE.one("SELECT string_agg(\"offset\"::text, ',') FROM trade"));
    assertEquals(1, DATABASE.count("execution"));
    write("journal", 7, Entries.configuration("BTC", 2), Entries.configuration("BTC", 3));
    assertEquals("8", DATABASE.one("SELECT max(\"offset\") FROM journal WHERE accepted"));
  }

  @Test
  void aDatabaseFromBeforeVersionsWereKeptHasThemInItsArchive() throws Exception {
    DATABASE.empty();
    write("journal", Entries.configuration("BTC", 2));
    DATABASE.execute("DELETE FROM store_scope");
    write("journal", 1, Entries.trade(1, -1));
    assertEquals(1, DATABASE.count("trade"));
  }

  @Test
  void heartbeatsMoveTheOffsetAndAreNotStored() throws Exception {
    write(
        "orders",
        Entries.order("", 0, OrderCommand.HEARTBEAT),
        Entries.order("A", 1),
        Entries.order("", 0, OrderCommand.HEARTBEAT),
        Entries.order("A", 2, OrderCommand.STATUS_REQUEST));
    assertEquals(
        "PLACE,STATUS_REQUEST",
        DATABASE.one("SELECT string_agg(command, ',' ORDER BY \"offset\") FROM orders"));
    assertEquals("4", DATABASE.one("SELECT next FROM store_offset WHERE next > 0"));
  }

  @Test
  void theSameAlertIsStoredOnce() throws Exception {
    write("alerts", Entries.alert("one"), Entries.alert("one"), Entries.alert("two"));
    write("alerts", 3, Entries.alert("one"));
    assertEquals(
        "OVERFILL 7 one,OVERFILL 7 two",
        DATABASE.one(
            "SELECT string_agg(code || ' ' || cause_offset || ' ' || alert_id, ',' ORDER BY alert_id) FROM alert"));
    assertEquals("4", DATABASE.one("SELECT next FROM store_offset WHERE next > 0"));
  }

  @Test
  void aValuationIsStoredOnceWithItsLinesAndEveryDigit() throws Exception {
    write("valuations", Entries.valuation(1), Entries.valuation(1), Entries.valuation(2));
    write("valuations", 3, Entries.valuation(2));
    assertEquals(2, DATABASE.count("valuation"));
    assertEquals(4, DATABASE.count("valuation_line"));
    assertEquals(
        "123456789036.500000000000000001",
        DATABASE.one("SELECT value FROM valuation WHERE sequence = 1"));
    assertEquals("0", DATABASE.one("SELECT count(*) FROM valuation WHERE remainder <> 0"));
    assertEquals(
        "BINANCE_COINM t -35.5 -5.5,BINANCE_SPOT f 60 0",
        DATABASE.one(
            "SELECT string_agg(venue || ' ' || left(hedge::text, 1) || ' ' || profit || ' ' || fees, ','"
                + " ORDER BY venue) FROM profit_and_loss WHERE valued ="
                + " (SELECT min(valued) FROM valuation)"));
    assertEquals(
        "24.5 0.0",
        DATABASE.one("SELECT DISTINCT profit || ' ' || drawdown FROM portfolio_performance"));
  }

  @Test
  void aFreshDatabaseBeginsWhereExpiringTopicsBeginAndSaysSo() throws Exception {
    write("dead-letters", 7, Entries.letter(1, "x"));
    write("dead-letters", 8, Entries.letter(2, "x"));
    assertEquals(2, DATABASE.count("dead_letter"));
    assertEquals(
        "dead-letters 0 0-7",
        DATABASE.one(
            "SELECT string_agg(topic || ' ' || part || ' ' || from_offset || '-' || to_offset, ',')"
                + " FROM store_gap"));
    PartitionStore store = open("dead-letters");
    byte[] letter = Entries.letter(3, "x");
    assertThrows(
        HoleException.class, () -> store.add(Entries.at("dead-letters", 11, letter)), "later");
    DATABASE.execute("INSERT INTO store_offset (topic, part, next) VALUES ('alerts', 1, 3)");
    PartitionStore known = open("alerts");
    byte[] alert = Entries.alert("one");
    assertThrows(
        HoleException.class,
        () -> known.add(Entries.at("alerts", 2, alert)),
        "a partition that turns up in a database that knows the topic");
  }

  @Test
  void topicsThatAreKeptForEverNeverBeginInTheMiddle() throws Exception {
    for (String topic : List.of("journal", "orders", "decisions")) {
      PartitionStore store = open(topic);
      byte[] any = new byte[0];
      assertThrows(HoleException.class, () -> store.add(Entries.at(topic, 1, any)), topic);
    }
  }

  @Test
  void aHoleIsGivenUpByTheStatementThatTheErrorNamesAndByNothingElse() throws Exception {
    write("journal", Entries.trade(1, -1));
    PartitionStore store = open("journal");
    byte[] later = Entries.trade(9, 1);
    String told =
        assertThrows(HoleException.class, () -> store.add(Entries.journal(5, later))).getMessage();
    String statement =
        told.substring(
            told.indexOf("SELECT store_skip"),
            told.indexOf(';', told.indexOf("SELECT store_skip")));
    assertThrows(
        SQLException.class, () -> DATABASE.one(statement.replace("'who: why'", "' '")), "nobody");
    DATABASE.one(statement);
    assertThrows(SQLException.class, () -> DATABASE.one(statement), "twice");
    write("journal", 5, Entries.trade(9, 1));
    assertEquals(2, DATABASE.count("trade"));
    assertEquals(
        "1-5 who: why",
        DATABASE.one("SELECT from_offset || '-' || to_offset || ' ' || reason FROM store_gap"));
  }

  @Test
  void aNewKafkaUnderAnOldDatabaseIsRefusedByEveryTopic() throws Exception {
    write("orders", Entries.order("A", 1), Entries.order("B", 1));
    PartitionStore orders = open("orders");
    byte[] other = Entries.order("C", 1);
    assertThrows(OtherLogException.class, () -> orders.add(Entries.at("orders", 0, other)));
    write("decisions", Entries.encode(Decision.class, Entries.decision(7)));
    PartitionStore decisions = open("decisions");
    byte[] decision = Entries.encode(Decision.class, Entries.decision(8));
    assertThrows(
        OtherLogException.class, () -> decisions.add(Entries.at("decisions", 0, decision)));
  }

  @Test
  void aKafkaThatWasCutAndWrittenAnewIsRefusedAtTheLatestWhereTheDatabaseEnds() throws Exception {
    write("orders", Entries.order("A", 1), Entries.order("B", 1), Entries.order("C", 1));
    PartitionStore again = open("orders");
    again.add(Entries.at("orders", 0, Entries.order("A", 1)));
    again.add(Entries.at("orders", 1, Entries.order("D", 1)));
    byte[] other = Entries.order("E", 1);
    assertThrows(OtherLogException.class, () -> again.add(Entries.at("orders", 2, other)));
    PartitionStore same = open("orders");
    same.add(Entries.at("orders", 2, Entries.order("C", 1)));
    same.add(Entries.at("orders", 3, Entries.order("D", 1)));
    same.write(connection);
    assertEquals(4, DATABASE.count("orders"));
  }

  @Test
  void identitiesAreForgottenInTheirOrderAndNotBeforeTheirTime() throws Exception {
    StoredIdentities identities = StoredIdentities.open(connection, "journal", 0, 3);
    assertEquals("abc", decide(identities, "BTC", "a", "b", "c", "a", "b"));
    // Three more: a and b have to go, c stays.
    assertEquals("de", decide(identities, "BTC", "d", "e", "c"));
    assertEquals(3, DATABASE.count("store_identity"));
    StoredIdentities restarted = StoredIdentities.open(connection, "journal", 0, 3);
    assertEquals("b", decide(restarted, "BTC", "e", "d", "b"));
    assertEquals("d,e,b", kept());
    // In one batch, too: by the time it comes again, three others have.
    assertEquals("fghd", decide(restarted, "BTC", "f", "g", "h", "d"));
    assertEquals("g,h,d", kept());
    assertEquals("x", decide(restarted, "ETH", "x"), "another group's are its own");
    assertEquals("", decide(restarted, "BTC", "g"));
  }

  private static String kept() throws SQLException {
    return DATABASE.one(
        "SELECT string_agg(identity, ',' ORDER BY number) FROM store_identity WHERE grp = 'BTC'");
  }

  private String decide(StoredIdentities identities, String group, String... told)
      throws SQLException {
    StringBuilder first = new StringBuilder();
    for (String one : told) {
      identities.add(group, one, null, () -> first.append(one), () -> {});
    }
    identities.decide(connection);
    connection.commit();
    identities.decided();
    return first.toString();
  }

  @Test
  void ticksMoveTheOffsetAndAreNotStored() throws Exception {
    write("journal", Entries.tick(1), Entries.tick(2));
    assertEquals(0, DATABASE.count("journal"));
    assertEquals("2", DATABASE.one("SELECT max(next) FROM store_offset"));
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
    try (Connection blocking = DATABASE.openAsOwner();
        Statement statement = blocking.createStatement()) {
      blocking.setAutoCommit(false);
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
    assertEquals("0", DATABASE.one("SELECT max(next) FROM store_offset"));
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

  private PartitionStore open(String topic) throws SQLException, IOException {
    return PartitionStore.open(connection, topic, 0);
  }

  private static Connection transactional() throws SQLException {
    Connection connection = DATABASE.open();
    connection.setAutoCommit(false);
    return connection;
  }
}
