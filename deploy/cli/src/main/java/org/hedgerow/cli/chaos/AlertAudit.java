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
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;

/** What the jobs found alarming themselves: each alert once, by code, in its own words. */
final class AlertAudit {
  private final Map<String, List<String>> texts = new TreeMap<>();

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
            audit
                .texts
                .computeIfAbsent(alert.getCode(), none -> new ArrayList<>())
                .add(
                    Instant.EPOCH.plus(alert.getTimeMicros(), ChronoUnit.MICROS)
                        + " "
                        + alert.getAlertId()
                        + ": "
                        + alert.getText());
          }
        });
    return audit;
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
