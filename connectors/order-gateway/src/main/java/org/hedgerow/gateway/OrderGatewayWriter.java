package org.hedgerow.gateway;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.exchanges.order.OrderVenues;
import org.hedgerow.exchanges.order.RateLimit;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each order to the gateway of its account. A checkpoint waits until all are reserved, never
 * for a venue.
 */
final class OrderGatewayWriter implements StatefulSinkWriter<Order, String> {
  private static final Logger LOG = LoggerFactory.getLogger(OrderGatewayWriter.class);

  private final AccountOwnership ownership;
  private final Set<String> configured;
  private final OrderVenues venues;
  private final IntentLog log;
  private final JournalWriter journal;
  private final GatewayMetrics metrics;
  private final MailboxExecutor mailbox;
  private final Map<String, AccountGateway> accounts = new LinkedHashMap<>();
  private final List<String> remembered = new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final LogReachable reachable;

  /**
   * Takes what it owns: of the configured accounts, of those that the state names, and of those
   * that the log has something open of.
   */
  OrderGatewayWriter(
      AccountOwnership ownership,
      Collection<String> configured,
      Collection<String> ownedBefore,
      OrderVenues venues,
      IntentLog log,
      JournalWriter journal,
      GatewayMetrics metrics,
      MailboxExecutor mailbox,
      LogReachable reachable)
      throws IOException {
    this.ownership = ownership;
    this.configured = Set.copyOf(configured);
    this.venues = venues;
    this.log = log;
    this.journal = journal;
    this.metrics = metrics;
    this.mailbox = mailbox;
    this.reachable = reachable;
    try {
      Set<String> open = log.accountsWithOpenOrders();
      Set<String> all = new TreeSet<>(configured);
      all.addAll(ownedBefore);
      all.addAll(open);
      for (String account : all) {
        if (ownership.owns(account)) {
          take(account);
          if (this.configured.contains(account) || open.contains(account)) {
            remembered.add(account);
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      // Nobody closes a writer that was not made: each restart would leave a connection, a producer
      // and threads behind.
      close();
      throw e;
    }
  }

  /**
   * While the log is away only cancels are taken. Everything, they too, is read again after the
   * failure that the next {@link #flush} brings: no checkpoint is completed until then.
   */
  @Override
  public void write(Order order, Context context) throws IOException {
    boolean cancelsOnly = failure.get() instanceof LogAwayException;
    if (!cancelsOnly) {
      rethrow();
    }
    AccountGateway account = accounts.get(order.getAccount());
    if (account == null) {
      throw refused(order);
    }
    if (!cancelsOnly || order.getCommand() == OrderCommand.CANCEL) {
      account.offer(order);
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    for (AccountGateway account : accounts.values()) {
      account.awaitReserved();
    }
    rethrow();
  }

  @Override
  public List<String> snapshotState(long checkpoint) {
    return List.copyOf(remembered);
  }

  @Override
  public void close() {
    reachable.close();
    accounts.values().forEach(AccountGateway::close);
    // First the log: a call that waits for it holds up nothing else.
    log.close();
    journal.close();
  }

  private void take(String name) throws IOException {
    OrderVenue venue = venue(name);
    AccountGateway account =
        new AccountGateway(
            name,
            venue,
            (configured.contains(name) ? venues.grantedLimit(name) : Optional.<RateLimit>empty())
                .or(venue::placeLimit),
            log,
            journal,
            metrics,
            Timing.PRODUCTION,
            OrderGatewayWriter::wallMicros,
            this::failed);
    accounts.put(name, account);
    account.takeOver();
  }

  private OrderVenue venue(String account) {
    if (configured.contains(account)) {
      return venues.forAccount(account);
    }
    LOG.error(
        "ACCOUNT_NOT_CONFIGURED: {} was owned before, or has open orders; they wait for a person or"
            + " for the account to come back",
        account);
    return new UnconfiguredVenue();
  }

  private IOException refused(Order order) {
    String account = order.getAccount();
    return new IOException(
        ownership.owns(account)
            ? "ACCOUNT_NOT_CONFIGURED: order "
                + order.getClientOrderId()
                + " is for account "
                + account
                + ", which is not in the configuration"
            : "ACCOUNT_NOT_OWNED: order "
                + order.getClientOrderId()
                + " is for account "
                + account
                + " of subtask "
                + ownership.owner(account)
                + ", and came to subtask "
                + ownership.subtask()
                + ": the stream is not keyed by account");
  }

  private static long wallMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /**
   * Fails the task from its own thread, at once and not with the next order; but if only the log is
   * away, when it is back or a checkpoint is due: until then what works can be canceled.
   */
  private void failed(Exception e) {
    if (e instanceof LogAwayException) {
      if (failure.compareAndSet(null, e)) {
        LOG.error("DATABASE_DOWN: nothing but cancels leaves from now on: {}", e.getMessage());
        reachable.watch(() -> mailbox.execute(this::rethrow, "the intent log is back"));
      }
    } else if (failure.compareAndSet(null, e) || failure.get() instanceof LogAwayException) {
      failure.set(e);
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
