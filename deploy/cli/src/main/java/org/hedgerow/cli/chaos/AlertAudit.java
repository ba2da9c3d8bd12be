package org.hedgerow.cli.chaos;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;

/** What the jobs found alarming themselves. */
final class AlertAudit {
  private AlertAudit() {}

  /** By code, how many different alerts there are. */
  static Map<String, Long> read(String bootstrapServers) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    RecordCodec<Alert> codec = RecordCodec.of(Alert.class);
    TopicScan.read(
        bootstrapServers,
        TopicCatalogue.ALERTS,
        record -> {
          Alert alert = codec.decode(record.value());
          if (seen.add(alert.getAlertId())) {
            counts.merge(alert.getCode(), 1L, Long::sum);
          }
        });
    return counts;
  }
}
