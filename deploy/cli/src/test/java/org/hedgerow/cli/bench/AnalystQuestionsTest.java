package org.hedgerow.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.stack.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each question of docs/analysts.md as it stands there, on a few made-up rows. The answers were
 * worked out by hand from those rows; where that takes more than a sum, the working is beside them.
 */
@Timeout(120)
class AnalystQuestionsTest {
  private static final String SPOT = "BINANCE_SPOT:BTCUSDT";
  private static final String PERPETUAL = "BINANCE_USDM:BTCUSDT";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @BeforeAll
  static void fill() throws SQLException {
    DATABASE.execute("SET TIME ZONE 'UTC';" + MadeRows.SQL);
  }

  private static List<String> ask(int number) throws SQLException {
    return ask(number, SPOT);
  }

  private static List<String> ask(int number, String instrument) throws SQLException {
    Map<String, String> values = new HashMap<>();
    values.put("instrument", instrument);
    values.put("hedge", PERPETUAL);
    values.put("from", "2026-03-01");
    values.put("to", "2026-03-02");
    values.put("step", "10");
    values.put("portfolio", "treasury");
    values.put("basis", "basis");
    values.put("pair", PERPETUAL + "|" + SPOT);
    values.put("order_id", "h1");
    try (Connection connection = DATABASE.open()) {
      return Answers.to(connection, number, values);
    }
  }

  private static String at(String time) {
    return "2026-03-01T" + time + "Z";
  }

  @Test
  void thePageHasTwentySixAndNineOfThemReadRawTrades() {
    List<AnalystQuestion> questions = Answers.questions();
    assertEquals(26, questions.size());
    assertEquals(9, questions.stream().filter(AnalystQuestion::ofTrades).count());
  }

  @Test
  void aPageThatSkipsANumberIsRefused(@TempDir Path folder) throws Exception {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "### 2. What?\n```sql\nSELECT 1;\n```\n");
    assertThrows(CommandFailed.class, () -> AnalystQuestion.read(page));
  }

  @Test
  void valuesAreQuotedAndMissingOnesRefused() {
    AnalystQuestion question = new AnalystQuestion(1, "?", "SELECT :'name', x::text, 'a:b'");
    assertEquals("SELECT 'it''s', x::text, 'a:b'", question.with(Map.of("name", "it's")));
    assertThrows(CommandFailed.class, () -> question.with(Map.of()));
  }

  @Test
  void howMuchWasTraded() throws Exception {
    // 1 x 100 + 2 x 102 + 1 x 98 + 10 x 110 + 4 x 105 = 1922; over 18.
    assertEquals(List.of("5|18|1922|106.777777778|98|110"), ask(1));
  }

  @Test
  void minuteByMinute() throws Exception {
    assertEquals(
        List.of(
            at("00:00:00") + "|2|102|100|3|101.333333333", // 304 / 3
            at("00:01:00") + "|1|98|98|1|98",
            at("00:06:00") + "|1|110|110|10|110",
            at("00:59:00") + "|1|105|105|4|105"), // received at 01:00:00, traded 50 ms before
        ask(2));
  }

  @Test
  void whoWasPushing() throws Exception {
    assertEquals(
        List.of(
            at("00:00:00") + "|198|204|-0.0149253731343|-6", // -6 / 402
            at("00:05:00") + "|1100|0|1|1094",
            at("01:00:00") + "|0|420|-1|674"),
        ask(3));
  }

  @Test
  void theLargest() throws Exception {
    assertEquals(
        List.of(
            at("00:06:30") + "|BUY|110|10|1100",
            at("01:00:00") + "|SELL|105|4|420",
            at("00:00:20") + "|SELL|102|2|204",
            at("00:00:10") + "|BUY|100|1|100",
            at("00:01:30") + "|BUY|98|1|98"),
        ask(4));
  }

  @Test
  void volumeByPrice() throws Exception {
    assertEquals(List.of("110|10|1", "100|7|3", "90|1|1"), ask(5));
  }

  @Test
  void sizes() throws Exception {
    // 98 | 100 + 204 + 420 | 1100, of 1922.
    assertEquals(
        List.of("0|1|98|0.0509885535900", "1|3|724|0.376690946930", "2|1|1100|0.572320499480")
            .stream()
            .map(row -> row.replaceAll("0+$", ""))
            .toList(),
        ask(6));
  }

  @Test
  void silences() throws Exception {
    assertEquals(
        List.of(
            at("01:00:00") + "|3210",
            at("00:06:30") + "|300",
            at("00:01:30") + "|70",
            at("00:00:20") + "|10"),
        ask(7));
  }

  @Test
  void lateness() throws Exception {
    // 10, 20, 30, 40 ms: the 99th percentile lies 0.97 of the way from 30 to 40.
    assertEquals(List.of(at("00:00:00") + "|4|25|25|39.7", at("01:00:00") + "|1|50|50|50"), ask(8));
  }

  @Test
  void basisOfTrades() throws Exception {
    // 101 / (304 / 3) - 1 = -1 / 304 and 99 / 98 - 1 = 1 / 98; other minutes have one of the two.
    assertEquals(List.of(Answers.row(-1 / 304.0, (1 / 98.0 - 1 / 304.0) / 2, 1 / 98.0, 2)), ask(9));
  }

  @Test
  void bars() throws Exception {
    // The revision with two trades holds, and a late trade of 1 at 99 before them: 304 + 99 over 4.
    assertEquals(List.of(at("00:00:00") + "|99|102|99|102|100.75|4|3|-0.5"), ask(10));
  }

  @Test
  void exposure() throws Exception {
    assertEquals(
        List.of(
            "miner|ETH|naive|" + at("00:30:00") + "|5|5|0|-5|5|0.2|true|null|null",
            "treasury|BTC|naive|" + at("00:20:00") + "|2|-2.05|0|-2|-0.05|0.1|false|992.25|USD"),
        ask(11));
  }

  @Test
  void profit() throws Exception {
    // 9.5 and -17.25, part by part.
    assertEquals(
        List.of(at("00:00:00") + "|BTC|-7.75|-10|2|0|2|-1|-1.5|0.5|0.25|1000|992.25|USD"), ask(12));
  }

  @Test
  void effectiveness() throws Exception {
    // Held 10, -20, 10 and hedge -9, 16, -7: variances 300 and, together (1, -4, 3), 13;
    // covariance -240, variance of the hedge 193.
    assertEquals(
        List.of(
            Answers.row(
                "2026-03-01T00:00:00Z",
                "BTC",
                "naive",
                3,
                Math.sqrt(300),
                Math.sqrt(13),
                1 - 13 / 300.0,
                240 / 193.0)),
        ask(13));
  }

  @Test
  void costs() throws Exception {
    // Sold 1 at 99.9 and 1 at 99.8 against 100; bought 3 contracts of 100 at 50010 against 50000.
    assertEquals(
        List.of(
            "BINANCE_COINM|BINANCE_COINM:BTCUSD_PERP|BTC|1|1|300|0.06|2|0.000001",
            "BINANCE_USDM|BINANCE_USDM:BTCUSDT|USDT|1|2|200|0.3|15|0.07"),
        ask(14));
  }

  @Test
  void funding() throws Exception {
    assertEquals(List.of("futures|USDT|2|1.5|0.5|-1"), ask(15));
  }

  @Test
  void basis() throws Exception {
    assertEquals(
        List.of(at("00:00:00") + "|0.001|0.002|0.003|2.5", at("01:00:00") + "|0.002|0.002|0.002|0"),
        ask(16));
  }

  @Test
  void cone() throws Exception {
    // Twelve returns of ln 1.01 and twelve of -ln 1.01 in each of the two windows of a day: mean 0.
    double volatility = Math.log(1.01) * Math.sqrt(24.0 / 23 * 8_760);
    assertEquals(
        List.of(
            Answers.row(
                1, volatility, volatility, volatility, volatility, volatility, volatility, 2)),
        ask(17));
  }

  /** Of forty hours the one in the middle is missing: no day is whole. */
  @Test
  void aWindowWithAHoleIsNone() throws Exception {
    assertEquals(List.of(), ask(17, "OKX:HOLE"));
  }

  @Test
  void correlation() throws Exception {
    // One goes up by 1 % whenever the other goes from 200 to 198, and back.
    assertEquals(
        List.of(Answers.row(SPOT, PERPETUAL, -1, -Math.log(1.01) / Math.log(200 / 198.0), 25)),
        ask(18));
  }

  @Test
  void why() throws Exception {
    assertEquals(
        List.of(
            at("00:10:00")
                + "|BINANCE_USDM:BTCUSDT|SELL|2|beyond the band|Quote|BINANCE_SPOT:BTCUSDT bid 99"
                + " ask 101|2|-1.5|-2|0.5|{STALE,LIMITS}|2|99.85|15"),
        ask(19));
  }

  @Test
  void report() throws Exception {
    // Three fills over 500 of notional that slipped by 0.36.
    assertEquals(
        List.of(
            Answers.row(
                "2026-03-01T00:00:00Z|treasury|BTC|992.25|-7.75|17.25|2|0.5|1|1|3|3|500|7.2",
                1 - 13 / 300.0,
                1,
                1)),
        ask(20));
  }

  /**
   * h1 sold 1 at 99.9 and 1 at 99.8 when the mid had gone from 100 to 99.9: 0.2 of delay, 0.1 of
   * spread, fees 0.07. h3 sold nothing that the venue told of: 1 x 0.1 missed. h2 has no quote:
   * what its 0.06 is made of is not known; its fee is 0.000001 BTC at 50010.
   */
  @Test
  void costsInParts() throws Exception {
    assertEquals(
        List.of(
            "BINANCE_COINM|BINANCE_COINM:BTCUSD_PERP|USD|1|300|0.06|0|null|null|0.05001|0|0.11001|3.667",
            "BINANCE_USDM|BINANCE_USDM:BTCUSDT|USDT|2|200|0.3|0|0.2|0.1|0.07|0.1|0.47|23.5"),
        ask(21));
  }

  @Test
  void theDearestHedges() throws Exception {
    assertEquals(
        List.of(
            at("00:10:00") + "|h1|BINANCE_USDM:BTCUSDT|SELL|2|2|0.37|18.5",
            at("00:10:00") + "|h3|BINANCE_USDM:BTCUSDT|SELL|1|0|0.1|10",
            at("00:10:00") + "|h2|BINANCE_COINM:BTCUSD_PERP|BUY|3|3|0.11001|3.667"),
        ask(22));
  }

  @Test
  void howLongItTakes() throws Exception {
    assertEquals(List.of("BINANCE_COINM|1|3|3|3", "BINANCE_USDM|2|1|1|2"), ask(23));
  }

  /** As effectiveness(); the hedges' fees 21 and slippage 9, less 1 of funding, over 287 x 3. */
  @Test
  void whatAHedgeIsWorth() throws Exception {
    assertEquals(
        List.of(
            Answers.row(
                "2026-03-01T00:00:00Z",
                "BTC",
                "naive",
                13 / 300.0,
                null,
                1 - 240.0 * 240 / 193 / 300,
                Math.sqrt(26 / 3.0),
                29,
                29 / 861.0)),
        ask(24));
  }

  /** Intervals of 100 + 81 and 70 + 106, as the lines have it; their deviation is 5 / root of 2. */
  @Test
  void performance() throws Exception {
    double sharpe = 178.5 / (5 / Math.sqrt(2)) * Math.sqrt(52_560);
    assertEquals(
        List.of(
            Answers.row("portfolio|treasury|357|0", sharpe, 1, null, -28, -12),
            Answers.row("strategy|naive|357|0", sharpe, 1, null, -28, -12),
            Answers.row("venue|V|357|0", sharpe, 1, null, -28, -12)),
        ask(25));
  }

  @Test
  void statements() throws Exception {
    assertEquals(List.of("WALLET|V|a|USD|0|3|-3"), ask(26));
  }
}
