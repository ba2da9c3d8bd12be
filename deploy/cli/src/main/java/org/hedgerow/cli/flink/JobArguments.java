package org.hedgerow.cli.flink;

import java.util.ArrayList;
import java.util.List;

/**
 * What every job is told.
 *
 * @param bootstrapServers of Kafka
 * @param database JDBC URL without credentials
 * @param configuration the YAML text itself; it holds no secret
 * @param journal the identity of the journal that it works on
 * @param armed whether orders may go to a venue that is configured as live
 * @param more flags and values, e.g. {@code --checkpoint-interval 1s}
 */
public record JobArguments(
    String bootstrapServers,
    String database,
    String configuration,
    String journal,
    boolean armed,
    List<String> more) {

  /** With nothing more than every job needs. */
  public JobArguments(
      String bootstrapServers,
      String database,
      String configuration,
      String journal,
      boolean armed) {
    this(bootstrapServers, database, configuration, journal, armed, List.of());
  }

  /** As the words of a command line. */
  public List<String> toList() {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers",
                bootstrapServers,
                "--database",
                database,
                "--configuration",
                configuration,
                "--journal-id",
                journal));
    if (armed) {
      words.add("--arm-live");
      words.add("true");
    }
    words.addAll(more);
    return words;
  }
}
