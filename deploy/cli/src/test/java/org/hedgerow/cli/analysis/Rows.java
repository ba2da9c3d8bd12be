package org.hedgerow.cli.analysis;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.cli.stack.TestDatabase;
import org.postgresql.util.PGInterval;

/** Answers as text: numbers to ten places without trailing zeros, spans in seconds. */
final class Rows {
  private Rows() {}

  static List<String> of(TestDatabase database, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      try (ResultSet result = statement.executeQuery(sql)) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            row.add(text(result.getObject(i)));
          }
          rows.add(String.join("|", row));
        }
      }
    }
    return rows;
  }

  private static String text(Object value) {
    if (value instanceof Number number) {
      BigDecimal rounded = new BigDecimal(number.toString()).setScale(10, RoundingMode.HALF_EVEN);
      return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
    if (value instanceof Timestamp time) {
      return time.toInstant().toString();
    }
    if (value instanceof PGInterval interval) {
      return text(
          interval.getDays() * 86_400.0
              + interval.getHours() * 3_600
              + interval.getMinutes() * 60
              + interval.getSeconds());
    }
    return String.valueOf(value);
  }
}
