package org.hedgerow.timescaledb;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.JournalStart;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.TopicCatalogue;

/**
 * Which entries of a journal's partition count: the engine's rule, kept apart from the engine's
 * state so that the store needs no other job. {@code AcceptanceAgreementTest} holds the two against
 * each other.
 */
final class JournalAcceptance {
  private static final String SEPARATOR = "\t";

  private final int partition;
  private final Map<String, Long> marks = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final Set<String> movedMarks = new HashSet<>();
  private final Set<String> configured = new HashSet<>();

  /** What is known of an entry before its identity is looked up. */
  enum Verdict {
    COUNTS,
    DOES_NOT_COUNT,
    /** Counts the first time that its identity comes. */
    COUNTS_ONCE
  }

  private JournalAcceptance(int partition) {
    this.partition = partition;
  }

  /** For topics that have no such rule. */
  static JournalAcceptance ofNothing() {
    return new JournalAcceptance(-1);
  }

  /** Reads the marks and versions that earlier writers left. */
  static JournalAcceptance open(Connection connection, int partition)
      throws SQLException, IOException {
    JournalAcceptance acceptance = new JournalAcceptance(partition);
    acceptance.readMarks(connection);
    acceptance.readVersions(connection);
    if (acceptance.versions.isEmpty()) {
      acceptance.findVersions(connection);
    }
    return acceptance;
  }

  private void readMarks(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT stream, grp, sequence FROM store_mark WHERE topic = ? AND part = ?")) {
      select.setString(1, TopicCatalogue.JOURNAL);
      select.setInt(2, partition);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          marks.put(result.getString(1) + SEPARATOR + result.getString(2), result.getLong(3));
        }
      }
    }
  }

  private void readVersions(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT grp, config_version FROM store_scope"
                + " WHERE topic = ? AND part = ? AND config_version > 0")) {
      select.setString(1, TopicCatalogue.JOURNAL);
      select.setInt(2, partition);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          versions.put(result.getString(1), result.getLong(2));
        }
      }
    }
  }

  /** A database from before versions were kept has them in its archive. */
  private void findVersions(Connection connection) throws SQLException, IOException {
    RecordCodec<JournalEntry> entries = RecordCodec.of(JournalEntry.class);
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT grp, bytes FROM journal WHERE part = ? AND type = 'ConfigChange' AND accepted")) {
      select.setInt(1, partition);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          if (entries.decode(result.getBytes(2)).getPayload() instanceof ConfigChange change) {
            versions.merge(result.getString(1), change.getVersion(), Math::max);
            configured.add(result.getString(1));
          }
        }
      }
    }
  }

  /** Judges the next entry, and moves its mark. Ticks are for the engine alone. */
  Verdict judge(JournalEntry entry) {
    Object payload = entry.getPayload();
    if (payload instanceof JournalStart) {
      return Verdict.COUNTS;
    }
    String group = entry.getGroup();
    if (payload instanceof ConfigChange change) {
      return configure(group, change.getVersion()) ? Verdict.COUNTS : Verdict.DOES_NOT_COUNT;
    }
    boolean inChain = isInChain(entry);
    if (!versions.containsKey(group)) {
      return Verdict.DOES_NOT_COUNT;
    }
    if (isKnownByIdentity(payload)) {
      return Verdict.COUNTS_ONCE;
    }
    return inChain ? Verdict.COUNTS : Verdict.DOES_NOT_COUNT;
  }

  private boolean configure(String group, long version) {
    if (version <= versions.getOrDefault(group, 0L)) {
      return false;
    }
    versions.put(group, version);
    configured.add(group);
    return true;
  }

  /** Above the mark, and what stood before it at or below the mark. */
  private boolean isInChain(JournalEntry entry) {
    String key = entry.getOrigin().getStream() + SEPARATOR + entry.getGroup();
    long mark = marks.getOrDefault(key, -1L);
    if (entry.getOrigin().getSequence() <= mark || entry.getOrigin().getPrevious() > mark) {
      return false;
    }
    marks.put(key, entry.getOrigin().getSequence());
    movedMarks.add(key);
    return true;
  }

  private static boolean isKnownByIdentity(Object payload) {
    return payload instanceof ExecutionReport
        || payload instanceof BalanceReport
        || payload instanceof PositionReport
        || payload instanceof Command
        || payload instanceof Signal;
  }

  /**
   * The engine's identities: fills count once by execution id however they were reported, and two
   * accounts may use the same id.
   */
  static String identity(JournalEntry entry) {
    if (entry.getPayload() instanceof ExecutionReport report) {
      String scope = report.getVenue() + "/" + report.getAccount() + "/";
      return report.getExecutionType() == ExecutionType.TRADE
          ? scope + report.getInstrument() + "/execution/" + report.getExecutionId()
          : scope + "report/" + report.getReportId();
    }
    if (entry.getPayload() instanceof BalanceReport report) {
      return report.getVenue() + "/" + report.getAccount() + "/balance/" + report.getReportId();
    }
    if (entry.getPayload() instanceof PositionReport report) {
      return report.getVenue() + "/" + report.getAccount() + "/position/" + report.getReportId();
    }
    return String.valueOf(entry.getOrigin().getId());
  }

  /** Under which head the engine keeps an identity, and so the order in which it forgets. */
  static String kind(JournalEntry entry) {
    if (isExecution(entry)) {
      ExecutionReport report = (ExecutionReport) entry.getPayload();
      return "/executions/"
          + report.getVenue()
          + "/"
          + report.getAccount()
          + "/"
          + report.getInstrument();
    }
    Object payload = entry.getPayload();
    if (payload instanceof Signal) {
      return "/signals";
    }
    boolean ofSnapshot =
        (payload instanceof PositionReport position && position.getSnapshot() != null)
            || (payload instanceof BalanceReport balance && balance.getSnapshot() != null);
    return ofSnapshot ? "/snapshots" : "";
  }

  /** When an execution happened, as the engine takes it; null for anything else. */
  static Long happened(JournalEntry entry) {
    if (!isExecution(entry)) {
      return null;
    }
    Long venues = entry.getVenueTimeMicros();
    return venues == null
        ? Long.valueOf(entry.getReceiveTimeMicros())
        : Long.valueOf(Math.min(venues, entry.getReceiveTimeMicros()));
  }

  private static boolean isExecution(JournalEntry entry) {
    return entry.getPayload() instanceof ExecutionReport report
        && report.getExecutionType() == ExecutionType.TRADE;
  }

  /** Writes what moved, in the connection's transaction. */
  void write(Connection connection) throws SQLException {
    if (!movedMarks.isEmpty()) {
      writeMarks(connection);
    }
    if (!configured.isEmpty()) {
      writeVersions(connection);
    }
  }

  /** The transaction of the last write is through. */
  void written() {
    movedMarks.clear();
    configured.clear();
  }

  private void writeMarks(Connection connection) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT INTO store_mark (topic, part, stream, grp, sequence) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (topic, part, stream, grp) DO UPDATE SET sequence = excluded.sequence")) {
      for (String key : movedMarks) {
        String[] parts = key.split(SEPARATOR, -1);
        upsert.setString(1, TopicCatalogue.JOURNAL);
        upsert.setInt(2, partition);
        upsert.setString(3, parts[0]);
        upsert.setString(4, parts[1]);
        upsert.setLong(5, marks.get(key));
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private void writeVersions(Connection connection) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT INTO store_scope (topic, part, grp, config_version, identities)"
                + " VALUES (?, ?, ?, ?, 0) ON CONFLICT (topic, part, grp)"
                + " DO UPDATE SET config_version = excluded.config_version")) {
      for (String group : configured) {
        upsert.setString(1, TopicCatalogue.JOURNAL);
        upsert.setInt(2, partition);
        upsert.setString(3, group);
        upsert.setLong(4, versions.get(group));
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }
}
