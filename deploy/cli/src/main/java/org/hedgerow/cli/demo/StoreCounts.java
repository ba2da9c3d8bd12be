package org.hedgerow.cli.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands in TimescaleDB. */
public final class StoreCounts {
  private static final List<String> TABLES =
      List.of(
          "journal",
          "trade",
          "quote",
          "book_delta",
          "reference_price",
          "execution",
          "balance",
          "position",
          "orders",
          "decision",
          "dead_letter",
          "alert",
          "data_quality",
          "valuation",
          "bar_revision",
          "signal",
          "statistic",
          "risk_metric");

  private final Connection connection;

  public StoreCounts(Connection connection) {
    this.connection = connection;
  }

  /** Rows of each table. */
  public Map<String, Long> rows() throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (String table : TABLES) {
      rows.put(table, number("SELECT count(*) FROM " + table));
    }
    return rows;
  }

  /** Fills of the suite's own orders. */
  long fills() throws SQLException {
    return number("SELECT count(*) FROM execution WHERE type = 'TRADE' AND NOT external");
  }

  /** Fills of customers. */
  long customerFills() throws SQLException {
    return number("SELECT count(*) FROM execution WHERE type = 'TRADE' AND external");
  }

  /** How many records of the topics are stored, by (topic, partition). */
  public Map<String, Long> offsets() throws SQLException {
    Map<String, Long> offsets = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT topic || '/' || part, next FROM store_offset WHERE next > 0"
                    + " ORDER BY topic, part")) {
      while (result.next()) {
        offsets.put(result.getString(1), result.getLong(2));
      }
    }
    return offsets;
  }

  /** Fees of the suite's own fills by currency. */
  Map<String, String> fees() throws SQLException {
    Map<String, String> fees = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT fee_currency, sum(fee) FROM execution WHERE type = 'TRADE' AND NOT external"
                    + " AND fee IS NOT NULL GROUP BY 1 ORDER BY 1")) {
      while (result.next()) {
        fees.put(result.getString(1), result.getBigDecimal(2).stripTrailingZeros().toPlainString());
      }
    }
    return fees;
  }

  private long number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }
}
