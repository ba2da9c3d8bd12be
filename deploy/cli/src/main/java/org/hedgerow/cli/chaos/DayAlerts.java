package org.hedgerow.cli.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.journal.TopicScan;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;

/** Alerts of a day, each once, as the topic has them. */
final class DayAlerts {
  private DayAlerts() {}

  /** Those that were raised from that moment on, by the clock of who raised them. */
  static List<Alert> since(String bootstrapServers, long micros) {
    List<Alert> alerts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    RecordCodec<Alert> codec = RecordCodec.of(Alert.class);
    try {
      TopicScan.read(
          bootstrapServers,
          TopicCatalogue.ALERTS,
          record -> {
            Alert alert = codec.decode(record.value());
            if (alert.getTimeMicros() >= micros && seen.add(alert.getAlertId())) {
              alerts.add(alert);
            }
          });
    } catch (IOException e) {
      throw new CommandFailed("the alerts cannot be read: " + e.getMessage(), e);
    }
    return alerts;
  }
}
