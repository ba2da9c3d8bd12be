package org.hedgerow.gateway;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.hedgerow.exchanges.order.OrderVenues;
import org.hedgerow.schema.Order;

/**
 * Gives each order to the gateway of its account. A checkpoint waits until all are reserved, never
 * for a venue.
 */
final class OrderGatewayWriter implements SinkWriter<Order> {
  private final OrderVenues venues;
  private final IntentLog log;
  private final JournalWriter journal;
  private final GatewayMetrics metrics;
  private final MailboxExecutor mailbox;
  private final Map<String, AccountGateway> accounts = new LinkedHashMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  OrderGatewayWriter(
      List<String> owned,
      OrderVenues venues,
      IntentLog log,
      JournalWriter journal,
      GatewayMetrics metrics,
      MailboxExecutor mailbox)
      throws IOException {
    this.venues = venues;
    this.log = log;
    this.journal = journal;
    this.metrics = metrics;
    this.mailbox = mailbox;
    try {
      for (String account : owned) {
        account(account);
      }
    } catch (IOException | RuntimeException e) {
      // Nobody closes a writer that was not made: each restart would leave a connection, a producer
      // and threads behind.
      close();
      throw e;
    }
  }

  @Override
  public void write(Order order, Context context) throws IOException {
    rethrow();
    account(order.getAccount()).offer(order);
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    for (AccountGateway account : accounts.values()) {
      account.awaitReserved();
    }
    rethrow();
  }

  @Override
  public void close() {
    accounts.values().forEach(AccountGateway::close);
    journal.close();
    log.close();
  }

  private AccountGateway account(String name) throws IOException {
    AccountGateway account = accounts.get(name);
    if (account == null) {
      account =
          new AccountGateway(name, venues.forAccount(name), log, journal, metrics, this::failed);
      accounts.put(name, account);
      account.takeOver();
    }
    return account;
  }

  /** Fails the task from its own thread, at once and not with the next order. */
  private void failed(Exception e) {
    if (failure.compareAndSet(null, e)) {
      mailbox.execute(this::rethrow, "gateway failure");
    }
  }

  private void rethrow() throws IOException {
    Exception e = failure.get();
    if (e != null) {
      throw new IOException("the gateway cannot go on: " + e.getMessage(), e);
    }
  }
}
