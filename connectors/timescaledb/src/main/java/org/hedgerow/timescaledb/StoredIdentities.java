package org.hedgerow.timescaledb;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.schema.TopicCatalogue;

/**
 * Which business identities of a partition were stored, the newest of each scope. In the journal a
 * scope is a kind of identity of a group; it keeps as many as the engine does, or for as long, so
 * that what counts here is what counted there. Elsewhere the scope is the partition: a producer
 * repeats what it wrote after its last completed checkpoint, and 100,000 orders or decisions of one
 * partition are hours at 10 a second, long after trading has stopped for want of checkpoints.
 */
final class StoredIdentities {
  /** The engine's {@code BoundedSet.CAPACITY}. */
  static final int JOURNAL_CAPACITY = 20_000;

  /** The engine's {@code RetainedSet.NEWEST}. */
  static final int JOURNAL_NEWEST = 2_000;

  /** The engine's {@code RetainedSet.RETENTION_MICROS}. */
  static final long JOURNAL_RETENTION_MICROS = 2 * 3_600_000_000L;

  static final int CAPACITY = 100_000;
  private static final int LONGEST = 500;

  private final String topic;
  private final int partition;
  private final int capacity;
  private final Map<String, Long> next = new HashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();

  private final Map<String, Long> newest = new HashMap<>();

  private record Waiting(
      String scope, String identity, Long timeMicros, Runnable first, Runnable repeat) {}

  /** An identity's place in its scope; null as the time where the scope forgets by number. */
  private record Numbered(String scope, long number, Long timeMicros) {}

  private StoredIdentities(String topic, int partition, int capacity) {
    this.topic = topic;
    this.partition = partition;
    this.capacity = capacity;
  }

  static StoredIdentities open(Connection connection, String topic, int partition)
      throws SQLException {
    int capacity = topic.equals(TopicCatalogue.JOURNAL) ? JOURNAL_CAPACITY : CAPACITY;
    return open(connection, topic, partition, capacity);
  }

  static StoredIdentities open(Connection connection, String topic, int partition, int capacity)
      throws SQLException {
    StoredIdentities identities = new StoredIdentities(topic, partition, capacity);
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT grp, identities, newest_micros FROM store_scope WHERE topic = ? AND part = ?")) {
      select.setString(1, topic);
      select.setInt(2, partition);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          identities.next.put(result.getString(1), result.getLong(2));
          identities.newest.put(result.getString(1), result.getLong(3));
        }
      }
    }
    return identities;
  }

  /**
   * Takes a record with an identity; which of the two is run is decided by {@link #decide}.
   *
   * @param timeMicros when it happened, if that decides how long it is known; else null
   * @param first what to do if the identity is new
   * @param repeat what to do if it was stored
   */
  void add(String scope, String told, Long timeMicros, Runnable first, Runnable repeat) {
    waiting.add(new Waiting(scope, indexable(told), timeMicros, first, repeat));
  }

  /** Decides all that were added, in their order, in the connection's transaction. */
  void decide(Connection connection) throws SQLException {
    if (waiting.isEmpty()) {
      return;
    }
    Map<String, Numbered> known = known(connection);
    Map<String, Numbered> added = new LinkedHashMap<>();
    Set<String> scopes = new HashSet<>();
    for (Waiting one : waiting) {
      Numbered before = known.get(one.identity());
      if (before != null && isKept(before)) {
        one.repeat().run();
      } else {
        long count = next.getOrDefault(one.scope(), 0L);
        Numbered numbered = new Numbered(one.scope(), count, one.timeMicros());
        known.put(one.identity(), numbered);
        added.put(one.identity(), numbered);
        next.put(one.scope(), count + 1);
        if (one.timeMicros() != null) {
          newest.merge(one.scope(), one.timeMicros(), Math::max);
        }
        scopes.add(one.scope());
        one.first().run();
      }
    }
    if (!added.isEmpty()) {
      insert(connection, added);
      count(connection, scopes);
      forget(connection, scopes);
    }
  }

  /** By the rule of the scope in which it was stored, as that stands now. */
  private boolean isKept(Numbered identity) {
    long count = next.getOrDefault(identity.scope(), 0L);
    if (identity.timeMicros() == null) {
      return identity.number() >= count - capacity;
    }
    return identity.number() >= count - JOURNAL_NEWEST
        || identity.timeMicros()
            >= newest.getOrDefault(identity.scope(), 0L) - JOURNAL_RETENTION_MICROS;
  }

  /** The transaction of the last decision is through. */
  void decided() {
    waiting.clear();
  }

  private Map<String, Numbered> known(Connection connection) throws SQLException {
    Map<String, Numbered> known = new HashMap<>();
    Array asked =
        connection.createArrayOf("text", waiting.stream().map(Waiting::identity).toArray());
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT identity, grp, number, time_micros FROM store_identity"
                + " WHERE topic = ? AND part = ? AND identity = ANY (?)")) {
      select.setString(1, topic);
      select.setInt(2, partition);
      select.setArray(3, asked);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          known.put(
              result.getString(1),
              new Numbered(
                  result.getString(2), result.getLong(3), result.getObject(4, Long.class)));
        }
      }
    } finally {
      asked.free();
    }
    return known;
  }

  private void insert(Connection connection, Map<String, Numbered> added) throws SQLException {
    Array identities = connection.createArrayOf("text", added.keySet().toArray());
    Array scopes =
        connection.createArrayOf("text", added.values().stream().map(Numbered::scope).toArray());
    Array numbers =
        connection.createArrayOf("int8", added.values().stream().map(Numbered::number).toArray());
    Array times =
        connection.createArrayOf(
            "int8", added.values().stream().map(Numbered::timeMicros).toArray());
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO store_identity (topic, part, identity, grp, number, time_micros)"
                + " SELECT ?, ?, a.identity, a.grp, a.number, a.time_micros"
                + " FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[])"
                + " AS a (identity, grp, number, time_micros)"
                + " ON CONFLICT (topic, part, identity) DO UPDATE SET grp = excluded.grp,"
                + " number = excluded.number, time_micros = excluded.time_micros")) {
      insert.setString(1, topic);
      insert.setInt(2, partition);
      insert.setArray(3, identities);
      insert.setArray(4, scopes);
      insert.setArray(5, numbers);
      insert.setArray(6, times);
      insert.executeUpdate();
    } finally {
      identities.free();
      scopes.free();
      numbers.free();
      times.free();
    }
  }

  private void count(Connection connection, Set<String> scopes) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT INTO store_scope (topic, part, grp, config_version, identities, newest_micros)"
                + " VALUES (?, ?, ?, 0, ?, ?) ON CONFLICT (topic, part, grp)"
                + " DO UPDATE SET identities = excluded.identities,"
                + " newest_micros = excluded.newest_micros")) {
      for (String scope : scopes) {
        upsert.setString(1, topic);
        upsert.setInt(2, partition);
        upsert.setString(3, scope);
        upsert.setLong(4, next.get(scope));
        upsert.setLong(5, newest.getOrDefault(scope, 0L));
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private void forget(Connection connection, Set<String> scopes) throws SQLException {
    String byNumber =
        "DELETE FROM store_identity WHERE topic = ? AND part = ? AND grp = ? AND number < ?";
    try (PreparedStatement untimed = connection.prepareStatement(byNumber);
        PreparedStatement timed = connection.prepareStatement(byNumber + " AND time_micros < ?")) {
      for (String scope : scopes) {
        boolean hasTimes = newest.getOrDefault(scope, 0L) > 0;
        long before = next.get(scope) - (hasTimes ? JOURNAL_NEWEST : capacity);
        if (before <= 0) {
          continue;
        }
        PreparedStatement delete = hasTimes ? timed : untimed;
        delete.setString(1, topic);
        delete.setInt(2, partition);
        delete.setString(3, scope);
        delete.setLong(4, before);
        if (hasTimes) {
          delete.setLong(5, newest.get(scope) - JOURNAL_RETENTION_MICROS);
        }
        delete.addBatch();
      }
      untimed.executeBatch();
      timed.executeBatch();
    }
  }

  /**
   * Outsiders write a part of each identity. An index takes no more than a third of a page, and
   * text no zero; what does not fit is known by its hash.
   */
  private static String indexable(String identity) {
    if (identity.length() <= LONGEST && identity.indexOf(0) < 0) {
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
}
