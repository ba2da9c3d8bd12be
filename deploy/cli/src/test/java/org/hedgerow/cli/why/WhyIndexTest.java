package org.hedgerow.cli.why;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.hedgerow.cli.stack.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With 200,000 rows in every table, no question of {@code why} reads a table from end to end. */
@Timeout(120)
class WhyIndexTest {
  private static final String TIME = "timestamptz '2026-01-01 00:00+00' + i * interval '10 s'";
  private static final String ONE = "'2026-01-10 00:00+00'::timestamptz";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @BeforeAll
  static void fill() throws SQLException {
    DATABASE.empty();
    String rows = " FROM generate_series(1, 200000) AS i";
    DATABASE.execute(
        "INSERT INTO orders (decided, client_order_id, command_number, command, grp, group_sequence, portfolio,"
            + " strategy, venue, account, instrument, side, order_type, time_in_force, quantity, cause_part,"
            + " cause_offset, cause_received, valid_until, config_version, engine_version, part, \"offset\") SELECT "
            + TIME
            + ", 'id' || i, 1, 'PLACE', 'BTC', i, 'p', 's', 'v', 'a', 'i', 'BUY', 'LIMIT', 'IOC', 1, 0, i, "
            + TIME
            + ", now(), 1, '0', 0, i"
            + rows);
    DATABASE.execute(
        "INSERT INTO decision (decided, grp, group_sequence, portfolio, strategy, cause_part, cause_offset,"
            + " cause_type, cause_stream, cause_sequence, cause_received, exposure, gross, hedge, target, residual,"
            + " band_enter, band_leave, statistics, client_order_ids, checks_passed, denials, reason,"
            + " config_version, engine_version, part, \"offset\") SELECT "
            + TIME
            + ", 'BTC', i, 'p', 's', 0, i, 'Quote', 'raw-frames/0', i, "
            + TIME
            + ", 1, 1, 1, 1, 1, 1, 1, '{}', ARRAY['id' || i], '{}', '{}', 'r', 1, '0', 0, i"
            + rows);
    DATABASE.execute(
        "INSERT INTO journal SELECT "
            + TIME
            + ", 0, i, 'BTC', 'Quote', 'raw-frames/0', i, true, '\\x00'"
            + rows);
    DATABASE.execute(
        "INSERT INTO execution (received, grp, venue, account, instrument, client_order_id, report_id, source,"
            + " type, status, side, quantity, cumulative, liquidity, external, part, \"offset\") SELECT "
            + TIME
            + ", 'BTC', 'v', 'a', 'i', 'id' || i, 'r', 'STREAM', 'TRADE', 'FILLED', 'BUY', 1, 1, 'TAKER', false,"
            + " 0, i"
            + rows);
    DATABASE.execute(
        "INSERT INTO gateway_order (client_order_id, command_number, account, epoch, content, deadline_us)"
            + " SELECT 'id' || i, 1, 'a', 1, '\\x00', 0"
            + rows);
    DATABASE.execute("ANALYZE orders, decision, journal, execution, gateway_order");
  }

  @Test
  void everyQuestionFindsItsRowsByAnIndex() throws SQLException {
    useIndices(ChainReader.ORDERS, "'id77760'");
    useIndices(ChainReader.DECISION, "0", "77760", ONE, "'id77760'");
    useIndices(ChainReader.ENTRY, "0", "77760", ONE);
    useIndices(ChainReader.GATEWAY, "'id77760'");
    useIndices(ChainReader.EXECUTIONS, "'id77760'", ONE);
    useIndices("SELECT * FROM order_explanation WHERE client_order_id = ?", "'id77760'");
  }

  private static void useIndices(String query, String... values) throws SQLException {
    String statement = query;
    for (String value : values) {
      statement = statement.replaceFirst("\\?", value);
    }
    StringBuilder plan = new StringBuilder();
    try (Connection connection = DATABASE.open();
        Statement explain = connection.createStatement();
        ResultSet lines = explain.executeQuery("EXPLAIN (ANALYZE, TIMING OFF) " + statement)) {
      while (lines.next()) {
        plan.append(lines.getString(1)).append('\n');
      }
    }
    assertTrue(plan.toString().contains("Index"), plan.toString());
    for (String table : List.of("orders", "decision", "journal", "execution", "gateway_order")) {
      assertFalse(
          plan.toString().matches("(?s).*Seq Scan on (_hyper_\\S+|" + table + ")\\b.*"),
          query + "\n" + plan);
    }
  }
}
