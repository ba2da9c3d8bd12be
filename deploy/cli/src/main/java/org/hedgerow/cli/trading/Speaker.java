package org.hedgerow.cli.trading;

import java.util.List;
import java.util.Optional;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import picocli.CommandLine.Option;

/** Who says a word into the journal, why, and to which journal. */
final class Speaker {
  /** What our own say under; the engine tells a guard's stop from a person's by it. */
  private static final List<String> OURS = List.of("guard", "risk");

  @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who says so.")
  private String by;

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,...",
      description = "Kafka (default: that of the local stack, or of the demo that runs).")
  private String bootstrapServers;

  /** What is wrong with the texts; empty: nothing. */
  Optional<String> mistake() {
    if (by.isBlank() || reason.isBlank()) {
      return Optional.of("--by and --reason: expected a text");
    }
    return OURS.contains(by.trim().toLowerCase(java.util.Locale.ROOT))
        ? Optional.of("--by " + by + ": nobody is called that; it is what our own guards say under")
        : Optional.empty();
  }

  /** The word as it stands in the journal. */
  Command says(String id, CommandType type, String scope) {
    return new Command(id, type, scope, by, reason);
  }

  String by() {
    return by;
  }

  String reason() {
    return reason;
  }

  /** Of another journal than the local stack's. */
  Optional<String> bootstrapServers() {
    return Optional.ofNullable(bootstrapServers);
  }

  /** Those, or the local stack's. */
  String bootstrapServers(Progress out) {
    return bootstrapServers == null
        ? new LocalStack(StackLayout.ofRunning(), out).addresses().bootstrapServers()
        : bootstrapServers;
  }
}
