package org.hedgerow.jobs.signals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Signals;
import org.hedgerow.engine.configuration.SignalsSnapshot;
import org.hedgerow.engine.signal.Subject;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.state.DefinitionsState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What bars, rules and statistics the group that is being processed goes by: those of the newest
 * configuration in its partition of the journal, and before it says anything those that the job was
 * submitted with. So they change at a place in the journal, and a rerun changes them at the same.
 * Patterns are those of the submission: they are part of the job's graph.
 *
 * <p>State, a group: one row.
 */
final class GroupDefinitions {
  private static final Logger LOG = LoggerFactory.getLogger(GroupDefinitions.class);
  private static final String ONLY_ROW = "";

  private final Configuration submitted;
  private final Table<DefinitionsState> rows;
  private final RecordCodec<JournalEntry> codec;
  private final Map<String, SubjectRoutes> routes = new HashMap<>();

  GroupDefinitions(
      Configuration submitted, Table<DefinitionsState> rows, RecordCodec<JournalEntry> codec) {
    this.submitted = submitted;
    this.rows = rows;
    this.codec = codec;
  }

  /** Which subjects of the group an entry concerns. */
  SubjectRoutes routes(String group) {
    // Only saves making them again: what they are made of is in the state.
    SubjectRoutes known = routes.get(group);
    if (known == null) {
      known = new SubjectRoutes(submitted, inForce(group), group);
      routes.put(group, known);
    }
    return known;
  }

  private Signals inForce(String group) {
    DefinitionsState row = rows.get(ONLY_ROW);
    return row == null ? submitted.signals() : known(SignalsSnapshot.read(row.getSignals()), group);
  }

  /** Those that this job can work out, with its own patterns. */
  private Signals known(Signals written, String group) {
    List<String> leftOut = new ArrayList<>();
    Signals known = SignalsSnapshot.known(written, submitted, leftOut);
    leftOut.forEach(one -> LOG.warn("Group {}: not worked out: {}", group, one));
    return new Signals(
        known.lateness(),
        known.bars(),
        known.rules(),
        known.statistics(),
        submitted.signals().patterns(),
        known.history());
  }

  /**
   * Takes a configuration of the journal.
   *
   * @return for each subject that the group had or has now the entry with what is about it; empty:
   *     it is not newer than what is in force, or says nothing of signals
   */
  Map<String, byte[]> change(String group, JournalEntry entry) {
    ConfigChange change = (ConfigChange) entry.getPayload();
    DefinitionsState before = rows.get(ONLY_ROW);
    if (change.getSignals() == null
        || (before != null && change.getVersion() <= before.getVersion())) {
      return Map.of();
    }
    Set<String> subjects = new LinkedHashSet<>(routes(group).subjects());
    rows.put(ONLY_ROW, new DefinitionsState(change.getVersion(), change.getSignals()));
    routes.remove(group);
    subjects.addAll(routes(group).subjects());
    Signals inForce = known(SignalsSnapshot.read(change.getSignals()), group);
    LOG.info(
        "Group {}: configuration {} with {} rules and {} statistics is in force",
        group,
        change.getVersion(),
        inForce.rules().size(),
        inForce.statistics().size());
    Map<String, byte[]> told = new LinkedHashMap<>();
    for (String subject : subjects) {
      told.put(subject, about(entry, change, inForce, Subject.named(subject)));
    }
    return told;
  }

  private byte[] about(JournalEntry entry, ConfigChange change, Signals inForce, Subject subject) {
    return codec.encode(
        JournalEntry.newBuilder()
            .setGroup(entry.getGroup())
            .setOrigin(entry.getOrigin())
            .setVenueTimeMicros(entry.getVenueTimeMicros())
            .setReceiveTimeMicros(entry.getReceiveTimeMicros())
            .setPayload(
                ConfigChange.newBuilder()
                    .setVersion(change.getVersion())
                    .setJournalId(change.getJournalId())
                    .setJournalPartitions(change.getJournalPartitions())
                    .setEngineVersion(change.getEngineVersion())
                    .setInstruments(List.of())
                    .setAccounts(List.of())
                    .setGroups(List.of())
                    .setPortfolios(List.of())
                    .setLimits(change.getLimits())
                    .setSource(change.getSource())
                    .setSignals(SignalsSnapshot.of(SignalsSnapshot.about(inForce, subject)))
                    .build())
            .build());
  }
}
