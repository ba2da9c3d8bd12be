package org.hedgerow.timescaledb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** Rows of all tables that are not written yet. */
final class CopyBatch {
  private final Map<StoredTable, CopyText> tables = new EnumMap<>(StoredTable.class);

  CopyText rows(StoredTable table) {
    return tables.computeIfAbsent(table, none -> new CopyText());
  }

  long bytes() {
    long bytes = 0;
    for (CopyText text : tables.values()) {
      bytes += text.length();
    }
    return bytes;
  }

  /** Copies all rows, in the connection's transaction, and returns how many they were. */
  long write(Connection connection) throws SQLException {
    CopyManager manager = connection.unwrap(PGConnection.class).getCopyAPI();
    long rows = 0;
    for (Map.Entry<StoredTable, CopyText> table : tables.entrySet()) {
      CopyText text = table.getValue();
      if (text.rows() > 0) {
        CopyIn copy = manager.copyIn(table.getKey().copy());
        try {
          copy.writeToCopy(text.array(), 0, text.length());
          rows += copy.endCopy();
        } finally {
          if (copy.isActive()) {
            copy.cancelCopy();
          }
        }
      }
    }
    return rows;
  }

  void clear() {
    tables.values().forEach(CopyText::clear);
  }
}
