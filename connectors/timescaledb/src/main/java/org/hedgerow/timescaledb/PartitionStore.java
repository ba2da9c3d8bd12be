package org.hedgerow.timescaledb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.DeadLetter;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.JournalStart;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.TopicCatalogue;

/**
 * One partition of one topic on its way into the tables: what was read and is not written yet, and
 * how far the database is. One transaction writes all of it and moves the offset by
 * compare-and-set, so that a record is stored exactly once whoever writes it, and a writer that was
 * replaced while it slept fails.
 */
final class PartitionStore {
  private static final String MARK_SEPARATOR = "\t";
  private static final int LONGEST_IDENTITY = 500;

  private final String topic;
  private final int partition;
  private final RecordCodec<JournalEntry> entries = RecordCodec.of(JournalEntry.class);
  private final RecordCodec<Order> orders = RecordCodec.of(Order.class);
  private final RecordCodec<Decision> decisions = RecordCodec.of(Decision.class);
  private final RecordCodec<DeadLetter> letters = RecordCodec.of(DeadLetter.class);
  private final CopyBatch batch = new CopyBatch();
  private final RecordRows rows;
  private final Map<String, Runnable> identified = new LinkedHashMap<>();
  private final Map<String, Runnable> repeated = new HashMap<>();
  private final Map<String, Long> marks = new HashMap<>();
  private final Set<String> movedMarks = new HashSet<>();
  private final List<Runnable> repeats = new ArrayList<>();
  private byte[] first;
  private long stored;
  private long next;
  private int pending;
  private long taken;

  private PartitionStore(String topic, int partition) {
    this.topic = topic;
    this.partition = partition;
    this.rows = new RecordRows(batch, partition);
  }

  /** Reads how far the database is with that partition. */
  static PartitionStore open(Connection connection, String topic, int partition)
      throws SQLException {
    PartitionStore store = new PartitionStore(topic, partition);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO store_offset (topic, part, next) VALUES (?, ?, 0) ON CONFLICT DO NOTHING")) {
      insert.setString(1, topic);
      insert.setInt(2, partition);
      insert.executeUpdate();
    }
    try (PreparedStatement select =
        connection.prepareStatement("SELECT next FROM store_offset WHERE topic = ? AND part = ?")) {
      select.setString(1, topic);
      select.setInt(2, partition);
      try (ResultSet result = select.executeQuery()) {
        result.next();
        store.stored = result.getLong(1);
        store.next = store.stored;
      }
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT stream, grp, sequence FROM store_mark WHERE topic = ? AND part = ?")) {
      select.setString(1, topic);
      select.setInt(2, partition);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          store.marks.put(
              result.getString(1) + MARK_SEPARATOR + result.getString(2), result.getLong(3));
        }
      }
    }
    if (topic.equals(TopicCatalogue.JOURNAL)) {
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT bytes FROM journal WHERE part = ? AND \"offset\" = 0")) {
        select.setInt(1, partition);
        try (ResultSet result = select.executeQuery()) {
          if (result.next()) {
            store.first = result.getBytes(1);
          }
        }
      }
    }
    connection.commit();
    return store;
  }

  /**
   * Takes a record, or skips it if it is stored.
   *
   * @throws HoleException if records before it are missing
   * @throws IOException if the bytes are no record of the topic
   */
  void add(StoreRecord record) throws IOException {
    if (record.offset() < next) {
      requireSameJournal(record);
      return;
    }
    if (record.offset() > next) {
      throw new HoleException(topic, partition, next, record.offset());
    }
    try {
      take(record);
    } catch (IOException e) {
      throw new IOException(
          topic + "/" + partition + " offset " + record.offset() + ": no record of that topic", e);
    }
    next = record.offset() + 1;
    pending++;
    taken += record.value().length;
  }

  /**
   * A new journal in place of the one that the database knows would be skipped in silence up to the
   * offset of the old. The first record of each partition tells them apart.
   */
  private void requireSameJournal(StoreRecord record) throws IOException {
    if (record.offset() == 0 && first != null && !Arrays.equals(first, record.value())) {
      throw new IOException(
          topic
              + "/"
              + partition
              + ": the database holds another journal, up to offset "
              + stored
              + "; a new journal needs a new database");
    }
  }

  int pending() {
    return pending;
  }

  /**
   * What waits in memory, at least: rows, and records whose rows are made when they are written.
   */
  long bytes() {
    return batch.bytes() + taken;
  }

  /**
   * Writes everything that was taken, in one transaction.
   *
   * @return how many rows
   * @throws ZombieException if another writer has moved the offset
   */
  long write(Connection connection) throws SQLException, IOException {
    if (next == stored) {
      return 0;
    }
    moveOffset(connection);
    Set<String> fresh = identify(connection);
    identified.forEach(
        (identity, row) -> (fresh.contains(identity) ? row : repeated.get(identity)).run());
    repeats.forEach(Runnable::run);
    long written = batch.write(connection);
    writeMarks(connection);
    connection.commit();
    stored = next;
    pending = 0;
    taken = 0;
    batch.clear();
    identified.clear();
    repeated.clear();
    repeats.clear();
    movedMarks.clear();
    return written;
  }

  /**
   * First and not last in the transaction: whoever has the row lets no other writer of the
   * partition past it, so that two of them never wait for each other's identities and marks, and
   * one that was replaced finds out before it has copied anything.
   */
  private void moveOffset(Connection connection) throws SQLException, IOException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE store_offset SET next = ? WHERE topic = ? AND part = ? AND next = ?")) {
      update.setLong(1, next);
      update.setString(2, topic);
      update.setInt(3, partition);
      update.setLong(4, stored);
      if (update.executeUpdate() != 1) {
        connection.rollback();
        throw new ZombieException(topic, partition, stored);
      }
    }
  }

  private void take(StoreRecord record) throws IOException {
    long offset = record.offset();
    switch (topic) {
      case TopicCatalogue.JOURNAL -> takeEntry(entries.decode(record.value()), record);
      case TopicCatalogue.ORDERS -> {
        Order order = orders.decode(record.value());
        identify(
            order.getClientOrderId() + "/" + order.getCommandNumber(),
            () -> rows.order(order, offset),
            () -> {});
      }
      case TopicCatalogue.DECISIONS -> {
        Decision decision = decisions.decode(record.value());
        identify(
            decision.getPortfolio()
                + "/"
                + decision.getCause().getPartition()
                + "/"
                + decision.getCause().getOffset(),
            () -> rows.decision(decision, offset),
            () -> {});
      }
      case TopicCatalogue.DEAD_LETTERS -> {
        DeadLetter letter = letters.decode(record.value());
        identify(
            letter.getRawPartition()
                + "/"
                + letter.getRawOffset()
                + "/"
                + letter.getReason()
                + "/"
                + letter.getDetail(),
            () -> rows.deadLetter(letter, offset),
            () -> {});
      }
      default -> throw new IOException("the store has no tables for topic " + topic);
    }
  }

  private void takeEntry(JournalEntry entry, StoreRecord record) {
    if (entry.getPayload() instanceof Tick) {
      return;
    }
    long offset = record.offset();
    byte[] bytes = record.value();
    if (entry.getPayload() instanceof JournalStart) {
      rows.journal(entry, offset, bytes, true);
      return;
    }
    boolean inChain = isInChain(entry);
    if (entry.getOrigin().getId() == null) {
      rows.journal(entry, offset, bytes, inChain);
    } else {
      identify(
          entry.getGroup() + "/" + identity(entry),
          () -> rows.journal(entry, offset, bytes, true),
          () -> rows.journal(entry, offset, bytes, false));
    }
  }

  /**
   * The engine's identities: fills count once by execution id however they were reported, and two
   * accounts may use the same id.
   */
  private static String identity(JournalEntry entry) {
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
    return entry.getOrigin().getId();
  }

  /** The engine's rule: above the mark, and what stood before it at or below the mark. */
  private boolean isInChain(JournalEntry entry) {
    String key = entry.getOrigin().getStream() + MARK_SEPARATOR + entry.getGroup();
    long mark = marks.getOrDefault(key, -1L);
    if (entry.getOrigin().getSequence() <= mark || entry.getOrigin().getPrevious() > mark) {
      return false;
    }
    marks.put(key, entry.getOrigin().getSequence());
    movedMarks.add(key);
    return true;
  }

  private void identify(String told, Runnable first, Runnable repeat) {
    String identity = indexable(told);
    if (identified.putIfAbsent(identity, first) == null) {
      repeated.put(identity, repeat);
    } else {
      repeats.add(repeat);
    }
  }

  /**
   * Outsiders write a part of each identity. An index takes no more than a third of a page, and
   * text no zero; what does not fit is known by its hash.
   */
  private static String indexable(String identity) {
    if (identity.length() <= LONGEST_IDENTITY && identity.indexOf(0) < 0) {
      return identity;
    }
    try {
      return "sha256:"
          + HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-256")
                      .digest(identity.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Which of the identities are new to the database; they are known to it from now on. */
  private Set<String> identify(Connection connection) throws SQLException {
    Set<String> fresh = new HashSet<>();
    if (identified.isEmpty()) {
      return fresh;
    }
    Array identities = connection.createArrayOf("text", identified.keySet().toArray());
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO store_identity (topic, part, identity) SELECT ?, ?, unnest(?)"
                + " ON CONFLICT DO NOTHING RETURNING identity")) {
      insert.setString(1, topic);
      insert.setInt(2, partition);
      insert.setArray(3, identities);
      try (ResultSet result = insert.executeQuery()) {
        while (result.next()) {
          fresh.add(result.getString(1));
        }
      }
    } finally {
      identities.free();
    }
    return fresh;
  }

  private void writeMarks(Connection connection) throws SQLException {
    if (movedMarks.isEmpty()) {
      return;
    }
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT INTO store_mark (topic, part, stream, grp, sequence) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (topic, part, stream, grp) DO UPDATE SET sequence = excluded.sequence")) {
      for (String key : movedMarks) {
        String[] parts = key.split(MARK_SEPARATOR, -1);
        upsert.setString(1, topic);
        upsert.setInt(2, partition);
        upsert.setString(3, parts[0]);
        upsert.setString(4, parts[1]);
        upsert.setLong(5, marks.get(key));
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }
}
