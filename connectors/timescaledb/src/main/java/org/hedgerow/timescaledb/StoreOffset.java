package org.hedgerow.timescaledb;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.hedgerow.schema.Topic;
import org.hedgerow.schema.TopicCatalogue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the database is with one partition: its row of {@code store_offset}, which moves by
 * compare-and-set, and never past a record that was not seen.
 */
final class StoreOffset {
  private static final Logger LOG = LoggerFactory.getLogger(StoreOffset.class);

  private final String topic;
  private final int partition;
  private long stored;
  private boolean fresh;
  private long firstOffset = -1;
  private byte[] firstDigest;
  private byte[] lastDigest;
  private long begun = -1;
  private StoreRecord first;
  private StoreRecord last;

  private StoreOffset(String topic, int partition) {
    this.topic = topic;
    this.partition = partition;
  }

  /** Reads the row; the rows of a topic that the database has never seen are made first. */
  static StoreOffset open(Connection connection, String topic, int partition) throws SQLException {
    make(connection, topic, partition);
    StoreOffset offset = new StoreOffset(topic, partition);
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT next, fresh, coalesce(first_offset, -1), first_digest, last_digest"
                + " FROM store_offset WHERE topic = ? AND part = ?")) {
      select.setString(1, topic);
      select.setInt(2, partition);
      try (ResultSet result = select.executeQuery()) {
        result.next();
        offset.stored = result.getLong(1);
        offset.fresh = result.getBoolean(2);
        offset.firstOffset = result.getLong(3);
        offset.firstDigest = result.getBytes(4);
        offset.lastDigest = result.getBytes(5);
      }
    }
    return offset;
  }

  /**
   * All rows of a topic at once, so that only a database without any of them is fresh: a partition
   * that turns up later in one that has the others is no reason to begin in the middle.
   */
  private static void make(Connection connection, String topic, int partition) throws SQLException {
    Topic kept = TopicCatalogue.topic(topic);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO store_offset (topic, part, next, fresh) SELECT ?, part, 0, ?"
                + " FROM generate_series(0, ?) AS part"
                + " WHERE NOT EXISTS (SELECT FROM store_offset WHERE topic = ?)"
                + " ON CONFLICT DO NOTHING")) {
      insert.setString(1, topic);
      insert.setBoolean(2, kept.retention().isPresent());
      insert.setInt(3, kept.partitions() - 1);
      insert.setString(4, topic);
      insert.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO store_offset (topic, part, next) VALUES (?, ?, 0) ON CONFLICT DO NOTHING")) {
      insert.setString(1, topic);
      insert.setInt(2, partition);
      insert.executeUpdate();
    }
  }

  /** The first offset that is not in the database. */
  long stored() {
    return stored;
  }

  /**
   * Begins at the first record that there is, where that is allowed: in a topic whose records
   * expire, of which this database has none.
   *
   * @param expected the offset that should have come
   * @throws HoleException everywhere else
   */
  void beginAt(long expected, long offset) throws HoleException {
    if (!fresh || expected > 0) {
      throw new HoleException(topic, partition, expected, offset);
    }
    LOG.warn(
        "{}/{} begins at offset {}: {} records expired before this database was there. Table"
            + " store_gap has it.",
        topic,
        partition,
        offset,
        offset);
    begun = offset;
  }

  /**
   * A record that the database has is skipped only if it is the same record. Checked at the first
   * and at the last: a new log under the old name differs in the first, one that was cut and
   * written anew at the latest in the last.
   */
  void requireSameLog(StoreRecord skipped) throws OtherLogException {
    boolean other =
        (skipped.offset() == firstOffset && differs(firstDigest, skipped))
            || (skipped.offset() == stored - 1 && differs(lastDigest, skipped));
    if (other) {
      throw new OtherLogException(topic, partition, skipped.offset(), stored);
    }
  }

  private static boolean differs(byte[] digest, StoreRecord record) {
    return digest != null && !Arrays.equals(digest, digest(record));
  }

  /** A record that will be stored with the next move. */
  void taken(StoreRecord record) {
    if (first == null) {
      first = record;
    }
    last = record;
  }

  /**
   * Moves the row behind the last record taken, in the connection's transaction.
   *
   * @throws ZombieException if another writer has moved it; the transaction is rolled back
   */
  void move(Connection connection) throws SQLException, IOException {
    if (firstDigest == null) {
      firstOffset = first.offset();
      firstDigest = digest(first);
    }
    byte[] digest = digest(last);
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE store_offset SET next = ?, fresh = false, first_offset = ?, first_digest = ?,"
                + " last_digest = ? WHERE topic = ? AND part = ? AND next = ?")) {
      update.setLong(1, last.offset() + 1);
      update.setLong(2, firstOffset);
      update.setBytes(3, firstDigest);
      update.setBytes(4, digest);
      update.setString(5, topic);
      update.setInt(6, partition);
      update.setLong(7, stored);
      if (update.executeUpdate() != 1) {
        connection.rollback();
        throw new ZombieException(topic, partition, stored);
      }
    }
    if (begun >= 0) {
      note(connection);
    }
    lastDigest = digest;
  }

  private void note(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO store_gap (topic, part, from_offset, to_offset, reason) VALUES (?, ?, 0, ?,"
                + " 'expired before this database was there')")) {
      insert.setString(1, topic);
      insert.setInt(2, partition);
      insert.setLong(3, begun);
      insert.executeUpdate();
    }
  }

  /** The transaction of the last move is through. */
  void moved() {
    stored = last.offset() + 1;
    fresh = false;
    begun = -1;
    first = null;
    last = null;
  }

  private static byte[] digest(StoreRecord record) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(record.value());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
