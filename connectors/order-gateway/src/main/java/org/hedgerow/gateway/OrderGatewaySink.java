package org.hedgerow.gateway;

import java.io.IOException;
import java.io.Serializable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.hedgerow.exchanges.order.OrderVenues;
import org.hedgerow.schema.Order;

/**
 * Sends orders to venues. Each order is in the intent log, a table in PostgreSQL, before it is
 * sent, and its outcome is there before the journal is told.
 *
 * <p>The stream has to be keyed by account: one subtask owns an account, at any parallelism, and
 * fails when it gets an order of another's. Its state is the accounts that it owned, so that one
 * that left the configuration is taken over, and its old owner fenced, nevertheless.
 */
public final class OrderGatewaySink implements Sink<Order>, SupportsWriterState<Order, String> {
  private static final long serialVersionUID = 2L;

  private static final Duration LOOK_FOR_LOG = Duration.ofMillis(500);

  private final List<String> accounts;
  private final OrderVenues venues;
  private final LogConnections connections;
  private final JournalWriters journals;

  /**
   * A sink.
   *
   * @param accounts of the configuration; each is taken by its owner at the start, so that what an
   *     earlier one left open is resolved at once
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
  public StatefulSinkWriter<Order, String> createWriter(WriterInitContext context)
      throws IOException {
    return restoreWriter(context, Set.of());
  }

  @Override
  public StatefulSinkWriter<Order, String> restoreWriter(
      WriterInitContext context, Collection<String> owned) throws IOException {
    TaskInfo task = context.getTaskInfo();
    AccountOwnership ownership =
        new AccountOwnership(
            task.getIndexOfThisSubtask(),
            task.getNumberOfParallelSubtasks(),
            task.getMaxNumberOfParallelSubtasks());
    // First what leaves nothing open if it cannot be made.
    GatewayMetrics metrics = new GatewayMetrics(context.metricGroup());
    JournalWriter journal = journals.open();
    IntentLog log;
    try {
      log = new JdbcIntentLog(connections);
    } catch (SQLException e) {
      IOException away =
          new IOException(
              "DATABASE_DOWN: the gateway cannot reach the intent log: " + e.getMessage(), e);
      if (!LogAwayException.isCause(e)) {
        journal.close();
        throw away;
      }
      return new CancelingWriter(
          accounts,
          venues,
          journal,
          context.getMailboxExecutor(),
          new LogReachable(connections, LOOK_FOR_LOG),
          away);
    }
    return new OrderGatewayWriter(
        ownership,
        accounts,
        owned,
        venues,
        log,
        journal,
        metrics,
        context.getMailboxExecutor(),
        new LogReachable(connections, LOOK_FOR_LOG));
  }

  @Override
  public SimpleVersionedSerializer<String> getWriterStateSerializer() {
    return new AccountNameSerializer();
  }
}
