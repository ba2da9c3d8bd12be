package org.hedgerow.cli.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the report's questions, all of them of the same moment of the database. */
final class ReportReader {
  private static final Pattern PARAMETER = Pattern.compile(":(from|to|portfolio)\\b");

  /** A page that nobody can scroll through helps nobody; the note says that there are more. */
  static final int MOST_ROWS = 200;

  private final Connection database;
  private final ReportPeriod period;
  private final Optional<String> portfolio;

  /** What one question came to; charts without a point are left out. */
  record Section(ReportQuestion question, ReportTable table, boolean cut, List<LineChart> charts) {}

  ReportReader(Connection database, ReportPeriod period, Optional<String> portfolio) {
    this.database = database;
    this.period = period;
    this.portfolio = portfolio;
  }

  List<Section> read(List<ReportQuestion> questions) throws SQLException {
    database.setAutoCommit(false);
    database.setReadOnly(true);
    database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = database.createStatement()) {
      statement.execute("SET LOCAL TIME ZONE 'UTC'");
    }
    List<Section> sections = new ArrayList<>();
    for (ReportQuestion question : questions) {
      if (question.relation().isEmpty() || exists(question.relation())) {
        sections.add(section(question));
      }
    }
    database.rollback();
    return sections;
  }

  private boolean exists(String relation) throws SQLException {
    try (PreparedStatement statement =
        database.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      statement.setString(1, relation);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  private Section section(ReportQuestion question) throws SQLException {
    List<LineChart> charts = new ArrayList<>();
    for (ReportQuestion.Chart chart : question.charts()) {
      chart(chart).ifPresent(charts::add);
    }
    List<String> columns = new ArrayList<>();
    List<List<ReportTable.Cell>> rows = new ArrayList<>();
    try (PreparedStatement statement = prepared(question.sql());
        ResultSet result = statement.executeQuery()) {
      ResultSetMetaData data = result.getMetaData();
      for (int i = 1; i <= data.getColumnCount(); i++) {
        columns.add(data.getColumnLabel(i));
      }
      while (result.next() && rows.size() <= MOST_ROWS) {
        List<ReportTable.Cell> row = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
          row.add(CellText.of(result.getObject(i)));
        }
        rows.add(row);
      }
    }
    boolean cut = rows.size() > MOST_ROWS;
    return new Section(
        question, new ReportTable(columns, cut ? rows.subList(0, MOST_ROWS) : rows), cut, charts);
  }

  private Optional<LineChart> chart(ReportQuestion.Chart chart) throws SQLException {
    Map<String, List<LineChart.Point>> points = new LinkedHashMap<>();
    try (PreparedStatement statement = prepared(chart.sql());
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        points
            .computeIfAbsent(result.getString(1), name -> new ArrayList<>())
            .add(new LineChart.Point(result.getTimestamp(2).toInstant(), result.getDouble(3)));
      }
    }
    if (points.isEmpty()) {
      return Optional.empty();
    }
    List<LineChart.Series> series = new ArrayList<>();
    points.forEach((name, of) -> series.add(new LineChart.Series(name, of)));
    return Optional.of(
        new LineChart(chart.title(), chart.unit(), period.start(), period.end(), series));
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    List<String> names = new ArrayList<>();
    Matcher matcher = PARAMETER.matcher(sql);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      names.add(matcher.group(1));
      matcher.appendReplacement(
          text, matcher.group(1).equals("portfolio") ? "?::text" : "?::timestamptz");
    }
    matcher.appendTail(text);
    PreparedStatement statement = database.prepareStatement(text.toString());
    for (int i = 0; i < names.size(); i++) {
      switch (names.get(i)) {
        case "from" -> statement.setTimestamp(i + 1, Timestamp.from(period.start()));
        case "to" -> statement.setTimestamp(i + 1, Timestamp.from(period.end()));
        default -> statement.setString(i + 1, portfolio.orElse(null));
      }
    }
    return statement;
  }
}
