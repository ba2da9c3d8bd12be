package org.hedgerow.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void whatVersionOneHoldsIsThereInTheLast() throws Exception {
    String schema = DATABASE.newSchema();
    try (Connection connection = DATABASE.login(schema).open();
        Statement statement = connection.createStatement()) {
      try {
        DATABASE.migrate(schema, "1");
        statement.execute("INSERT INTO store_offset VALUES ('journal', 0, 7)");
        statement.execute(
            "INSERT INTO trade SELECT now() - i * interval '1 hour', NULL, 'i', 't', 1, 1, 'BUY', 0, i"
                + " FROM generate_series(1, 100) AS i");
        DATABASE.migrate(schema, "latest");
        DATABASE.migrate(schema, "latest");
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT (SELECT next FROM store_offset), (SELECT count(*) FROM trade),"
                    + " (SELECT count(*) FROM gateway_order) + (SELECT count(*) FROM order_lineage)"
                    + " + (SELECT count(*) FROM order_outcome)")) {
          rows.next();
          assertEquals(7, rows.getLong(1));
          assertEquals(100, rows.getLong(2));
          assertEquals(0, rows.getLong(3), "what came later is there, and empty");
        }
      } finally {
        statement.execute("DROP SCHEMA " + schema + " CASCADE");
      }
    }
  }
}
