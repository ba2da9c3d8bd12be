package org.hedgerow.timescaledb;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Stores the journal, orders, decisions, dead letters, alerts and facts of data quality in
 * TimescaleDB, each record exactly once.
 *
 * <p>There may be no shuffle between the Kafka source and this sink: a partition's records have to
 * arrive in order.
 */
public final class TimescaleSink implements Sink<StoreRecord> {
  private static final long serialVersionUID = 1L;

  private final DatabaseConnections connections;

  public TimescaleSink(DatabaseConnections connections) {
    this.connections = connections;
  }

  @Override
  public SinkWriter<StoreRecord> createWriter(WriterInitContext context) throws IOException {
    return new TimescaleWriter(
        connections, context.getProcessingTimeService(), context.metricGroup());
  }
}
