package org.hedgerow.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hedgerow.cli.stack.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The questions over raw trades, on six minutes of Binance, held against the same figures worked
 * out in Java from the frames' text.
 */
@Timeout(240)
class RecordedTradesQuestionsTest {
  private static final String SPOT = "BINANCE_SPOT:BTCUSDT";
  private static final String PERPETUAL = "BINANCE_USDM:BTCUSDT";
  private static final Pattern FIELD = Pattern.compile("\"(p|q|t|T|m)\":\"?([0-9.a-z]+)\"?");
  private static final MathContext EXACT = new MathContext(40);
  private static final long MINUTE = 60_000_000;
  private static final long HOUR = 3_600_000_000L;

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static List<Traded> all;
  private static List<Traded> spot;

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
    all = new ArrayList<>(frames("spot-btcusdt_20240808.gz", SPOT));
    spot = List.copyOf(all);
    all.addAll(frames("usdm-btcusdt_20240808.gz", PERPETUAL));
    StringBuilder rows = new StringBuilder();
    for (Traded one : all) {
      rows.append(time(one.received)).append('\t').append(time(one.traded)).append('\t');
      rows.append(one.instrument).append('\t').append(one.id).append('\t').append(one.price);
      rows.append('\t').append(one.quantity).append('\t').append(one.buyer ? "BUY" : "SELL");
      rows.append("\t0\t0\t").append(one.quantity).append('\t');
      rows.append(one.notional().toPlainString()).append('\n');
    }
    String columns =
        "trade (received, venue_time, instrument, trade_id, price, quantity, aggressor, part,"
            + " \"offset\", base_quantity, notional)";
    Recordings.copy(DATABASE, columns, rows);
    DATABASE.execute("ANALYZE trade");
  }

  private static List<Traded> frames(String file, String instrument) throws IOException {
    List<Traded> found = new ArrayList<>();
    try (BufferedReader lines = Recordings.lines("frames/binance-2024-08-08/" + file)) {
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

  private static <K> SortedMap<K, List<Traded>> by(List<Traded> trades, Function<Traded, K> key) {
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
                      round(Recordings.quantile(late, 0.5)),
                      round(Recordings.quantile(late, 0.99))));
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
}
