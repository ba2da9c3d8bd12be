package org.hedgerow.cli.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sections as a page: HTML that is XML as well, with nothing that a browser would have to load, and
 * a policy that forbids it to. Whatever a value says is escaped by the template engine.
 */
final class ReportPage {
  private ReportPage() {}

  static String of(
      ReportPeriod period,
      Optional<String> portfolio,
      Instant made,
      List<ReportReader.Section> sections) {
    String style = resource("style.css");
    Map<String, Object> page = new HashMap<>();
    page.put("word", period.word());
    page.put("period", period.text());
    page.put("portfolio", portfolio.map(name -> "portfolio " + name).orElse("all portfolios"));
    page.put("made", made.truncatedTo(ChronoUnit.SECONDS).toString());
    page.put("unfinished", made.isBefore(period.end()));
    page.put("style", style);
    page.put("styleHash", sha256(style));
    List<Map<String, Object>> parts = new ArrayList<>();
    for (int i = 0; i < sections.size(); i++) {
      parts.add(section(i, sections.get(i)));
    }
    page.put("sections", parts);
    return Mustache.compiler().compile(resource("page.mustache")).execute(page);
  }

  private static Map<String, Object> section(int index, ReportReader.Section section) {
    Map<String, Object> part = new HashMap<>();
    part.put("id", "s" + index);
    part.put("title", section.question().title());
    part.put("note", section.question().note());
    part.put("hasNote", !section.question().note().isEmpty());
    part.put("empty", section.table().isEmpty() ? section.question().empty() : "");
    part.put("isEmpty", section.table().isEmpty());
    part.put("cut", section.cut());
    part.put("most", ReportReader.MOST_ROWS);
    part.put("columns", section.table().columns().stream().map(ReportPage::heading).toList());
    part.put(
        "rows",
        section.table().rows().stream().map(cells -> Map.of("cells", cells(cells))).toList());
    part.put("charts", section.charts().stream().map(LineChart::picture).toList());
    return part;
  }

  private static List<Map<String, Object>> cells(List<ReportTable.Cell> cells) {
    return cells.stream()
        .map(
            cell ->
                Map.<String, Object>of(
                    "text", cell.text(),
                    "exact", cell.exact(),
                    "number", cell.number()))
        .toList();
  }

  private static Map<String, Object> heading(String column) {
    return Map.of("name", column.replace('_', ' '));
  }

  private static String resource(String name) {
    try (InputStream file = ReportPage.class.getResourceAsStream("/report/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("report/" + name, e);
    }
  }

  private static String sha256(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
