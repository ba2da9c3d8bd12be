package org.hedgerow.cli.chaos;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.hedgerow.cli.journal.TopicScan;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;

/** The decisions that were told: a book decides once about an entry. */
final class DecisionAudit {
  private DecisionAudit() {}

  /** How many different ones there are. */
  static long read(String bootstrapServers) throws IOException {
    Set<String> seen = new HashSet<>();
    RecordCodec<Decision> codec = RecordCodec.of(Decision.class);
    TopicScan.read(
        bootstrapServers,
        TopicCatalogue.DECISIONS,
        record -> {
          Decision decision = codec.decode(record.value());
          seen.add(
              decision.getGroup()
                  + "/"
                  + decision.getPortfolio()
                  + "/"
                  + decision.getCause().getPartition()
                  + "/"
                  + decision.getCause().getOffset());
        });
    return seen.size();
  }
}
