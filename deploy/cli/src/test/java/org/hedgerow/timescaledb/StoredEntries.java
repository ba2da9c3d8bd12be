package org.hedgerow.timescaledb;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** Records for tests in other packages. */
public final class StoredEntries {
  /** What makes entries count. */
  public static final String CONFIGURED = Entries.CONFIGURED;

  private StoredEntries() {}

  /** The trade of that number in a chain without a gap. */
  public static byte[] trade(long number) {
    return Entries.trade(number, number - 1);
  }

  /** Stores records of partition 0, the first at that offset. */
  public static void write(DatabaseConnections database, String topic, long from, byte[]... values)
      throws SQLException, IOException {
    try (Connection connection = database.open()) {
      connection.setAutoCommit(false);
      PartitionStore store = PartitionStore.open(connection, topic, 0);
      for (int i = 0; i < values.length; i++) {
        store.add(Entries.at(topic, from + i, values[i]));
      }
      store.write(connection);
    }
  }
}
