package org.hedgerow.jobs.verify;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.jobs.hedging.JournalRecord;
import org.hedgerow.schema.EngineChange;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.RecordCodec;

/**
 * Counts the entries, and refuses a range that another engine made a part of. An EngineChange to
 * this engine may stand before all other entries of its group; any other ends what one engine can
 * repeat. Parallelism 1: it sees every group from its first entry on.
 */
final class OneEngine extends RichFilterFunction<JournalRecord> {
  private static final long serialVersionUID = 1L;

  private transient RecordCodec<JournalEntry> codec;
  private transient LongCounter entries;
  private transient Set<String> begun;

  @Override
  public void open(OpenContext context) {
    codec = RecordCodec.of(JournalEntry.class);
    begun = new HashSet<>();
    entries = new LongCounter();
    getRuntimeContext().addAccumulator(VerifyResult.ENTRIES, entries);
  }

  @Override
  public boolean filter(JournalRecord record) throws IOException {
    if (codec.decode(record.value()).getPayload() instanceof EngineChange change
        && (begun.contains(record.group())
            || !change.getToVersion().equals(EngineVersion.CURRENT))) {
      throw new IllegalStateException(
          "at "
              + record.partition()
              + ":"
              + record.offset()
              + " group "
              + record.group()
              + " goes from engine "
              + change.getFromVersion()
              + " to "
              + change.getToVersion()
              + ", and this one is "
              + EngineVersion.CURRENT
              + ": verify the parts apart, the one before with --to "
              + record.partition()
              + ":"
              + record.offset()
              + " and --jar "
              + change.getFromVersion()
              + "=PATH, the one after with --from the savepoint of the change");
    }
    begun.add(record.group());
    entries.add(1L);
    return true;
  }
}
