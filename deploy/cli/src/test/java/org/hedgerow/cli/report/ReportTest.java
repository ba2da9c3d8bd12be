package org.hedgerow.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hedgerow.cli.analysis.HandMade;
import org.hedgerow.cli.stack.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page, read as XML. */
@Timeout(120)
class ReportTest {
  private static final ReportPeriod DAY = ReportPeriod.daily(LocalDate.parse("2026-03-01"));
  private static final String EVIL = "<script>alert(1)</script> & \"x\" '\u0001 {{word}}";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static String page;
  private static Document document;

  @BeforeAll
  static void make() throws Exception {
    DATABASE.execute("SET TIME ZONE 'UTC';" + HandMade.VALUATIONS + HandMade.ORDERS);
    try (Connection connection = DATABASE.openAsOwner();
        var insert =
            connection.prepareStatement(
                "INSERT INTO alert (raised, alert_id, severity, scope, code, text, part,"
                    + " \"offset\") VALUES ('2026-03-01 03:00Z', 'a', 'WARNING', 'BTC', 'X', ?, 0,"
                    + " 1)")) {
      insert.setString(1, EVIL);
      insert.execute();
    }
    page = page(DAY, Optional.empty());
    document = parsed(page);
  }

  private static String page(ReportPeriod period, Optional<String> portfolio) throws Exception {
    try (Connection connection = DATABASE.openAsOwner()) {
      return ReportPage.of(
          period,
          portfolio,
          Instant.parse("2026-03-02T00:10:00Z"),
          new ReportReader(connection, period, portfolio).read(ReportQuestions.read()));
    }
  }

  private static Document parsed(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null);
    return builder.parse(new InputSource(new StringReader(text)));
  }

  private static List<Element> all(Node within, String name) {
    NodeList nodes =
        within instanceof Document root
            ? root.getElementsByTagName(name)
            : ((Element) within).getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static Element section(String title) {
    return all(document, "section").stream()
        .filter(one -> all(one, "h2").get(0).getTextContent().equals(title))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no section " + title));
  }

  /** The exact values of a section's cells, row after row. */
  private static List<List<String>> values(String title) {
    List<List<String>> rows = new ArrayList<>();
    for (Element row : all(all(section(title), "tbody").get(0), "tr")) {
      rows.add(all(row, "td").stream().map(cell -> cell.getAttribute("data-value")).toList());
    }
    return rows;
  }

  @Test
  void everyFigureIsTheViews() throws Exception {
    // The questions again, as the page has them, by another way into the database.
    for (String[] one :
        new String[][] {
          {
            "Transaction costs",
            "SELECT day, portfolio, grp, strategy, venue, instrument, currency, parents, orders,"
                + " fill_ratio, notional, slippage, timing_cost, delay_cost, spread_cost, fee_cost,"
                + " opportunity_cost, shortfall, without_shortfall, slippage_bps, shortfall_bps,"
                + " maker_share FROM transaction_cost WHERE day = '2026-03-01Z' ORDER BY portfolio,"
                + " grp, venue, instrument"
          },
          {
            "Profit and loss",
            "SELECT day, portfolio, grp, strategy, currency, value, capital_flow, profit, price,"
                + " basis, options, funding, fees, slippage, fx, other FROM profit_and_loss_daily"
                + " WHERE day = '2026-03-01Z' ORDER BY portfolio, grp"
          },
          {
            "Hedges",
            "SELECT day, portfolio, grp, strategy, intervals, variance_ratio, naive_variance_ratio,"
                + " hindsight_variance_ratio, hindsight_ratio, hedge_error, mean_residual,"
                + " turnover, cost, cost_per_variance_removed FROM hedge_performance WHERE day ="
                + " '2026-03-01Z' ORDER BY portfolio, grp"
          }
        }) {
      List<List<String>> shown = values(one[0]);
      try (Connection connection = DATABASE.openAsOwner();
          var statement = connection.createStatement();
          var result = statement.executeQuery(one[1])) {
        int row = 0;
        while (result.next()) {
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            Object value = result.getObject(i);
            String expected =
                value == null
                    ? ""
                    : value instanceof Number
                        ? new BigDecimal(value.toString()).toPlainString()
                        : value instanceof java.sql.Timestamp time
                            ? time.toInstant().toString()
                            : value.toString();
            assertEquals(
                expected, shown.get(row).get(i - 1), one[0] + " row " + row + " column " + i);
          }
          row++;
        }
        assertTrue(row > 0);
        assertEquals(row, shown.size(), one[0]);
      }
    }
  }

  /**
   * 4.6895 of shortfall, by hand in TransactionCostTest; shown to two places, whole in data-value.
   */
  @Test
  void cellsAreRoundedAndKeepTheWholeValue() {
    Element cell =
        all(section("Transaction costs"), "td").stream()
            .filter(one -> one.getAttribute("data-value").matches("4\\.68950*"))
            .findFirst()
            .orElseThrow();
    assertEquals("4.69", cell.getTextContent());
    assertEquals("1,234,567.89", CellText.shown(new BigDecimal("1234567.891")));
    assertEquals("0.000123", CellText.shown(new BigDecimal("0.00012345")));
    assertEquals("-12", CellText.shown(new BigDecimal("-12")));
  }

  @Test
  void whatAValueSaysIsText() {
    String text =
        all(section("Alerts"), "td").stream()
            .map(Node::getTextContent)
            .filter(one -> one.contains("script"))
            .findFirst()
            .orElseThrow();
    assertEquals(EVIL.replace('\u0001', '\uFFFD'), text);
    assertTrue(all(document, "script").isEmpty());
  }

  /** No address of anything that a browser would fetch, and a policy that forbids it to. */
  @Test
  void nothingIsLoaded() throws Exception {
    for (String attribute : new String[] {"src", "srcset", "style", "onload", "xlink:href"}) {
      assertFalse(page.contains(" " + attribute + "="), attribute);
    }
    for (Element link : all(document, "a")) {
      assertTrue(link.getAttribute("href").startsWith("#"));
    }
    assertTrue(all(document, "link").isEmpty() && all(document, "img").isEmpty());
    String style = all(document, "style").get(0).getTextContent();
    assertFalse(style.contains("url(") || style.contains("@import"));
    String hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(style.getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        "default-src 'none'; style-src 'sha256-" + hash + "'",
        all(document, "meta").get(1).getAttribute("content"));
  }

  @Test
  void chartsAreDrawnWithinTheirPicture() {
    List<Element> charts = all(document, "svg");
    assertTrue(charts.size() >= 3, charts.size() + " charts");
    for (Element chart : charts) {
      for (Element line : all(chart, "polyline")) {
        for (String point : line.getAttribute("points").split(" ")) {
          String[] place = point.split(",");
          double x = Double.parseDouble(place[0]);
          double y = Double.parseDouble(place[1]);
          assertTrue(x >= 90 && x <= 890 && y >= 12 && y <= 212, point);
        }
      }
    }
  }

  @Test
  void aSectionWhoseTableIsMissingIsLeftOut() {
    assertTrue(
        all(document, "h2").stream().noneMatch(one -> one.getTextContent().equals("Value at risk"))
            || page.contains("by the risk job"));
    assertEquals(
        "Nothing was stopped.", all(section("Stops of trading"), "p").get(1).getTextContent());
  }

  @Test
  void onePortfolioAlone() throws Exception {
    Document one = parsed(page(DAY, Optional.of("miner")));
    String text = one.getDocumentElement().getTextContent();
    assertTrue(text.contains("portfolio miner"));
    Element profit =
        all(one, "section").stream()
            .filter(each -> all(each, "h2").get(0).getTextContent().equals("Profit and loss"))
            .findFirst()
            .orElseThrow();
    assertFalse(profit.getTextContent().contains("treasury"));
    assertTrue(profit.getTextContent().contains("miner"));
  }

  @Test
  void aWeekBeginsOnMonday() throws Exception {
    ReportPeriod week = ReportPeriod.weekly(LocalDate.parse("2026-03-01"));
    assertEquals("2026-02-23 to 2026-03-01", week.text());
    assertTrue(page(week, Optional.empty()).contains("weekly risk report, 2026-02-23"));
    assertEquals(
        DAY.start(), ReportPeriod.weekly(LocalDate.parse("2026-02-28")).end().minusSeconds(86_400));
  }

  /** Steps of 1, 2 or 5 times a power of ten. */
  @Test
  void axes() {
    assertEquals(1, LineChart.step(0, 0));
    assertEquals(0.2, LineChart.step(0, 1), 1e-12);
    assertEquals(500, LineChart.step(-1000, 1400), 1e-9);
    assertEquals(5, LineChart.step(0, 24), 1e-9);
    assertEquals(10, LineChart.step(0, 26), 1e-9);
  }
}
