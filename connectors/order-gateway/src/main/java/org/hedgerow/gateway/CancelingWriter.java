package org.hedgerow.gateway;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.exchanges.order.OrderVenues;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What begins where the intent log cannot be reached: it owns no account and only cancels. It fails
 * when the log is back, and at every checkpoint: none is completed, so that all that it read, and
 * did not do, is read again by an owner.
 */
final class CancelingWriter implements StatefulSinkWriter<Order, String> {
  private static final Logger LOG = LoggerFactory.getLogger(CancelingWriter.class);

  private final Set<String> configured;
  private final OrderVenues venues;
  private final JournalWriter journal;
  private final LogReachable reachable;
  private final IOException away;
  private final Map<String, Account> accounts = new HashMap<>();

  private record Account(OrderVenue venue, CancelsWithoutLog cancels) {}

  CancelingWriter(
      Collection<String> configured,
      OrderVenues venues,
      JournalWriter journal,
      MailboxExecutor mailbox,
      LogReachable reachable,
      IOException away) {
    this.configured = Set.copyOf(configured);
    this.venues = venues;
    this.journal = journal;
    this.reachable = reachable;
    this.away = away;
    LOG.error("DATABASE_DOWN: no account is taken, and only cancels leave: {}", away.getMessage());
    reachable.watch(
        () ->
            mailbox.execute(
                () -> {
                  throw new IOException("the intent log is back: accounts can be taken", away);
                },
                "the intent log is back"));
  }

  @Override
  public void write(Order order, Context context) {
    if (order.getCommand() == OrderCommand.CANCEL && configured.contains(order.getAccount())) {
      accounts.computeIfAbsent(order.getAccount(), this::account).cancels().cancel(order);
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException {
    throw away;
  }

  @Override
  public List<String> snapshotState(long checkpoint) throws IOException {
    throw away;
  }

  @Override
  public void close() {
    reachable.close();
    accounts
        .values()
        .forEach(
            account -> {
              account.cancels().close();
              account.venue().close();
            });
    journal.close();
  }

  private Account account(String name) {
    OrderVenue venue = venues.forAccount(name);
    return new Account(
        venue,
        new CancelsWithoutLog(
            name,
            new CancelRequests(venue),
            journal,
            CancelingWriter::wallMicros,
            Timing.PRODUCTION));
  }

  private static long wallMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
