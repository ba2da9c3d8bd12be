package org.hedgerow.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.hedgerow.cli.stack.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The questions over hourly closes, on five years of three instruments, held against the same
 * figures worked out in Java from the files' text.
 */
@Timeout(240)
class RecordedHoursQuestionsTest {
  private static final String SPOT = "BINANCE_SPOT:BTCUSDT";
  private static final String PERPETUAL = "BINANCE_USDM:BTCUSDT";
  private static final String ETHER = "BINANCE_SPOT:ETHUSDT";
  private static final long HOUR = 3_600_000_000L;

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Map<String, TreeMap<Long, Double>> CLOSES = new TreeMap<>();

  @BeforeAll
  static void load() throws Exception {
    StringBuilder rows = new StringBuilder();
    closes("binance-spot-BTCUSDT-1h.csv.gz", SPOT, rows);
    closes("binance-usdm-BTCUSDT-1h.csv.gz", PERPETUAL, rows);
    closes("binance-spot-ETHUSDT-1h.csv.gz", ETHER, rows);
    String columns = "candle (instrument, opened, close, price, length, open, high, low, source)";
    Recordings.copy(DATABASE, columns, rows);
    DATABASE.execute("ANALYZE candle");
  }

  private static void closes(String file, String instrument, StringBuilder rows)
      throws IOException {
    TreeMap<Long, Double> closes = new TreeMap<>();
    try (BufferedReader lines = Recordings.lines("series/" + file)) {
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

  private static List<String> ask(int number) throws SQLException {
    try (Connection connection = DATABASE.open()) {
      return Answers.to(connection, number, Map.of("instrument", SPOT));
    }
  }

  /** Of the year before the newest hour; none over a hole. */
  private static NavigableMap<Long, Double> returns(String instrument, long days) {
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
    NavigableMap<Long, Double> returns = returns(SPOT, 366);
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
        Recordings.quantile(sorted, 0.25),
        Recordings.quantile(sorted, 0.5),
        Recordings.quantile(sorted, 0.75),
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
      NavigableMap<Long, Double> first = returns(row[0], 30);
      NavigableMap<Long, Double> second = returns(row[1], 30);
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
