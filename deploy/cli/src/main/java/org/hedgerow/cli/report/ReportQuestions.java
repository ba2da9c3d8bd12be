package org.hedgerow.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The report's questions, from {@code questions.sql}: each begins with {@code -- #} and its title,
 * may have {@code -- note:}, {@code -- needs:} a relation and {@code -- empty:}, and then its SQL;
 * a chart begins with {@code -- chart:} title, | and unit.
 */
final class ReportQuestions {
  private static final Pattern KEY = Pattern.compile("-- (note|needs|empty): (.*)");

  private ReportQuestions() {}

  static List<ReportQuestion> read() {
    try (InputStream file = ReportQuestions.class.getResourceAsStream("/report/questions.sql")) {
      return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("report/questions.sql", e);
    }
  }

  private static List<ReportQuestion> parse(String text) {
    List<ReportQuestion> questions = new ArrayList<>();
    String[] parts = text.split("(?m)^-- # ");
    for (int i = 1; i < parts.length; i++) {
      questions.add(question(parts[i]));
    }
    return questions;
  }

  private static ReportQuestion question(String part) {
    String[] pieces = part.split("(?m)^-- chart: ");
    String note = "";
    String relation = "";
    String empty = "Nothing.";
    StringBuilder sql = new StringBuilder();
    String[] lines = pieces[0].split("\n");
    for (int i = 1; i < lines.length; i++) {
      Matcher key = KEY.matcher(lines[i]);
      if (!key.matches()) {
        sql.append(lines[i]).append('\n');
      } else {
        switch (key.group(1)) {
          case "note" -> note = key.group(2);
          case "needs" -> relation = key.group(2);
          default -> empty = key.group(2);
        }
      }
    }
    List<ReportQuestion.Chart> charts = new ArrayList<>();
    for (int i = 1; i < pieces.length; i++) {
      String head = pieces[i].substring(0, pieces[i].indexOf('\n'));
      int bar = head.indexOf('|');
      charts.add(
          new ReportQuestion.Chart(
              head.substring(0, bar).strip(),
              head.substring(bar + 1).strip(),
              pieces[i].substring(pieces[i].indexOf('\n') + 1)));
    }
    return new ReportQuestion(lines[0].strip(), note, relation, sql.toString(), empty, charts);
  }
}
