package org.hedgerow.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.hedgerow.cli.stack.TestDatabase;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * The questions about the market, on recordings in {@code ../shared/data} beside the project, held
 * against the same figures worked out in Java from the files' text. Skipped where they are missing.
 */
@Timeout(240)
class RecordedQuestionsTest {
  private static final String SPOT = "BINANCE_SPOT:BTCUSDT";
  private static final String PERPETUAL = "BINANCE_USDM:BTCUSDT";
  private static final String ETHER = "BINANCE_SPOT:ETHUSDT";
  private static final Pattern FIELD = Pattern.compile("\"(p|q|t|T|m)\":\"?([0-9.a-z]+)\"?");
  private static final MathContext EXACT = new MathContext(40);
  private static final long MINUTE = 60_000_000;
  private static final long HOUR = 3_600_000_000L;

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static List<Traded> all;
  private static List<Traded> spot;
  private static final Map<String, TreeMap<Long, Double>> CLOSES = new TreeMap<>();

  /** A trade as its frame tells it; times in microseconds. */
  private record Traded(
      String instrument,
      long received,
      long traded,
      String id,
      BigDecimal price,
      BigDecimal quantity,
      boolean buyer) {
    BigDecimal notional() {
      return price.multiply(quantity);
    }
  }

  @BeforeAll
  static void load() throws Exception {
    Path data = root();
    Assumptions.assumeTrue(Files.exists(data), "no recorded data at " + data + "; test skipped");
    all = new ArrayList<>(frames(data, "spot-btcusdt_20240808.gz", SPOT));
    spot = List.copyOf(all);
    all.addAll(frames(data, "usdm-btcusdt_20240808.gz", PERPETUAL));
    StringBuilder rows = new StringBuilder();
    for (Traded one : all) {
      rows.append(time(one.received)).append('\t').append(time(one.traded)).append('\t');
      rows.append(one.instrument).append('\t').append(one.id).append('\t').append(one.price);
      rows.append('\t').append(one.quantity).append('\t').append(one.buyer ? "BUY" : "SELL");
      rows.append("\t0\t0\t").append(one.quantity).append('\t');
      rows.append(one.notional().toPlainString()).append('\n');
    }
    copy("trade", rows);
    rows.setLength(0);
    closes(data, "binance-spot-BTCUSDT-1h.csv.gz", SPOT, rows);
    closes(data, "binance-usdm-BTCUSDT-1h.csv.gz", PERPETUAL, rows);
    closes(data, "binance-spot-ETHUSDT-1h.csv.gz", ETHER, rows);
    copy("candle (instrument, opened, close, price, length, open, high, low, source)", rows);
    DATABASE.execute("ANALYZE");
  }

  private static Path root() {
    Path project = Path.of("").toAbsolutePath();
    while (project.getParent() != null && Files.exists(project.getParent().resolve("pom.xml"))) {
      project = project.getParent();
    }
    return project.resolveSibling("shared").resolve("data");
  }

  private static BufferedReader lines(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8));
  }

  private static List<Traded> frames(Path data, String file, String instrument) throws IOException {
    List<Traded> found = new ArrayList<>();
    try (BufferedReader lines = lines(data.resolve("frames/binance-2024-08-08").resolve(file))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("@trade\"")) {
          Map<String, String> fields = new HashMap<>();
          Matcher matcher = FIELD.matcher(line);
          while (matcher.find()) {
            fields.put(matcher.group(1), matcher.group(2));
          }
          found.add(
              new Traded(
                  instrument,
                  Long.parseLong(line.substring(0, line.indexOf(' '))) / 1_000,
                  Long.parseLong(fields.get("T")) * 1_000,
                  fields.get("t"),
                  new BigDecimal(fields.get("p")),
                  new BigDecimal(fields.get("q")),
                  fields.get("m").equals("false")));
        }
      }
    }
    return found;
  }

  private static void closes(Path data, String file, String instrument, StringBuilder rows)
      throws IOException {
    TreeMap<Long, Double> closes = new TreeMap<>();
    try (BufferedReader lines = lines(data.resolve("series").resolve(file))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",", -1);
        if (closes.put(Long.parseLong(fields[0]) * 1_000, Double.parseDouble(fields[5])) == null) {
          rows.append(instrument).append('\t').append(fields[1]).append('\t').append(fields[5]);
          rows.append("\tTRADE\t01:00:00\t1\t1\t1\tf\n");
        }
      }
    }
    CLOSES.put(instrument, closes);
  }

  private static void copy(String table, StringBuilder rows) throws SQLException, IOException {
    try (Connection connection = DATABASE.open()) {
      String columns =
          table.equals("trade")
              ? "trade (received, venue_time, instrument, trade_id, price, quantity, aggressor,"
                  + " part, \"offset\", base_quantity, notional)"
              : table;
      new CopyManager(connection.unwrap(BaseConnection.class))
          .copyIn("COPY " + columns + " FROM STDIN", new StringReader(rows.toString()));
    }
  }

  private static String time(long micros) {
    return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000).toString();
  }

  private static List<String> ask(int number) throws SQLException {
    Map<String, String> values = new HashMap<>();
    values.put("instrument", SPOT);
    values.put("hedge", PERPETUAL);
    values.put("from", "2024-08-08");
    values.put("to", "2024-08-10");
    values.put("step", "10");
    try (Connection connection = DATABASE.open()) {
      return Answers.to(connection, number, values);
    }
  }

  private static <K> TreeMap<K, List<Traded>> by(List<Traded> trades, Function<Traded, K> key) {
    TreeMap<K, List<Traded>> groups = new TreeMap<>();
    trades.forEach(
        one -> groups.computeIfAbsent(key.apply(one), added -> new ArrayList<>()).add(one));
    return groups;
  }

  private static BigDecimal base(List<Traded> trades) {
    return trades.stream().map(Traded::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal quote(List<Traded> trades) {
    return trades.stream().map(Traded::notional).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal average(List<Traded> trades) {
    return quote(trades).divide(base(trades), EXACT);
  }

  private static BigDecimal high(List<Traded> trades) {
    return trades.stream().map(Traded::price).max(Comparator.naturalOrder()).orElseThrow();
  }

  private static BigDecimal low(List<Traded> trades) {
    return trades.stream().map(Traded::price).min(Comparator.naturalOrder()).orElseThrow();
  }

  @Test
  void howMuchWasTraded() throws Exception {
    assertTrue(spot.size() > 5_000, spot.size() + " trades");
    assertEquals(
        List.of(
            Answers.row(
                spot.size(), base(spot), quote(spot), average(spot), low(spot), high(spot))),
        ask(1));
  }

  @Test
  void minuteByMinute() throws Exception {
    List<String> expected = new ArrayList<>();
    by(spot, one -> one.traded / MINUTE * MINUTE)
        .forEach(
            (minute, trades) ->
                expected.add(
                    Answers.row(
                        time(minute),
                        trades.size(),
                        high(trades),
                        low(trades),
                        base(trades),
                        average(trades))));
    assertEquals(expected, ask(2));
  }

  @Test
  void whoWasPushing() throws Exception {
    List<String> expected = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (var five : by(spot, one -> one.received / (5 * MINUTE) * 5 * MINUTE).entrySet()) {
      BigDecimal bought = quote(five.getValue().stream().filter(Traded::buyer).toList());
      BigDecimal sold = quote(five.getValue()).subtract(bought);
      sum = sum.add(bought).subtract(sold);
      expected.add(
          Answers.row(
              time(five.getKey()),
              bought,
              sold,
              bought.subtract(sold).divide(bought.add(sold), EXACT),
              sum));
    }
    assertEquals(expected, ask(3));
  }

  @Test
  void theLargest() throws Exception {
    List<String> expected =
        spot.stream()
            .sorted(
                Comparator.comparing(Traded::notional)
                    .reversed()
                    .thenComparing(Traded::received)
                    .thenComparing(Traded::price))
            .limit(10)
            .map(
                one ->
                    Answers.row(
                        time(one.received),
                        one.buyer ? "BUY" : "SELL",
                        one.price,
                        one.quantity,
                        one.notional()))
            .toList();
    assertEquals(expected, ask(4));
  }

  @Test
  void volumeByPrice() throws Exception {
    List<String> expected =
        by(spot, one -> one.price.divide(BigDecimal.TEN).setScale(0, RoundingMode.FLOOR))
            .entrySet()
            .stream()
            .sorted(
                Comparator.comparing(
                        (Map.Entry<BigDecimal, List<Traded>> it) -> base(it.getValue()))
                    .reversed()
                    .thenComparing(Map.Entry::getKey))
            .limit(10)
            .map(
                it ->
                    Answers.row(
                        it.getKey().multiply(BigDecimal.TEN),
                        base(it.getValue()),
                        it.getValue().size()))
            .toList();
    assertEquals(expected, ask(5));
  }

  @Test
  void sizes() throws Exception {
    List<String> expected = new ArrayList<>();
    by(
            spot,
            one ->
                Arrays.stream(new int[] {100, 1_000, 10_000, 100_000, 1_000_000})
                    .filter(limit -> one.notional().compareTo(BigDecimal.valueOf(limit)) >= 0)
                    .count())
        .forEach(
            (size, trades) ->
                expected.add(
                    Answers.row(
                        size,
                        trades.size(),
                        quote(trades),
                        quote(trades).divide(quote(spot), EXACT))));
    assertEquals(expected, ask(6));
  }

  @Test
  void silences() throws Exception {
    List<Traded> sorted = spot.stream().sorted(Comparator.comparing(Traded::received)).toList();
    List<long[]> gaps = new ArrayList<>();
    for (int i = 1; i < sorted.size(); i++) {
      long received = sorted.get(i).received;
      gaps.add(new long[] {received - sorted.get(i - 1).received, received});
    }
    List<String> expected =
        gaps.stream()
            .sorted(Comparator.comparingLong((long[] gap) -> -gap[0]).thenComparingLong(g -> g[1]))
            .limit(5)
            .map(gap -> Answers.row(time(gap[1]), gap[0] / 1e6))
            .toList();
    assertEquals(expected, ask(7));
  }

  @Test
  void lateness() throws Exception {
    List<String> expected = new ArrayList<>();
    by(spot, one -> one.received / HOUR * HOUR)
        .forEach(
            (hour, trades) -> {
              double[] late =
                  trades.stream()
                      .mapToDouble(one -> (one.received - one.traded) / 1e3)
                      .sorted()
                      .toArray();
              double mean = Arrays.stream(late).average().orElseThrow();
              expected.add(
                  Answers.row(
                      time(hour),
                      late.length,
                      round(mean),
                      round(quantile(late, 0.5)),
                      round(quantile(late, 0.99))));
            });
    List<String> rounded = new ArrayList<>();
    for (String row : ask(8)) {
      String[] parts = row.split("\\|", -1);
      rounded.add(
          Answers.row(
              parts[0],
              parts[1],
              round(Double.parseDouble(parts[2])),
              round(Double.parseDouble(parts[3])),
              round(Double.parseDouble(parts[4]))));
    }
    assertEquals(expected, rounded);
  }

  /** To a tenth of a microsecond: sums of doubles depend on their order. */
  private static BigDecimal round(double milliseconds) {
    return BigDecimal.valueOf(milliseconds).setScale(4, RoundingMode.HALF_EVEN);
  }

  @Test
  void basisOfTrades() throws Exception {
    List<BigDecimal> basis = new ArrayList<>();
    for (List<Traded> minute : by(all, one -> one.received / MINUTE).values()) {
      List<Traded> first = minute.stream().filter(it -> it.instrument.equals(SPOT)).toList();
      List<Traded> second = minute.stream().filter(it -> it.instrument.equals(PERPETUAL)).toList();
      if (!first.isEmpty() && !second.isEmpty()) {
        basis.add(average(second).divide(average(first), EXACT).subtract(BigDecimal.ONE));
      }
    }
    assertTrue(basis.size() >= 6, "six minutes");
    BigDecimal sum = basis.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal[] expected = {
      basis.stream().min(Comparator.naturalOrder()).orElseThrow(),
      sum.divide(BigDecimal.valueOf(basis.size()), EXACT),
      basis.stream().max(Comparator.naturalOrder()).orElseThrow()
    };
    String[] found = ask(9).get(0).split("\\|");
    for (int i = 0; i < expected.length; i++) {
      // A quotient near one has sixteen digits in the database before one is taken from it.
      assertEquals(expected[i].doubleValue(), Double.parseDouble(found[i]), 1e-14);
    }
    assertEquals(String.valueOf(basis.size()), found[3]);
  }

  private static double quantile(double[] sorted, double part) {
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** Of the year before the newest hour; none over a hole. */
  private static TreeMap<Long, Double> returns(String instrument, long days) {
    TreeMap<Long, Double> closes = CLOSES.get(instrument);
    long newest = closes.lastKey();
    TreeMap<Long, Double> year = new TreeMap<>(closes.tailMap(newest - 365 * 24 * HOUR, false));
    TreeMap<Long, Double> returns = new TreeMap<>();
    year.forEach(
        (hour, close) -> {
          Double before = year.get(hour - HOUR);
          if (before != null && hour > newest - days * 24 * HOUR) {
            returns.put(hour, Math.log(close / before));
          }
        });
    return returns;
  }

  /** Two passes over each window, where the database takes differences of running sums. */
  @Test
  void cone() throws Exception {
    TreeMap<Long, Double> returns = returns(SPOT, 366);
    List<String> found = ask(17);
    assertEquals(4, found.size());
    int[] days = {1, 7, 30, 90};
    for (int i = 0; i < days.length; i++) {
      int hours = days[i] * 24;
      List<Double> volatilities = new ArrayList<>();
      Double current = null;
      for (long end : returns.keySet()) {
        var window = returns.subMap(end - hours * HOUR, false, end, true).values();
        if (window.size() == hours) {
          double mean = window.stream().mapToDouble(it -> it).sum() / hours;
          double squares = window.stream().mapToDouble(it -> (it - mean) * (it - mean)).sum();
          double volatility = Math.sqrt(squares / (hours - 1) * 8_760);
          volatilities.add(volatility);
          current = end == CLOSES.get(SPOT).lastKey() ? Double.valueOf(volatility) : current;
        }
      }
      double[] sorted = volatilities.stream().mapToDouble(it -> it).sorted().toArray();
      double[] expected = {
        days[i],
        current,
        sorted[0],
        quantile(sorted, 0.25),
        quantile(sorted, 0.5),
        quantile(sorted, 0.75),
        sorted[sorted.length - 1],
        sorted.length
      };
      String[] row = found.get(i).split("\\|");
      for (int j = 0; j < expected.length; j++) {
        assertEquals(expected[j], Double.parseDouble(row[j]), 1e-9 * Math.abs(expected[j]));
      }
    }
  }

  @Test
  void correlation() throws Exception {
    List<String> found = ask(18);
    assertEquals(3, found.size(), found.toString());
    for (String text : found) {
      String[] row = text.split("\\|");
      TreeMap<Long, Double> first = returns(row[0], 30);
      TreeMap<Long, Double> second = returns(row[1], 30);
      first.keySet().retainAll(second.keySet());
      second.keySet().retainAll(first.keySet());
      double[] x = first.values().stream().mapToDouble(it -> it).toArray();
      double[] y = second.values().stream().mapToDouble(it -> it).toArray();
      double covariance = covariance(x, y);
      assertEquals(
          covariance / Math.sqrt(covariance(x, x) * covariance(y, y)),
          Double.parseDouble(row[2]),
          1e-9);
      assertEquals(covariance / covariance(y, y), Double.parseDouble(row[3]), 1e-9);
      assertEquals(x.length, Integer.parseInt(row[4]));
      assertTrue(x.length > 500, x.length + " hours in common");
    }
  }

  private static double covariance(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - meanX) * (y[i] - meanY);
    }
    return sum / (x.length - 1);
  }
}
