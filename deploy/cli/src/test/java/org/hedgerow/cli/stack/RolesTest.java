package org.hedgerow.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.TradingScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What jobs, analysts and operators may do, each logged in as itself. */
@Timeout(60)
class RolesTest {
  private static final String DENIED = "42501";
  private static final String READ_ONLY = "25006";
  private static final String CANCELED = "57014";
  private static final String ROW = "('2026-03-01', 'V', 'a', 'X', 1, 1, 'OTHER', 0, 1)";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static void run(String role, String... statements) throws SQLException {
    try (Connection connection = DATABASE.login(DATABASE.credential(role)).open();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static void refused(String state, String role, String... statements) {
    SQLException refusal = assertThrows(SQLException.class, () -> run(role, statements));
    assertEquals(state, refusal.getSQLState(), refusal.getMessage());
  }

  @Test
  void aReaderReadsEverythingAndChangesNothing() throws Exception {
    for (String relation :
        List.of(
            "trade", "daily_risk_report", "order_explanation", "bar", "trade_hour", "retention")) {
      run("reader", "SELECT * FROM " + relation + " LIMIT 1");
    }
    refused(READ_ONLY, "reader", "INSERT INTO balance VALUES " + ROW);
    // It may take the bolt away, and stands before a locked door.
    String write = "SET default_transaction_read_only = off";
    refused(DENIED, "reader", write, "INSERT INTO balance VALUES " + ROW);
    refused(DENIED, "reader", write, "DELETE FROM trade");
    refused(DENIED, "reader", write, "UPDATE gateway_account SET stops = '{}'");
    refused(DENIED, "reader", write, "SELECT store_skip('journal', 0, 1, 2, 'me: why')");
    refused(DENIED, "reader", write, "DROP VIEW bar");
    refused(CANCELED, "reader", "SET statement_timeout = '50ms'", "SELECT pg_sleep(5)");
    try (Connection connection = DATABASE.login(DATABASE.credential("reader")).open();
        Statement statement = connection.createStatement();
        var timeout = statement.executeQuery("SHOW statement_timeout")) {
      timeout.next();
      assertEquals("1min", timeout.getString(1));
    }
  }

  @Test
  void aWriterAddsRowsAndDropsNothing() throws Exception {
    run("writer", "INSERT INTO balance VALUES " + ROW, "SELECT * FROM balance");
    run(
        "writer",
        "INSERT INTO store_offset (topic, part, next) VALUES ('t', 0, 1)",
        "UPDATE store_offset SET next = 2 WHERE topic = 't'",
        "DELETE FROM store_identity",
        "INSERT INTO gateway_account (account, epoch) VALUES ('a', 1)",
        "SELECT epoch FROM gateway_account FOR SHARE",
        "CREATE TEMPORARY TABLE sorted AS SELECT * FROM candle");
    refused(DENIED, "writer", "DROP TABLE balance");
    refused(DENIED, "writer", "TRUNCATE balance");
    refused(DENIED, "writer", "ALTER TABLE balance ADD COLUMN x int");
    refused(DENIED, "writer", "CREATE TABLE mine (x int)");
    // What was told is not untold: only what has a key changes.
    refused(DENIED, "writer", "DELETE FROM balance");
    refused(DENIED, "writer", "UPDATE orders SET quantity = 0");
    refused(DENIED, "writer", "INSERT INTO gateway_resolution VALUES ('a', 1, 'x', 'y', 'z')");
    refused(DENIED, "writer", "SELECT * FROM housekeeping()");
  }

  @Test
  void anOperatorStopsTradingResolvesSkipsAndKeepsHouse() throws Exception {
    DATABASE.execute(
        "INSERT INTO gateway_account VALUES ('halt', 1);"
            + " INSERT INTO store_offset (topic, part, next) VALUES ('lost', 0, 5)");
    try (Connection connection = DATABASE.login(DATABASE.credential("operator")).open()) {
      new TradingFence(connection)
          .set("1", "HALT", TradingScope.ALL, TradingFence.State.HALTED, "anna", "drill");
    }
    assertEquals("{\"HALTED all\"}", DATABASE.one("SELECT stops FROM gateway_account"));
    run(
        "operator",
        "INSERT INTO gateway_resolution VALUES ('a', 1, 'x', 'y', 'z')",
        "SELECT store_skip('lost', 0, 5, 9, 'me: expired')");
    assertEquals("9", DATABASE.one("SELECT next FROM store_offset WHERE topic = 'lost'"));
    refused(DENIED, "operator", "UPDATE gateway_account SET epoch = 9");
    refused(DENIED, "operator", "DELETE FROM trade");
    refused(DENIED, "operator", "UPDATE store_offset SET next = 0");
  }

  @Test
  void housekeepingDropsWhatIsOlderThanItIsToBeKept() throws Exception {
    DATABASE.execute(
        "INSERT INTO alert (raised, alert_id, severity, scope, code, text, part, \"offset\") SELECT"
            + " now() - d * interval '1 day', 'a', 'INFO', 's', 'c', 't', 0, 0 FROM"
            + " generate_series(0, 99) d");
    run("operator", "INSERT INTO retention (table_name, keep) VALUES ('alert', '30 days')");
    run("operator", "SELECT * FROM housekeeping()");
    long left = DATABASE.count("alert");
    // A chunk of a week goes when its newest row is 30 days old.
    assertTrue(left >= 30 && left <= 30 + 7, left + " days are left");
    run("operator", "DELETE FROM retention WHERE table_name = 'alert'");
  }

  /** The tests' own user may not create roles where the cluster is ours. */
  @Test
  void rolesThatMayNotBeCreatedAreNamedAndNothingFails() throws Exception {
    assertEquals(
        "f",
        DATABASE.one(
            "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"));
    assertEquals(
        "nobody_w: missing,nobody_r: missing,nobody_o: missing",
        DATABASE.one(
            "SELECT string_agg(role || ': ' || split_part(state, ',', 1), ',')"
                + " FROM grant_roles('nobody_w', 'nobody_r', 'nobody_o')"));
  }

  @Test
  void everyColumnOfEveryTableAndViewSaysWhatItHolds() throws Exception {
    assertEquals(
        null,
        DATABASE.one(
            "SELECT string_agg(c.relname || coalesce('.' || a.attname, ''), ', ') FROM pg_class c"
                + " LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT"
                + " a.attisdropped WHERE c.relnamespace = current_schema()::regnamespace AND"
                + " c.relkind IN ('r', 'v', 'm', 'p') AND c.relname <> 'flyway_schema_history' AND"
                + " (coalesce(col_description(c.oid, a.attnum), '') = '' OR obj_description(c.oid,"
                + " 'pg_class') IS NULL)"));
  }
}
