package org.hedgerow.engine.configuration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What prices did on days that are remembered, for scenarios: from {@code historical-days.csv}
 * beside this class, whose head says where they are from.
 */
final class HistoricalDays {
  private static final Map<String, Map<String, Double>> DAYS = read();

  private HistoricalDays() {}

  /** By asset the day's change as a fraction, from the open to the close of the UTC day. */
  static Optional<Map<String, Double>> of(String day) {
    return Optional.ofNullable(DAYS.get(day));
  }

  static Set<String> days() {
    return DAYS.keySet();
  }

  /** For assets that the day's row does not have: the one that is farthest from nothing. */
  static double worst(Map<String, Double> day) {
    double worst = 0;
    for (double change : day.values()) {
      worst = Math.abs(change) > Math.abs(worst) ? change : worst;
    }
    return worst;
  }

  private static Map<String, Map<String, Double>> read() {
    Map<String, Map<String, Double>> days = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                HistoricalDays.class.getResourceAsStream("historical-days.csv"),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",", -1);
        if (fields.length == 3 && !line.startsWith("#")) {
          days.computeIfAbsent(fields[0], day -> new LinkedHashMap<>())
              .put(fields[1], Double.valueOf(fields[2]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("historical-days.csv", e);
    }
    return days;
  }
}
