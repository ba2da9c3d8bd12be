package org.hedgerow.cli.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.util.PGInterval;

/**
 * The page's questions, asked of a test's database. A row is its values with | between them:
 * numbers to twelve digits without trailing zeros, times in UTC, intervals in seconds.
 */
final class Answers {
  private static final MathContext DIGITS = new MathContext(12);

  private Answers() {}

  /** The questions, from the page of this checkout. */
  static List<AnalystQuestion> questions() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path page = at.resolve("docs/analysts.md");
      if (Files.exists(page)) {
        return AnalystQuestion.read(page);
      }
    }
    throw new AssertionError("no docs/analysts.md above this folder");
  }

  /** What the database answers to question {@code number}. */
  static List<String> to(Connection connection, int number, Map<String, String> values)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      try (ResultSet result = statement.executeQuery(questions().get(number - 1).with(values))) {
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

  /** A value as rows have it. */
  static String text(Object value) {
    if (value instanceof Number number) {
      BigDecimal exact = new BigDecimal(number.toString()).round(DIGITS).stripTrailingZeros();
      return exact.signum() == 0 ? "0" : exact.toPlainString();
    }
    if (value instanceof Timestamp time) {
      return time.toInstant().toString();
    }
    if (value instanceof PGInterval interval) {
      double hours = interval.getDays() * 24 + interval.getHours();
      return text((hours * 60 + interval.getMinutes()) * 60 + interval.getSeconds());
    }
    return String.valueOf(value);
  }

  /** Values as a row. */
  static String row(Object... values) {
    List<String> row = new ArrayList<>();
    for (Object value : values) {
      row.add(text(value));
    }
    return String.join("|", row);
  }
}
