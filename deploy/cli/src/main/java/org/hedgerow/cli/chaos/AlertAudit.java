package org.hedgerow.cli.chaos;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hedgerow.cli.journal.TopicScan;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;

/** What the jobs found alarming themselves: each alert once, by code, in its own words. */
final class AlertAudit {
  /** "... 1.5 of BINANCE_USDM:BTCUSDT ...": what a reconciliation speaks of. */
  private static final Pattern WHAT = Pattern.compile(" of (\\S+)");

  private final Map<String, List<String>> texts = new TreeMap<>();

  /** By account and what it holds, the break that no agreement followed. */
  private final Map<String, String> openBreaks = new TreeMap<>();

  private AlertAudit() {}

  static AlertAudit read(String bootstrapServers) throws IOException {
    AlertAudit audit = new AlertAudit();
    Set<String> seen = new HashSet<>();
    RecordCodec<Alert> codec = RecordCodec.of(Alert.class);
    TopicScan.read(
        bootstrapServers,
        TopicCatalogue.ALERTS,
        record -> {
          Alert alert = codec.decode(record.value());
          if (seen.add(alert.getAlertId())) {
            audit.add(alert);
          }
        });
    return audit;
  }

  private void add(Alert alert) {
    String text =
        Instant.EPOCH.plus(alert.getTimeMicros(), ChronoUnit.MICROS)
            + " "
            + alert.getAlertId()
            + ": "
            + alert.getText();
    texts.computeIfAbsent(alert.getCode(), none -> new ArrayList<>()).add(text);
    Matcher what = WHAT.matcher(alert.getText());
    String place = alert.getScope() + " " + (what.find() ? what.group(1) : "");
    switch (alert.getCode()) {
      case "RECONCILIATION_BREAK" -> openBreaks.put(place, text);
      case "RECONCILIATION_AGREES" -> openBreaks.remove(place);
      default -> {}
    }
  }

  /** Breaks at whose place venue and engine never agreed again. */
  List<String> openBreaks() {
    return List.copyOf(openBreaks.values());
  }

  /** How many different ones there are. */
  long all() {
    return texts.values().stream().mapToLong(List::size).sum();
  }

  /** How many of each code there are. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    texts.forEach((code, all) -> counts.put(code, all.size()));
    return counts;
  }

  /** Those of a code: when, which, and what they say. */
  List<String> of(String code) {
    return texts.getOrDefault(code, List.of());
  }
}
