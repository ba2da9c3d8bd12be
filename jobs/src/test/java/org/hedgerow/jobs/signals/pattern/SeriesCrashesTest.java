package org.hedgerow.jobs.signals.pattern;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.SignalPhase;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The crash pattern with its usual limits on hourly bars of the spot market, {@code ../shared/data}
 * beside the project; skipped where they are missing. The limits were fixed on 2020. Prints every
 * firing, and what happened next.
 */
@Timeout(240)
class SeriesCrashesTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  private static final int MOST_A_YEAR = 12;
  private static final String HEADER =
      "| fell | phase | under the peak | told | 1 h after | 24 h | 7 d |\n|---|---|---|---|---|---|---|\n";
  private static final int[] HOURS_AFTER = {1, 24, 168};
  private static final WatchedPattern CRASH = Matching.pattern("flash_crash", Map.of("bars", "1h"));

  private static final List<String> GREAT = List.of("2020-03-12", "2021-05-19");

  /** The two recorded ones, or those of {@code -Dhedgerow.series=FILE,FILE}. */
  static List<Path> series() {
    String given = System.getProperty("hedgerow.series", "");
    if (!given.isEmpty()) {
      return Arrays.stream(given.split(",", -1)).map(Path::of).toList();
    }
    Path folder = root().resolve("series");
    return List.of(
        folder.resolve("binance-spot-BTCUSDT-1h.csv.gz"),
        folder.resolve("binance-spot-ETHUSDT-1h.csv.gz"));
  }

  @ParameterizedTest
  @MethodSource("series")
  void firesInTheGreatCrashesAndNotEachMonth(Path file) throws Exception {
    NavigableMap<Long, double[]> rows = read(file);
    List<Bar> bars = new ArrayList<>();
    rows.forEach(
        (start, row) -> bars.add(Matching.bar(start, Matching.HOUR, row[0], row[1], row[2])));
    Map<Integer, Integer> firings = new TreeMap<>();
    StringBuilder table = new StringBuilder("\n" + file.getFileName() + "\n" + HEADER);
    List<String> days = new ArrayList<>();
    for (Signal signal : Matching.ofBars(CRASH, bars)) {
      Instant fell = Instant.ofEpochMilli(signal.getFromMicros() / 1_000);
      if (signal.getPhase() == SignalPhase.MATCHED) {
        firings.merge(fell.atOffset(ZoneOffset.UTC).getYear(), 1, Integer::sum);
        // The bar's own day: it ends when the next hour begins.
        days.add(fell.minusSeconds(1).toString().substring(0, 10));
      }
      table.append(row(signal, fell, rows));
    }
    System.out.println(table.append(firings));
    String from = Instant.ofEpochMilli(rows.firstKey() / 1_000).toString();
    String to = Instant.ofEpochMilli(rows.lastKey() / 1_000).toString();
    for (String day : GREAT) {
      if (from.compareTo(day) < 0 && to.compareTo(day + "T23") > 0) {
        assertTrue(days.contains(day), day + " in " + days);
      }
    }
    firings.forEach((year, count) -> assertTrue(count <= MOST_A_YEAR, year + ": " + count));
  }

  /** A line of the table in docs/signals.md: returns from the close at which it was told. */
  private static String row(Signal signal, Instant fell, Map<Long, double[]> rows) {
    StringBuilder line = new StringBuilder("| ");
    DateTimeFormatter form =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    Map<String, Double> numbers = signal.getNumbers();
    double at = numbers.get("last");
    line.append(form.format(fell))
        .append(" | ")
        .append(signal.getPhase())
        .append(" | ")
        .append(percent(numbers.get("first") / numbers.get("reference") - 1))
        .append(" | ")
        .append(form.format(Instant.ofEpochMilli(signal.getToMicros() / 1_000)));
    for (int hours : HOURS_AFTER) {
      double[] then = rows.get(signal.getToMicros() + (hours - 1) * Matching.HOUR);
      line.append(" | ").append(then == null ? "no bar" : percent(then[2] / at - 1));
    }
    return line.append(" |\n").toString();
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * fraction);
  }

  /** High, low and close, by the start of the hour in microseconds. */
  private static NavigableMap<Long, double[]> read(Path path) throws IOException {
    Assumptions.assumeTrue(Files.exists(path), "no series at " + path + "; test skipped");
    NavigableMap<Long, double[]> rows = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(open(path), StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        rows.put(
            Long.parseLong(cells[0]) * 1_000,
            new double[] {
              Double.parseDouble(cells[3]),
              Double.parseDouble(cells[4]),
              Double.parseDouble(cells[5])
            });
      }
    }
    return rows;
  }

  private static InputStream open(Path path) throws IOException {
    InputStream bytes = Files.newInputStream(path);
    return path.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
  }

  private static Path root() {
    Path project = Path.of("").toAbsolutePath();
    while (project.getParent() != null && Files.exists(project.getParent().resolve("pom.xml"))) {
      project = project.getParent();
    }
    return project.resolveSibling("shared").resolve("data");
  }
}
