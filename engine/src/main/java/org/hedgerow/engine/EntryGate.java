package org.hedgerow.engine;

import org.hedgerow.engine.journal.Acceptance;
import org.hedgerow.engine.journal.Outcome;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.EngineChange;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.state.GroupHeader;

/**
 * Which entries a group takes: those of its own partition, journal and engine, each once, from its
 * first configuration on.
 */
final class EntryGate {
  private final String group;
  private final Acceptance acceptance;

  EntryGate(String group, Acceptance acceptance) {
    this.group = group;
    this.acceptance = acceptance;
  }

  /**
   * Judges the next entry of a partition, and moves the header's place and clock.
   *
   * @param plan null before the first configuration
   * @throws WrongPartitionException if the group was read from another partition before
   * @throws EngineVersionException if state or journal are another engine's
   * @throws WrongJournalException if a configuration is another journal's
   */
  Outcome judge(
      JournalEntry entry, int partition, long offset, GroupPlan plan, GroupHeader header) {
    if (header.getPartition() >= 0 && header.getPartition() != partition) {
      throw new WrongPartitionException(group, header.getPartition(), partition, offset);
    }
    if (offset <= header.getOffset()) {
      return Outcome.BELOW_OFFSET;
    }
    requireOwn(entry, plan, header, offset);
    header.setPartition(partition);
    header.setOffset(offset);
    if (plan == null && !(entry.getPayload() instanceof ConfigChange)) {
      acceptance.passOver(entry);
      return Outcome.BEFORE_CONFIGURATION;
    }
    if (entry.getPayload() instanceof ExecutionReport report
        && ReportBook.isInOpening(report, entry.getVenueTimeMicros(), plan, header)) {
      // Not remembered: a venue whose clock is behind would hide a fill that its stream tells next.
      acceptance.passOver(entry);
      return Outcome.BEFORE_OPENING;
    }
    return acceptance.judge(entry, header);
  }

  /** A version changes only by an EngineChange, and a journal's identity never. */
  private void requireOwn(JournalEntry entry, GroupPlan plan, GroupHeader header, long offset) {
    Object payload = entry.getPayload();
    if (plan == null) {
      if (payload instanceof ConfigChange change
          && !change.getEngineVersion().equals(EngineVersion.CURRENT)) {
        throw EngineVersionException.beginning(group, change.getEngineVersion(), offset);
      }
      return;
    }
    String journal = plan.configuration().getJournalId();
    if (payload instanceof ConfigChange change && !change.getJournalId().equals(journal)) {
      throw new WrongJournalException(group, journal, change.getJournalId(), offset);
    }
    String version = header.getEngineVersion();
    boolean current = version.equals(EngineVersion.CURRENT);
    if (payload instanceof EngineChange change) {
      boolean toCurrent = change.getToVersion().equals(EngineVersion.CURRENT);
      if (current && !toCurrent) {
        throw EngineVersionException.successor(group, change.getToVersion(), offset);
      }
      if (!current && !(toCurrent && change.getFromVersion().equals(version))) {
        throw EngineVersionException.state(group, version, offset);
      }
    } else if (!current) {
      throw EngineVersionException.state(group, version, offset);
    }
  }
}
