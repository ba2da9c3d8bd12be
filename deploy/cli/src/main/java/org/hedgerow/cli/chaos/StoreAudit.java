package org.hedgerow.cli.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of TimescaleDB against what the topics hold. Every journal entry but a tick is one row
 * of table journal; every accepted market entry one row of its own table; every order command,
 * every decision, alert and valuation one row.
 *
 * @param missing rows that should be there
 * @param doubled rows that are there more than once
 */
record StoreAudit(long missing, long doubled) {

  /**
   * Compares.
   *
   * @param orderCommands different commands in topic orders, heartbeats left out
   * @param decisions different ones in their topic
   * @param alerts different ones in their topic
   * @param valuations different ones in their topic
   */
  static StoreAudit compare(
      Connection database,
      JournalAudit journal,
      long orderCommands,
      long decisions,
      long alerts,
      long valuations)
      throws SQLException {
    long missing = 0;
    long doubled = 0;
    Map<Integer, Long> distinct = new TreeMap<>();
    try (Statement statement = database.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT part, count(*), count(DISTINCT \"offset\") FROM journal GROUP BY part")) {
      while (result.next()) {
        distinct.put(result.getInt(1), result.getLong(3));
        doubled += result.getLong(2) - result.getLong(3);
      }
    }
    for (Map.Entry<Integer, Long> partition : journal.storedByPartition().entrySet()) {
      missing += Math.abs(partition.getValue() - distinct.getOrDefault(partition.getKey(), 0L));
    }
    for (String[] table :
        new String[][] {{"trade", "Trade"}, {"quote", "Quote"}, {"book_delta", "BookDelta"}}) {
      long accepted =
          number(
              database,
              "SELECT count(*) FROM journal WHERE accepted AND type = '" + table[1] + "'");
      long rows = number(database, "SELECT count(*) FROM " + table[0]);
      long own = number(database, "SELECT count(DISTINCT (part, \"offset\")) FROM " + table[0]);
      missing += Math.max(0, accepted - own);
      doubled += rows - own;
    }
    Object[][] told = {
      {"orders", "client_order_id, command_number", orderCommands},
      {"decision", "grp, portfolio, cause_part, cause_offset", decisions},
      {"alert", "alert_id, 1", alerts},
      {"valuation", "grp, portfolio, sequence", valuations}
    };
    for (Object[] table : told) {
      long rows = number(database, "SELECT count(*) FROM " + table[0]);
      long own = number(database, "SELECT count(DISTINCT (" + table[1] + ")) FROM " + table[0]);
      missing += Math.max(0, (long) table[2] - own);
      doubled += rows - own;
    }
    long fills = number(database, "SELECT count(*) FROM execution WHERE type = 'TRADE'");
    doubled +=
        fills
            - number(
                database,
                "SELECT count(DISTINCT (venue, account, instrument, execution_id)) FROM execution"
                    + " WHERE type = 'TRADE'");
    // The engine and the store decide by the same rule what counts: the journal's own fills, each
    // once, are what both have to come to.
    missing += Math.max(0, journal.executions().size() - fills);
    doubled += Math.max(0, fills - journal.executions().size());
    return new StoreAudit(missing, doubled);
  }

  private static long number(Connection database, String query) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }
}
