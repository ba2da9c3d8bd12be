package org.hedgerow.cli.chaos;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.hedgerow.cli.journal.TopicScan;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;
import org.hedgerow.schema.Valuation;

/** The valuations that were told: a portfolio's in a group have numbers of their own. */
final class ValuationAudit {
  private ValuationAudit() {}

  /** How many different ones there are. */
  static long read(String bootstrapServers) throws IOException {
    Set<String> seen = new HashSet<>();
    RecordCodec<Valuation> codec = RecordCodec.of(Valuation.class);
    TopicScan.read(
        bootstrapServers,
        TopicCatalogue.VALUATIONS,
        record -> {
          Valuation valuation = codec.decode(record.value());
          seen.add(
              valuation.getGroup()
                  + "/"
                  + valuation.getPortfolio()
                  + "/"
                  + valuation.getSequence());
        });
    return seen.size();
  }
}
