package org.hedgerow.cli.flink;

import java.util.ArrayList;
import java.util.List;

/**
 * What every job is told.
 *
 * @param bootstrapServers of Kafka
 * @param database JDBC URL without credentials
 * @param configuration the YAML text itself, or null for none; it holds no secret
 */
public record JobArguments(String bootstrapServers, String database, String configuration) {

  /** As the words of a command line. */
  public List<String> toList() {
    List<String> words = new ArrayList<>();
    words.add("--bootstrap-servers");
    words.add(bootstrapServers);
    words.add("--database");
    words.add(database);
    if (configuration != null) {
      words.add("--configuration");
      words.add(configuration);
    }
    return words;
  }
}
