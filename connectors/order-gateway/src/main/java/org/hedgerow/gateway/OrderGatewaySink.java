package org.hedgerow.gateway;

import java.io.IOException;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.hedgerow.exchanges.order.OrderVenues;
import org.hedgerow.schema.Order;

/**
 * Sends orders to venues. Each order is in the intent log, a table in PostgreSQL, before it is
 * sent, and its outcome is there before the journal is told.
 *
 * <p>The stream has to be keyed by account: one subtask owns an account. At parallelism 1, which is
 * all that is supported so far, that is given.
 */
public final class OrderGatewaySink implements Sink<Order> {
  private static final long serialVersionUID = 1L;

  private final List<String> accounts;
  private final OrderVenues venues;
  private final LogConnections connections;
  private final JournalWriters journals;

  /**
   * A sink.
   *
   * @param accounts that it owns from the start, so that what an earlier owner left open is
   *     resolved at once
   */
  public OrderGatewaySink(
      List<String> accounts,
      OrderVenues venues,
      LogConnections connections,
      String bootstrapServers) {
    this(accounts, venues, connections, () -> new KafkaJournalWriter(bootstrapServers));
  }

  OrderGatewaySink(
      List<String> accounts,
      OrderVenues venues,
      LogConnections connections,
      JournalWriters journals) {
    this.accounts = List.copyOf(accounts);
    this.venues = venues;
    this.connections = connections;
    this.journals = journals;
  }

  /** Opens the way to the journal where the sink runs. */
  @FunctionalInterface
  interface JournalWriters extends Serializable {
    /** A new writer, for the caller to close. */
    JournalWriter open();
  }

  @Override
  public SinkWriter<Order> createWriter(WriterInitContext context) throws IOException {
    // First what leaves nothing open if it cannot be made.
    GatewayMetrics metrics = new GatewayMetrics(context.metricGroup());
    JournalWriter journal = journals.open();
    try {
      return new OrderGatewayWriter(
          accounts,
          venues,
          new JdbcIntentLog(connections.open()),
          journal,
          metrics,
          context.getMailboxExecutor());
    } catch (SQLException e) {
      journal.close();
      throw new IOException("the gateway cannot reach the intent log: " + e.getMessage(), e);
    }
  }
}
