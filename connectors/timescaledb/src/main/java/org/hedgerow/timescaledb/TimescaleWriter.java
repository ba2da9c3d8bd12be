package org.hedgerow.timescaledb;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Writes what it is given at least every interval and at each checkpoint, a transaction a
 * partition. It keeps no state of its own: the database knows how far it is, and what Flink reads
 * again after a failure is skipped.
 */
final class TimescaleWriter implements SinkWriter<StoreRecord> {
  private static final long INTERVAL_MILLIS = 500;
  private static final int LARGEST_PENDING = 20_000;
  private static final long LARGEST_BYTES = 16L << 20;

  /**
   * A writer that is paused in the middle of a transaction holds its partition's row; after this
   * long the database ends the transaction, and the one that replaced the writer goes on.
   */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Connection connection;
  private final ProcessingTimeService time;
  private final Map<String, PartitionStore> partitions = new LinkedHashMap<>();
  private final Counter rows;
  private final Counter transactions;
  private boolean closed;

  TimescaleWriter(DatabaseConnections connections, ProcessingTimeService time, MetricGroup metrics)
      throws IOException {
    try {
      this.connection = prepared(connections.open());
    } catch (SQLException e) {
      throw new IOException("the store cannot reach its database: " + e.getMessage(), e);
    }
    this.time = time;
    this.rows = metrics.counter("rows");
    this.transactions = metrics.counter("transactions");
    schedule();
  }

  private static Connection prepared(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET idle_in_transaction_session_timeout = " + LONGEST_PAUSE.toMillis());
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void write(StoreRecord record, Context context) throws IOException {
    PartitionStore partition = partition(record);
    partition.add(record);
    if (partition.pending() >= LARGEST_PENDING || partition.bytes() >= LARGEST_BYTES) {
      write(partition);
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException {
    for (PartitionStore partition : partitions.values()) {
      write(partition);
    }
  }

  @Override
  public void close() throws SQLException {
    closed = true;
    connection.close();
  }

  private void schedule() {
    ScheduledFuture<?> unused =
        time.registerTimer(
            time.getCurrentProcessingTime() + INTERVAL_MILLIS,
            now -> {
              if (!closed) {
                flush(false);
                schedule();
              }
            });
  }

  private PartitionStore partition(StoreRecord record) throws IOException {
    String key = record.topic() + "/" + record.partition();
    PartitionStore partition = partitions.get(key);
    if (partition == null) {
      try {
        partition = PartitionStore.open(connection, record.topic(), record.partition());
      } catch (SQLException e) {
        throw new IOException(key + ": the store cannot read its offset: " + e.getMessage(), e);
      }
      partitions.put(key, partition);
    }
    return partition;
  }

  private void write(PartitionStore partition) throws IOException {
    if (partition.pending() == 0) {
      return;
    }
    try {
      rows.inc(partition.write(connection));
      transactions.inc();
    } catch (SQLException e) {
      throw new IOException("the store cannot write: " + e.getMessage(), e);
    }
  }
}
